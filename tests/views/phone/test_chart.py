import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from kiosk.okr.model import Cycle, CycleState, KeyResultKind, Value
from kiosk.store.queries.key_result_history import History
from kiosk.views.phone.chart import Chart, chart
from tests.views.sample_key_result import CYCLE, NOW, WORDS, definition, key_result, with_history

D = Decimal


def chart_of(kind: KeyResultKind, *values: Value, **more: object) -> Chart:
    shown_key_result, history = with_history(kind, *values, **more)
    drawn = chart(WORDS, shown_key_result, history, CYCLE, NOW)
    assert drawn is not None
    return drawn


def corners(path: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r"[ML](-?\d+) (-?\d+)", path)]


def test_line_goes_from_the_start_on_the_first_day_to_the_newest_value():
    places = corners(chart_of(KeyResultKind.NUMBER, D(178), D(118)).line)
    assert places[0] == (0, 0)  # 182 is the highest there is
    assert places[-1] == (92, 696)  # 8.5 of 92 days; 64 of 92 ms


def test_what_lies_outside_the_cycle_stays_inside_the_drawing():
    shown_key_result, history = with_history(KeyResultKind.NUMBER, D(170), D(118))
    early = replace(history.points[0], measured_at=datetime(2026, 8, 1, tzinfo=UTC))
    drawn = chart(
        WORDS, shown_key_result, replace(history, points=(early, history.points[1])), CYCLE, NOW
    )
    assert drawn is not None
    assert all(0 <= x <= 1000 and 0 <= y <= 1000 for x, y in corners(drawn.line))


def test_goal_steps_to_where_it_was_at_each_time():
    shown_key_result, history = with_history(KeyResultKind.NUMBER, D(178), D(118))
    first = definition(shown_key_result, target=D(110))
    second = definition(
        shown_key_result, datetime(2026, 11, 15, 23, tzinfo=UTC), version=2, reason="Too easy"
    )
    drawn = chart(
        WORDS, shown_key_result, replace(history, definitions=(first, second)), CYCLE, NOW
    )
    assert drawn is not None
    assert corners(drawn.goal) == [(0, 783), (500, 783), (500, 1000), (1000, 1000)]


def test_limits_are_lines_with_a_band_between():
    drawn = chart_of(KeyResultKind.BETWEEN, D(50), D(70), low=D(40), high=D(60))
    assert drawn.band == (333, 667)
    assert drawn.goal.count("M") == 2


def test_band_of_one_limit_reaches_to_the_edge():
    assert chart_of(KeyResultKind.AT_MOST, D(1), D(3), high=D(2)).band == (500, 500)
    assert chart_of(KeyResultKind.AT_LEAST, D(1), D(3), low=D(2)).band == (0, 500)


def test_steps_are_counted_and_climb_on_the_day():
    drawn = chart_of(KeyResultKind.MILESTONES, frozenset[str](), frozenset({"A111"}))
    places = corners(drawn.line)
    assert [y for _, y in places][-2:] == [1000, 667]
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(places))
    assert drawn.now.text == "1"


def test_one_value_for_ever_is_drawn_in_the_middle_without_dividing_by_nothing():
    drawn = chart_of(KeyResultKind.NUMBER, D(5), D(5), start=D(5), target=D(5))
    assert {y for _, y in corners(drawn.line)} == {500}
    assert len(drawn.axis) == 1


@pytest.mark.parametrize(
    "kind", [kind for kind in KeyResultKind if kind is not KeyResultKind.YES_NO]
)
def test_without_a_value_there_is_no_chart(kind: KeyResultKind):
    assert chart(WORDS, key_result(kind), History((), (), ()), CYCLE, NOW) is None


def test_yes_and_no_need_no_line():
    shown_key_result, history = with_history(KeyResultKind.YES_NO, False, True)
    assert chart(WORDS, shown_key_result, history, CYCLE, NOW) is None


