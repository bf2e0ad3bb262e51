from decimal import Decimal

import pytest

from kiosk.okr.model import KeyResultKind
from tests.services import make_client, make_services
from tests.web.admin.users import add_person, log_in

pytestmark = pytest.mark.usefixtures("admin")


@pytest.fixture
def empty(tmp_path):
    """An office that was cleared, and a client whose admin begins anew."""
    services = make_services(tmp_path / "empty", empty=True)
    client = make_client(services)
    add_person(services)
    log_in(client)
    return services, client


def of_team(services, slug):
    code = next(team.code for team in services.office().teams if team.slug == slug)
    return [o for o in services.office().objectives if o.team == code]


def test_an_objective_is_added_with_whom_it_serves_and_why(client, services):
    answer = client.post(
        "/admin/objectives/new",
        data={
            "team": "marketing",
            "title": "Everybody has heard of us",
            "serves": ["A4TN"],
            "because-A4TN": "trust begins with a name",
            "because-G5WA": " ",
        },
    )

    added = of_team(services, "marketing")[-1]
    assert answer.location == f"/admin/objectives#o-{added.code}"
    assert added.title == "Everybody has heard of us"
    assert [(s.code, s.reason) for s in added.serves] == [("A4TN", "trust begins with a name")]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"serves": ["A4TN"]}, "because-A4TN"),
        ({"serves": ["G5WA", "ZZZZ"], "because-ZZZZ": "why"}, "serves"),
    ],
)
def test_an_objective_that_is_invalid_is_shown_at_its_field(client, services, given, field):
    before = services.store.revision()
    sent = {"team": "marketing", "title": "Heard of", "because-G5WA": "kept", "serves": "G5WA"}

    answer = client.post("/admin/objectives/new", data=sent | given)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'value="{(sent | given)["title"]}"' in answer.text
    assert services.store.revision() == before


@pytest.mark.parametrize("title", ["Heard of", " "])
def test_a_because_without_its_tick_is_asked_about_and_not_dropped(client, services, title):
    before = services.store.revision()
    sent = {"team": "marketing", "title": title, "because-G5WA": "it is magic"}

    answer = client.post("/admin/objectives/new", data=sent)

    assert answer.status_code == 422
    assert "Tick it too, or remove this sentence" in answer.text
    assert 'value="it is magic"' in answer.text
    assert services.store.revision() == before


def test_what_is_served_is_let_go_by_its_tick_alone_and_not_with_new_words(client, services):
    objective = next(o for o in services.office().objectives if o.serves)
    path, (stood, *_) = f"/admin/objectives/{objective.code}", objective.serves
    sent = {"title": objective.title, f"because-{stood.code}": "something else"}

    assert client.post(path, data=sent).status_code == 422
    assert services.office().objective(objective.code).serves == objective.serves

    client.post(path, data=sent | {f"because-{stood.code}": stood.reason})
    assert services.office().objective(objective.code).serves == ()


def test_an_objective_is_reworded_and_serves_another(client, services):
    objective = of_team(services, "marketing")[0]

    client.post(
        f"/admin/objectives/{objective.code}",
        data={
            "title": "New words",
            "reason": "They are plainer",
            "serves": ["G5WA"],
            "because-G5WA": "so it is",
        },
    )

    after = services.office().objective(objective.code)
    assert (after.title, [s.code for s in after.serves]) == ("New words", ["G5WA"])


def test_other_words_in_a_running_cycle_need_a_reason_and_nothing_typed_is_lost(client, services):
    path = f"/admin/objectives/{of_team(services, 'marketing')[0].code}"
    assert 'name="reason"' in client.get(path).text
    answer = client.post(path, data={"title": "New words"})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert 'value="New words"' in answer.text
    long = client.post(path, data={"title": "New words", "reason": "because " * 40})
    assert long.status_code == 422
    assert "because because" in long.text


def test_an_objective_is_moved_and_stays_at_the_end(client, services):
    first, second, *rest = [o.code for o in of_team(services, "engineering")]

    client.post(f"/admin/objectives/{first}/move", data={"by": "1"})
    assert [o.code for o in of_team(services, "engineering")] == [second, first, *rest]
    client.post(f"/admin/objectives/{second}/move", data={"by": "-1"})
    assert [o.code for o in of_team(services, "engineering")] == [second, first, *rest]


