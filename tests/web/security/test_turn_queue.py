import gevent
import pytest

from kiosk.web.security.turn_queue import TurnQueue


class Queue:
    """Turns, and what waits for one of them in a greenlet of its own."""

    def __init__(self, **bounds):
        self.turns = TurnQueue(**bounds)
        self.served, self.refused = [], []
        self.greenlets = []
        self.first = self.turns.turn("first")
        assert self.first.__enter__()

    def ask(self, source):
        def run():
            with self.turns.turn(source) as has_turn:
                (self.served if has_turn else self.refused).append(source)
                gevent.sleep()

        self.greenlets.append(gevent.spawn(run))
        gevent.sleep()

    def go_on(self):
        self.first.__exit__(None, None, None)
        gevent.joinall(self.greenlets, raise_error=True)


def test_sources_take_turns_however_much_one_of_them_sends():
    queue = Queue()
    for source in ["a", "a", "a", "b", "c", "b"]:
        queue.ask(source)
    queue.go_on()

    assert queue.served == ["a", "b", "c", "a", "b", "a"]
    assert queue.turns.is_idle


def test_only_one_at_a_time_has_the_turn():
    turns, inside, most = TurnQueue(), [], []

    def run(source):
        with turns.turn(source):
            inside.append(source)
            most.append(len(inside))
            gevent.sleep()
            inside.remove(source)

    gevent.joinall([gevent.spawn(run, f"s{number % 3}") for number in range(9)], raise_error=True)
    assert most == [1] * 9


def test_one_source_has_few_places_and_what_does_not_fit_is_refused_at_once():
    queue = Queue(waiting_each=2)
    for _ in range(5):
        queue.ask("a")

    assert queue.refused == ["a"] * 3
    queue.go_on()
    assert queue.served == ["a"] * 2


def test_in_a_full_queue_a_new_source_takes_a_place_of_the_one_with_most():
    queue = Queue(waiting=3)
    for source in ["a", "a", "b", "owner", "late"]:
        queue.ask(source)

    assert queue.refused == ["a", "late"]
    queue.go_on()
    assert queue.served == ["a", "b", "owner"]


@pytest.mark.parametrize("gone", [0, 1])
def test_whoever_gives_up_waiting_holds_up_nobody(gone):
    queue = Queue()
    queue.ask("a")
    queue.ask("b")
    queue.greenlets.pop(gone).kill()
    queue.go_on()

    assert queue.served == [["b"], ["a"]][gone]
    assert queue.turns.is_idle


def test_whoever_is_ended_just_as_the_turn_comes_passes_it_on():
    queue = Queue()
    queue.ask("a")
    queue.ask("b")
    queue.first.__exit__(None, None, None)
    queue.greenlets.pop(0).kill()
    gevent.joinall(queue.greenlets, raise_error=True)

    assert queue.served[-1] == "b"
    assert queue.turns.is_idle
