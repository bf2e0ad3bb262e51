from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from kiosk.views.phone.pages import phone_objective_page
from kiosk.views.render import render
from kiosk.views.wall.wall import wall_html, wall_view
from kiosk.web.core.services import Services
from tests.server import MOMENT
from tests.views.wall.test_wall import PLACES

# Whoever writes into the database itself may write these: an override and an isolate.
TURNED, STRAIGHT = "Every \u202emessage \u2067<b>", "Every message &lt;b&gt;"


def test_what_stands_beside_a_title_or_note_is_not_turned_around(services: Services):
    services.store.check_ins.add("M3XD", Decimal(100), now=MOMENT - timedelta(minutes=1))
    office = services.office()
    check_in = replace(office.changes[-1].check_in, note=TURNED)
    office = replace(
        office,
        objectives=tuple(replace(o, title=TURNED) for o in office.objectives),
        changes=(replace(office.changes[-1], check_in=check_in),),
    )
    wall = wall_view(services.localizer, office, MOMENT, PLACES)
    phone = phone_objective_page(services.localizer, office, "K7Q2", {}, MOMENT, PLACES)
    on_wall = wall_html(services.localizer, wall)
    on_phone = render("phone/objective/_objective.html", services.localizer, page=phone)
    assert f"“{STRAIGHT}”" in on_wall
    assert f">{STRAIGHT}</h1>" in on_phone
    assert not {"\u202e", "\u2067"} & set(on_wall + on_phone)
