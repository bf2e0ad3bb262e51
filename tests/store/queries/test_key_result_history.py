from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.errors import NotFound
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResult, KeyResultKind
from kiosk.store import Store


def test_each_week_is_shown_by_its_last_value(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    first = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
    for day, value in ((0, 182), (1, 180), (6, 175), (7, 170), (29, 150)):
        measured_at = first + timedelta(days=day)
        store.check_ins.add(latency.code, Decimal(value), now=now, measured_at=measured_at)
    points = store.key_results.history(latency.code, now).points
    assert [(p.week, p.value) for p in points] == [(1, 175), (2, 170), (5, 150)]


def test_a_week_begins_at_local_midnight(store: Store, latency: KeyResult, now: datetime) -> None:
    # In Berlin this is half past midnight on the eighth of October: the second week.
    measured_at = datetime(2026, 10, 7, 22, 30, tzinfo=UTC)
    store.check_ins.add(latency.code, Decimal(1), now=now, measured_at=measured_at)
    assert [p.week for p in store.key_results.history(latency.code, now).points] == [2]


def test_the_newest_is_a_point_even_when_measured_after_the_cycle(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(120), now=now)
    store.check_ins.add(latency.code, Decimal(90), now=datetime(2027, 1, 5, tzinfo=UTC))
    points = store.key_results.history(latency.code, datetime(2027, 1, 6, tzinfo=UTC)).points
    assert [(p.week, p.value) for p in points] == [(8, 120), (None, 90)]


def test_what_was_undone_is_no_point_and_no_note(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(120), now=now, note="stays")
    wrong = store.check_ins.add(latency.code, Decimal(12), now=now, note="goes")
    store.check_ins.undo(wrong.id, now=now)
    history = store.key_results.history(latency.code, now)
    assert [p.value for p in history.points] == [120]
    assert [c.note for c in history.recent] == ["stays"]


def test_recent_is_newest_first_and_no_more_than_asked(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    for minute in range(8):
        moment = now + timedelta(minutes=minute)
        store.check_ins.add(latency.code, Decimal(minute), now=moment)
    later = now + timedelta(hours=1)
    assert [c.value for c in store.key_results.history(latency.code, later, notes=3).recent] == [
        7,
        6,
        5,
    ]


def test_every_definition_is_kept_with_its_reason(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    harder = KeyResultDraft("Answer time", KeyResultKind.NUMBER, "ms", Decimal(182), Decimal(80))
    changed_at = now + timedelta(days=1)
    store.key_results.edit(latency.code, harder, "We were there too soon", now=changed_at)
    first, second = store.key_results.history(latency.code, changed_at).definitions
    assert (first.version, first.target, first.reason) == (1, 90, "")
    assert (second.target, second.reason) == (80, "We were there too soon")
    assert second.since == changed_at


def test_a_closed_cycle_still_has_its_history(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(120), now=now)
    cycle = store.office(now).cycles[0]
    store.cycles.close(cycle.id)
    assert len(store.key_results.history(latency.code, now).points) == 1


def test_an_unknown_code_has_no_history(store: Store, now: datetime) -> None:
    with pytest.raises(NotFound):
        store.key_results.history("ZZZZ", now)
