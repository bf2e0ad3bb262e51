"""A number is old or it is not: on every wall, phone and page at the same moment."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.okr.screens import Screen
from kiosk.views.admin.check_in import check_in_page
from kiosk.views.phone.pages import phone_team_page
from kiosk.web.core.services import Services
from tests.services import make_client, make_services

FORTY = Path(__file__).parents[1] / "fixtures" / "forty.toml"
BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 11, 20, tzinfo=BERLIN)
# Hours in Berlin: before and after midnight here, in Boston and in Tokyo, and at noon.
TURNS = (0, 5, 6, 12, 15, 16, 23)
ROW = re.compile(r'class="row( old)?[^"]*" id="row-(?:moved-)?(\w+)"')


class Clock:
    def __init__(self) -> None:
        self.now = FRIDAY.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The office of forty objectives, closed at weekends, with limits of their own here and
    there, and a screen in another part of the world."""
    services = make_services(tmp_path_factory.mktemp("forty"), FORTY)
    services.store.settings.replace({"closed_weekdays": "saturday sunday"})
    with sqlite3.connect(services.store.path) as db:
        db.execute("UPDATE key_results SET freshness_days = 4 WHERE position = 1")
        db.execute("UPDATE key_results SET freshness_days = 9 WHERE position = 2")
    services.store.screens.save(Screen("tokyo", timezone="Asia/Tokyo"))
    services.store.screens.save(Screen("boston", timezone="America/New_York"))
    services.clock = Clock()
    return services


def on_wall(services: Services, screen: str) -> dict[str, bool]:
    content = services.content(f"wall/{screen}@all")
    assert content is not None
    rows = ROW.findall(content.html)
    return {code: bool(old) for old, code in rows}


def on_phone(services: Services) -> dict[str, bool]:
    office, now, places = services.office(), services.now(), services.urls()
    pages = [
        phone_team_page(services.localizer, office, team.slug, now, places) for team in office.teams
    ]
    rows = [row for p in pages for c in p.cycles for t in c.teams for row in t.rows]
    return {view.code: view.is_stale for row in rows for view in row.key_results}


def on_check_in(services: Services) -> tuple[dict[str, bool], set[str]]:
    page = check_in_page(services.localizer, services.office(), services.now())
    each = [*page.due, *page.lines]
    return {one.code: one.is_stale for one in each}, {one.code for one in page.due}


def in_api(client) -> dict[str, bool]:
    cycles = client.get("/api/v1/okrs").json["cycles"]
    objectives = [o for c in cycles for t in c["teams"] for o in t["objectives"]]
    return {k["code"]: k["old"] for o in objectives for k in o["key_results"]}


@pytest.mark.slow
@pytest.mark.parametrize("hours", [TURNS, pytest.param(range(24), marks=[pytest.mark.long])])
def test_wall_phone_check_in_page_and_api_agree_all_week(office, hours):
    client, days = make_client(office), {}
    for moment in (FRIDAY + timedelta(days=day, hours=hour) for day in range(8) for hour in hours):
        office.clock.now = moment.astimezone(UTC)
        phone = on_phone(office)
        page, _due = on_check_in(office)
        assert page == phone, moment
        for screen in ("lobby", "tokyo", "boston"):
            shown = on_wall(office, screen)
            assert len(shown) > 60
            assert {c: phone[c] for c in shown} == shown, (screen, moment)
        if moment.hour in (0, 12, 23):
            assert in_api(client) == phone, moment
        days.setdefault(moment.date(), set()).add(frozenset(c for c, old in phone.items() if old))

    # Old from midnight on: nothing changes within a day, but from day to day it does.
    assert all(len(found) == 1 for found in days.values())
    assert len(set.union(*days.values())) > 2
    assert all(next(iter(found)) for found in days.values())
    friday, saturday, sunday = (days[FRIDAY.date() + timedelta(days=n)] for n in range(3))
    assert friday == saturday == sunday


def test_what_is_old_and_not_done_is_due_on_a_saturday_as_well(office):
    before: set[str] = set()
    for day in range(3):
        office.clock.now = (FRIDAY + timedelta(days=day, hours=12)).astimezone(UTC)
        old, due = on_check_in(office)
        done = {k.code for k in office.office().key_results() if k.kind in ("yes_no", "milestones")}
        assert {code for code, is_old in old.items() if is_old} - done <= due
        assert before <= due
        before = due
    assert before
