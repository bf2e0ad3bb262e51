"""What every admin page is rendered with, and what the admin page keeps in memory."""

from dataclasses import dataclass, field
from secrets import token_urlsafe

from flask import Response, current_app, g, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from kiosk.errors import EditConflict, NotSaved, ValidationError, each_error
from kiosk.okr.model import CheckIn, CycleState, Office
from kiosk.store.db.dry_run import is_dry_run
from kiosk.store.queries.users import User
from kiosk.views.admin.layout import page_frame
from kiosk.views.common.check_in_line import ConcurrentCheckIn
from kiosk.views.render import render
from kiosk.web.admin import edit_conflicts
from kiosk.web.admin.backup_in_progress import BackupInProgress
from kiosk.web.admin.kept_forms import KeptForms
from kiosk.web.admin.phone_test_state import PhoneTests
from kiosk.web.admin.submitted_forms import SubmittedForms
from kiosk.web.core import assets
from kiosk.web.core.services import get_services
from kiosk.web.security.known_devices import KnownDevices
from kiosk.web.security.password_guesses import PasswordGuess, PasswordGuesses
from kiosk.web.security.passwords import Passwords
from kiosk.web.security.sessions import current_user, open_session, session_key
from kiosk.web.security.throttle import Throttle

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Saved:
    """What the form of a check-in has saved, and what its page did not know. `is_read_as`: the
    text could mean another number too, so the line says which was read."""

    check_in: CheckIn
    meanwhile: ConcurrentCheckIn | None
    is_read_as: bool = False


@dataclass(slots=True)
class AdminState:
    """The parts of the admin page that live as long as the server."""

    devices: KnownDevices
    passwords: Passwords = field(default_factory=Passwords)
    throttle: Throttle = field(default_factory=Throttle)
    guesses: PasswordGuesses = field(init=False)
    phone_tests: PhoneTests = field(default_factory=PhoneTests)
    made: SubmittedForms[str] = field(default_factory=SubmittedForms)
    saved: SubmittedForms[Saved] = field(default_factory=SubmittedForms)
    kept: KeptForms = field(default_factory=KeptForms)
    backup: BackupInProgress = field(default_factory=BackupInProgress)

    def __post_init__(self) -> None:
        """Guesses at passwords and at codes are counted in the same place."""
        self.guesses = PasswordGuesses(self.throttle)


@dataclass(frozen=True, slots=True)
class Confirmation:
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


def admin_state() -> AdminState:
    """The desk of the app that answers the present request."""
    found: AdminState | None = current_app.extensions.get("desk")
    if found is None:
        found = AdminState(KnownDevices(get_services().settings.database.parent))
        current_app.extensions["desk"] = found
    return found


def log_in_as(answer: AnyResponse, user: User) -> str:
    """Log somebody in with an answer, and know their browser from now on. Returns what the
    database keeps of the session's token."""
    session = open_session(answer, user.id)
    admin_state().devices.remember(answer, user.name)
    return session


def is_password(name: str, password: str, user: User | None) -> bool:
    """Whether a password is that of the person with this name, however it is asked for.

    :raises TooManyGuesses: it is not looked at now.
    :raises TooLittleMemory: it could not be looked at.
    """
    me, here = current_user(), admin_state()
    is_mine = me is not None and user is not None and me.id == user.id
    device = here.devices.known(request, name) or (session_key() if is_mine else "")
    guess = PasswordGuess(name, request.remote_addr or "", device)
    known_hash = user.password_hash if user else None
    return here.guesses.is_right(guess, lambda: here.passwords.matches(password, known_hash))


def render_page(
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
    me = None if alone else current_user()
    shown = get_services().office() if me and office is None else office
    frame = page_frame(
        get_services().localizer,
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
    carried = {
        "stood": edit_conflicts.fingerprint_for_form(),
        "once": form_text("once") or token_urlsafe(12),
    }
    return render_fragment(template, status, shell=frame, **carried, **context)


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


def render_fragment(template: str, status: int = 200, **context: object) -> Response:
    """A template's text: a page, or a part for a script to put in place of the one with its
    id. A long page takes a tenth of a second, so it is made where it holds up no socket."""
    services = get_services()
    text = services.call(lambda: render(template, services.localizer, **context))
    return Response(text, status, content_type="text/html; charset=utf-8")


def confirmation_page(title: str, ask: Confirmation, here: str) -> Response:
    """The page that asks a second time."""
    return render_page("admin/confirm.html", title, here=here, ask=ask)


def redirect_to(path: str) -> AnyResponse:
    """Go on to a page, by GET."""
    return redirect(path, 303)


def form_text(name: str) -> str:
    """What stands in a field of the form."""
    return request.form.get(name, "")


def parse_row_id(text: str) -> int | None:
    """The number of a row that a text is, None where it is none: digits as int() and the
    database know them, and no more than they take."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def error_text(error: ValidationError) -> dict[str, str]:
    """The sentence of an error by its field, of each where there are several. What was only not
    saved has its sentence above the page."""
    if isinstance(error, NotSaved):
        return {error.field: ""}
    errors = each_error(error)
    if not any(isinstance(each, EditConflict) for each in errors):
        conflict = edit_conflicts.conflict_before_save()
        errors = (conflict, *errors) if conflict else errors
    return {each.field: _sentence(each) for each in errors}


def _sentence(error: ValidationError) -> str:
    if isinstance(error, EditConflict):
        return edit_conflicts.conflict_text(error)
    return get_services().localizer.error(error)
