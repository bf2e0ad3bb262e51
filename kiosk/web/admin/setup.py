"""Setting up the first admin: a code from the console or the machine's own screen, a name, a
password."""

import gevent
from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import KioskError, ValidationError
from kiosk.store.db.author import set_author
from kiosk.store.queries.users import User
from kiosk.views.replay.times import replay_times
from kiosk.web.admin.authentication import log_in_as
from kiosk.web.admin.responses import UNPROCESSABLE, error_text, form_text, redirect_to, render_page
from kiosk.web.admin.state import admin_state
from kiosk.web.core.services import get_services
from kiosk.web.security.passwords import MIN_PASSWORD_LENGTH, validated_person

blueprint = Blueprint("setup", __name__)
LONGEST_CODE = 40


@blueprint.get("/admin/setup")
def new_code() -> Response:
    """Ask for the code; once there is an admin, set-up is over."""
    return _ask_for_code("", {}) if get_services().setup_codes.is_open() else redirect_to("/admin/")


@blueprint.post("/admin/setup/code")
def check_code() -> Response:
    """From a typed code to the name and the password."""
    return _with_code(form_text("code"))


@blueprint.get("/admin/setup/<code>")
def show_code(code: str) -> Response:
    """The same from a link. Opening it does not use the code up, because cameras and chats open
    links too."""
    return _with_code(code)


@blueprint.post("/admin/setup")
def create() -> Response:
    """Create the admin account, use the code up, log in, and go to the phone test."""
    if not get_services().setup_codes.is_open():
        return redirect_to("/admin/")
    code, name = form_text("code"), form_text("name")
    if not _is_valid_code(code):
        return _ask_for_code(code, error_text(_wrong_code()), UNPROCESSABLE)
    try:
        user = _create_admin(code, name)
    except ValidationError as error:
        if error.field == "code":
            return _ask_for_code("", error_text(error), UNPROCESSABLE)
        return _ask_for_name(code, name, error_text(error), UNPROCESSABLE)
    answer = redirect_to("/admin/setup/phone")
    log_in_as(answer, user)
    return answer


def _create_admin(code: str, name: str) -> User:
    services = get_services()
    name, password = validated_person(name, form_text("password"), form_text("again"))
    password_hash = admin_state().passwords.hash(password)
    if not services.setup_codes.consume(code):
        raise _wrong_code()
    set_author(name, services.now())
    try:
        return services.store.users.add(name, password_hash, True, first=True)
    except KioskError:
        services.setup_codes.reissue(code)
        raise


def _with_code(code: str) -> Response:
    if not get_services().setup_codes.is_open():
        return redirect_to("/admin/")
    if not _is_valid_code(code):
        return _ask_for_code(code, error_text(_wrong_code()), UNPROCESSABLE)
    return _ask_for_name(code, "", {})


def _is_valid_code(code: str) -> bool:
    """Whether the code may be used. Wrong codes from one address are delayed; codes are long enough
    to resist guesses from many."""
    key = f"setup:{request.remote_addr}"
    gevent.sleep(admin_state().throttle.delay_for_attempt(key))
    is_valid = get_services().setup_codes.is_valid(code[:LONGEST_CODE])
    if is_valid:
        admin_state().throttle.reset(key)
    return is_valid


def _wrong_code() -> ValidationError:
    return ValidationError("code", "This code does not work (any more). Use the one shown now")


def _ask_for_code(code: str, errors: dict[str, str], status: int = 200) -> Response:
    title = get_services().localizer.gettext("Set up the wall")
    shown = code[:LONGEST_CODE]
    return render_page(
        "admin/sign_in/setup_code.html", title, status=status, alone=True, code=shown, errors=errors
    )


def _ask_for_name(code: str, name: str, errors: dict[str, str], status: int = 200) -> Response:
    title = get_services().localizer.gettext("The first admin")
    return render_page(
        "admin/sign_in/setup_admin.html",
        title,
        status=status,
        alone=True,
        code=code[:LONGEST_CODE],
        name=name,
        errors=errors,
        least=MIN_PASSWORD_LENGTH,
        replay_times=_replay_times(),
    )


def _replay_times() -> str:
    services = get_services()
    replay_at = services.effective_settings.replay_at
    return services.call(lambda: replay_times(services.localizer, replay_at, services.now()))
