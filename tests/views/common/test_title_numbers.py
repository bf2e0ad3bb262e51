"""A row of a wall does not repeat the two numbers that its title says."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from kiosk.views.common.key_result import key_result_view
from kiosk.views.i18n.localizer import Localizer
from tests.okr.factories import QUARTER, check_in, key_result

NOW = datetime(2026, 11, 22, 17, tzinfo=UTC)


def goal(title: str, start: str, target: str, *, locale: str = "en", for_wall: bool = True) -> str:
    """What is said of a key result that was last at its start."""
    localizer = Localizer(locale, ZoneInfo("Europe/Berlin"))
    numbers = {"start": Decimal(start), "target": Decimal(target)}
    latest = check_in(Decimal(start), NOW)
    shown = key_result(title=title, latest_check_in=latest, **numbers)
    return key_result_view(localizer, shown, QUARTER, NOW, for_wall=for_wall).goal


@pytest.mark.parametrize(
    ("title", "start", "target", "locale"),
    [
        ("Time to hire down from 62 days to 40", "62", "40", "en"),
        ("Would recommend us: 22% → 45%", "22", "45", "en"),
        ("Readers from 4,200 to 8,000", "4200", "8000", "en"),
        ("Leser von 4.200 auf 8000", "4200", "8000", "de"),
        ("Sterne von 4,2 auf 4,8 brin\u00adgen", "4.2", "4.8", "de"),
        ("Pages a week (20-6)", "20", "6", "en"),
    ],
)
def test_a_title_that_says_both_numbers_is_not_repeated(
    title: str, start: str, target: str, locale: str
):
    assert goal(title, start, target, locale=locale) == ""


@pytest.mark.parametrize(
    ("title", "start", "target"),
    [
        ("Time to hire", "62", "40"),
        ("Time to hire down to 40 days", "62", "40"),
        ("Time to hire in 162 teams down to 40 days", "62", "40"),
        ("Time to hire down from 62.5 days to 40", "62", "40"),
        ("Time to hire down from 62 days to 40.5", "62", "40"),
        ("From 1,062 to 40", "62", "40"),
        ("From -62 to 40", "62", "40"),
    ],
)
def test_a_number_that_the_title_leaves_out_or_that_is_another_stays_in_the_row(
    title: str, start: str, target: str
):
    assert goal(title, start, target) == f"{start}\u00a0→ {target}"


def test_other_pages_say_the_target_beside_every_title():
    said = goal("Time to hire down from 62 days to 40", "62", "40", for_wall=False)
    assert said.startswith("target 40")
