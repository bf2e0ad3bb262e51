"""Whether a phone has opened a test code: of the moment, so in memory only."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.okr.codes import new_code, normal_code

KEPT = 64
PATIENCE = timedelta(seconds=45)


@dataclass(slots=True)
class PhoneTest:
    """One test: since when it waits, and whether a phone has come."""

    started_at: datetime
    opened: bool = False

    def has_waited(self, now: datetime) -> bool:
        """Whether it is time to say what may stand in the way."""
        return now - self.started_at >= PATIENCE


class PhoneTests:
    """The tests that are waited for, by a code short enough for a small QR code. It opens
    nothing but a greeting, so it is no secret."""

    def __init__(self) -> None:
        self._tests: OrderedDict[str, PhoneTest] = OrderedDict()

    def start(self, now: datetime) -> str:
        """Begin a test: the code that a phone should open."""
        code = new_code(frozenset(self._tests))
        self._tests[code] = PhoneTest(now)
        while len(self._tests) > KEPT:
            self._tests.popitem(last=False)
        return code

    def find(self, code: str) -> PhoneTest | None:
        """The test with this code, in any case of letters."""
        return self._tests.get(normal_code(code))

    def open(self, code: str) -> bool:
        """A phone has opened the code; False if nobody waits for it."""
        test = self.find(code)
        if test is not None:
            test.opened = True
        return test is not None
