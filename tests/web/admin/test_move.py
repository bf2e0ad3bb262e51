"""Moving objectives and key results on the admin pages, taken back from the confirmation."""

import re
from datetime import date
from html import unescape

import pytest

from kiosk.okr.model import CycleState
from tests.web.admin.users import add_person, log_in

pytestmark = pytest.mark.usefixtures("admin")

WHY = "It fits better there"
COMPANY = "A4TN"
"""A company objective that team objectives serve."""


def of_team(services, slug):
    code = next(team.code for team in services.office().teams if team.slug == slug)
    return [o for o in services.office().objectives if o.team == code]


def text_of(answer):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text))).replace(
        "\u00a0", " "
    )


def undo(client, page):
    (action,) = re.findall(r'action="([^"]*)"><button class="[^"]*">Undo', page.text)
    return client.post(action)


@pytest.fixture
def objective(services):
    return of_team(services, "engineering")[0]


@pytest.fixture
def other(services):
    return of_team(services, "marketing")[0]


@pytest.fixture
def draft(services):
    days = (date(2027, 1, 1), date(2027, 3, 31))
    return services.store.cycles.add("Q1 2027", *days, state=CycleState.DRAFT)


def test_a_key_result_is_moved_and_shown_on_its_page_and_moved_back(
    client, services, objective, other
):
    before = services.office()
    code = objective.key_results[0].code
    path = f"/admin/key-results/{code}/move-to"
    assert f'href="{path}"' in client.get(f"/admin/key-results/{code}").text
    assert f'value="{other.code}"' in client.get(path).text

    answer = client.post(path, data={"objective": other.code, "reason": WHY})
    page = client.get(answer.location)
    assert f"“{objective.key_results[0].title}” is moved, with all its history." in text_of(page)
    assert services.office().key_result(code).objective == other.code
    # The code that was printed leads to where it is now, and that says where it came from.
    assert client.get(f"/o/{code}").location == f"/o/{other.code}#kr-{code}"
    told = text_of(client.get(f"/o/{other.code}"))
    assert f"Moved from “{objective.title}” on" in told
    assert WHY in told
    history = text_of(client.get("/admin/history"))
    assert "was moved to another objective" in history
    assert WHY in history

    back = undo(client, page)
    assert services.office().objectives == before.objectives
    assert "It is back where it was." in client.get(back.location).text
    assert "Undo" not in client.get(answer.location).text
    # A second click finds it done.
    (action,) = re.findall(r'action="([^"]*)"><button class="[^"]*">Undo', page.text)
    assert client.post(action).location == back.location
    assert f"Moved from “{objective.title}”" not in text_of(client.get(f"/o/{objective.code}"))


@pytest.mark.parametrize(
    ("given", "field"),
    [({}, "objective"), ({"objective": "ok"}, "reason"), ({"objective": "own"}, "objective")],
)
def test_a_key_result_that_cannot_move_is_shown_at_the_field(
    client, services, objective, other, given, field
):
    code, before = objective.key_results[0].code, services.store.revision()
    codes = {"ok": other.code, "own": objective.code}
    sent = {name: codes[value] for name, value in given.items()}

    answer = client.post(f"/admin/key-results/{code}/move-to", data=sent)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert services.store.revision() == before


def test_an_objective_is_moved_to_another_team_and_back(client, services, objective, other):
    before = services.office()
    path = f"/admin/objectives/{objective.code}/move-to"
    cycle = str(objective.cycle)
    assert f'href="{path}"' in client.get(f"/admin/objectives/{objective.code}").text
    assert client.get(path).status_code == 200

    sent = {"team": other.team, "cycle": cycle, "reason": WHY}
    answer = client.post(path, data=sent)
    page = client.get(answer.location)
    moved = services.office().objective(objective.code)
    assert (moved.team, moved.serves) == (other.team, objective.serves)
    told = text_of(client.get(f"/o/{objective.code}"))
    assert f"Moved from {before.team(objective.team).name} on" in told
    assert WHY in told
    assert f"The objective “{objective.title}” was moved" in text_of(client.get("/admin/history"))

    undo(client, page)
    assert services.office().objectives == before.objectives


def test_a_move_that_costs_links_names_them_first(client, services, draft):
    before = services.office()
    serving = before.supporting_objectives(COMPANY)
    path = f"/admin/objectives/{COMPANY}/move-to"
    sent = {"team": before.objective(COMPANY).team, "cycle": str(draft.id), "reason": WHY}

    asked = client.post(path, data=sent)
    assert asked.status_code == 200
    assert services.office().objectives == before.objectives
    for each in serving:
        assert f"“{each.title}” serves “{before.objective(COMPANY).title}”" in text_of(asked)
    fields = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', asked.text))
    assert fields["reason"] == WHY

    page = client.get(client.post(path, data=fields).location)
    lost = {link.code for o in services.office().objectives for link in o.serves}
    assert COMPANY not in lost
    undo(client, page)
    assert services.office().objectives == before.objectives


def test_an_objective_moves_into_the_draft_and_its_printed_code_says_so(
    client, services, objective, draft
):
    path = f"/admin/objectives/{objective.code}/move-to"
    sent = {"team": objective.team, "cycle": str(draft.id), "reason": WHY, "sure": "1"}
    answer = client.post(path, data=sent)

    assert answer.location.startswith(f"/admin/objectives?cycle={draft.id}&moved=")
    page = client.get(answer.location)
    assert objective.title in page.text
    assert "This was moved to the next cycle" in client.get(f"/o/{objective.code}").text
    code = objective.key_results[0].code
    assert client.get(f"/o/{code}").status_code == 404

    services.store.cycles.set_state(draft.id, CycleState.OPEN)
    told = text_of(client.get(f"/o/{objective.code}"))
    assert "Moved from the cycle Q4 2026 on" in told
    undo(client, page)
    assert services.office().objective(objective.code).cycle == objective.cycle


def test_what_cannot_be_undone_any_more_says_why(client, services, objective, other):
    team = {"team": other.team, "cycle": str(objective.cycle), "reason": WHY}
    answer = client.post(f"/admin/objectives/{objective.code}/move-to", data=team)
    page = client.get(answer.location)
    services.store.teams.archive(objective.team, now=services.now())
    refused = undo(client, page)
    assert refused.status_code == 422
    assert "Restore that team first" in refused.text


def test_only_admins_move(client, services, objective):
    add_person(services, "Bo", is_admin=False)
    log_in(client, "Bo")
    before = services.store.revision()
    for path in (
        f"/admin/objectives/{objective.code}/move-to",
        f"/admin/moves/{objective.code}/1/undo",
    ):
        assert client.post(path).status_code == 403
    assert services.store.revision() == before
