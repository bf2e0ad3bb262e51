"""Log in and out. Guessing is slowed down but never locked out, because a lock would let strangers
keep users out."""

from urllib.parse import urlsplit

from flask import Blueprint, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from kiosk.errors import LogInNeeded, TooLittleMemory, TooManyGuesses
from kiosk.store.queries.users import User
from kiosk.web.admin import resume_after_login
from kiosk.web.admin.authentication import is_password, log_in_as
from kiosk.web.admin.kept_forms import pack, sent_form, unpack
from kiosk.web.admin.responses import UNPROCESSABLE, form_text, redirect_to, render_page
from kiosk.web.admin.state import admin_state
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import COOKIE, close_session, current_user, safe_redirect_path

blueprint = Blueprint("login", __name__)
MAX_LENGTH = 300
UNAUTHORIZED = 401
TOO_MANY_REQUESTS = 429
UNAVAILABLE = 503


@blueprint.get("/admin/login")
def new() -> Response:
    """The log-in form; while there is no admin, a redirect to the set-up."""
    if current_user():
        return redirect_to("/admin/")
    if get_services().setup_codes.is_open():
        return redirect_to("/admin/setup")
    return _form("", safe_redirect_path(request.args.get("next", "")), {})


@blueprint.post("/admin/login")
def create() -> Response:
    """Check a name and a password. An unknown name takes just as long and gets the same answer."""
    name, back = form_text("name")[:MAX_LENGTH], safe_redirect_path(form_text("next"))
    user = get_services().store.users.by_name(name)
    try:
        is_right = is_password(name, form_text("password")[:MAX_LENGTH], user)
    except (TooManyGuesses, TooLittleMemory) as error:
        return _unchecked_response(name, back, error)
    if user is None or not is_right:
        sentence = get_services().localizer.gettext("Wrong name or password. Try again")
        return _form(name, back, {"password": sentence}, UNPROCESSABLE)
    return _logged_in(user, back)


@blueprint.app_errorhandler(LogInNeeded)
def login_needed(_error: LogInNeeded) -> Response:
    """The log-in page in response to a form submitted without a session; it carries that form."""
    try:
        form, too_long = sent_form(request), False
    except RequestEntityTooLarge:
        form, too_long = None, True
        request.form = ImmutableMultiDict()  # what is not read cannot be asked for again
    packed_form = pack(form) if form else ""
    too_long = too_long or (form is not None and not packed_form)
    return _form(
        "", _page_sent_from(), {}, UNAUTHORIZED, packed_form=packed_form, is_too_long=too_long
    )


@blueprint.post("/admin/logout")
def destroy() -> Response:
    """End the session on the server. The browser stays known as one that has logged in."""
    answer, me = redirect_to("/admin/login"), current_user()
    if me is not None:
        admin_state().devices.remember(answer, me.name)
    close_session(answer)
    return answer


def _page_sent_from() -> str:
    """The page that contains the form, if the form itself is not kept."""
    page = urlsplit(request.referrer or "")
    return safe_redirect_path(page.path if page.netloc == request.host else "")


def _unchecked_response(name: str, back: str, error: TooManyGuesses | TooLittleMemory) -> Response:
    """The form without an error: the password was not checked and may be right."""
    many = isinstance(error, TooManyGuesses)
    sentence = {"password": get_services().localizer.error(error)}
    answer = _form(name, back, sentence, TOO_MANY_REQUESTS if many else UNAVAILABLE)
    answer.headers["Retry-After"] = str(error.seconds if isinstance(error, TooManyGuesses) else 5)
    return answer


def _logged_in(user: User, back: str) -> Response:
    packed_form = unpack(form_text("kept"))
    answer = redirect_to(resume_after_login.BASE_PATH if packed_form else back)
    session = log_in_as(answer, user)
    if packed_form:
        admin_state().kept_forms.keep(session, packed_form, get_services().now())
    return answer


def _form(
    name: str,
    back: str,
    errors: dict[str, str],
    status: int = 200,
    *,
    packed_form: str | None = None,
    is_too_long: bool = False,
) -> Response:
    return render_page(
        "admin/sign_in/login.html",
        get_services().localizer.gettext("Log in"),
        status=status,
        alone=True,
        name=name,
        next=back,
        packed_form=form_text("kept") if packed_form is None else packed_form,
        is_too_long=is_too_long,
        had_session=COOKIE in request.cookies,
        errors=errors,
    )
