from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import AlignmentLink, KeyResult, KeyResultKind, Objective
from kiosk.store import Store
from tests.services import copy_database

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with the schema and nothing in it."""
    path = tmp_path / "data" / "kiosk.db"
    copy_database(path, empty=True)
    made = Store(path, zone=ZoneInfo("Europe/Berlin"))
    made.migrate()
    yield made
    made.close()


@pytest.fixture
def company(store: Store) -> Objective:
    """The company's objective in an open cycle."""
    cycle = store.cycles.add("Q4 2026", date(2026, 10, 1), date(2026, 12, 31), theme="Calm")
    team = store.teams.add("Acme", is_company=True)
    return store.objectives.add(cycle.id, team.code, "Be the quiet part of everybody's day")


@pytest.fixture
def objective(store: Store, company: Objective) -> Objective:
    """A team's objective that serves it."""
    team = store.teams.add("Engineering", color="sky")
    serves = [AlignmentLink(company.code, "Nobody waits for a fast answer")]
    return store.objectives.add(company.cycle, team.code, "Answer before they blink", serves)


@pytest.fixture
def latency(store: Store, objective: Objective) -> KeyResult:
    """182 ms down to 90."""
    draft = KeyResultDraft("Answer time", KeyResultKind.NUMBER, "ms", Decimal(182), Decimal(90))
    return store.key_results.add(objective.code, draft, now=NOW)


@pytest.fixture
def steps(store: Store, objective: Objective) -> KeyResult:
    """Three milestones."""
    titles = ("Plan", "Move", "Switch off")
    draft = KeyResultDraft(
        "The old queue is gone",
        KeyResultKind.MILESTONES,
        milestones=tuple(map(MilestoneDraft, titles)),
    )
    return store.key_results.add(objective.code, draft, now=NOW)
