"""A unit that changes leaves what was checked in as it was, converted only where somebody says
by what."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResult, KeyResultKind, Objective
from kiosk.okr.progress import check_in_value, key_result_progress
from kiosk.okr.unit_conversion import KEPT, Conversion
from kiosk.store import Store
from kiosk.store.queries.audit_log import Search

IN_HOURS = KeyResultDraft("Answer time", KeyResultKind.NUMBER, "h", Decimal(10), Decimal(5))
IN_MINUTES = KeyResultDraft("Answer time", KeyResultKind.NUMBER, "min", Decimal(600), Decimal(300))
WHY = "Minutes are what people feel"


@pytest.fixture
def answers(store: Store, objective: Objective, now: datetime) -> KeyResult:
    made = store.key_results.add(objective.code, IN_HOURS, now=now - timedelta(days=20))
    for days, hours in ((9, "9"), (8, "8.5"), (2, "7")):
        store.check_ins.add(made.code, Decimal(hours), now=now - timedelta(days=days))
    return made


def found(store: Store, code: str, now: datetime) -> KeyResult:
    return store.office(now).key_result(code)


@pytest.mark.parametrize(
    ("reason", "conversion", "field"),
    [("", Conversion("60"), "reason"), (WHY, None, "factor")],
)
def test_a_new_unit_needs_a_reason_and_what_becomes_of_the_check_ins(
    store: Store,
    answers: KeyResult,
    now: datetime,
    reason: str,
    conversion: Conversion | None,
    field: str,
) -> None:
    with pytest.raises(ValidationError) as refusal:
        store.key_results.edit(answers.code, IN_MINUTES, reason, now=now, conversion=conversion)
    assert refusal.value.field == field
    assert found(store, answers.code, now).unit == "h"


def test_without_check_ins_a_unit_changes_with_a_reason_alone(
    store: Store, objective: Objective, now: datetime
) -> None:
    made = store.key_results.add(objective.code, IN_HOURS, now=now)
    assert store.key_results.edit(made.code, IN_MINUTES, WHY, now=now).unit == "min"


def test_a_factor_converts_what_is_read_and_no_row(
    store: Store, answers: KeyResult, now: datetime
) -> None:
    store.key_results.edit(answers.code, IN_MINUTES, WHY, now=now, conversion=Conversion("60"))
    changed = found(store, answers.code, now)
    assert (check_in_value(changed.latest_check_in), check_in_value(changed.value_a_week_ago)) == (
        420,
        510,
    )
    assert key_result_progress(changed, check_in_value(changed.latest_check_in)).raw == Decimal(
        "0.6"
    )
    history = store.key_results.history(answers.code, now)
    assert [check_in.value for check_in in history.recent] == [420, 510, 540]
    assert [(d.unit, d.target) for d in history.definitions] == [("h", 5), ("min", 300)]
    assert [(d.unit, d.target) for d in history.in_unit] == [("min", 300), ("min", 300)]
    # A check-in in the new unit is what it says.
    store.check_ins.add(answers.code, Decimal(400), now=now)
    assert check_in_value(found(store, answers.code, now).latest_check_in) == 400


def test_there_and_back_is_what_it_was(store: Store, answers: KeyResult, now: datetime) -> None:
    store.key_results.edit(answers.code, IN_MINUTES, WHY, now=now, conversion=Conversion("60"))
    store.key_results.edit(answers.code, IN_HOURS, WHY, now=now, conversion=Conversion("1/60"))
    assert [c.value for c in store.key_results.history(answers.code, now).recent] == [
        7,
        Decimal("8.5"),
        9,
    ]


def test_values_that_are_kept_stay_in_their_unit_and_the_next_check_in_begins_anew(
    store: Store, answers: KeyResult, now: datetime
) -> None:
    store.key_results.edit(answers.code, IN_MINUTES, WHY, now=now, conversion=KEPT)
    changed = found(store, answers.code, now)
    assert (changed.latest_check_in, changed.value_a_week_ago) == (None, None)
    history = store.key_results.history(answers.code, now)
    assert [(c.value, c.measured and c.measured.unit) for c in history.recent] == [
        (7, "h"),
        (Decimal("8.5"), "h"),
        (9, "h"),
    ]
    assert history.numbers == ()
    with pytest.raises(ValidationError):
        store.check_ins.repeat_latest(answers.code, now=now)
    store.check_ins.add(answers.code, Decimal(400), now=now)
    assert check_in_value(found(store, answers.code, now).latest_check_in) == 400


def test_what_is_undone_after_a_change_of_unit_leads_back_to_the_converted_value(
    store: Store, answers: KeyResult, now: datetime
) -> None:
    store.key_results.edit(answers.code, IN_MINUTES, WHY, now=now, conversion=Conversion("60"))
    wrong = store.check_ins.add(answers.code, Decimal(4), now=now)
    back = store.check_ins.undo(wrong.id, now=now + timedelta(minutes=1))
    assert check_in_value(back) == 420
    renewed = store.check_ins.repeat_latest(answers.code, now=now + timedelta(minutes=2))
    assert (renewed.value, check_in_value(found(store, answers.code, now).latest_check_in)) == (
        420,
        420,
    )


def test_a_singular_and_a_new_title_are_no_other_unit(
    store: Store, answers: KeyResult, now: datetime
) -> None:
    store.key_results.edit(answers.code, replace(IN_HOURS, unit="hr|h"), WHY, now=now)
    assert check_in_value(found(store, answers.code, now).latest_check_in) == 7


def test_the_history_tells_the_unit_and_the_values_as_they_were_written(
    store: Store, answers: KeyResult, now: datetime
) -> None:
    store.key_results.edit(answers.code, IN_MINUTES, WHY, now=now, conversion=Conversion("60"))
    rows = [
        change
        for entry in store.audit_log.search(Search(), skip=0, most=99)[0]
        for change in entry.changes
    ]
    changed = next(t for t in rows if t.thing == "definitions" and t.event == "changed")
    assert (changed.before["unit"], changed.after["unit"]) == ("h", "min")
    assert changed.after["factor"] == "60"
    values = [(t.row["value"], t.row["unit"]) for t in rows if t.thing == "check_ins"]
    assert ("7", "h") in values
