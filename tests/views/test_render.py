from datetime import timedelta
from decimal import Decimal

from kiosk.views.render import render
from kiosk.views.wall import wall_view
from kiosk.web.house import House
from tests.serving import MOMENT
from tests.views.test_wall import PLACES

OVERRIDE = "\u202e"


def test_a_note_cannot_turn_around_the_quotes_it_stands_in(house: House):
    now = MOMENT - timedelta(minutes=1)
    house.store.check_in("M3XD", Decimal(100), now=now, note=f"ab{OVERRIDE}cd \u2067e & f")
    view = wall_view(house.words, house.office(), MOMENT, PLACES, "lobby")
    html = render("wall/_wall.html", house.words, wall=view)
    assert "“abcd e &amp; f”" in html


def test_a_title_cannot_turn_around_what_stands_beside_it(house: House):
    house.store.edit_objective("K7Q2", title=f"Every {OVERRIDE}message <b>")
    for topic in ("wall/lobby", "objective/K7Q2", "all", "team/engineering"):
        content = house.content(topic)
        assert content is not None
        assert OVERRIDE not in content.html
        assert "Every message &lt;b&gt;" in content.html
