"""Several reads of one state, in one transaction that holds nobody up after them."""

import threading
from decimal import Decimal

import pytest

from kiosk.store import Store
from tests.server import MOMENT

CODE = "M3XD"


def numbers(store: Store) -> tuple[Decimal, ...]:
    """What a key result stands at, read in two ways."""
    history = store.key_results.history(CODE, MOMENT).recent[0]
    office = store.office(MOMENT).key_result(CODE).latest_check_in
    assert office is not None
    return office.value, history.value


def elsewhere(work) -> None:
    """In another thread, and done."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


def test_every_read_sees_the_state_of_the_first(services):
    store, began, go_on = services.store, threading.Event(), threading.Event()
    other = Store(store.path, zone=store.zone)
    seen = []

    def read():
        before = numbers(store)
        began.set()
        go_on.wait(10)
        seen.append((before, numbers(store)))

    reader = threading.Thread(target=lambda: store.snapshot(read))
    reader.start()
    began.wait(10)
    writer = threading.Thread(target=lambda: other.check_ins.add(CODE, Decimal(91), now=MOMENT))
    writer.start()
    writer.join(0.3)
    assert writer.is_alive()  # it waits for the snapshot's end
    go_on.set()
    reader.join(10)
    writer.join(10)
    (before, after), *_ = seen
    assert before == after != (91, 91)
    assert store.snapshot(lambda: numbers(store)) == (91, 91)


def test_a_snapshot_in_a_snapshot_is_the_same_one(services):
    def read():
        before = numbers(services.store)
        return before == services.store.snapshot(lambda: numbers(services.store))

    assert services.store.snapshot(read)


def test_nothing_is_written_in_a_snapshot(services):
    write = lambda: services.store.check_ins.add(CODE, Decimal(91), now=MOMENT)  # noqa: E731
    with pytest.raises(RuntimeError, match="only read"):
        services.store.snapshot(write)
    assert write().value == 91


def test_a_snapshot_that_fails_ends(services):
    def fail():
        numbers(services.store)
        raise LookupError("nothing")

    with pytest.raises(LookupError):
        services.store.snapshot(fail)
    elsewhere(lambda: services.store.check_ins.add(CODE, Decimal(91), now=MOMENT))
    assert numbers(services.store) == (91, 91)


def test_readers_and_writers_end_without_waiting_for_one_another(services):
    """Who waited for a reader in a transaction would keep the writer that it waits for."""
    store, failed = services.store, []

    def read():
        for _ in range(50):
            store.snapshot(lambda: numbers(store))
            store.office(MOMENT)

    def write():
        for value in range(25):
            store.check_ins.add(CODE, Decimal(100 + value), now=MOMENT)

    def tried(work):
        try:
            work()
        except Exception as error:  # noqa: BLE001 -- whatever it is, it fails the test
            failed.append(error)

    threads = [threading.Thread(target=tried, args=(w,)) for w in (read, write) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []


def test_a_page_holds_no_lock_while_it_is_drawn(services):
    """A writer commits between the reading and the drawing, and waits for neither."""
    drawing = services.store.snapshot(
        lambda: services.renderer.read(services.renderer.snapshot(), "objective/K7Q2")
    )
    before = drawing()
    services.store.check_ins.add(CODE, Decimal(91), now=MOMENT)
    assert drawing() == before
    assert services.content("objective/K7Q2").html != before.html
