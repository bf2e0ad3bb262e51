from datetime import date
from pathlib import Path

import pytest

from kiosk.config import load_settings
from kiosk.okr.model import CycleState
from kiosk.store import Store
from kiosk.web.core.services import open_store
from tests.exchange.forked_reader import ForkedReaders


@pytest.fixture(autouse=True)
def _forked(readers: ForkedReaders) -> None:
    """To load what reads a file takes longer than each of these tests."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An office with the company and one open cycle, in tmp_path / "data"."""
    store = open_store(load_settings(tmp_path / "data", {}, {}))
    store.teams.add("Our company", is_company=True)
    store.cycles.add("Q4 2026", date(2026, 10, 1), date(2026, 12, 31), state=CycleState.OPEN)
    return store
