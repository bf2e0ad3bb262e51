"""Part f: what a reader that has stopped reading, and another program's lock, cost the others."""

import socket
import threading
import time
from collections.abc import Iterator

from tests.benchmarks.crowd import Crowd, crowd
from tests.benchmarks.machine import CLIENT_CORES, end, python
from tests.benchmarks.office import Kiosk, filled, kiosk
from tests.benchmarks.options import Options
from tests.benchmarks.report import Table, median, percentile
from tests.live.websocket_client import Wire

OTHERS = 100
# As an update is on the wire, about; the topic next to this is taken.
UPDATE_BYTES = 20_000
STALLED_BUFFER = 4096
ADDED_KB = 2048
# Nobody else is delayed: within what the same figure differs by from run to run.
ADDED_MEDIAN_MS, ADDED_P99_MS = 1, 10
LOCK_SECONDS = 0.5
# A display frame is 17 ms; a loop that waits for the lock shows all its 500.
ECHO_MS = 50
LOCKS = 5
# A socket that says more than 300 things in 3 s is closed.
ECHO_PAUSE = 0.015


def trouble(options: Options) -> Iterator[Table]:
    """Two tables for each office."""
    for office in options.offices:
        with filled(office) as data, kiosk(data) as here, crowd() as people:
            yield _stalled(here, people, office, options.updates)
        with filled(office) as data, kiosk(data) as here, crowd() as people:
            yield _locked(here, people, office, 1 if options.quick else LOCKS)


# A stalled reader


def _stalled(here: Kiosk, people: Crowd, office: str, updates: int) -> Table:
    topic, size = _topic_of_size(here, people)
    people.open("others", here.port, OTHERS, topic, state=True)
    # As many before it, so that what the server keeps of every update is there already.
    without = _updates(here, people, updates)
    memory = here.memory()
    reader = _stalled_reader(here.port, topic)
    beside = _updates(here, people, updates)
    grown = here.memory() - memory
    reader.close()
    without += _updates(here, people, updates // 4)
    title = f"A reader that stalls: {office} office, {updates} updates of {size} bytes"
    table = Table("trouble", title)
    added = median(beside) - median(without)
    table.add("last of the others, without it: median", median(without), "ms")
    table.add("added by it at the median", added, "ms", ADDED_MEDIAN_MS)
    added = percentile(beside, 0.99) - percentile(without, 0.99)
    table.add("last of the others, without it: p99", percentile(without, 0.99), "ms")
    table.add("added by it at p99", added, "ms", ADDED_P99_MS)
    table.add("memory it adds", grown, "KB", ADDED_KB, below=True)
    return table


def _updates(here: Kiosk, people: Crowd, updates: int) -> list[float]:
    """Milliseconds from the first receipt to the last of the others, update by update."""
    took = []
    for _ in range(updates):
        people.arm("others")
        here.post()
        receipt = people.gather("others")
        here.answered()
        took.append((receipt.last - receipt.first) / 1e6)
    return took


def _topic_of_size(here: Kiosk, people: Crowd) -> tuple[str, int]:
    """The topic that a save changes whose message is next to the size wanted."""
    objective = here.topic.partition("/")[2]
    team = next(o.team for o in here.office.objectives if o.code == objective)
    slug = next(t.slug for t in here.office.teams if t.code == team)
    sizes = {}
    for topic in (here.topic, f"team/{slug}", "all", "wall"):
        people.open(topic, here.port, 1, topic, state=True)
        sizes[topic] = len(people.frame(topic))
        people.shut(topic)
    chosen = min(sizes, key=lambda topic: abs(sizes[topic] - UPDATE_BYTES))
    return chosen, sizes[chosen]


def _stalled_reader(port: int, topic: str) -> socket.socket:
    """A socket whose owner shakes hands and then never reads."""
    origin = f"http://127.0.0.1:{port}"
    return Wire(port, topic, receive_buffer=STALLED_BUFFER, Origin=origin).socket


# Another program's lock


def _locked(here: Kiosk, people: Crowd, office: str, locks: int) -> Table:
    people.open("others", here.port, OTHERS, here.topic, state=True)
    with Wire(here.port, here.topic, Origin=here.server.url) as echo:
        quiet = [_echo(echo) for _ in range(100)]
        turns = [_beside_lock(here, people, echo) for _ in range(locks)]
    table = Table(
        "trouble", f"Another program's lock of {LOCK_SECONDS * 1000:.0f} ms: {office} office"
    )
    echoes = [ms for turn in turns for ms in turn[0]]
    table.add("echo of a socket, no lock: longest", max(quiet), "ms")
    table.add("echo of a socket during a lock: median", median(echoes), "ms")
    table.add("echo of a socket during a lock: longest", max(echoes), "ms", ECHO_MS)
    table.add("echoes during locks", len(echoes), "")
    table.add("lock's end to the save's receipt", median([turn[1] for turn in turns]), "ms")
    return table


def _beside_lock(here: Kiosk, people: Crowd, echo: Wire) -> tuple[list[float], float]:
    """Echoes while the database is locked and a save and a page wait for it; then how long after
    the lock the save was received."""
    people.arm("others")
    file = str(here.server.data / "kiosk.db")
    holder = python("-m", "tests.benchmarks.holder", file, str(LOCK_SECONDS), cores=CLIENT_CORES)
    assert holder.stdout is not None
    try:
        holder.stdout.readline()
        until = time.monotonic() + LOCK_SECONDS
        here.post()
        page = threading.Thread(target=here.get, args=(f"/o/{here.topic.partition('/')[2]}",))
        page.start()
        echoes = []
        while time.monotonic() < until:
            echoes.append(_echo(echo))
        receipt = people.gather("others")
        page.join()
        here.answered()
    finally:
        end(holder)
    return echoes, receipt.first / 1e6 - until * 1000


def _echo(echo: Wire) -> float:
    """Milliseconds from a ping to its pong."""
    time.sleep(ECHO_PAUSE)
    began = time.perf_counter()
    echo.say(0x9, b"?")
    while echo.frame()[0] & 0x0F != 0xA:
        pass
    return (time.perf_counter() - began) * 1000
