import threading

import gevent
import pytest

from kiosk.errors import ValidationError
from kiosk.live.thread_pool import run_in_thread


def test_work_runs_in_another_thread_while_the_loop_goes_on() -> None:
    turns: list[int] = []
    stop = threading.Event()

    def turn() -> None:
        for number in range(20):
            turns.append(number)
            gevent.sleep(0)
        stop.set()

    gevent.spawn(turn)
    thread = run_in_thread(lambda: (stop.wait(10), threading.get_ident()))
    assert thread == (True, thread[1])
    assert thread[1] != threading.get_ident()
    assert turns == list(range(20))


def test_an_exception_comes_out_where_the_work_was_asked_for_and_prints_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def refuse() -> None:
        raise ValidationError("value", "Write a number.")

    with pytest.raises(ValidationError, match="Write a number"):
        run_in_thread(refuse)
    assert capfd.readouterr() == ("", "")


def test_work_of_the_pool_may_ask_for_the_pool_again() -> None:
    def outer() -> tuple[int, int]:
        return threading.get_ident(), run_in_thread(threading.get_ident)

    outside, inside = run_in_thread(outer)
    assert outside == inside


def test_several_may_wait_at_once() -> None:
    everybody = threading.Barrier(4)
    waiting = [gevent.spawn(run_in_thread, lambda: everybody.wait(10)) for _ in range(4)]
    gevent.joinall(waiting, timeout=20)
    assert sorted(greenlet.value for greenlet in waiting) == [0, 1, 2, 3]
