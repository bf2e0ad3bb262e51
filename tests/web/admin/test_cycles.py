import re
from datetime import date
from decimal import Decimal

import pytest

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import AlignmentLink, CycleState, KeyResultKind
from kiosk.okr.progress import objective_progress
from tests.services import make_client
from tests.web.admin.users import add_person, log_in

pytestmark = pytest.mark.usefixtures("admin")

NEXT = {"name": "Q1 2027", "theme": "Fewer, better", "starts_on": "2027-01-01",
        "ends_on": "2027-03-31"}  # fmt: skip


@pytest.fixture
def draft(services, client):
    """The next quarter, being prepared."""
    answer = client.post("/admin/cycles/new", data=NEXT | {"state": "draft"})
    cycle = services.store.cycles.all()[-1]
    assert answer.location == f"/admin/cycles/{cycle.id}"
    assert cycle.state is CycleState.DRAFT
    return cycle


def running(services):
    return services.office().cycles[0]


def step(client, cycle, state):
    return client.post(f"/admin/cycles/{cycle.id}/state", data={"state": state})


def buttons(client, cycle):
    page = client.get(f"/admin/cycles/{cycle.id}").text
    return re.findall(r'class="admin-button[^"]*"[^>]*>([^<]+)<', page)


def test_a_cycle_goes_from_draft_to_closed_by_one_button_each(client, services, draft):
    assert buttons(client, draft) == ["Open this cycle"]
    step(client, draft, "open")
    assert [c.name for c in services.office().cycles] == ["Q4 2026", "Q1 2027"]
    assert buttons(client, draft) == ["Begin grading", "Back to a draft"]
    step(client, draft, "grading")
    assert buttons(client, draft) == ["Reveal the grades …", "Close this cycle …", "Back to open"]
    client.post(f"/admin/cycles/{draft.id}/reveal")
    assert buttons(client, draft) == ["Hide again", "Close this cycle …"]
    # Closing asks twice.
    assert "stays as it is for good" in client.get(f"/admin/cycles/{draft.id}/close").text
    assert services.store.cycles.all()[-1].state is CycleState.GRADING
    client.post(f"/admin/cycles/{draft.id}/close")
    assert services.store.cycles.all()[-1].state is CycleState.CLOSED
    assert buttons(client, draft) == []
    assert "always be read" in client.get(f"/admin/cycles/{draft.id}").text


def test_no_single_button_closes_a_cycle(client, services):
    cycle = running(services)
    answer = step(client, cycle, "closed")
    assert answer.status_code == 422
    assert "Choose the next step" in answer.text
    assert running(services).state is CycleState.OPEN


def test_a_step_that_does_not_follow_is_refused_with_the_reason(client, services):
    answer = step(client, running(services), "draft")
    assert answer.status_code == 422
    assert "There are already check-ins" in answer.text


def test_every_cycle_is_listed_the_newest_first(client, services, draft):
    page = client.get("/admin/cycles").text
    assert page.index("Q1 2027") < page.index("Q4 2026")
    assert ">draft<" in page
    assert ">open<" in page
    assert "Nobody is punished for missing a target and nobody is paid for hitting one." in page


def test_a_drafts_days_are_not_suggested_again(client, draft):
    assert 'value="Q2 2027"' in client.get("/admin/cycles/new").text


