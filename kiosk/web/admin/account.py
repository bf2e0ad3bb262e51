"""One's own account: a new password, and logging out on every device."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Refused, TooLittleMemory, TooManyGuesses
from kiosk.views.admin_people import may
from kiosk.web.admin.check_in_page import who_asks
from kiosk.web.admin.pages import UNPROCESSABLE, desk, error_text, is_password, page, see, typed
from kiosk.web.house import house
from kiosk.web.passwords import LEAST, MOST, checked_password
from kiosk.web.sessions import close_session, member_only, session_key

blueprint = Blueprint("account", __name__)
PLACE = "/admin/account"
TOO_MANY = 429
UNAVAILABLE = 503


@blueprint.get(PLACE)
@member_only
def show() -> Response:
    """The page; with a sentence once the password has been changed."""
    return _page({}, is_changed="changed" in request.args)


@blueprint.post(f"{PLACE}/password")
@member_only
def change_password() -> Response:
    """Change the password, for whoever knows the present one; other devices are logged out."""
    me = who_asks()
    try:
        _check_current()
        password = checked_password(typed("password"), typed("again"))
    except Refused as error:
        return _page(error_text(error), UNPROCESSABLE)
    except TooManyGuesses as error:
        return _page({"current": house().words.error(error)}, TOO_MANY)
    except TooLittleMemory as error:
        return _page({"current": house().words.error(error)}, UNAVAILABLE)
    password_hash = desk().passwords.hash(password)
    house().store.set_password_hash(me.name, password_hash, keep=session_key())
    return see(f"{PLACE}?changed=1")


# Below /admin/logout, since it ends the session that asks for it.
@blueprint.post("/admin/logout/everywhere")
@member_only
def log_out_everywhere() -> Response:
    """End every session of one's own, this one too."""
    house().store.close_sessions(who_asks().id)
    answer = see("/admin/login")
    close_session(answer)
    return answer


def _check_current() -> None:
    """Raise Refused unless the present password was typed. Wrong ones wait longer and longer, as
    at the log-in: somebody may sit at a desk that is not theirs."""
    me = who_asks()
    if not is_password(me.name, typed("current")[:MOST], house().store.user_by_name(me.name)):
        raise Refused("current", "This is not your current password. Try again")


def _page(errors: dict[str, str], status: int = 200, *, is_changed: bool = False) -> Response:
    here, me = house(), who_asks()
    office = here.office()
    return page(
        "admin/account.html",
        here.words.gettext("Your account"),
        here=PLACE,
        office=office,
        status=status,
        me=me,
        may=may(here.words, office, me.teams, me.is_admin),
        is_changed=is_changed,
        errors=errors,
        least=LEAST,
    )
