"""No GET changes anything: what is saved, is saved by a form. The session's cookie relies on it."""

import re
import sqlite3
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from kiosk.okr.model import CycleState
from tests.web.admin.users import PASSWORD, add_person, log_in
from tests.web.phone.test_meetings import DRAFT
from tests.web.phone.test_survey import opened

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


@pytest.fixture
def known(services, admin):
    """What stands in addresses: of each kind one that there is, and one that there is not."""
    survey = opened(services)
    quarter = services.office().cycles[0].id
    meeting = services.store.meetings.add(quarter, [DRAFT], now=services.now())[0]
    invited = admin.post("/admin/people/invitations", data={"name": "Bo"}).text
    token = re.search(r'value="http[^"]+/join/([^"]+)"', invited)[1]
    teams = services.office().teams
    add_person(services, "Cy", is_admin=False)
    codes = [
        *("K7Q2", "W3GH", meeting.code, f"{meeting.code}.ics", teams[1].code, "ZZZZ"),
        *services.store.surveys.add_codes(survey.cycle, 2),
        *(question.code for question in survey.questions),
        services.setup_codes.code() or "",
    ]
    return {
        "code": [code for code in codes if code],
        "number": ["1", "2", str(quarter), "999"],
        "cycle": [str(survey.cycle), "999"],
        "token": [token, "7K7K7K7K"],
        "name": [teams[1].slug, "lobby", "1", "wall", "nobody"],
    }


def addresses(app, known):
    """Every address of the map that takes a GET, with everything that may stand in it."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods:
            continue
        filled = [{}]
        for name in sorted(rule.arguments):
            filled = [one | {name: value} for one in filled for value in known[name]]
        for values in filled:
            path = urlsplit(adapter.build(rule.endpoint, values, force_external=False)).path
            yield rule, path


@pytest.mark.slow
@pytest.mark.parametrize("state", [CycleState.OPEN, CycleState.GRADING, CycleState.CLOSED])
def test_no_get_of_any_address_changes_anything(services, admin, known, state):
    if state is not CycleState.OPEN:
        services.store.cycles.set_state(services.office().cycles[0].id, state, now=services.now())
    # So much later that the session would be marked as used.
    later = services.now() + timedelta(days=2)
    services.clock = lambda: later
    before, revision, beside = dumped(services), services.store.revision(), files(services)
    seen, statuses = set(), set()
    for rule, path in addresses(admin.application, known):
        answer = admin.get(path)
        statuses.add(answer.status_code)
        assert services.store.revision() == revision, (rule, path)
        assert dumped(services) == before, (rule, path)
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
