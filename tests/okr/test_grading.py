from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.grading import (
    GradeDraft,
    grading_progress,
    may_hide,
    suggested_grade,
    validated_grade,
)
from kiosk.okr.model import Cycle, CycleState, KeyResultKind, Team
from tests.okr.factories import at, key_result, objective, office


@pytest.mark.parametrize(
    ("percents", "expected"),
    [
        ([65], "0.7"),
        ([64], "0.6"),
        ([5], "0.1"),
        ([4], "0.0"),
        ([300, 0, 0], "0.3"),
        ([-20], "0.0"),
        ([150], "1.0"),
    ],
)
def test_a_grade_is_suggested_from_progress_rounded_half_up(percents, expected):
    of = objective(*map(at, percents))
    assert str(suggested_grade(office(of), of)) == expected


def test_where_there_is_no_percent_none_is_suggested():
    limits = objective(key_result(KeyResultKind.AT_MOST, Decimal(3), high=4, weight=0))
    assert suggested_grade(office(limits), limits) is None
    bare = objective()
    assert suggested_grade(office(bare), bare) is None


@pytest.mark.parametrize("grade", ["0.75", "1.1", "-0.1", "NaN", "Infinity"])
def test_what_is_no_grade_is_refused(grade):
    with pytest.raises(ValidationError, match="0.0 to 1.0"):
        validated_grade(GradeDraft(Decimal(grade)), None)


def test_another_than_suggested_needs_a_sentence():
    with pytest.raises(ValidationError, match="suggestion is 0.6") as refused:
        validated_grade(GradeDraft(Decimal("0.7"), " "), Decimal("0.6"))
    assert refused.value.field == "reason"
    kept = validated_grade(GradeDraft(Decimal("0.7"), "A  strike"), Decimal("0.6"))
    assert (kept.grade, kept.reason) == (Decimal("0.7"), "A strike")


def test_a_grade_as_suggested_needs_none_and_one_decimal_is_kept():
    kept = validated_grade(GradeDraft(Decimal("1"), "too much said", "Ask early"), Decimal("1.0"))
    assert (str(kept.grade), kept.reason, kept.learned) == ("1.0", "", "Ask early")
    assert validated_grade(GradeDraft(None), Decimal("0.3")).grade is None


CYCLE = Cycle(1, "Q4", "", date(2026, 10, 1), date(2026, 12, 31), CycleState.GRADING)
REVEALED = datetime(2026, 12, 21, 14, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "after", "may"),
    [
        (CycleState.GRADING, timedelta(), True),
        (CycleState.GRADING, timedelta(minutes=9, seconds=59), True),
        (CycleState.GRADING, timedelta(minutes=10), False),
        (CycleState.CLOSED, timedelta(), False),
    ],
)
def test_grades_can_be_hidden_for_ten_minutes_until_the_cycle_is_closed(state, after, may):
    cycle = replace(CYCLE, state=state, revealed_at=REVEALED)
    assert may_hide(cycle, REVEALED + after) is may
    assert not may_hide(replace(cycle, revealed_at=None), REVEALED)


def test_each_team_says_what_it_has_graded_and_what_is_missing():
    teams = tuple(Team(code, code.lower(), code, False, "sky") for code in ("ENG", "MKT", "OPS"))
    made = [
        replace(objective(code=code), team=team, cycle=1)
        for code, team in (("AAAA", "MKT"), ("BBBB", "ENG"), ("CCCC", "MKT"))
    ]
    other = replace(objective(code="DDDD"), team="OPS", cycle=2)
    found = grading_progress(replace(office(*made, other), teams=teams), 1, {"CCCC", "DDDD"})
    told = [(t.team.code, [o.code for o in t.graded], [o.code for o in t.missing]) for t in found]
    assert told == [("ENG", [], ["BBBB"]), ("MKT", ["CCCC"], ["AAAA"])]