def test_a_draft_is_filled_before_it_opens_and_is_shown_nowhere_yet(client, services, draft):
    before = client.get("/all").text, client.get("/api/v1/okrs").get_json()["cycles"]
    page = client.get(f"/admin/objectives?cycle={draft.id}").text
    assert "A draft: it is not on walls or phones yet" in page
    assert f"/admin/objectives/new?team=marketing&amp;cycle={draft.id}" in page
    form = client.get(f"/admin/objectives/new?team=marketing&cycle={draft.id}").text
    assert f'name="cycle" value="{draft.id}"' in form
    # What ends before it begins cannot be served.
    assert 'value="A4TN"' not in form

    added = client.post(
        "/admin/objectives/new",
        data={"team": "marketing", "title": "Be heard", "cycle": draft.id},
    )
    (objective,) = services.store.cycles.office(draft.id, services.now()).objectives
    assert added.location == f"/admin/objectives?cycle={draft.id}#o-{objective.code}"
    client.post(
        "/admin/key-results/new",
        data={"objective": objective.code, "title": "Talks", "kind": "number", "start": "0",
              "target": "9", "ambition": "stretch"},
    )  # fmt: skip
    (key_result,) = services.store.cycles.office(draft.id, services.now()).key_results()
    assert key_result.ambition == "stretch"
    edited = client.post(
        f"/admin/key-results/{key_result.code}",
        data={"title": "Talks", "kind": "number", "start": "0", "target": "8",
              "ambition": "committed"},
    )  # fmt: skip
    assert edited.location == f"/admin/objectives?cycle={draft.id}#o-{objective.code}"
    (key_result,) = services.store.cycles.office(draft.id, services.now()).key_results()
    assert (key_result.target, key_result.ambition) == (8, "committed")

    after = client.get("/all").text, client.get("/api/v1/okrs").get_json()["cycles"]
    assert after[1] == before[1]
    assert "Be heard" not in after[0]
    assert client.get(f"/o/{objective.code}").status_code == 404
    assert "Be heard" not in client.get("/").text
    step(client, draft, "open")
    assert "Be heard" in client.get("/all").text


def test_a_draft_may_serve_a_year_that_runs_on_into_it(client, services, draft):
    year = services.store.cycles.add("2027", date(2026, 12, 1), date(2027, 12, 31))
    company = next(t for t in services.office().teams if t.is_company)
    aim = services.store.objectives.add(year.id, company.code, "A year of calm")
    form = client.get(f"/admin/objectives/new?team=marketing&cycle={draft.id}").text
    assert f'value="{aim.code}"' in form
    client.post(
        "/admin/objectives/new",
        data={"team": "marketing", "title": "Be heard", "cycle": draft.id, "serves": [aim.code],
              f"because-{aim.code}": "calm is heard of"},
    )  # fmt: skip
    (objective,) = services.store.cycles.office(draft.id, services.now()).objectives
    assert [s.code for s in objective.serves] == [aim.code]
    # A draft is not yet counted in the year it will serve.
    assert services.office().supporting_objectives(aim.code) == ()


def test_only_an_admin_moves_a_cycle(services, draft):
    add_person(services, "Bo", is_admin=False)
    member = make_client(services)
    log_in(member, "Bo")
    cycles = services.store.cycles.all()
    for path in ("state", "reveal", "hide", "close"):
        assert member.post(f"/admin/cycles/{draft.id}/{path}").status_code == 403
    assert member.get("/admin/cycles").status_code == 403
    assert services.store.cycles.all() == cycles


def test_two_open_cycles_stand_side_by_side(client, services):
    """A year for the company, whose percent comes from a quarter's objectives."""
    store, quarter = services.store, running(services)
    year = store.cycles.add("Year", date(2026, 1, 1), date(2026, 12, 31), theme="Calm")
    company = next(t for t in services.office().teams if t.is_company)
    aim = store.objectives.add(year.id, company.code, "A year of calm")
    serving = next(o for o in services.office().objectives if o.team != company.code)
    team_aim = store.objectives.add(
        quarter.id, serving.team, "Quiet nights", [AlignmentLink(aim.code, "sleep is calm")]
    )
    draft = KeyResultDraft("Nights", KeyResultKind.NUMBER, "", Decimal(0), Decimal(10))
    nights = store.key_results.add(team_aim.code, draft, now=services.now())
    store.check_ins.add(nights.code, Decimal(4), now=services.now())

    phone = client.get(f"/o/{aim.code}").text
    assert "Year, week 47 of 52" in phone
    assert ">40%<" in phone.replace("&nbsp;", "")
    cycles = client.get("/api/v1/okrs").get_json()["cycles"]
    assert [c["name"] for c in cycles] == ["Year", "Q4 2026"]
    assert cycles[0]["teams"][0]["objectives"][0]["progress"] == 0.4
    wall = client.get("/?pages=all").text
    overview = wall[wall.index(f'id="cycle-{year.id}"') :]
    overview = re.sub(r"<[^>]+>", " ", overview[: overview.index("</article>")])
    assert "no key results yet" not in overview
    assert "40 %" in re.sub(r"\s+", " ", overview).replace("\xa0", " ")


