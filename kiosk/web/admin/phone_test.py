"""The last step of the set-up: tests whether phones can reach this server, by a code that one
opens."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.views.admin.phone_test import PhoneTestView, phone_test_view
from kiosk.web.admin.responses import redirect_to, render_fragment, render_page
from kiosk.web.admin.state import admin_state
from kiosk.web.core.services import get_services
from kiosk.web.security.origin import is_local_browser
from kiosk.web.security.sessions import admin_required, wants_fragment

blueprint = Blueprint("phone_test", __name__)


@blueprint.get("/admin/setup/phone")
@admin_required
def create() -> Response:
    """Start a test."""
    return redirect_to(
        f"/admin/setup/phone/{admin_state().phone_tests.start(get_services().now())}"
    )


@blueprint.get("/admin/setup/phone/<code>")
@admin_required
def show(code: str) -> Response:
    """The state of a test; a new one if it was forgotten."""
    if admin_state().phone_tests.find(code) is None:
        return redirect_to("/admin/setup/phone")
    if wants_fragment():
        return render_fragment("admin/sign_in/_phone_test.html", test=_view(code))
    title = get_services().localizer.gettext("Can phones reach this server?")
    return render_page("admin/sign_in/phone_test.html", title, alone=True, test=_view(code))


@blueprint.get("/hello/<code>")
def hello(code: str) -> Response:
    """The page on the phone: it reached the server."""
    known = admin_state().phone_tests.open(code[:10])
    title = get_services().localizer.gettext("Hello, phone")
    return render_page("admin/sign_in/phone_test_hello.html", title, alone=True, known=known)


def _view(code: str) -> PhoneTestView:
    services = get_services()
    test = admin_state().phone_tests.find(code)
    return phone_test_view(
        services.localizer,
        code,
        services.urls(),
        opened=bool(test and test.opened),
        over_network=_is_other_device(),
        waited=bool(test and test.has_waited(services.now())),
    )


def _is_other_device() -> bool:
    """Whether a different device has opened this page, as far as the server can tell."""
    own = request.remote_addr in get_services().addresses.current().own
    return not own and not is_local_browser(request)