def test_archiving_is_asked_twice(client, services):
    objective = of_team(services, "marketing")[0]
    path = f"/admin/objectives/{objective.code}/archive"
    assert f'href="{path}"' in client.get(f"/admin/objectives/{objective.code}").text

    page = client.get(path).text
    assert objective.title in page
    assert f'action="{path}"' in page
    assert objective in of_team(services, "marketing")
    client.post(path)
    assert objective not in of_team(services, "marketing")
    assert client.post(path).location == "/admin/objectives?archived=" + objective.code


def a_key_result(**fields):
    return {"objective": "A4TN", "title": "Something", "kind": "number", **fields}


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (
            {"kind": "number", "unit": "ms", "start": "1,000", "target": "90.5"},
            KeyResultKind.NUMBER,
        ),
        ({"kind": "percent", "target": "90"}, KeyResultKind.PERCENT),
        ({"kind": "currency", "unit": "eur", "start": "1", "target": "2"}, KeyResultKind.CURRENCY),
        ({"kind": "at_most", "high": "9", "low": "not read"}, KeyResultKind.AT_MOST),
        ({"kind": "at_least", "low": "9", "start": "not read"}, KeyResultKind.AT_LEAST),
        ({"kind": "between", "low": "4", "high": "8"}, KeyResultKind.BETWEEN),
        ({"kind": "yes_no"}, KeyResultKind.YES_NO),
        (
            {
                "kind": "milestones",
                "step-code": ["", "", ""],
                "step-title": ["One", "", "Two"],
                "step-weight": ["", "", "2"],
            },
            KeyResultKind.MILESTONES,
        ),
    ],
)
def test_a_key_result_of_every_kind_can_be_added_and_comes_back_into_its_form(
    client, services, fields, kind
):
    answer = client.post("/admin/key-results/new", data=a_key_result(**fields))

    assert answer.status_code == 303, answer.text
    added = services.office().objective("A4TN").key_results[-1]
    assert added.kind is kind
    if kind is KeyResultKind.NUMBER:
        assert (added.start, added.target) == (Decimal(1000), Decimal("90.5"))
    if kind is KeyResultKind.MILESTONES:
        assert [(m.title, m.weight) for m in added.milestones] == [("One", 1), ("Two", 2)]
    form = client.get(f"/admin/key-results/{added.code}").text
    assert f'<option value="{kind.value}" selected>' in form
    sent = a_key_result(**fields)
    if kind is KeyResultKind.MILESTONES:
        sent["step-code"] = [added.milestones[0].code, "", added.milestones[1].code]
    assert client.post(f"/admin/key-results/{added.code}", data=sent).status_code == 303
    assert services.office().key_result(added.code) == added


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"target": ""}, "target"),
        ({"target": "many"}, "target"),
        ({"kind": "currency", "target": "1", "unit": "shells"}, "unit"),
        ({"kind": "between", "low": "9", "high": "8"}, "high"),
        ({"kind": "milestones"}, "milestones"),
        ({"target": "1", "weight": "-1"}, "weight"),
        ({"target": "1", "freshness_days": "0"}, "freshness_days"),
        ({"target": "1", "freshness_days": "soon"}, "freshness_days"),
        ({"target": "1", "kind": "feeling"}, "kind"),
    ],
)
def test_a_key_result_that_is_invalid_is_shown_at_its_field(client, services, fields, field):
    before = services.store.revision()

    answer = client.post("/admin/key-results/new", data=a_key_result(owner="Kept", **fields))

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="Kept"' in answer.text
    assert services.store.revision() == before


def test_another_target_in_an_open_cycle_needs_a_reason(client, services):
    before = services.office().key_result("W3GH")
    sent = {"title": before.title, "kind": "percent", "start": "99.9", "target": "99.95"}

    answer = client.post("/admin/key-results/W3GH", data=sent)
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert 'value="99.95"' in answer.text
    client.post("/admin/key-results/W3GH", data=sent | {"reason": "The carrier promises no more"})

    assert services.office().key_result("W3GH").target == Decimal("99.95")
    definition = services.store.key_results.history("W3GH", services.now()).definitions[-1]
    assert (definition.reason, definition.changed_by) == ("The carrier promises no more", "Ada")


def test_another_weight_needs_no_reason(client, services):
    before = services.office().key_result("W3GH")
    sent = {"title": before.title, "kind": "percent", "unit": "%"}
    sent |= {"start": "99.90", "target": "99.99"}

    assert client.post("/admin/key-results/W3GH", data=sent | {"weight": "3"}).status_code == 303
    assert services.office().key_result("W3GH").weight == 3