def test_a_changed_goal_is_on_its_page_with_the_old_value_and_the_reason(client, services):
    sent = {"title": "Median answer", "kind": "number", "unit": "ms", "start": "182",
            "target": "80", "ambition": "stretch"}  # fmt: skip
    path = "/admin/key-results/M3XD"
    before = services.office().key_result("M3XD")
    refused = client.post(path, data=sent)
    assert refused.status_code == 422
    assert 'id="reason-error"' in refused.text
    assert 'value="80"' in refused.text
    client.post(path, data=sent | {"reason": "The old goal was met in week three"})

    page = client.get(f"/o/{before.objective}").text
    assert "the target is 80 ms, it was 90 ms" in page.replace("\xa0", " ")
    assert f"it was called “{before.title}”" in page
    assert "“The old goal was met in week three”" in page
    assert "Stretch: reaching about 70 percent of it is good." in page


def test_single_key_results_are_carried_over_also_into_an_objective_of_the_draft(client, services):
    cycle = running(services)
    step(client, cycle, "grading")
    path = f"/admin/cycles/{cycle.id}/carry"
    draft = services.store.cycles.add(
        "Q1 2027", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT
    )
    home = services.store.objectives.add(
        draft.id, services.office().teams[1].code, "Already planned"
    )
    objective = services.office().objective("A4TN")
    first, second, *_ = [k.code for k in objective.key_results]
    page = client.get(path).text
    assert f'name="key_result" value="{first}" checked' in page
    assert f'<option value="{home.code}"' in page

    sent = {"chosen": "1", "into": str(draft.id), "key_result": [second]}
    # What was chosen of an objective that is not ticked is asked about, not left behind.
    alone = client.post(path, data=sent | {"home-A4TN": home.code, "objective": "G5WA"})
    assert alone.status_code == 422
    assert 'id="home-A4TN-error"' in alone.text
    assert f'name="key_result" value="{second}" checked' in alone.text
    assert f'name="key_result" value="{first}" checked' not in alone.text
    assert f'<option value="{home.code}" selected' in alone.text
    # It must be an objective of the draft that all of it goes into.
    days = {"name": "Q2", "starts_on": "2027-04-01", "ends_on": "2027-06-30"}
    elsewhere = sent | days | {"home-A4TN": home.code, "objective": "A4TN", "into": "new"}
    assert 'id="home-A4TN-error"' in client.post(path, data=elsewhere).text
    assert services.store.cycles.all()[-1].name == "Q1 2027"

    done = client.post(path, data=sent | {"home-A4TN": home.code, "objective": "A4TN"})
    assert done.location == f"/admin/objectives?cycle={draft.id}"
    (only,) = services.store.cycles.office(draft.id, services.now()).objectives
    assert only.code == home.code
    assert [k.carried_from for k in only.key_results] == [second]


