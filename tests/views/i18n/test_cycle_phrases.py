"""How a cycle is spoken of: a quarter only where it is as long as one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.okr.model import Cycle, Office
from kiosk.views.i18n.cycle_phrases import cycle_names
from kiosk.views.render import render
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.wall import wall_view
from kiosk.web.core.services import Services
from tests.server import MOMENT
from tests.views.replay.test_film import number, objective, played
from tests.views.sample_key_result import CYCLE, WORDS

PLACES = PublicUrls("http://192.168.1.20:8000", "Office")


def lasting(days: int, cycle: Cycle = CYCLE) -> Cycle:
    return replace(cycle, ends_on=cycle.starts_on + timedelta(days=days - 1))


def pages(services: Services, office: Office) -> str:
    return " ".join(p.fragment for p in wall_view(services.localizer, office, MOMENT, PLACES).pages)


@pytest.mark.parametrize(
    ("days", "this"),
    [(42, "cycle"), (79, "cycle"), (80, "quarter"), (92, "quarter"), (100, "quarter"),
     (101, "cycle"), (184, "cycle"), (365, "cycle")],
)  # fmt: skip
def test_only_what_is_as_long_as_a_quarter_is_called_one(days, this):
    names = cycle_names(WORDS, lasting(days))

    assert names.this == f"this {this}"
    assert names.so_far == f"the {this} so far"
    assert names.purpose == f"what this {this} is for"
    assert names.review == f"How the {this} went"


def test_a_wall_in_half_a_year_says_nothing_of_a_quarter(services: Services):
    office = services.office()
    bare = [replace(cycle, theme="") for cycle in office.cycles]
    halves = tuple(replace(c, starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31)) for c in bare)

    assert "this quarter" in pages(services, office)
    half = pages(services, replace(office, cycles=halves))
    assert "quarter" not in half
    assert half.count("this cycle<") > 1  # the overview, and teams without a theme to name
    assert "what this cycle is for" in half


def test_a_film_tells_of_the_quarter_so_far():
    one = objective("A111", "5CMP", number(0, 10))
    made = played((one, [(0, 10)]))

    assert "the quarter so far" in render("shared/_replay_film.html", WORDS, film=made)
    half = replace(made, so_far=cycle_names(WORDS, lasting(184)).so_far)
    assert "the cycle so far" in render("shared/_replay_film.html", WORDS, film=half)
