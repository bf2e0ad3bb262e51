"""The first admin: a code from the console or the machine's own screen, a name, a password."""

import gevent
from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import KioskError, Refused
from kiosk.store.acting import act
from kiosk.store.people import User
from kiosk.web.admin.pages import UNPROCESSABLE, desk, error_text, log_in_as, page, see, typed
from kiosk.web.house import house
from kiosk.web.passwords import LEAST, checked_person

blueprint = Blueprint("setup", __name__)
LONGEST_CODE = 40


@blueprint.get("/admin/setup")
def code_page() -> Response:
    """Asks for the code; over once there is an admin."""
    return _ask_for_code("", {}) if house().setup.is_open() else see("/admin/")


@blueprint.post("/admin/setup/code")
def check_code() -> Response:
    """On from a typed code to the name and the password."""
    return _with_code(typed("code"))


@blueprint.get("/admin/setup/<code>")
def code_in_link(code: str) -> Response:
    """The same from a link. To look uses nothing up: cameras and chats open links, too."""
    return _with_code(code)


@blueprint.post("/admin/setup")
def make_admin() -> Response:
    """Create the admin account, use the code up, log in, and go on to the phone."""
    if not house().setup.is_open():
        return see("/admin/")
    code, name = typed("code"), typed("name")
    if not _is_good(code):
        return _ask_for_code(code, error_text(_wrong_code()), UNPROCESSABLE)
    try:
        user = _made(code, name)
    except Refused as error:
        if error.field == "code":
            return _ask_for_code("", error_text(error), UNPROCESSABLE)
        return _ask_for_name(code, name, error_text(error), UNPROCESSABLE)
    answer = see("/admin/setup/phone")
    log_in_as(answer, user)
    return answer


def _made(code: str, name: str) -> User:
    here = house()
    name, password = checked_person(name, typed("password"), typed("again"))
    password_hash = desk().passwords.hash(password)
    if not here.setup.use(code):
        raise _wrong_code()
    act(name, here.now())
    try:
        return here.store.add_user(name, password_hash, True, first=True)
    except KioskError:
        here.setup.restore(code)
        raise


def _with_code(code: str) -> Response:
    if not house().setup.is_open():
        return see("/admin/")
    if not _is_good(code):
        return _ask_for_code(code, error_text(_wrong_code()), UNPROCESSABLE)
    return _ask_for_name(code, "", {})


def _is_good(code: str) -> bool:
    """Whether the code may be used. Guesses from one address wait longer and longer; codes
    are long enough that guesses from many do not matter."""
    key = f"setup:{request.remote_addr}"
    gevent.sleep(desk().throttle.guess(key))
    good = house().setup.is_good(code[:LONGEST_CODE])
    if good:
        desk().throttle.right(key)
    return good


def _wrong_code() -> Refused:
    return Refused("code", "This code does not work (any more). Use the one shown now")


def _ask_for_code(code: str, errors: dict[str, str], status: int = 200) -> Response:
    title = house().words.gettext("Set up the wall")
    shown = code[:LONGEST_CODE]
    return page(
        "admin/setup_code.html", title, status=status, alone=True, code=shown, errors=errors
    )


def _ask_for_name(code: str, name: str, errors: dict[str, str], status: int = 200) -> Response:
    title = house().words.gettext("The first admin")
    return page(
        "admin/setup_admin.html",
        title,
        status=status,
        alone=True,
        code=code[:LONGEST_CODE],
        name=name,
        errors=errors,
        least=LEAST,
    )