def test_carrying_over_makes_the_next_draft_in_two_clicks(client, services):
    cycle = running(services)
    for key_result in services.office().objective("A4TN").key_results:
        if key_result.target is not None:
            services.store.check_ins.add(key_result.code, key_result.target, now=services.now())
    step(client, cycle, "grading")
    first = f"/admin/cycles/{cycle.id}/carry"
    assert f'href="{first}"' in client.get(f"/admin/cycles/{cycle.id}").text
    page = client.get(first).text
    ticked = re.findall(r'name="objective" value="(\w+)" checked', page)
    office = services.office()
    reached = [o.code for o in office.objectives if objective_progress(office, o).clamped == 1]
    assert ticked == [o.code for o in office.objectives if o.code not in reached]
    fields = re.findall(r'name="(name|starts_on|ends_on)" type="\w+" value="([^"]*)"', page)
    assert dict(fields) == {"name": "Q1 2027", "starts_on": "2027-01-01", "ends_on": "2027-03-31"}

    wrong = client.post(first, data=dict(fields) | {"into": "new", "theme": "Kept"})
    assert wrong.status_code == 422
    assert 'id="objective-error"' in wrong.text
    assert 'value="Kept"' in wrong.text
    assert " checked aria-describedby" not in wrong.text
    done = client.post(first, data=dict(fields) | {"into": "new", "objective": ticked})
    draft = services.store.cycles.all()[-1]
    assert done.location == f"/admin/objectives?cycle={draft.id}"
    copies = services.store.cycles.office(draft.id, services.now()).objectives
    assert [o.carried_from for o in copies] == ticked
    # From then on that draft is the one it goes into.
    again = client.get(first).text
    assert f'name="into" value="{draft.id}" checked' in again

    client.post(f"/admin/cycles/{cycle.id}/close")
    step(client, draft, "open")
    mine = next(o for o in copies if o.key_results)
    phone = client.get(f"/o/{mine.code}").text
    assert f'href="/o/{mine.carried_from}"' in phone
    assert f'href="/o/{mine.key_results[0].carried_from}"' in phone
    assert client.get(f"/o/{mine.carried_from}").status_code == 200
    back = client.get(f"/o/{mine.key_results[0].carried_from}")
    assert back.location.startswith(f"/o/{mine.carried_from}#kr-")


def test_between_two_cycles_the_check_in_page_leads_to_the_draft(services, client, draft):
    way = f'href="/admin/cycles/{draft.id}"'
    assert way not in client.get("/admin/").text
    services.store.cycles.set_state(running(services).id, CycleState.GRADING, now=services.now())
    services.store.cycles.close(running(services).id, now=services.now())
    page = client.get("/admin/").text
    assert "“Q1 2027” is a draft" in page
    assert way in page
    assert "There is no key result yet" not in page


def test_between_two_cycles_the_objectives_are_those_of_a_draft(services, client):
    services.store.cycles.set_state(running(services).id, CycleState.GRADING, now=services.now())
    services.store.cycles.close(running(services).id, now=services.now())
    page = client.get("/admin/objectives").text
    assert "No cycle is running." in page
    assert "Start with a cycle" not in page
    assert "Continue with" not in page
    client.post("/admin/cycles/new", data=NEXT | {"state": "draft"})
    draft = services.store.cycles.all()[-1]
    page = client.get("/admin/objectives").text
    assert f'href="/admin/objectives?cycle={draft.id}">Continue with “Q1 2027”' in page


def test_everything_invalid_in_a_cycle_is_reported_at_once(admin):
    wrong = {"name": "", "theme": "x" * 500, "starts_on": "soon", "ends_on": "2026-13-01"}
    answer = admin.post("/admin/cycles/new", data=wrong)
    assert answer.status_code == 422
    for field in wrong:
        assert f'id="{field}-error"' in answer.text, field


def test_the_page_names_the_open_cycle_and_links_a_closed_one_to_its_results(client, services):
    cycle = running(services)
    path = f"/admin/cycles/{cycle.id}"
    assert f"{cycle.name} is open: it is on walls and phones" in client.get(path).text

    client.post(f"{path}/state", data={"state": "grading"})
    client.post(f"{path}/close")

    page = client.get(path).text
    assert f'<a href="/cycles/{cycle.id}">Results</a>' in page
