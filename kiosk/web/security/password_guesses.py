"""Which password is looked at, and when: guessing is dear for whoever guesses, not for the owner.

There are two lanes, each looking at one password at a time. In one are the browsers that have
logged in before with that name (kiosk.web.security.known_devices), and whoever is logged in; in the
other everybody else. So no number of guesses by others makes the owner wait.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import gevent

from kiosk.errors import TooManyGuesses
from kiosk.web.security.throttle import MAX_ENTRIES, Throttle
from kiosk.web.security.turn_queue import TurnQueue

MOST = 20
WITHIN = 5 * 60.0


@dataclass(frozen=True, slots=True)
class PasswordGuess:
    """Whose password is guessed, and where from.

    :ivar name: the name typed.
    :ivar address: the network address it comes from.
    :ivar device: what the browser is known by, where it has logged in with this name; else "".
    """

    name: str
    address: str
    device: str = ""

    @property
    def account(self) -> str:
        """The name as it is compared."""
        return account_of(self.name)

    @property
    def source(self) -> str:
        """Where it comes from: the device that is known, or the address."""
        return f"device:{self.device}" if self.device else f"address:{self.address}"

    @property
    def keys(self) -> tuple[str, ...]:
        """What waits longer after it was wrong. A device that is known waits for itself alone."""
        if self.device:
            return (self.source,)
        return (f"name:{self.account}", self.source)


def account_of(name: str) -> str:
    """A name as it is compared: without regard to capitals and blanks."""
    return " ".join(name.split()).casefold()


def _too_many_at_once() -> TooManyGuesses:
    return TooManyGuesses("Too many tries at once come from here. Try again in a moment", seconds=1)


class PasswordGuesses:
    """Looks at guesses, few of each source and account, one at a time of each account."""

    def __init__(
        self,
        throttle: Throttle,
        moment: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] = gevent.sleep,
    ) -> None:
        self._throttle = throttle
        self._wait = wait
        self._allowance = Allowance(moment)
        self._known, self._unknown = _Lane(), _Lane()

    def is_right(self, guess: PasswordGuess, look: Callable[[], bool]) -> bool:
        """Whether the guess is right.

        :param look: compares the password; called when it is the guess's turn.
        :raises TooManyGuesses: it is not looked at.
        """
        once = f"{guess.source} {guess.account}"
        self._allowance.refuse_if_spent(once)
        lane = self._known if guess.device else self._unknown
        with self._throttle.limit_concurrency(guess.source) as is_one_of_few:
            if not is_one_of_few:
                raise _too_many_at_once()
            with lane.account(guess):
                self._allowance.spend(once)
                self._wait(self._throttle.delay_for_attempt(*guess.keys))
                with lane.looking(guess):
                    is_right = look()
        if is_right:
            self._throttle.reset(*guess.keys)
            self._allowance.give_back(once)
        return is_right


class _Lane:
    def __init__(self) -> None:
        self._looking = TurnQueue()
        self._accounts: dict[str, TurnQueue] = {}

    @contextmanager
    def account(self, guess: PasswordGuess) -> Iterator[None]:
        """While it is this guess's turn at its account: many at once wait one after the other."""
        turns = self._accounts.setdefault(guess.account, TurnQueue())
        try:
            with turns.turn(guess.source) as has_turn:
                if not has_turn:
                    raise _too_many_at_once()
                yield
        finally:
            if turns.is_idle:
                self._accounts.pop(guess.account, None)

    @contextmanager
    def looking(self, guess: PasswordGuess) -> Iterator[None]:
        # Somebody who has logged in can have any number of devices: they take turns by account.
        source = f"name:{guess.account}" if guess.device else guess.source
        with self._looking.turn(source) as has_turn:
            if not has_turn:
                raise _too_many_at_once()
            yield


class Allowance:
    """Counts what was looked at by key: at most so many within five minutes. Keys are in memory
    and bounded: the oldest is forgotten first.

    :param moment: a clock that is never set, in seconds.
    """

    def __init__(self, moment: Callable[[], float], entries: int = 2 * MAX_ENTRIES) -> None:
        self._moment = moment
        self._entries = entries
        self._spent: OrderedDict[str, deque[float]] = OrderedDict()

    def refuse_if_spent(self, key: str) -> None:
        """Raise TooManyGuesses when there is none left."""
        moments = self._spent.get(key)
        if moments is None or len(moments) < MOST:
            return
        left = WITHIN - (self._moment() - moments[0])
        if left > 0:
            raise TooManyGuesses(
                "Too many tries. Try again in a few minutes", seconds=max(1, round(left))
            )

    def spend(self, key: str) -> None:
        """One is looked at; raises TooManyGuesses when there is none left."""
        self.refuse_if_spent(key)
        moments = self._spent.pop(key, None) or deque(maxlen=MOST)
        moments.append(self._moment())
        self._spent[key] = moments
        while len(self._spent) > self._entries:
            self._spent.popitem(last=False)

    def give_back(self, key: str) -> None:
        """It was right: the key starts anew."""
        self._spent.pop(key, None)