def test_very_long_numbers_keep_their_place():
    huge = D("12345678901234567890.123456789")
    drawn = chart_of(KeyResultKind.NUMBER, huge, start=D(0), target=huge * 2)
    assert 0 <= corners(drawn.line)[-1][1] <= 1000
    assert drawn.axis_width <= 8


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (datetime(2026, 10, 2, 10, tzinfo=UTC), ["today", "Dec 31"]),
        (NOW, ["Oct 1", "today", "Dec 31"]),
        (datetime(2026, 12, 30, 10, tzinfo=UTC), ["Oct 1", "today"]),
        (datetime(2027, 1, 4, 10, tzinfo=UTC), ["Oct 1", "Dec 31"]),
    ],
)
def test_days_below_the_line_never_stand_in_one_another(today: datetime, said: list[str]):
    shown_key_result, history = with_history(KeyResultKind.NUMBER, D(178))
    drawn = chart(WORDS, shown_key_result, history, CYCLE, today)
    assert drawn is not None
    assert [label.text for label in drawn.days] == said


def test_goal_is_written_at_the_left_where_the_newest_value_stands_at_the_right():
    shown_key_result, history = with_history(KeyResultKind.NUMBER, D(178), D(92))
    late = replace(history.points[1], measured_at=datetime(2026, 12, 20, tzinfo=UTC))
    end = datetime(2026, 12, 21, tzinfo=UTC)
    drawn = chart(
        WORDS, shown_key_result, replace(history, points=(history.points[0], late)), CYCLE, end
    )
    assert drawn is not None
    assert drawn.aim is not None
    assert (drawn.aim.x, drawn.aim.anchor) == (0, "start")
    assert chart_of(KeyResultKind.NUMBER, D(178), D(118)).aim.anchor == "end"  # type: ignore[union-attr]


def test_definition_changed_many_times_draws_a_bounded_line():
    shown_key_result, history = with_history(KeyResultKind.NUMBER, D(178), D(118))
    many = tuple(
        definition(
            shown_key_result, datetime(2026, 10, 1, n // 60, n % 60, tzinfo=UTC), target=D(90 + n)
        )
        for n in range(500)
    )
    drawn = chart(WORDS, shown_key_result, replace(history, definitions=many), CYCLE, NOW)
    assert drawn is not None
    assert len(drawn.goal) < 600


def test_cycle_of_a_day_is_drawn():
    day = Cycle(1, "A day", "", date(2026, 11, 22), date(2026, 11, 22), CycleState.OPEN)
    shown_key_result, history = with_history(KeyResultKind.NUMBER, D(178))
    assert chart(WORDS, shown_key_result, history, day, NOW) is not None


def test_the_day_on_which_a_cycle_was_closed_is_not_called_today():
    shown_key_result, history = with_history(KeyResultKind.NUMBER, D(178), D(118))
    closed = replace(CYCLE, state=CycleState.CLOSED, closed_at=NOW)
    drawn = chart(WORDS, shown_key_result, history, closed, NOW)
    assert drawn is not None
    assert [label.text for label in drawn.days] == ["Oct 1", WORDS.day(NOW.date()), "Dec 31"]


def test_a_due_date_has_a_mark_and_its_day_below_it():
    drawn = chart_of(KeyResultKind.NUMBER, D(178), D(118), due=date(2026, 12, 14))
    assert drawn.due == 81.5  # 75 of 92 days
    assert [label.text for label in drawn.days] == ["Oct 1", "today", "Dec 14"]
    assert chart_of(KeyResultKind.NUMBER, D(178), D(118)).due is None
    outside = chart_of(KeyResultKind.NUMBER, D(178), D(118), due=date(2027, 1, 14))
    assert outside.due is None


def test_no_label_of_a_day_touches_that_of_the_due_date():
    for day in (CYCLE.starts_on, date(2026, 11, 21), date(2026, 11, 28), CYCLE.ends_on):
        drawn = chart_of(KeyResultKind.NUMBER, D(178), D(118), due=day)
        assert not any(
            one.overlaps(two) for one, two in pairwise(sorted(drawn.days, key=lambda d: d.x))
        )
        assert WORDS.day(day) in [label.text for label in drawn.days]
