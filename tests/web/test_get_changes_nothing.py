"""No GET changes anything: what is saved, is saved by a form. The session's cookie relies on it."""

import re
import sqlite3
from datetime import timedelta

import pytest

from kiosk.okr.model import CycleState
from tests.web.admin.users import PASSWORD, add_person, log_in
from tests.web.every_address import addresses

NOT_COUNTED = {
    # When a session was last used: once a day, so that it ends 30 days after the last visit.
    "sessions": ("seen_at",),
}
# The one row by which /healthz proves that the disk takes what is written: it says nothing.
NOT_COMPARED = {"probe"}


def dumped(services):
    """Every table, row by row, without what NOT_COUNTED names."""
    with sqlite3.connect(services.store.path) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {
            table: db.execute(f"SELECT {', '.join(columns(db, table))} FROM {table}").fetchall()
            for table in tables
            if table not in NOT_COMPARED
        }


def columns(db, table):
    """The columns of a table that count."""
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    return [f'"{name}"' for name in names if name not in NOT_COUNTED.get(table, ())]


def files(services):
    """Every file beside the database, such as a survey's key; but for the key of the machine's own
    screen, which is made when it is first asked for."""
    found = services.settings.data.iterdir()
    return {f.name: f.read_bytes() for f in found if f.suffix != ".db" and f.name != "screen.key"}


@pytest.mark.slow
@pytest.mark.parametrize("state", [CycleState.OPEN, CycleState.GRADING, CycleState.CLOSED])
def test_no_get_of_any_address_changes_anything(services, admin, known, state):
    if state is not CycleState.OPEN:
        services.store.cycles.set_state(services.office().cycles[0].id, state, now=services.now())
    # So much later that the session would be marked as used.
    later = services.now() + timedelta(days=2)
    services.clock = lambda: later
    before, revision, beside = dumped(services), services.store.revision(), files(services)
    same, seen, statuses = services.store.path.read_bytes(), set(), set()
    for rule, path in addresses(admin.application, known):
        answer = admin.get(path)
        statuses.add(answer.status_code)
        assert services.store.revision() == revision, (rule, path)
        # To read every table takes longer than most answers.
        if (written := services.store.path.read_bytes()) != same:
            assert dumped(services) == before, (rule, path)
        same = written
        seen.add(rule.rule)
    assert files(services) == beside
    wanted = {r.rule for r in admin.application.url_map.iter_rules() if "GET" in r.methods}
    assert seen == wanted
    assert 200 in statuses
    assert 500 not in statuses


def test_neither_does_a_form_that_came_back_after_a_log_in(services, client):
    add_person(services)
    data = {"name": "Ada", "password": PASSWORD}
    refused = client.post("/admin/key-results/W3GH/check-ins", data={"value": "55"})
    kept = re.search(r'name="kept" value="([^"]+)"', refused.text)[1]
    assert client.post("/admin/login", data=data | {"kept": kept}).location == "/admin/kept"
    before, revision = dumped(services), services.store.revision()
    assert client.get("/admin/kept").status_code == 200
    assert (dumped(services), services.store.revision()) == (before, revision)


def test_the_comparison_sees_a_change(services, client):
    add_person(services)
    before = dumped(services)
    log_in(client)
    assert dumped(services) != before
