"""Check-ins that lie in the future of a clock which the network has set."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.okr.model import Office
from kiosk.okr.plausible import ahead
from kiosk.views.ahead import Ahead, named
from kiosk.web.admin.pages import see
from kiosk.web.house import house
from kiosk.web.sessions import admin_only, member

blueprint = Blueprint("ahead", __name__)


def known_ahead(office: Office) -> tuple[Ahead, ...]:
    """What an admin is told of, and may correct in one step."""
    here, me = house(), member()
    if me is None or not me.is_admin or not here.settings.trusts_clock():
        return ()
    return named(here.words, ahead(office, here.now()))


@blueprint.post("/admin/check-ins/ahead")
@admin_only
def correct() -> Response:
    """Give all of them the present moment; sent twice, there are none left."""
    here, me = house(), member()
    if me is not None and here.settings.trusts_clock():
        codes = [k.code for k in ahead(here.office(), here.now())]
        here.store.correct_ahead(codes, now=here.now(), author=me.name)
    return see("/admin/history")
