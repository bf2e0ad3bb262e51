from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResult, KeyResultKind, Objective, Value
from kiosk.store import Store


def value_now(store: Store, key_result: KeyResult) -> Value | None:
    last = store.check_ins.latest(key_result.code)
    return None if last is None else last.value


def test_a_decimal_comes_back_digit_for_digit(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    for text in ("12345678901234567890.123456789", "0.10", "-0.3", "1E+3", "-0"):
        store.check_ins.add(latency.code, Decimal(text), now=now)
        assert value_now(store, latency) == Decimal(text)
    assert str(value_now(store, latency)) == "0"


def test_what_check_in_returns_is_what_stands(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    made = store.check_ins.add(
        latency.code.lower(), Decimal("118"), now=now, confidence=7, note=" The  cache ", author="a"
    )
    assert made == store.office(now).key_result(latency.code).latest_check_in
    assert (made.note, made.confidence, made.measured_at) == ("The cache", 7, now)


def test_confidence_untouched_is_empty(store: Store, latency: KeyResult, now: datetime) -> None:
    assert store.check_ins.add(latency.code, Decimal(1), now=now).confidence is None


@pytest.mark.parametrize("value", [True, frozenset({"AAAA"}), Decimal("NaN"), Decimal("Infinity")])
def test_a_value_that_is_no_finite_decimal_is_refused(
    store: Store, latency: KeyResult, now: datetime, value: Value
) -> None:
    with pytest.raises(ValidationError) as refusal:
        store.check_ins.add(latency.code, value, now=now)
    assert refusal.value.field == "value"


@pytest.mark.parametrize("text", ["1E+31", "1E-40", "1E+999999", "9" * 40])
def test_a_number_too_long_to_keep_is_refused(
    store: Store, latency: KeyResult, now: datetime, text: str
) -> None:
    with pytest.raises(ValidationError, match="at most 30 digits"):
        store.check_ins.add(latency.code, Decimal(text), now=now)


def test_only_its_own_milestones_can_be_done(store: Store, steps: KeyResult, now: datetime) -> None:
    first = steps.milestones[0].code
    assert store.check_ins.add(steps.code, frozenset({first.lower()}), now=now).value == {first}
    assert store.check_ins.add(steps.code, frozenset(), now=now).value == frozenset()
    with pytest.raises(ValidationError, match="is not one of its milestones") as refusal:
        store.check_ins.add(steps.code, frozenset({first, "ZZZZ"}), now=now)
    assert refusal.value.field == "value"


def test_yes_and_no_come_back_as_they_are(
    store: Store, objective: Objective, now: datetime
) -> None:
    key_result = store.key_results.add(
        objective.code, KeyResultDraft("Certified", KeyResultKind.YES_NO)
    )
    assert store.check_ins.add(key_result.code, True, now=now).value is True
    assert store.check_ins.add(key_result.code, False, now=now).value is False
    with pytest.raises(ValidationError, match="Enter yes or no"):
        store.check_ins.add(key_result.code, Decimal(1), now=now)


@pytest.mark.parametrize("confidence", [-1, 11, True])
def test_confidence_is_from_0_to_10(
    store: Store, latency: KeyResult, now: datetime, confidence: int
) -> None:
    with pytest.raises(ValidationError) as refusal:
        store.check_ins.add(latency.code, Decimal(1), now=now, confidence=confidence)
    assert refusal.value.field == "confidence"


def test_a_time_that_has_not_come_is_refused(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    bad = (
        now + timedelta(hours=1),
        datetime(1969, 12, 31, tzinfo=now.tzinfo),
        datetime(2026, 1, 1),
    )
    for moment in bad:
        with pytest.raises(ValidationError) as refusal:
            store.check_ins.add(latency.code, Decimal(1), now=now, measured_at=moment)
        assert refusal.value.field == "measured_at"
    assert value_now(store, latency) is None


def test_a_sender_whose_clock_is_fast_is_held_to_now(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    soon = now + timedelta(seconds=20)
    made = store.check_ins.add(latency.code, Decimal(1), now=now, measured_at=soon)
    assert made.measured_at == now


def test_an_older_measurement_does_not_replace_a_newer_one(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(118), now=now)
    store.check_ins.add(latency.code, Decimal(150), now=now, measured_at=now - timedelta(days=3))
    assert value_now(store, latency) == 118


def test_of_two_measured_at_once_the_later_saved_counts(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(118), now=now)
    store.check_ins.add(latency.code, Decimal(117), now=now)
    assert value_now(store, latency) == 117


def test_a_number_saved_after_the_clock_was_set_back_counts(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(118), now=now)
    store.check_ins.add(latency.code, Decimal(117), now=now - timedelta(days=2))
    assert value_now(store, latency) == 117


def test_undo_brings_back_the_value_before(store: Store, latency: KeyResult, now: datetime) -> None:
    store.check_ins.add(latency.code, Decimal(130), now=now)
    wrong = store.check_ins.add(latency.code, Decimal(13), now=now)
    back = store.check_ins.undo(wrong.id, now=now)
    assert back is not None
    assert back.value == 130
    assert value_now(store, latency) == 130
    assert [c.check_in.value for c in store.office(now).changes] == [130]


def test_undo_of_the_only_one_leaves_none(store: Store, latency: KeyResult, now: datetime) -> None:
    only = store.check_ins.add(latency.code, Decimal(130), now=now)
    assert store.check_ins.undo(only.id, now=now) is None
    assert store.office(now).key_result(latency.code).latest_check_in is None


def test_a_check_in_is_undone_once(store: Store, latency: KeyResult, now: datetime) -> None:
    only = store.check_ins.add(latency.code, Decimal(130), now=now)
    store.check_ins.undo(only.id, now=now)
    with pytest.raises(ValidationError, match="already been undone"):
        store.check_ins.undo(only.id, now=now)
    with pytest.raises(ValidationError, match="undoes a check-in"):
        store.check_ins.undo(only.id + 1, now=now)
    with pytest.raises(NotFound):
        store.check_ins.undo(999, now=now)


def test_undo_deletes_nothing(store: Store, latency: KeyResult, now: datetime) -> None:
    only = store.check_ins.add(latency.code, Decimal(130), now=now)
    store.check_ins.undo(only.id, now=now)
    with store._database.connections.read_transaction() as db:
        rows = db.execute("SELECT value, undoes FROM check_ins ORDER BY id").fetchall()
    assert [tuple(row) for row in rows] == [("130", None), (None, only.id)]


def test_nothing_changed_renews_the_age_and_announces_nothing(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    earlier = now - timedelta(days=9)
    store.check_ins.add(latency.code, Decimal(118), now=earlier, confidence=6)
    store.check_ins.repeat_latest(latency.code, now=now)
    office = store.office(now)
    latest = office.key_result(latency.code).latest_check_in
    assert latest is not None
    assert (latest.value, latest.confidence, latest.measured_at) == (118, 6, now)
    assert latest.is_confirmation
    assert office.changes == ()


def test_without_a_value_nothing_can_be_unchanged(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="no value to confirm yet"):
        store.check_ins.repeat_latest(latency.code, now=now)


def test_a_closed_cycle_takes_no_check_in_and_no_undo(
    store: Store, latency: KeyResult, objective: Objective, now: datetime
) -> None:
    made = store.check_ins.add(latency.code, Decimal(118), now=now)
    store.cycles.close(objective.cycle)
    for write in (
        lambda: store.check_ins.add(latency.code, Decimal(1), now=now),
        lambda: store.check_ins.repeat_latest(latency.code, now=now),
        lambda: store.check_ins.undo(made.id, now=now),
    ):
        with pytest.raises(ValidationError, match="is closed"):
            write()


def test_what_is_archived_takes_no_check_in(
    store: Store, latency: KeyResult, steps: KeyResult, now: datetime
) -> None:
    store.key_results.archive(latency.code)
    with pytest.raises(ValidationError, match="is archived"):
        store.check_ins.add(latency.code, Decimal(1), now=now)
    store.objectives.archive(steps.objective)
    with pytest.raises(ValidationError, match="is archived"):
        store.check_ins.add(steps.code, frozenset(), now=now)


def test_an_unknown_code_is_not_found(store: Store, now: datetime) -> None:
    with pytest.raises(NotFound, match="no key result ZZZZ"):
        store.check_ins.add("ZZZZ", Decimal(1), now=now)


def test_what_is_refused_writes_nothing_and_raises_no_revision(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    before = store.revision()
    with pytest.raises(ValidationError):
        store.check_ins.add(latency.code, Decimal(1), now=now, note="x" * 501)
    assert store.revision() == before


def test_undo_can_be_undone_by_one_more_row(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(130), now=now)
    made = store.check_ins.add(latency.code, Decimal(33), now=now, confidence=6, note="Quick start")
    store.check_ins.undo(made.id, now=now)

    again = store.check_ins.redo(made.id, now=now + timedelta(minutes=1), author="Bo")

    assert value_now(store, latency) == 33
    assert (again.measured_at, again.confidence, again.note) == (now, 6, "Quick start")
    assert (again.id > made.id, again.author) == (True, "Bo")
    assert [c.check_in.id for c in store.office(now).changes] == [made.id - 1, again.id]
    store.check_ins.undo(again.id, now=now)
    assert value_now(store, latency) == 130


def test_what_was_taken_back_is_brought_back_once(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    made = store.check_ins.add(latency.code, Decimal(33), now=now)
    with pytest.raises(ValidationError, match="was not undone"):
        store.check_ins.redo(made.id, now=now)
    store.check_ins.undo(made.id, now=now)
    store.check_ins.redo(made.id, now=now)
    with pytest.raises(ValidationError, match="already been redone"):
        store.check_ins.redo(made.id, now=now)
    with pytest.raises(NotFound):
        store.check_ins.redo(999, now=now)


def test_a_correction_counts_on_its_date_in_the_place_of_the_one_it_names(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    first = store.check_ins.add(latency.code, Decimal(130), now=now - timedelta(days=3))
    wrong = store.check_ins.add(latency.code, Decimal(118), now=now, confidence=7, note="Tpyo")

    right = store.check_ins.correct(
        wrong.id, now=now, measured_at=now - timedelta(days=8), note="Typo", author="Bo"
    )

    assert (right.value, right.confidence, right.note) == (118, 7, "Typo")
    # Measured before the other one, so that is the newest again.
    latest = store.check_ins.latest(latency.code)
    assert latest is not None
    assert latest.id == first.id
    recent = store.key_results.history(latency.code, now).recent
    assert [c.id for c in recent] == [first.id, right.id]
    with store._database.connections.read_transaction() as db:
        row = db.execute("SELECT note FROM check_ins WHERE id = ?", (wrong.id,)).fetchone()
    assert row["note"] == "Tpyo"


def test_a_correction_that_is_taken_back_leaves_what_it_corrected(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    wrong = store.check_ins.add(latency.code, Decimal(118), now=now)
    right = store.check_ins.correct(wrong.id, now=now, measured_at=now, note="Once")
    last = store.check_ins.correct(right.id, now=now, measured_at=now, note="Twice")
    with pytest.raises(ValidationError, match="no longer counts"):
        store.check_ins.correct(wrong.id, now=now, measured_at=now, note="Late")
    with pytest.raises(ValidationError, match="was corrected"):
        store.check_ins.undo(right.id, now=now)

    store.check_ins.undo(last.id, now=now)
    assert store.check_ins.latest(latency.code) == right
    store.check_ins.undo(right.id, now=now)
    assert store.check_ins.latest(latency.code) == wrong
    again = store.check_ins.redo(right.id, now=now)
    assert [c.id for c in store.key_results.history(latency.code, now).recent] == [again.id]


def test_a_closed_cycle_takes_no_correction_and_no_redo(
    store: Store, latency: KeyResult, objective: Objective, now: datetime
) -> None:
    made = store.check_ins.add(latency.code, Decimal(118), now=now)
    back = store.check_ins.add(latency.code, Decimal(118), now=now)
    store.check_ins.undo(back.id, now=now)
    store.cycles.close(objective.cycle)
    for write in (
        lambda: store.check_ins.correct(made.id, now=now, measured_at=now, note=""),
        lambda: store.check_ins.redo(back.id, now=now),
    ):
        with pytest.raises(ValidationError, match="is closed"):
            write()
