"""Decides which password is checked and when. Guessing costs the guesser, not the account's owner.

There are two queues, each checking one password at a time: one for users who are logged in and for
browsers that have logged in with that name before (kiosk.web.security.known_devices), one for
everybody else. So guesses by others never delay the owner.
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
    """A guess at a password.

    :ivar name: the typed name.
    :ivar address: the network address it comes from.
    :ivar device: the browser's id, if it has logged in with this name; else "".
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
        """The source of the guess: the known device, or the address."""
        return f"device:{self.device}" if self.device else f"address:{self.address}"

    @property
    def keys(self) -> tuple[str, ...]:
        """What is delayed after a wrong guess. A known device delays only itself."""
        if self.device:
            return (self.source,)
        return (f"name:{self.account}", self.source)


def account_of(name: str) -> str:
    """A name without regard to case and spaces."""
    return " ".join(name.split()).casefold()


def _too_many_at_once() -> TooManyGuesses:
    return TooManyGuesses("Too many tries at once come from here. Try again in a moment", seconds=1)


class PasswordGuesses:
    """Checks guesses: few of each source and account, and one at a time per account."""

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

        :param look: compares the password; called when it is this guess's turn.
        :raises TooManyGuesses: the guess is not checked.
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
        # A user can have many known devices, so they take turns by account.
        source = f"name:{guess.account}" if guess.device else guess.source
        with self._looking.turn(source) as has_turn:
            if not has_turn:
                raise _too_many_at_once()
            yield


class Allowance:
    """Counts checks by key: a limited number within five minutes. Keys are in memory and bounded;
    the oldest is dropped first.

    :param moment: a monotonic clock, in seconds.
    """

    def __init__(self, moment: Callable[[], float], entries: int = 2 * MAX_ENTRIES) -> None:
        self._moment = moment
        self._entries = entries
        self._spent: OrderedDict[str, deque[float]] = OrderedDict()

    def refuse_if_spent(self, key: str) -> None:
        """Raise TooManyGuesses if none is left."""
        moments = self._spent.get(key)
        if moments is None or len(moments) < MOST:
            return
        left = WITHIN - (self._moment() - moments[0])
        if left > 0:
            raise TooManyGuesses(
                "Too many tries. Try again in a few minutes", seconds=max(1, round(left))
            )

    def spend(self, key: str) -> None:
        """Count one check; raises TooManyGuesses if none is left."""
        self.refuse_if_spent(key)
        moments = self._spent.pop(key, None) or deque(maxlen=MOST)
        moments.append(self._moment())
        self._spent[key] = moments
        while len(self._spent) > self._entries:
            self._spent.popitem(last=False)

    def give_back(self, key: str) -> None:
        """Reset a key after a right guess."""
        self._spent.pop(key, None)
