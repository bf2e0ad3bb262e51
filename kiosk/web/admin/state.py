"""The state that the admin pages keep in memory while the server runs."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from flask import current_app
from gevent.lock import BoundedSemaphore

from kiosk.okr.codes import new_code, normal_code
from kiosk.okr.model import CheckIn
from kiosk.views.common.concurrent_check_in import ConcurrentCheckIn
from kiosk.web.admin.backup_in_progress import BackupInProgress
from kiosk.web.admin.import_drafts import ImportDrafts
from kiosk.web.admin.import_jobs import ImportJobs
from kiosk.web.admin.kept_forms import KeptForms
from kiosk.web.core.services import get_services
from kiosk.web.security.known_devices import KnownDevices
from kiosk.web.security.password_guesses import PasswordGuesses
from kiosk.web.security.passwords import Passwords
from kiosk.web.security.throttle import Throttle

MAX_SUBMITTED_FORMS = 1000
MAX_PHONE_TESTS = 64
HINT_AFTER = timedelta(seconds=45)

Result = TypeVar("Result")


class SubmittedForms(Generic[Result]):
    """The results of the forms sent most recently, by digest, so that a form that is sent twice
    takes effect once. In memory: the two come within seconds.
    """

    def __init__(self) -> None:
        # Each exists while a request holds it or waits for it.
        self._turns: WeakValueDictionary[str, BoundedSemaphore] = WeakValueDictionary()
        self._results: OrderedDict[str, Result] = OrderedDict()

    @contextmanager
    def turn(self, form: str) -> Iterator[None]:
        """Hold a form's lock. The same form waits; others do not."""
        own = self._turns.get(form)
        if own is None:
            own = self._turns[form] = BoundedSemaphore(1)
        with own:
            yield

    def result(self, form: str) -> Result | None:
        """A form's result; None if there is none yet."""
        return self._results.get(form)

    def keep(self, form: str, result: Result) -> None:
        """Store a form's result."""
        self._results[form] = result
        while len(self._results) > MAX_SUBMITTED_FORMS:
            self._results.popitem(last=False)


@dataclass(slots=True)
class PhoneTest:
    """A test: when it began, and whether a phone has opened its code."""

    started_at: datetime
    opened: bool = False

    def has_waited(self, now: datetime) -> bool:
        """Whether to show what may be wrong, because no phone has come for a while."""
        return now - self.started_at >= HINT_AFTER


class PhoneTests:
    """Phone tests by a code short enough for a small QR code. It opens only a greeting, so it is no
    secret."""

    def __init__(self) -> None:
        self._tests: OrderedDict[str, PhoneTest] = OrderedDict()

    def start(self, now: datetime) -> str:
        """Start a test. Returns its code."""
        code = new_code(frozenset(self._tests))
        self._tests[code] = PhoneTest(now)
        while len(self._tests) > MAX_PHONE_TESTS:
            self._tests.popitem(last=False)
        return code

    def find(self, code: str) -> PhoneTest | None:
        """The test with this code, in any case of letters."""
        return self._tests.get(normal_code(code))

    def open(self, code: str) -> bool:
        """Record that a phone has opened a code; False if there is no such test."""
        test = self.find(code)
        if test is not None:
            test.opened = True
        return test is not None


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of a check-in form.

    :ivar meanwhile: a check-in that somebody else saved since the page was loaded.
    :ivar is_read_as: the text could mean two numbers, so the page shows which one was read.
    """

    check_in: CheckIn
    meanwhile: ConcurrentCheckIn | None
    is_read_as: bool = False


@dataclass(slots=True)
class AdminState:
    """The admin pages' state in one app.

    :ivar created: where the form of something new led, by the form's digest.
    :ivar saved: the results of check-in forms.
    :ivar kept: the forms that were sent after their session had ended.
    :ivar import_drafts: what was sent to be imported, while its preview is looked at.
    :ivar import_jobs: imports that are read or written in the background.
    """

    devices: KnownDevices
    passwords: Passwords = field(default_factory=Passwords)
    throttle: Throttle = field(default_factory=Throttle)
    guesses: PasswordGuesses = field(init=False)
    phone_tests: PhoneTests = field(default_factory=PhoneTests)
    created: SubmittedForms[str] = field(default_factory=SubmittedForms)
    saved: SubmittedForms[Saved] = field(default_factory=SubmittedForms)
    kept_forms: KeptForms = field(default_factory=KeptForms)
    import_drafts: ImportDrafts = field(default_factory=ImportDrafts)
    import_jobs: ImportJobs = field(default_factory=ImportJobs)
    backup: BackupInProgress = field(default_factory=BackupInProgress)

    def __post_init__(self) -> None:
        """Share one throttle between guesses at passwords and at codes."""
        self.guesses = PasswordGuesses(self.throttle)


def admin_state() -> AdminState:
    """The state in the app that handles the current request."""
    kept = current_app.extensions
    found: AdminState | None = kept.get("admin_state")
    if found is None:
        made = AdminState(KnownDevices(get_services().settings.database.parent))
        # Two threads may get here at once: both receive the first instance.
        found = kept.setdefault("admin_state", made)
    return found
