"""What every admin page is rendered with, and what the admin page keeps in memory."""

from dataclasses import dataclass, field
from secrets import token_urlsafe

from flask import Response, current_app, g, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from kiosk.errors import NotSaved, Refused, each_refused
from kiosk.okr.model import CheckIn, CycleState, Office
from kiosk.okr.stood import Changed
from kiosk.store.dry_run import is_dry_run
from kiosk.store.people import User
from kiosk.views.admin import shell
from kiosk.views.admin_check_in import Meanwhile
from kiosk.views.render import render
from kiosk.web import assets
from kiosk.web.admin import stood
from kiosk.web.admin.backup_in_progress import BackupInProgress
from kiosk.web.admin.kept import KeptForms
from kiosk.web.admin.made import Made
from kiosk.web.admin.phone_tests import PhoneTests
from kiosk.web.devices import Devices
from kiosk.web.guesses import Guess, Guesses
from kiosk.web.house import house
from kiosk.web.passwords import Passwords
from kiosk.web.sessions import member, open_session, session_key
from kiosk.web.throttle import Throttle

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Saved:
    """What the form of a check-in has saved, and what its page did not know. `is_read_as`: the
    text could mean another number too, so the line says which was read."""

    check_in: CheckIn
    meanwhile: Meanwhile | None
    is_read_as: bool = False


@dataclass(slots=True)
class Desk:
    """The parts of the admin page that live as long as the server."""

    devices: Devices
    passwords: Passwords = field(default_factory=Passwords)
    throttle: Throttle = field(default_factory=Throttle)
    guesses: Guesses = field(init=False)
    phone_tests: PhoneTests = field(default_factory=PhoneTests)
    made: Made[str] = field(default_factory=Made)
    saved: Made[Saved] = field(default_factory=Made)
    kept: KeptForms = field(default_factory=KeptForms)
    backup: BackupInProgress = field(default_factory=BackupInProgress)

    def __post_init__(self) -> None:
        """Guesses at passwords and at codes are counted in the same place."""
        self.guesses = Guesses(self.throttle)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question asked before something is archived or ended: the second of the two clicks.

    :ivar fields: sent along with the answer, each with its value.
    :ivar no: what the way back is called where "Cancel" could be misread.
    :ivar details: sentences about what depends on it.
    """

    sentence: str
    yes: str
    action: str
    back: str
    fields: tuple[tuple[str, str], ...] = ()
    no: str = ""
    details: tuple[str, ...] = ()


def desk() -> Desk:
    """The desk of the app that answers the present request."""
    found: Desk | None = current_app.extensions.get("desk")
    if found is None:
        found = Desk(Devices(house().settings.database.parent))
        current_app.extensions["desk"] = found
    return found


def log_in_as(answer: AnyResponse, user: User) -> str:
    """Log somebody in with an answer, and know their browser from now on. Returns what the
    database keeps of the session's token."""
    session = open_session(answer, user.id)
    desk().devices.remember(answer, user.name)
    return session


def is_password(name: str, password: str, user: User | None) -> bool:
    """Whether a password is that of the person with this name, however it is asked for.

    :raises TooManyGuesses: it is not looked at now.
    :raises TooLittleMemory: it could not be looked at.
    """
    me, here = member(), desk()
    is_mine = me is not None and user is not None and me.id == user.id
    device = here.devices.known(request, name) or (session_key() if is_mine else "")
    guess = Guess(name, request.remote_addr or "", device)
    known_hash = user.password_hash if user else None
    return here.guesses.is_right(guess, lambda: here.passwords.matches(password, known_hash))


def page(
    template: str,
    title: str,
    *,
    here: str = "",
    status: int = 200,
    office: Office | None = None,
    alone: bool = False,
    **context: object,
) -> Response:
    """A whole admin page.

    :param here: the path of the sidebar's place it belongs to.
    :param office: read already, if it was.
    :param alone: without sidebar, for somebody who is on the way in.
    """
    me = None if alone else member()
    shown = house().office() if me and office is None else office
    frame = shell(
        house().words,
        title,
        office=shown.name if shown else "",
        member=me.name if me else "",
        is_admin=bool(me and me.is_admin),
        is_sample=bool(me and shown and shown.is_sample),
        here=here,
        release=assets.release(),
        grades=_graded(shown) if me and shown and here != "/admin/grading" else "",
        kept=_kept(),
    )
    carried = {"stood": stood.to_carry(), "once": typed("once") or token_urlsafe(12)}
    return part(template, status, shell=frame, **carried, **context)


def _kept() -> str:
    """The path that the form in this page is sent to, where it came back after a log-in."""
    if not is_dry_run():
        return ""
    g.shows_kept = True
    return request.full_path.rstrip("?")


def _graded(office: Office) -> str:
    """The name of a cycle that waits for its grades."""
    waiting = (c for c in office.cycles if c.state is CycleState.GRADING and not c.revealed_at)
    found = next(waiting, None)
    return found.name if found else ""


def part(template: str, status: int = 200, **context: object) -> Response:
    """A template's text: a page, or a part for a script to put in place of the one with its
    id. A long page takes a tenth of a second, so it is made where it holds up no socket."""
    here = house()
    text = here.call(lambda: render(template, here.words, **context))
    return Response(text, status, content_type="text/html; charset=utf-8")


def confirm(title: str, ask: Ask, here: str) -> Response:
    """The page that asks a second time."""
    return page("admin/confirm.html", title, here=here, ask=ask)


def see(path: str) -> AnyResponse:
    """Go on to a page, by GET."""
    return redirect(path, 303)


def typed(name: str) -> str:
    """What stands in a field of the form."""
    return request.form.get(name, "")


def number_in(text: str) -> int | None:
    """The number of a row that a text is, None where it is none: digits as int() and the
    database know them, and no more than they take."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def error_text(error: Refused) -> dict[str, str]:
    """The sentence of an error by its field, of each where there are several. What was only not
    saved has its sentence above the page."""
    if isinstance(error, NotSaved):
        return {error.field: ""}
    if isinstance(error, Changed):
        return {error.field: stood.told(error)}
    return {each.field: house().words.error(each) for each in each_refused(error)}
