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


def import_into_the_open_cycle(client, services, lines):
    [cycle] = [c for c in services.store.cycles.all() if c.state is CycleState.OPEN]
    table = "\n".join(["Objective;Key result;Start;Target;Current;Team", *lines])
    return batch(bring_in(client, {"table": table, "cycle": str(cycle.id)}))


DESKS, CHAIRS = "Desks for all;Desks;0;40;{now};Facilities", "Chairs for all;Chairs;0;9;;Facilities"


def titles(services):
    every = services.office().objectives
    return sorted(o.title for o in every if o.title.endswith("for all")), sorted(
        k.title for o in every for k in o.key_results if o.title.endswith("for all")
    )


@pytest.mark.parametrize("now", ["", "5"], ids=["deleted by the undo", "archived by it"])
def test_redo_is_refused_where_all_of_it_was_imported_again(client, services, now):
    add_person(services)
    log_in(client)
    lines = [DESKS.format(now=now), CHAIRS]
    first = import_into_the_open_cycle(client, services, lines)
    client.post("/admin/history/undo", data={"save": first})
    import_into_the_open_cycle(client, services, lines)
    before = services.office().objectives
    answer = client.post("/admin/history/redo", data={"save": first})
    assert answer.status_code == 422
    text = "What this import brought is there already: it was imported again."
    assert text in unescape(answer.text)
    assert services.office().objectives == before
    assert titles(services) == (["Chairs for all", "Desks for all"], ["Chairs", "Desks"])


@pytest.mark.parametrize("now", ["", "5"], ids=["deleted by the undo", "archived by it"])
def test_redo_leaves_alone_and_names_what_was_imported_again(client, services, now):
    add_person(services)
    log_in(client)
    first = import_into_the_open_cycle(client, services, [DESKS.format(now=now), CHAIRS])
    client.post("/admin/history/undo", data={"save": first})
    import_into_the_open_cycle(client, services, [DESKS.format(now=now)])
    answer = client.post("/admin/history/redo", data={"save": first})
    page = unescape(client.get(answer.location).text)
    assert "It is redone" in page
    assert "1 item was there again already and stays as it is: Desks for all" in page
    assert titles(services) == (["Chairs for all", "Desks for all"], ["Chairs", "Desks"])
    [team] = {o.team for o in services.office().objectives if o.title.endswith("for all")}
    assert services.office().team(team).name == "Facilities"


def test_redo_doubles_no_key_result_and_no_value_of_an_objective_that_was_there(client, services):
    add_person(services)
    log_in(client)
    import_into_the_open_cycle(client, services, [CHAIRS])
    lines = ["Chairs for all;Chairs;0;9;4;Facilities", "Chairs for all;Stools;0;3;;Facilities"]
    first = import_into_the_open_cycle(client, services, lines)
    client.post("/admin/history/undo", data={"save": first})
    second = import_into_the_open_cycle(client, services, lines)
    assert client.post("/admin/history/redo", data={"save": first}).status_code == 422
    assert titles(services) == (["Chairs for all"], ["Chairs", "Stools"])

    client.post("/admin/history/undo", data={"save": second})
    assert titles(services) == (["Chairs for all"], ["Chairs"])
    assert client.post("/admin/history/redo", data={"save": first}).status_code == 303
    assert titles(services) == (["Chairs for all"], ["Chairs", "Stools"])


def test_redo_of_a_new_cycle_that_was_imported_again_is_refused(imported, client, services):
    client.post("/admin/history/undo", data={"save": batch(imported)})
    bring_in(client, {"table": TABLE, **NEW})
    answer = client.post("/admin/history/redo", data={"save": batch(imported)})
    assert "is there already: it was imported again" in answer.text
    assert len(objectives(services)) == 2


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


VALUES = """Objective;Key result;Start;Target;Current;Team
Mail arrives at once;Median time;182;90;120;Engineering
Mail arrives at once;Complaints;45;10;;Engineering
A name people know;Visits;1,000;1,234;;Brand team
"""


@pytest.fixture
def measured(client, services):
    """The number of an import of a new cycle with a check-in, which nothing may delete."""
    add_person(services)
    log_in(client)
    return batch(bring_in(client, {"table": VALUES, **NEW}))


def post(client, action, save):
    answer = client.post(f"/admin/history/{action}", data={"save": save})
    return unescape(client.get(answer.location).text if answer.location else answer.text)


def cycle_names(services):
    return [cycle.name for cycle in services.store.cycles.all()]


