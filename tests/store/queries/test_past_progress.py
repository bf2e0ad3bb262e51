"""The past weeks of an objective, whatever is done to them afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResult, KeyResultKind, Objective, Office
from kiosk.okr.redaction import redacted_office
from kiosk.store import Store
from kiosk.store.queries import past_progress

FIRST = datetime(2026, 9, 30, 22, 0, tzinfo=UTC)  # Berlin's first midnight of October
WEEK = timedelta(weeks=1)
NUMBER = KeyResultKind.NUMBER


def draft(title: str, start: int, target: int) -> KeyResultDraft:
    return KeyResultDraft(title, NUMBER, "", Decimal(start), Decimal(target))


@pytest.fixture
def rate(store: Store, objective: Objective) -> KeyResult:
    """0 to 100, so that a value is a percent; there since the first day."""
    return store.key_results.add(objective.code, draft("Rate", 0, 100), now=FIRST)


def check_in(store: Store, key_result: KeyResult, value: int, at: datetime) -> int:
    made = store.check_ins.add(key_result.code, Decimal(value), now=at, measured_at=at)
    return made.id


def past(store: Store, now: datetime, code: str) -> tuple[int | None, ...]:
    found = store.office(now).objective(code).past
    assert found is not None
    return found.per_mille


def weekly(store: Store, key_result: KeyResult, *values: int) -> list[int]:
    """A check-in in the middle of each week from the first on."""
    moments = (FIRST + n * WEEK + timedelta(days=3) for n in range(len(values)))
    return [check_in(store, key_result, *one) for one in zip(values, moments, strict=True)]


def test_each_week_ends_on_what_counted_then(
    store: Store, objective: Objective, rate: KeyResult, now: datetime
) -> None:
    weekly(store, rate, 10, 20, 30)
    # The start, the ends of seven weeks, of which four without a check-in; the eighth runs.
    assert past(store, now, objective.code) == (None, 100, 200, 300, 300, 300, 300, 300)
    reported = store.office(now).objective(objective.code).past
    assert reported is not None
    days = [date(2026, 10, day).toordinal() for day in (4, 11, 18)]
    assert reported.reported_on == (0, *days, *[days[-1]] * 4)


def test_the_current_week_is_not_past(
    store: Store, objective: Objective, rate: KeyResult, now: datetime
) -> None:
    weekly(store, rate, 10)
    before = past(store, now, objective.code)
    check_in(store, rate, 90, now)
    assert past(store, now, objective.code) == before


def test_a_back_dated_check_in_changes_the_weeks_from_its_own_on(
    store: Store, objective: Objective, rate: KeyResult, now: datetime
) -> None:
    weekly(store, rate, 10, 20)
    before = past(store, now, objective.code)
    at = FIRST + 4 * WEEK + timedelta(hours=1)
    store.check_ins.add(rate.code, Decimal(50), now=now, measured_at=at)
    after = past(store, now, objective.code)
    assert after[:5] == before[:5]
    assert after[5:] == (500, 500, 500)


def test_what_was_undone_or_corrected_never_counted(
    store: Store, objective: Objective, rate: KeyResult, now: datetime
) -> None:
    first, second, _ = weekly(store, rate, 10, 99, 30)
    assert past(store, now, objective.code)[:4] == (None, 100, 990, 300)
    store.check_ins.undo(second, now=now)
    assert past(store, now, objective.code)[:4] == (None, 100, 100, 300)
    week_later = FIRST + WEEK + timedelta(days=3)
    store.check_ins.correct(first, now=now, measured_at=week_later, note="A week later")
    assert past(store, now, objective.code)[:4] == (None, None, 100, 300)


def test_a_week_counts_by_the_target_of_then(
    store: Store, objective: Objective, rate: KeyResult, now: datetime
) -> None:
    weekly(store, rate, 10, 20, 30)
    changed_at = FIRST + 2 * WEEK + timedelta(days=1)
    store.key_results.edit(rate.code, draft("Rate", 0, 50), "Too far", now=changed_at)
    assert past(store, now, objective.code)[:4] == (None, 100, 200, 600)


def test_a_key_result_that_was_added_later_does_not_change_the_weeks_before(
    store: Store, objective: Objective, rate: KeyResult, now: datetime
) -> None:
    weekly(store, rate, 40, 40, 40)
    added_at = FIRST + 2 * WEEK + timedelta(days=1)
    store.key_results.add(objective.code, draft("Later", 0, 10), now=added_at)
    assert past(store, now, objective.code)[:4] == (None, 400, 400, 200)


def test_what_was_entered_with_the_first_counts_from_the_beginning(
    store: Store, objective: Objective, now: datetime
) -> None:
    one = store.key_results.add(objective.code, draft("One", 0, 100), now=now)
    store.key_results.add(objective.code, draft("Two", 0, 100), now=now)
    at = FIRST + timedelta(days=1)
    store.check_ins.add(one.code, Decimal(40), now=now, measured_at=at)
    assert past(store, now, objective.code)[:2] == (None, 200)


def test_an_objective_without_key_results_is_the_mean_of_what_serves_it(
    store: Store, company: Objective, objective: Objective, rate: KeyResult, now: datetime
) -> None:
    weekly(store, rate, 10, 20)
    assert past(store, now, company.code) == past(store, now, objective.code)


def test_a_week_that_has_begun_is_read_anew(
    store: Store, objective: Objective, rate: KeyResult, now: datetime
) -> None:
    weekly(store, rate, 10, 20)
    assert len(past(store, now, objective.code)) == 8
    assert len(past(store, now + WEEK, objective.code)) == 9


def test_before_its_first_day_a_cycle_has_no_past(
    store: Store, objective: Objective, rate: KeyResult
) -> None:
    office = store.office(FIRST - timedelta(days=1))
    assert office.objective(objective.code).past is None


@pytest.mark.parametrize(("weeks", "points"), [(4, 4), (53, 53), (104, 52)])
def test_a_cycle_of_any_length_has_a_point_for_each_week_and_53_at_most(
    store: Store, weeks: int, points: int
) -> None:
    first = date(2026, 1, 1)
    last = first + timedelta(weeks=weeks, days=-1)
    cycle = store.cycles.add("Long", first, last)
    team = store.teams.add("Support")
    objective = store.objectives.add(cycle.id, team.code, "Answer")
    added_at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    rate = store.key_results.add(objective.code, draft("Rate", 0, 100), now=added_at)
    check_in(store, rate, 50, added_at)
    at_its_end = datetime.combine(last, datetime.min.time(), UTC)
    assert past(store, at_its_end, objective.code) == (None, *[500] * (points - 1))


def test_guests_see_the_percents_alone(
    store: Store, objective: Objective, rate: KeyResult, now: datetime
) -> None:
    weekly(store, rate, 10, 20)
    secret = KeyResultDraft("Rate", NUMBER, "", Decimal(0), Decimal(100), confidential=True)
    store.key_results.edit(rate.code, secret, now=now)
    office = store.office(now)
    shown = redacted_office(office).objective(objective.code)
    assert shown.key_results[0].is_redacted
    assert shown.past == office.objective(objective.code).past


@contextmanager
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The key results whose past weeks are read."""
    found: list[str] = []
    sought = past_progress._read

    def heard(db, key_result, team, moments):
        found.append(key_result.code)
        return sought(db, key_result, team, moments)

    with monkeypatch.context() as patch:
        patch.setattr(past_progress, "_read", heard)
        yield found


def test_a_save_reads_the_weeks_of_one_key_result_and_keeps_the_others(
    store: Store,
    objective: Objective,
    rate: KeyResult,
    latency: KeyResult,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weekly(store, rate, 10, 20)
    before: Office = store.office(now)
    with reads(monkeypatch) as found:
        store.teams.add("Support")
        assert store.office(now).objective(objective.code).past is not None
        assert found == []
        check_in(store, rate, 30, now)
        after = store.office(now)
        assert found == [rate.code]
    one, other = (office.objective(objective.code).past for office in (before, after))
    assert one == other
    assert latency.code in {k.code for k in after.key_results()}
