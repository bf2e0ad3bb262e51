"""A percent is the same wherever it is said: 100 from 100 on, and 0 only where it is 0."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import KeyResultKind
from kiosk.okr.office_settings import DEFAULTS
from kiosk.okr.redaction import redacted_office
from kiosk.views.admin.objectives import objectives_page
from kiosk.views.common.objective import objective_view
from kiosk.views.common.week import week_page
from kiosk.views.replay.film import replay_film
from kiosk.web.api.serializers import key_result_to_json
from tests.views.sample_key_result import (
    CYCLE,
    NOW,
    PLACES,
    WORDS,
    check_in,
    office_of,
    page_of,
    with_history,
)

ROAD = {"start": Decimal(0), "target": Decimal(100)}
EDGES = [("99.6", "99%", "99.6%"), ("0.3", "1%", "0.3%"), ("99.99999", "99%", "99.9%")]


@pytest.mark.parametrize(("value", "whole", "fine"), EDGES)
def test_wall_phone_replay_week_and_list_say_the_same_percent(value: str, whole: str, fine: str):
    part = with_history(KeyResultKind.NUMBER, Decimal(value), **ROAD)
    office = office_of(part[0])
    mine = office.objectives[1]
    page = page_of(part)
    assert str(objective_view(WORDS, office, mine, NOW).percent) == whole
    assert (page.key_results[0].view.percent, str(page.head.percent)) == (whole, whole)
    assert page.calculation is not None
    assert page.calculation.parts[0].counts == fine
    replay = replay_film(WORDS, office, CYCLE, [{}], NOW)
    assert replay is not None
    assert whole in [row.points[-1].figure for row in replay.rows]
    assert week_page(WORDS, office, NOW, PLACES).teams[0].objectives[0].current == whole
    rows = [o for g in objectives_page(WORDS, office).groups for o in g.objectives]
    assert rows[1].progress == rows[1].key_results[0].progress == whole


def test_below_nothing_is_said_as_far_as_it_is():
    for value, whole in (("-0.3", "−1%"), ("-282", "−282%")):
        part = with_history(KeyResultKind.NUMBER, Decimal(value), **ROAD)
        assert page_of(part).key_results[0].view.percent == whole


def test_the_api_says_1_only_of_what_is_reached():
    bodies = [
        key_result_to_json(with_history(KeyResultKind.NUMBER, Decimal(value), **ROAD)[0], DEFAULTS)
        for value in ("99.999", "100", "0.001", "0")
    ]
    assert [str(body.progress) for body in bodies] == ["0.9999", "1", "0.0001", "0"]


def test_guests_are_not_told_either_that_what_is_nearly_there_is_there():
    nearly = with_history(KeyResultKind.NUMBER, Decimal("99.9999"), confidential=True, **ROAD)[0]
    (sealed,) = redacted_office(office_of(nearly)).objectives[1].key_results
    assert str(key_result_to_json(sealed, DEFAULTS).progress) == "0.99"


def test_what_nobody_has_measured_is_not_started_and_not_0_percent():
    office = office_of(with_history(KeyResultKind.NUMBER)[0], with_history(KeyResultKind.NUMBER)[0])
    view = objective_view(WORDS, office, office.objectives[1], NOW)
    assert (view.percent, view.summary, view.week_change) == (None, "not started", "")
    assert view.reported == "0 of 2 checked in"


def test_a_first_value_is_shown_as_one_and_not_as_so_many_points():
    first, known = (
        with_history(KeyResultKind.NUMBER, Decimal(73), **ROAD)[0],
        with_history(KeyResultKind.NUMBER, Decimal(50))[0],
    )
    was = replace(known, value_a_week_ago=check_in(Decimal(60), NOW - timedelta(days=8)))
    office = office_of(first)
    moved = objective_view(WORDS, office, office.objectives[1], NOW).week_change
    assert moved == "1 first value this week"
    office = office_of(first, was)
    assert objective_view(WORDS, office, office.objectives[1], NOW).week_change == moved
    assert week_page(WORDS, office_of(first), NOW, PLACES).teams[0].objectives[0].previous == ""
