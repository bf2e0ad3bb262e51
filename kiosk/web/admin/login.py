"""Log in and out. Guessing is slowed down, never locked out: a lock would be a way to keep
somebody else out."""

from urllib.parse import urlsplit

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import TooLittleMemory, TooManyGuesses
from kiosk.store.people import User
from kiosk.web.access import LogInNeeded
from kiosk.web.admin import after_login
from kiosk.web.admin.kept import packed, sent_form, unpacked
from kiosk.web.admin.pages import UNPROCESSABLE, desk, is_password, log_in_as, page, see, typed
from kiosk.web.house import house
from kiosk.web.sessions import close_session, member, safe_next

blueprint = Blueprint("login", __name__)
LONGEST = 300
LOG_IN_FIRST = 401
TOO_MANY = 429
UNAVAILABLE = 503


@blueprint.get("/admin/login")
def log_in_page() -> Response:
    """The form; while there is no admin, the way to the set-up."""
    if member():
        return see("/admin/")
    if house().setup.is_open():
        return see("/admin/setup")
    return _form("", safe_next(request.args.get("next", "")), {})


@blueprint.post("/admin/login")
def log_in() -> Response:
    """Check a name and a password. Whoever is unknown gets the same answer after as long."""
    name, back = typed("name")[:LONGEST], safe_next(typed("next"))
    user = house().store.user_by_name(name)
    try:
        is_right = is_password(name, typed("password")[:LONGEST], user)
    except (TooManyGuesses, TooLittleMemory) as error:
        return _not_looked_at(name, back, error)
    if user is None or not is_right:
        sentence = house().words.gettext("Wrong name or password. Try again")
        return _form(name, back, {"password": sentence}, UNPROCESSABLE)
    return _logged_in(user, back)


@blueprint.app_errorhandler(LogInNeeded)
def sent_too_late(_error: LogInNeeded) -> Response:
    """The log-in page in the place of what a form was sent to: it carries the form."""
    form = sent_form(request)
    kept = packed(form) if form else ""
    too_long = form is not None and not kept
    return _form("", _page_sent_from(), {}, LOG_IN_FIRST, kept=kept, is_too_long=too_long)


@blueprint.post("/admin/logout")
def log_out() -> Response:
    """End the session on the server. The browser stays known as one that has logged in."""
    answer, me = see("/admin/login"), member()
    if me is not None:
        desk().devices.remember(answer, me.name)
    close_session(answer)
    return answer


def _page_sent_from() -> str:
    """The page whose form was sent, for one that is not kept."""
    page = urlsplit(request.referrer or "")
    return safe_next(page.path if page.netloc == request.host else "")


def _not_looked_at(name: str, back: str, error: TooManyGuesses | TooLittleMemory) -> Response:
    """The form again: the password may be right, so nothing says that it is wrong."""
    many = isinstance(error, TooManyGuesses)
    sentence = {"password": house().words.error(error)}
    answer = _form(name, back, sentence, TOO_MANY if many else UNAVAILABLE)
    answer.headers["Retry-After"] = str(error.seconds if isinstance(error, TooManyGuesses) else 5)
    return answer


def _logged_in(user: User, back: str) -> Response:
    kept = unpacked(typed("kept"))
    answer = see(after_login.PLACE if kept else back)
    session = log_in_as(answer, user)
    if kept:
        desk().kept.keep(session, kept, house().now())
    return answer


def _form(
    name: str,
    back: str,
    errors: dict[str, str],
    status: int = 200,
    *,
    kept: str | None = None,
    is_too_long: bool = False,
) -> Response:
    return page(
        "admin/login.html",
        house().words.gettext("Log in"),
        status=status,
        alone=True,
        name=name,
        next=back,
        kept=typed("kept") if kept is None else kept,
        is_too_long=is_too_long,
        errors=errors,
    )
