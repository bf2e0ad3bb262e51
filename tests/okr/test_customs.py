from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import Refused
from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.custom_drafts import spans_text, typed_customs, usual_texts
from kiosk.okr.customs import BY_NAME, CUSTOMS, USUAL, CycleLength, Rhythm, customs_of
from kiosk.okr.freshness import is_old, limit_days
from kiosk.okr.model import Kind
from kiosk.okr.progress import objective_progress, weight_in
from tests.okr.make import at, key_result, objective, office

BERLIN = ZoneInfo("Europe/Berlin")
WEEKEND = ClosedDays(frozenset({5, 6}))
USUALLY = usual_texts(WEEKEND, "en_GB")


def test_an_office_that_set_nothing_has_the_usual_customs():
    assert customs_of({}) == USUAL
    assert typed_customs({}, USUALLY) == ({}, ())


def test_every_default_is_what_the_customs_are_without_it():
    for custom in CUSTOMS:
        if custom.default:
            assert custom.read(custom.name, custom.default) == getattr(USUAL, custom.name)


def test_only_what_is_not_the_default_is_kept():
    given = USUALLY | {"rhythm": "monthly", "closed_weekdays": "sunday saturday"}

    assert typed_customs(given, USUALLY) == ({"rhythm": "monthly"}, ())


def test_a_language_is_kept_only_where_the_settings_file_says_another():
    assert typed_customs({"language": "de"}, USUALLY) == ({"language": "de"}, ())
    assert typed_customs({"language": "en-GB"}, USUALLY) == ({}, ())
    assert typed_customs({"language": "de"}, usual_texts(WEEKEND, "de")) == ({}, ())
    assert customs_of({"language": "de-AT"}).language == "de_AT"
    assert customs_of({"language": "Klingon"}).language == ""


def test_what_a_stranger_wrote_wrongly_counts_for_nothing():
    found = customs_of({"rhythm": "hourly", "pace": "off", "cycle_length": "weeks", "odd": "1"})

    assert (found.rhythm, found.pace) == (Rhythm.WEEKLY, False)
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
def test_what_will_not_do_is_refused_at_its_field(name, text):
    with pytest.raises(Refused) as refused:
        BY_NAME[name].read(name, text)

    assert refused.value.field == name
    assert typed_customs({name: text}, USUALLY)[1][0].field == name


def test_closed_days_set_here_win_over_the_settings_file_each_by_itself():
    here = customs_of({"closed_weekdays": "monday"})
    usual = ClosedDays(frozenset({5, 6}), frozenset({date(2026, 12, 25)}))

    assert here.closed(usual) == ClosedDays(frozenset({0}), frozenset({date(2026, 12, 25)}))
    assert customs_of({"closed_weekdays": ""}).closed(usual).weekdays == frozenset()
    assert USUAL.closed(usual) == usual


def test_days_one_after_the_other_are_written_as_a_span():
    days = [date(2026, 12, day) for day in (24, 25, 26, 31)]

    assert spans_text(days) == "2026-12-24..2026-12-26, 2026-12-31"


def test_a_number_is_old_after_the_rhythm_and_its_grace():
    measured = key_result(value=True, kind=Kind.YES_NO)  # on 20 November
    monthly = customs_of({"rhythm": "monthly", "grace_days": "5"})

    assert limit_days(measured, monthly) == 36
    assert not is_old(measured, date(2026, 12, 26), BERLIN, customs=monthly)
    assert is_old(measured, date(2026, 12, 27), BERLIN, customs=monthly)


def test_without_a_rhythm_only_what_has_a_limit_grows_old():
    never = customs_of({"rhythm": "none"})

    assert not is_old(key_result(value=True), date(2099, 1, 1), BERLIN, customs=never)
    limited = key_result(value=True, freshness_days=2)
    assert is_old(limited, date(2026, 11, 23), BERLIN, customs=never)


def test_without_weights_those_with_a_road_count_alike_and_states_not():
    limits = key_result(Kind.AT_MOST, high=1, weight=5)
    mine = objective(at(0, weight=3), at(100), limits)
    whole = office(mine)

    assert objective_progress(whole, mine).drawn * 9 == 1
    off = customs_of({"weights": "off"})
    assert objective_progress(replace(whole, customs=off), mine).drawn * 2 == 1
    assert weight_in(off, limits) == 0
