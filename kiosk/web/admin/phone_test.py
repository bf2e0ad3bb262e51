"""Set-up ends when a phone has opened a test code, or says what stands in its way."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.views.admin_phone_test import PhoneTestView, phone_test_view
from kiosk.web.access import is_near
from kiosk.web.admin.pages import desk, page, part, see
from kiosk.web.house import house
from kiosk.web.sessions import admin_only, wants_part

blueprint = Blueprint("phone_test", __name__)


@blueprint.get("/admin/setup/phone")
@admin_only
def start() -> Response:
    """Begin a test."""
    return see(f"/admin/setup/phone/{desk().phone_tests.start(house().now())}")


@blueprint.get("/admin/setup/phone/<code>")
@admin_only
def look(code: str) -> Response:
    """How a test stands; one that is forgotten begins anew."""
    if desk().phone_tests.find(code) is None:
        return see("/admin/setup/phone")
    if wants_part():
        return part("admin/_phone_test.html", test=_view(code))
    title = house().words.gettext("Can phones reach this server?")
    return page("admin/setup_phone.html", title, alone=True, test=_view(code))


@blueprint.get("/hello/<code>")
def hello(code: str) -> Response:
    """What the phone shows: that it got here."""
    known = desk().phone_tests.open(code[:10])
    title = house().words.gettext("Hello, phone")
    return page("admin/hello.html", title, alone=True, known=known)


def _view(code: str) -> PhoneTestView:
    here = house()
    test = desk().phone_tests.find(code)
    return phone_test_view(
        here.words,
        code,
        here.places(),
        opened=bool(test and test.opened),
        over_network=_is_other_device(),
        waited=bool(test and test.has_waited(here.now())),
    )


def _is_other_device() -> bool:
    """Whether this page is read elsewhere than on this machine, as far as can be told."""
    own = request.remote_addr in house().addresses.reach().own
    return not own and not is_near(request)