def test_key_results_are_moved_and_archived(client, services):
    first, second, third = [k.code for k in services.office().objective("A4TN").key_results]
    client.post(f"/admin/key-results/{third}/move", data={"by": "-1"})
    assert [k.code for k in services.office().objective("A4TN").key_results] == [
        first,
        third,
        second,
    ]

    assert ">Archive</button>" in client.get(f"/admin/key-results/{third}/archive").text
    client.post(f"/admin/key-results/{third}/archive")
    assert [k.code for k in services.office().objective("A4TN").key_results] == [first, second]


def test_an_objective_that_serves_nothing_is_shown_as_such(client, services):
    assert "Serves no other objective yet" not in client.get("/admin/objectives").text
    objective = of_team(services, "marketing")[0]

    client.post(f"/admin/objectives/{objective.code}", data={"title": objective.title})

    assert "Serves no other objective yet" in client.get("/admin/objectives").text


def test_the_sample_is_cleared_after_a_second_question_and_people_stay(client, services):
    assert "This is a sample office" in client.get("/admin/").text
    assert "for good" in client.get("/admin/clear-sample").text
    assert services.office().objectives

    client.post("/admin/clear-sample")

    assert not services.office().objectives
    page = client.get("/admin/").text
    assert "This is a sample office" not in page
    assert "There is no key result yet" in page


def test_an_empty_office_is_filled_step_by_step(empty):
    services, client = empty
    assert "Add the first cycle" in client.get("/admin/objectives").text
    form = client.get("/admin/cycles/new").text
    assert "Save and open at once" in form
    assert "Save as a draft" not in form
    assert 'value="Q4 2026"' in form
    assert 'value="2026-10-01"' in form
    assert 'value="2026-12-31"' in form
    client.post(
        "/admin/cycles/new",
        data={"name": "Q4 2026", "starts_on": "2026-10-01", "ends_on": "2026-12-31"},
    )
    assert "Add the company" in client.get("/admin/objectives").text
    client.post("/admin/teams/new", data={"name": "Acme"})
    client.post("/admin/teams/new", data={"name": "Crew", "color": "sky"})
    assert services.office().name == "Acme"
    client.post("/admin/objectives/new", data={"team": "acme", "title": "Fly"})
    (objective,) = services.office().objectives
    client.post(
        "/admin/key-results/new",
        data={"objective": objective.code, "title": "Height", "kind": "number", "target": "9"},
    )
    (key_result,) = services.office().key_results()

    page = client.get("/admin/").text
    assert "1 check-in is due" in page
    assert "Acme, no check-in yet" in page
    assert "Nothing changed" not in page
    client.post(f"/admin/key-results/{key_result.code}/check-ins", data={"value": "3"})
    assert services.office().key_result(key_result.code).latest_check_in.value == 3


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Q4 2026"}, "name"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"ends_on": "2026-01-01"}, "ends_on"),
    ],
)
def test_a_cycle_that_is_invalid_is_shown_at_its_field(client, given, field):
    sent = {"name": "Q1", "theme": "Kept", "starts_on": "2027-01-01", "ends_on": "2027-03-31"}

    answer = client.post("/admin/cycles/new", data=sent | given)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="Kept"' in answer.text


@pytest.mark.parametrize(
    ("given", "field"),
    [({"name": ""}, "name"), ({"name": "Marketing"}, "name"), ({"color": "red"}, "color")],
)
def test_a_team_that_is_invalid_is_shown_at_its_field(client, given, field):
    answer = client.post("/admin/teams/new", data={"name": "Crew", "color": "blue"} | given)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_a_team_is_corrected_from_the_list(client, services):
    team = next(t for t in services.office().teams if t.slug == "marketing")
    path = f"/admin/teams/{team.code}/edit"
    assert f'href="{path}"' in client.get("/admin/objectives").text
    form = client.get(path).text
    assert f'value="{team.name}"' in form
    assert f'value="{team.color}" checked' in form

    answer = client.post(path, data={"name": "Brand", "color": "yellow"})

    assert answer.location == "/admin/objectives#t-marketing"
    after = services.office().team(team.code)
    assert (after.name, after.color, after.slug) == ("Brand", "yellow", "marketing")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"name": " "}, "name"), ({"name": "Engineering"}, "name"), ({"color": "red"}, "color")],
)
def test_a_team_s_wrong_correction_is_shown_at_its_field(client, services, given, field):
    team = next(t for t in services.office().teams if t.slug == "marketing")

    answer = client.post(
        f"/admin/teams/{team.code}/edit", data={"name": "Brand", "color": "blue"} | given
    )

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'action="/admin/teams/{team.code}/edit"' in answer.text
    assert services.office().team(team.code) == team


