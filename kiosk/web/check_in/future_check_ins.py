"""Check-ins dated in the future, saved while the clock was fast."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.okr.clock_check import key_results_in_future
from kiosk.okr.model import Office
from kiosk.views.common.future_check_ins import FutureCheckIn, future_check_ins
from kiosk.web.admin.responses import redirect_to
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required, current_user

blueprint = Blueprint("ahead", __name__)


def future_check_ins_notice(office: Office) -> tuple[FutureCheckIn, ...]:
    """The notice about such check-ins. An admin can correct them in one step."""
    services, me = get_services(), current_user()
    if me is None or not me.is_admin or not services.settings.trusts_clock():
        return ()
    return future_check_ins(services.localizer, key_results_in_future(office, services.now()))


@blueprint.post("/admin/check-ins/ahead")
@admin_required
def correct() -> Response:
    """Set all of them to the present time; submitted twice, it changes nothing more."""
    services, me = get_services(), current_user()
    if me is not None and services.settings.trusts_clock():
        codes = [k.code for k in key_results_in_future(services.office(), services.now())]
        services.store.check_ins.correct_future(codes, now=services.now(), author=me.name)
    return redirect_to("/admin/history")