def test_the_cycle_that_an_import_made_goes_with_it_and_comes_back(measured, client, services):
    [made] = [cycle for cycle in services.store.cycles.all() if cycle.name == "Q1 2027"]
    page = post(client, "undo", measured)
    assert "stays" not in page
    assert "Q1 2027" not in cycle_names(services)
    assert "Q1 2027" not in client.get("/admin/cycles").text
    assert client.get(f"/admin/cycles/{made.id}").status_code == 404

    post(client, "redo", measured)
    assert made in services.store.cycles.all()
    assert sorted(o.title for o in objectives(services)) == [
        "A name people know",
        "Mail arrives at once",
    ]


def test_imported_again_it_is_the_same_cycle_which_goes_again(measured, client, services):
    post(client, "undo", measured)
    second = batch(bring_in(client, {"table": VALUES, **NEW}))
    assert cycle_names(services).count("Q1 2027") == 1
    assert len(objectives(services)) == 2
    assert "it was imported again" in post(client, "redo", measured)

    post(client, "undo", second)
    assert "Q1 2027" not in cycle_names(services)
    post(client, "redo", measured)
    assert len(objectives(services)) == 2


def test_a_restored_objective_brings_its_cycle_back(measured, client, services):
    post(client, "undo", measured)
    [archived] = [a for a in services.store.archive.all() if a.title == "Mail arrives at once"]
    assert "Mail arrives at once" in client.get("/admin/objectives").text
    client.post(f"/admin/archived/{archived.code}/restore")
    assert [o.title for o in objectives(services)] == ["Mail arrives at once"]


def test_its_name_can_be_used_for_a_new_cycle(measured, client, services):
    post(client, "undo", measured)
    form = {k: v for k, v in NEW.items() if k != "cycle"}
    assert client.post("/admin/cycles/new", data={**form, "state": "draft"}).status_code == 303
    assert "Q1 2027" in cycle_names(services)
    assert objectives(services) == ()


def test_another_cycle_can_take_its_name(measured, client, services):
    post(client, "undo", measured)
    form = {k: v for k, v in NEW.items() if k != "cycle"}
    client.post("/admin/cycles/new", data={**form, "name": "Winter", "state": "draft"})
    [winter] = [cycle for cycle in services.store.cycles.all() if cycle.name == "Winter"]
    answer = client.post(f"/admin/cycles/{winter.id}/edit", data=form)
    assert answer.status_code == 303
    assert cycle_names(services).count("Q1 2027") == 1


def add_objective(services, cycle):
    team = services.office().teams[1].code
    return services.store.objectives.add(cycle.id, team, "Ours")


@pytest.mark.parametrize(
    ("use", "reason"),
    [
        (add_objective, "There are objectives in it"),
        (
            lambda services, cycle: services.store.objectives.archive(
                add_objective(services, cycle).code, now=services.now()
            ),
            "There are archived objectives in it",
        ),
        (
            lambda services, cycle: services.store.cycles.edit(
                cycle.id,
                name=cycle.name,
                theme="Dare",
                starts_on=cycle.starts_on,
                ends_on=cycle.ends_on,
            ),
            "It was changed since",
        ),
        (
            lambda services, cycle: services.store.cycles.set_state(
                cycle.id, CycleState.OPEN, now=services.now()
            ),
            "It is no longer a draft",
        ),
    ],
)
def test_a_cycle_that_was_used_since_stays_and_the_page_says_why(
    measured, client, services, use, reason
):
    [made] = [cycle for cycle in services.store.cycles.all() if cycle.name == "Q1 2027"]
    use(services, made)
    page = post(client, "undo", measured)
    assert f"The cycle “Q1 2027” stays. {reason}." in page
    assert "Q1 2027" in cycle_names(services)


def test_the_history_says_how_much_was_redone(client, services):
    add_person(services)
    log_in(client)
    first = import_into_the_open_cycle(client, services, [DESKS.format(now="5"), CHAIRS])
    page = post(client, "undo", first)
    assert "An import was undone: 1 team, 2 objectives, 2 key results, 1 check-in" in page
    second = import_into_the_open_cycle(client, services, [DESKS.format(now="5")])
    page = post(client, "redo", first)
    assert "An import was redone: 1 objective, 1 key result\n" in page.replace("</", "\n</")
    page = post(client, "undo", second)
    assert "An import was undone: 1 objective, 1 key result, 1 check-in" in page


def test_the_history_says_how_much_was_undone(measured, client, services):
    [used] = [o for o in objectives(services) if o.title == "Mail arrives at once"]
    services.store.objectives.edit(used.code, title="Mail is quick", reason="Clearer")
    page = post(client, "undo", measured)
    assert "An import was undone: 1 team, 1 objective, 1 key result" in page
    assert "Imported: 1 team, 2 objectives, 3 key results, 1 check-in" in page
