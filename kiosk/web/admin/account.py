"""The user's own account: a new password, and logging out on every device."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import TooLittleMemory, TooManyGuesses, ValidationError
from kiosk.views.admin.people import role_text
from kiosk.web.admin.authentication import is_password
from kiosk.web.admin.responses import UNPROCESSABLE, error_text, form_text, redirect_to, render_page
from kiosk.web.admin.state import admin_state
from kiosk.web.core.services import get_services
from kiosk.web.security.passwords import (
    MAX_PASSWORD_LENGTH,
    MIN_PASSWORD_LENGTH,
    validated_password,
)
from kiosk.web.security.sessions import close_session, login_required, require_user, session_key

blueprint = Blueprint("account", __name__)
BASE_PATH = "/admin/account"
TOO_MANY_REQUESTS = 429
UNAVAILABLE = 503


@blueprint.get(BASE_PATH)
@login_required
def show() -> Response:
    """The account page; confirms a changed password."""
    return _page({}, is_changed="changed" in request.args)


@blueprint.post(f"{BASE_PATH}/password")
@login_required
def update_password() -> Response:
    """Change the user's password. The current one is required, and other devices are logged out."""
    me = require_user()
    try:
        _check_current()
        password = validated_password(form_text("password"), form_text("again"))
    except ValidationError as error:
        return _page(error_text(error), UNPROCESSABLE)
    except TooManyGuesses as error:
        return _page({"current": get_services().localizer.error(error)}, TOO_MANY_REQUESTS)
    except TooLittleMemory as error:
        return _page({"current": get_services().localizer.error(error)}, UNAVAILABLE)
    password_hash = admin_state().passwords.hash(password)
    get_services().store.users.set_password_hash(me.name, password_hash, keep=session_key())
    return redirect_to(f"{BASE_PATH}?changed=1")


# Below /admin/logout, because it ends the user's own session.
@blueprint.post("/admin/logout/everywhere")
@login_required
def log_out_everywhere() -> Response:
    """End all sessions of the user, including this one."""
    get_services().store.sessions.close_all(require_user().id)
    answer = redirect_to("/admin/login")
    close_session(answer)
    return answer


def _check_current() -> None:
    """Raise ValidationError unless the current password is correct. Wrong ones are delayed as at
    the log-in, because the computer may be somebody else's."""
    me = require_user()
    if not is_password(
        me.name,
        form_text("current")[:MAX_PASSWORD_LENGTH],
        get_services().store.users.by_name(me.name),
    ):
        raise ValidationError("current", "This is not your current password. Try again")


def _page(errors: dict[str, str], status: int = 200, *, is_changed: bool = False) -> Response:
    services, me = get_services(), require_user()
    office = services.office()
    return render_page(
        "admin/sign_in/account.html",
        services.localizer.gettext("Your account"),
        nav_path=BASE_PATH,
        office=office,
        status=status,
        me=me,
        may=role_text(services.localizer, office, me.teams, me.is_admin),
        is_changed=is_changed,
        errors=errors,
        least=MIN_PASSWORD_LENGTH,
    )
