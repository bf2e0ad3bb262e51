from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.freshness import is_stale, stale_after_days
from kiosk.okr.model import KeyResultKind
from kiosk.okr.office_settings import (
    BY_NAME,
    DEFAULTS,
    SETTING_FIELDS,
    Cadence,
    CycleLength,
    settings_from_texts,
)
from kiosk.okr.office_settings_draft import default_texts, format_date_spans, parse_settings
from kiosk.okr.progress import effective_weight, objective_progress
from tests.okr.factories import at, key_result, objective, office

BERLIN = ZoneInfo("Europe/Berlin")
WEEKEND = ClosedDays(frozenset({5, 6}))
USUALLY = default_texts(WEEKEND, "en_GB")


def test_an_office_that_set_nothing_has_the_default_settings():
    assert settings_from_texts({}) == DEFAULTS
    assert parse_settings({}, USUALLY) == ({}, ())


def test_every_default_is_the_setting_that_applies_without_it():
    for custom in SETTING_FIELDS:
        if custom.default:
            assert custom.parse(custom.name, custom.default) == getattr(DEFAULTS, custom.name)


def test_only_what_is_not_the_default_is_kept():
    given = USUALLY | {"rhythm": "monthly", "closed_weekdays": "sunday saturday"}

    assert parse_settings(given, USUALLY) == ({"rhythm": "monthly"}, ())


def test_a_language_is_kept_only_where_the_settings_file_says_another():
    assert parse_settings({"language": "de"}, USUALLY) == ({"language": "de"}, ())
    assert parse_settings({"language": "en-GB"}, USUALLY) == ({}, ())
    assert parse_settings({"language": "de"}, default_texts(WEEKEND, "de")) == ({}, ())
    assert settings_from_texts({"language": "de-AT"}).language == "de_AT"
    assert settings_from_texts({"language": "Klingon"}).language == ""


def test_what_a_stranger_wrote_wrongly_counts_for_nothing():
    found = settings_from_texts(
        {"rhythm": "hourly", "pace": "off", "cycle_length": "weeks", "odd": "1"}
    )

    assert (found.rhythm, found.pace) == (Cadence.WEEKLY, False)
    assert found.cycle_length is CycleLength.WEEKS


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("language", "Klingon"),
        ("language", ""),
        ("language", "de_"),
        ("cycle_weeks", "0"),
        ("cycle_weeks", "²"),
        ("grace_days", "-1"),
        ("rhythm_day", "someday"),
        ("closed_weekdays", "monday tuesday wednesday thursday friday saturday sunday"),
        ("closed_dates", "2026-12-24..2026-12-01"),
        ("pace", ""),
    ],
)
def test_what_is_invalid_is_refused_at_its_field(name, text):
    with pytest.raises(ValidationError) as refused:
        BY_NAME[name].parse(name, text)

    assert refused.value.field == name
    assert parse_settings({name: text}, USUALLY)[1][0].field == name


def test_closed_days_set_here_win_over_the_settings_file_each_by_itself():
    here = settings_from_texts({"closed_weekdays": "monday"})
    usual = ClosedDays(frozenset({5, 6}), frozenset({date(2026, 12, 25)}))

    assert here.closed(usual) == ClosedDays(frozenset({0}), frozenset({date(2026, 12, 25)}))
    assert settings_from_texts({"closed_weekdays": ""}).closed(usual).weekdays == frozenset()
    assert DEFAULTS.closed(usual) == usual


def test_days_one_after_the_other_are_written_as_a_span():
    days = [date(2026, 12, day) for day in (24, 25, 26, 31)]

    assert format_date_spans(days) == "2026-12-24..2026-12-26, 2026-12-31"


def test_a_number_is_old_after_the_rhythm_and_its_grace():
    measured = key_result(value=True, kind=KeyResultKind.YES_NO)  # on 20 November
    monthly = settings_from_texts({"rhythm": "monthly", "grace_days": "5"})

    assert stale_after_days(measured, monthly) == 36
    assert not is_stale(measured, date(2026, 12, 26), BERLIN, settings=monthly)
    assert is_stale(measured, date(2026, 12, 27), BERLIN, settings=monthly)


def test_without_a_rhythm_only_what_has_a_limit_grows_old():
    never = settings_from_texts({"rhythm": "none"})

    assert not is_stale(key_result(value=True), date(2099, 1, 1), BERLIN, settings=never)
    limited = key_result(value=True, freshness_days=2)
    assert is_stale(limited, date(2026, 11, 23), BERLIN, settings=never)


def test_without_weights_those_with_a_road_count_alike_and_states_not():
    limits = key_result(KeyResultKind.AT_MOST, high=1, weight=5)
    mine = objective(at(0, weight=3), at(100), limits)
    whole = office(mine)

    assert objective_progress(whole, mine).clamped * 9 == 1
    off = settings_from_texts({"weights": "off"})
    assert objective_progress(replace(whole, settings=off), mine).clamped * 2 == 1
    assert effective_weight(off, limits) == 0


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("15:00", "15:00"),
        ("15:00, 10:00", "10:00, 15:00"),
        ("9:30; 15.00 9:30", "09:30, 15:00"),
        (" ", ""),
    ],
)
def test_the_replay_may_be_at_several_times_of_day(typed: str, times: str):
    assert settings_from_texts({"replay_at": typed}).replay_at == times
