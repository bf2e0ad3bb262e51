"""A title is corrected without a reason while it is new, or where only a word's letters change."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResult, KeyResultKind, Objective
from kiosk.store import Store
from kiosk.store.db.author import set_author

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def nobody():
    yield
    set_author("")


def draft(title: str, target: int = 90) -> KeyResultDraft:
    return KeyResultDraft(title, KeyResultKind.NUMBER, "ms", Decimal(182), Decimal(target))


def test_an_objectives_title_is_free_for_an_hour_and_for_spelling_after(
    store: Store, company: Objective, now: datetime
) -> None:
    set_author("Ada", now)
    added = store.objectives.add(company.cycle, company.team, "Answer wihtin 10 minutes")

    def rename(title: str, at: datetime, reason: str = "") -> str:
        return store.objectives.edit(added.code, title=title, reason=reason, now=at).title

    rename("Answer in 10 minutes, allways", now + HOUR - timedelta(seconds=1))
    with pytest.raises(ValidationError) as refusal:
        rename("Answer at once", now + HOUR)
    assert refusal.value.field == "reason"
    with pytest.raises(ValidationError):
        rename("Answer in 15 minutes, allways", now + HOUR)
    assert rename("Answer in 10 minutes, always", now + 9 * HOUR)

    # A change for a reason is new again, and its reason stays when it is corrected.
    set_author("Ada", now + 10 * HOUR)
    rename("Answer befor they ask", now + 10 * HOUR, "They asked for it")
    rename("Answer before they aks", now + 10 * HOUR + timedelta(minutes=5))
    rename("Answer before they ask", now + 20 * HOUR)
    with store._database.connections.read_transaction() as db:
        row = db.execute("SELECT reason FROM objectives WHERE code = ?", (added.code,)).fetchone()
    assert row["reason"] == "They asked for it"
    with pytest.raises(ValidationError):
        rename("Answer at once", now + 20 * HOUR)


def test_a_key_results_title_is_corrected_in_every_version_that_has_it(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    store.key_results.edit(latency.code, draft("Answer time", 80), "Harder", now=now + 2 * HOUR)
    store.key_results.edit(latency.code, draft("Answer tiem", 80), "Slip", now=now + 3 * HOUR)
    store.key_results.edit(latency.code, draft("Answer tiem", 70), "Harder", now=now + 4 * HOUR)

    store.key_results.edit(latency.code, draft("Answer time", 70), now=now + 99 * HOUR)

    versions = store.key_results.history(latency.code, now).definitions
    assert [(d.title, d.target, d.reason) for d in versions] == [
        ("Answer time", 90, ""),
        ("Answer time", 80, "Harder"),
        ("Answer time", 80, "Slip"),
        ("Answer time", 70, "Harder"),
    ]


def test_a_key_result_is_renamed_for_an_hour_and_its_numbers_never(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    within = now + timedelta(minutes=59)
    store.key_results.edit(latency.code, draft("Median time to answer"), now=within)
    assert store.office(now).key_result(latency.code).title == "Median time to answer"
    assert len(store.key_results.history(latency.code, now).definitions) == 1

    for refused in (draft("Something else"), draft("Median time to answr", 80)):
        with pytest.raises(ValidationError) as refusal:
            store.key_results.edit(latency.code, refused, now=now + HOUR)
        assert refusal.value.field == "reason"
    assert store.office(now).key_result(latency.code).title == "Median time to answer"


def test_nothing_is_corrected_in_a_closed_cycle(
    store: Store, objective: Objective, now: datetime
) -> None:
    store.cycles.close(objective.cycle, now=datetime.now(UTC))
    with pytest.raises(ValidationError):
        store.objectives.edit(objective.code, title="Answer before they blnk", now=now)
