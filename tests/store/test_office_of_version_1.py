"""An office that the first version wrote is opened by this one, and nothing in it is another."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.config import load_settings
from kiosk.store import Store
from kiosk.store.queries.surveys import cycles_with_open_survey
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizer_choice import Localizers
from kiosk.web.core.services import Services
from kiosk.web.core.setup_codes import SetupCodes
from tests.old_office import ANSWERS, FOLDER, PASSWORD, TOKEN, said, unpack
from tests.server import MOMENT, ZONE
from tests.services import make_client

# Counted up by every start, and what sqlite-utils keeps of the steps that were taken.
MOVES = {"revision", "changed", "_sqlite_migrations"}
Rows = dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    unpack(tmp_path)
    return tmp_path


@pytest.fixture
def services(folder: Path) -> Services:
    """The office of before, once this version has opened it."""
    environ = {"KIOSK_TIMEZONE": ZONE, "KIOSK_WIFI": "Office"}
    settings = load_settings(folder, environ | {"KIOSK_PUBLIC_URL": "http://192.168.1.20:8000"})
    store = Store(folder / "kiosk.db", zone=ZoneInfo(ZONE))
    store.migrate()
    speakers = Localizers(Localizer(settings.locale, settings.zone))
    return Services(
        settings, store, speakers, SetupCodes(store.users, lambda: MOMENT), 8000, lambda: MOMENT
    )


def rows(path: Path, like: Rows | None = None) -> Rows:
    """Every row of every table; with `like`, of its tables and their columns alone."""
    with closing(sqlite3.connect(path)) as db:
        names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = {name for (name,) in names if not name.startswith("sqlite_")} - MOVES
        found: Rows = {}
        for table in sorted(like or tables):
            columns = like[table][0] if like else _columns(db, table)
            asked = db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
            found[table] = columns, sorted(asked, key=repr)
    return found


def _columns(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(row[1] for row in db.execute(f"PRAGMA table_info({table})"))


def test_there_is_a_bit_of_everything_in_it(folder: Path) -> None:
    # An acting row is there during a commit, a probe's after a look at the disk.
    empty = {table for table, (_, there) in rows(folder / "kiosk.db").items() if not there}
    assert empty == {"acting", "probe"}


def test_every_row_of_it_stays_as_it_was(folder: Path) -> None:
    path = folder / "kiosk.db"
    before = rows(path)
    Store(path, zone=ZoneInfo(ZONE)).migrate()
    assert rows(path, before) == before


def test_the_api_says_the_same_of_it(services: Services) -> None:
    before = json.loads((FOLDER / "said.json").read_text(encoding="utf-8"))
    assert only_fields_of(before, said(services)) == before


def only_fields_of(before: Any, now: Any) -> Any:
    """What is said now, without fields that nothing had before."""
    if isinstance(before, dict) and isinstance(now, dict):
        return {name: only_fields_of(before[name], now.get(name)) for name in before}
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [only_fields_of(*pair) for pair in zip(before, now, strict=True)]
    return now


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/all", "/o/K7Q2", "/t/marketing", "/cycles", "/meetings", "/survey", "/week"),
        *("/admin/", "/admin/objectives", "/admin/cycles", "/admin/history", "/admin/people"),
        *("/admin/screens", "/admin/settings", "/admin/survey", "/admin/alignment"),
    ],
)
def test_every_page_of_it_opens_for_who_could_log_in_before(services: Services, path: str) -> None:
    client = make_client(services)
    answer = client.post("/admin/login", data={"name": "Ada", "password": PASSWORD})
    assert answer.status_code == 303
    answer = client.get(path, follow_redirects=True)
    assert (answer.status_code, "Traceback" in answer.text) == (200, False)


def test_a_check_in_by_its_token_stands_on_top_of_the_old_ones(services: Services) -> None:
    client = make_client(services)
    client.environ_base.pop("HTTP_ORIGIN")
    answer = client.post(
        "/api/v1/key-results/M3XD/check-ins",
        json={"value": "95"},
        headers={"Authorization": f"Bearer {TOKEN}"},
    )
    assert answer.status_code == 201, answer.text
    history = services.store.key_results.history("M3XD", MOMENT + timedelta(minutes=5))
    assert history.recent[0].value == Decimal(95)
    assert any(c.note == "Small steps, at night" for c in history.recent)


def test_answers_encrypted_before_are_shown_once_their_survey_closes(services: Services) -> None:
    with closing(sqlite3.connect(services.store.path)) as db:
        db.row_factory = sqlite3.Row
        (cycle,) = cycles_with_open_survey(db)
    assert services.store.surveys.is_readable(cycle)
    services.store.surveys.close(cycle, MOMENT.date())
    results = services.store.surveys.results(cycle)
    assert {result.answers for result in results} == {ANSWERS}
    texts = {frozenset(result.texts) for result in results if result.texts}
    assert texts == {frozenset(f"Said {number}" for number in range(ANSWERS))}