def test_the_company_is_renamed_and_keeps_its_colour(client, services):
    company = next(t for t in services.office().teams if t.is_company)
    path = f"/admin/teams/{company.code}/edit"
    assert 'name="color"' not in client.get(path).text

    client.post(path, data={"name": "Another", "color": "sky"})

    assert services.office().team(company.code).name == "Another"
    assert services.office().team(company.code).color == company.color


def test_a_cycle_is_corrected_from_the_list(client, services):
    (cycle,) = services.office().cycles
    path = f"/admin/cycles/{cycle.id}/edit"
    assert f'href="{path}"' in client.get("/admin/objectives").text
    assert f'value="{cycle.starts_on.isoformat()}"' in client.get(path).text
    sent = {"name": "Autumn", "theme": "New", "starts_on": "2026-10-02", "ends_on": "2026-12-30"}

    wrong = client.post(path, data=sent | {"ends_on": "2026-01-01"})
    assert wrong.status_code == 422
    assert 'id="ends_on-error"' in wrong.text
    assert 'value="Autumn"' in wrong.text
    assert client.post(path, data=sent).location == "/admin/objectives"

    (after,) = services.office().cycles
    assert (after.name, after.theme, after.ends_on.isoformat()) == ("Autumn", "New", "2026-12-30")


@pytest.mark.parametrize("path", ["/admin/teams/ZZZZ/edit", "/admin/cycles/99/edit"])
def test_only_what_is_there_is_corrected(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path, data={"name": "x"}).status_code == 404


@pytest.mark.parametrize("what", ["team", "cycle"])
def test_only_an_admin_corrects(services, what):
    add_person(services, "Bo", is_admin=False)
    member = make_client(services)
    log_in(member, "Bo")
    office = services.office()
    path = f"/admin/teams/{office.teams[0].code}/edit"
    if what == "cycle":
        path = f"/admin/cycles/{office.cycles[0].id}/edit"

    assert member.get(path).status_code == 403
    assert member.post(path, data={"name": "Mine", "color": "sky"}).status_code == 403
    assert services.office() == office


def test_the_next_quarter_is_suggested_and_the_list_says_whose_cycle_is_whose(client, services):
    (running,) = services.office().cycles
    page = client.get("/admin/objectives").text
    assert f"{running.name} · " not in page
    form = client.get("/admin/cycles/new").text
    assert 'value="Q1 2027"' in form
    assert 'value="2027-01-01"' in form

    days = {"starts_on": running.starts_on.isoformat(), "ends_on": running.ends_on.isoformat()}
    same = client.post("/admin/cycles/new", data={"name": "Again", **days})
    assert same.status_code == 422
    assert f"“{running.name}” already has exactly these days" in same.text
    assert 'id="starts_on-error"' in same.text
    days = {"starts_on": "2027-01-01", "ends_on": "2027-03-31"}
    client.post("/admin/cycles/new", data={"name": "Q1 2027", **days})

    assert 'value="Q2 2027"' in client.get("/admin/cycles/new").text
    assert f"{running.name} · " in client.get("/admin/objectives").text


def test_a_start_that_is_its_target_is_accepted_with_one_remark(client, services):
    said = "Start and target are the same: it is met only while the value is exactly 90 ms."
    fields = a_key_result(unit="ms", start="90", target="90.0")
    answer = client.post("/admin/key-results/new", data=fields)
    code = services.office().objective("A4TN").key_results[-1].code
    path = f"/admin/key-results/{code}"

    assert answer.location == f"{path}?saved=1"
    told = client.get(answer.location).text.replace("\u00a0", " ")
    assert f'role="status">Saved. {said}<' in told
    assert f">{said}<" in client.get(path).text.replace("\u00a0", " ")

    again = client.post(path, data=fields | {"owner": "Bo"})
    assert again.location == "/admin/objectives#o-A4TN"
    client.post(path, data=fields | {"target": "80", "reason": "A slip"})
    assert "Start and target" not in client.get(path).text


@pytest.mark.parametrize("fields", [{"target": "90"}, {"kind": "yes_no"}])
def test_an_unknown_start_is_not_the_same_as_anything(client, services, fields):
    answer = client.post("/admin/key-results/new", data=a_key_result(**fields))
    assert answer.location == "/admin/objectives#o-A4TN"
    code = services.office().objective("A4TN").key_results[-1].code
    assert "Start and target" not in client.get(f"/admin/key-results/{code}").text
