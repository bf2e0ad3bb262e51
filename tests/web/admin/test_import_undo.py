"""An import is one entry of the history, undone and redone there, and undone from the next page."""

import re
from decimal import Decimal
from html import unescape

import pytest

from kiosk.okr.model import CycleState
from tests.web.admin.users import add_person, log_in

TABLE = """Objective;Key result;Start;Target;Team
Mail arrives at once;Median time;182 ms;90;Engineering
Mail arrives at once;Complaints;45 %;10 %;Engineering
A name people know;Visits;1,000;1,234.5;Brand team
"""
NEW = {"cycle": "new", "name": "Q1 2027", "starts_on": "2027-01-01", "ends_on": "2027-03-31"}


@pytest.fixture
def imported(client, services):
    """The page after an import by an admin."""
    add_person(services)
    log_in(client)
    data = {"table": TABLE, **NEW}
    return bring_in(client, data)


def bring_in(client, data):
    """The page after an import."""
    preview = client.post("/admin/paste", data=data, follow_redirects=True)
    seen = re.search(r'name="seen" value="(\w+)"', preview.text)
    answer = client.post("/admin/paste", data={**data, "make": "1", "seen": seen[1]})
    return unescape(client.get(answer.location).text)


def batch(page):
    return re.search(r'action="/admin/history/undo\?save=(\d+)"', page)[1]


def objectives(services):
    cycle = next(c for c in services.store.cycles.all() if c.name == "Q1 2027")
    return services.store.cycles.office(cycle.id, services.now()).objectives


def test_the_page_after_an_import_says_what_it_was_and_offers_undo(imported):
    assert "Imported: 1 team, 2 objectives, 3 key results" in imported
    assert batch(imported)


def test_an_import_is_one_entry_that_is_undone_and_redone(imported, client, services):
    history = unescape(client.get("/admin/history").text)
    assert "Imported: 1 team, 2 objectives, 3 key results" in history
    assert f'name="save" value="{batch(imported)}"' in history
    answer = client.post("/admin/history/undo", data={"save": batch(imported)})
    page = unescape(client.get(answer.location).text)
    assert "It is undone" in page
    assert "An import was undone: 1 team, 2 objectives, 3 key results" in page
    assert all(cycle.name != "Q1 2027" for cycle in services.store.cycles.all())
    assert 'action="/admin/history/redo"' in page

    answer = client.post("/admin/history/redo", data={"save": batch(imported)})
    assert "It is redone" in client.get(answer.location).text
    assert len(objectives(services)) == 2


def test_what_was_changed_since_stays_and_is_named(imported, client, services):
    [name, *_] = [o for o in objectives(services) if o.title == "A name people know"]
    services.store.check_ins.add(name.key_results[0].code, Decimal(1100), now=services.now())
    answer = client.post(f"/admin/history/undo?save={batch(imported)}")
    page = unescape(client.get(answer.location).text)
    assert "1 item was changed since and stays: A name people know" in page
    assert [o.title for o in objectives(services)] == ["A name people know"]
    answer = client.post(f"/admin/history/undo?save={batch(imported)}")
    assert answer.status_code == 404


def test_an_import_that_has_changed_as_a_whole_says_so(imported, client, services):
    for objective in objectives(services):
        services.store.objectives.edit(objective.code, title=f"{objective.title}, always")
    page = client.post(f"/admin/history/undo?save={batch(imported)}")
    assert page.status_code == 422
    assert "All of this has changed since" in page.text
    assert len(objectives(services)) == 2


def test_what_was_undone_can_be_imported_again(client, services):
    add_person(services)
    log_in(client)
    head = "Objective;Key result;Start;Target;Current;Team"
    table = f"{head}\nDesks for all;Desks;0;40;5;Facilities\n"
    [cycle] = [c for c in services.store.cycles.all() if c.state is CycleState.OPEN]
    data = {"table": table, "cycle": str(cycle.id)}
    for _ in range(2):
        page = bring_in(client, data)
        made = [o for o in services.office().objectives if o.title == "Desks for all"]
        assert len(made) == 1
        assert services.office().team(made[0].team).name == "Facilities"
        client.post("/admin/history/undo", data={"save": batch(page)})
        assert "Desks for all" not in [o.title for o in services.office().objectives]
        assert "Facilities" not in [team.name for team in services.office().teams]


def test_a_team_that_an_import_brought_back_goes_into_the_archive_again(client, services):
    add_person(services)
    log_in(client)
    [cycle] = [c for c in services.store.cycles.all() if c.state is CycleState.OPEN]
    team = services.store.teams.add("Facilities", color="sky")
    before = services.store.objectives.add(cycle.id, team.code, "Chairs for all")
    services.store.teams.archive(team.code, now=services.now())
    table = "Objective;Key result;Start;Target;Team\nDesks;Desks;0;40;Facilities\n"
    page = bring_in(client, {"table": table, "cycle": str(cycle.id)})

    def archived():
        return {each.title for each in services.store.archive.all()}

    assert archived() == {"Chairs for all"}, "the team is back, without what was archived with it"
    client.post("/admin/history/undo", data={"save": batch(page)})
    assert archived() == {"Facilities"}
    client.post("/admin/history/redo", data={"save": batch(page)})
    assert archived() == {"Chairs for all"}
    assert [o.title for o in services.office().objectives if o.team == team.code] == ["Desks"]

    client.post("/admin/history/undo", data={"save": batch(page)})
    services.store.archive.restore(team.code)
    assert services.office().objective(before.code).title == "Chairs for all"


def test_a_link_between_objectives_that_are_there_is_shown_and_undone(imported, client, services):
    head, first, *others = TABLE.splitlines()
    first += ";A name people know;it is a promise"
    table = "\n".join([f"{head};Serves;Because", first, *(f"{row};;" for row in others)])
    chosen = {"cycle": str(objectives(services)[0].cycle)}
    preview = client.post("/admin/paste", data={"table": table, **chosen}, follow_redirects=True)
    text = "Serves “A name people know”, because it is a promise"
    assert text in unescape(preview.text)
    page = bring_in(client, {"table": table, **chosen})
    assert "Imported: 1 link to another objective" in page

    def links():
        return [link.reason for o in objectives(services) for link in o.serves]

    assert links() == ["it is a promise"]
    history = unescape(client.get("/admin/history").text)
    assert "Imported: 1 link to another objective" in history
    client.post(f"/admin/history/undo?save={batch(page)}")
    assert links() == []
    assert len(objectives(services)) == 2
