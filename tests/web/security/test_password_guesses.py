from contextlib import suppress

import gevent
import pytest
from gevent.event import Event

from kiosk.errors import TooManyGuesses
from kiosk.web.security.password_guesses import MOST, WITHIN, PasswordGuess, PasswordGuesses
from kiosk.web.security.throttle import Throttle


class Clock:
    """A clock in seconds that is moved by what waits."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += seconds
        gevent.sleep()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def guesses(clock):
    return PasswordGuesses(Throttle(clock), clock, clock.wait)


def looked_at(guesses, guess, count):
    """How many of so many wrong guesses were looked at."""
    looks = []
    for _ in range(count):
        with suppress(TooManyGuesses):
            guesses.is_right(guess, lambda: bool(looks.append(1)))
    return len(looks)


def test_an_address_has_twenty_guesses_at_a_name_in_five_minutes(guesses, clock):
    guess = PasswordGuess("Ada", "192.0.2.1")
    began = clock.now

    assert looked_at(guesses, guess, 50) == MOST
    assert looked_at(guesses, PasswordGuess(" ADA ", "192.0.2.1"), 5) == 0
    assert looked_at(guesses, PasswordGuess("Ada", "192.0.2.2"), 1) == 1
    assert looked_at(guesses, PasswordGuess("Bo", "192.0.2.1"), 1) == 1
    clock.now = began + WITHIN + 1
    assert looked_at(guesses, guess, 1) == 1


def test_a_right_password_starts_anew(guesses):
    guess = PasswordGuess("Ada", "192.0.2.1")
    looked_at(guesses, guess, MOST - 1)

    assert guesses.is_right(guess, lambda: True)
    assert looked_at(guesses, guess, MOST) == MOST


def test_one_guess_at_a_name_is_looked_at_at_a_time_and_each_waits_its_own_time(guesses, clock):
    inside, most = [], []
    began = clock.now

    def look():
        inside.append(1)
        most.append(len(inside))
        gevent.sleep()
        inside.pop()
        return False

    many = [
        gevent.spawn(guesses.is_right, PasswordGuess("Ada", f"192.0.2.{number}"), look)
        for number in range(12)
    ]
    gevent.joinall(many, raise_error=True)

    assert most == [1] * 12
    # In turn, not side by side: three at once, then 0.25, 0.5, 1, 2 and five times 4 seconds.
    assert clock.now - began == 23.75


def test_a_device_that_is_known_passes_all_others_that_wait(guesses):
    over = Event()
    many = [
        gevent.spawn(guesses.is_right, PasswordGuess("Ada", f"192.0.2.{number}"), over.wait)
        for number in range(30)
    ]
    gevent.sleep()

    assert guesses.is_right(PasswordGuess("Ada", "192.0.2.1", "her laptop"), lambda: True)
    over.set()
    gevent.joinall(many)


def test_a_device_that_is_known_has_twenty_guesses_too(guesses):
    assert looked_at(guesses, PasswordGuess("Ada", "192.0.2.1", "a laptop"), 50) == MOST
    assert looked_at(guesses, PasswordGuess("Ada", "192.0.2.1", "a phone"), 1) == 1


def test_many_devices_of_one_person_keep_nobody_else_waiting(guesses):
    served = []

    def look(name):
        served.append(name)
        gevent.sleep()
        return True

    many = [
        gevent.spawn(
            guesses.is_right,
            PasswordGuess(name, "192.0.2.1", f"{name} {n}"),
            lambda n=name: look(n),
        )
        for name, count in (("mallory", 20), ("ada", 1))
        for n in range(count)
    ]
    gevent.joinall(many, raise_error=True)

    assert "ada" in served[:3]


def test_what_failed_to_be_looked_at_gives_its_turn_back(guesses):
    def look():
        raise MemoryError

    for _ in range(3):
        with pytest.raises(MemoryError):
            guesses.is_right(PasswordGuess("Ada", "192.0.2.1"), look)

    assert guesses.is_right(PasswordGuess("Ada", "192.0.2.2"), lambda: True)
