"""Archive, restore and delete on the admin pages: named before, undone after, found again."""

import re
from decimal import Decimal
from html import unescape

import pytest

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import CycleState, KeyResultKind
from tests.server import MOMENT
from tests.web.admin.users import add_person, log_in

pytestmark = pytest.mark.usefixtures("admin")

COMPANY = "A4TN"
"""A company objective that team objectives serve."""


def of_team(services, slug):
    code = next(team.code for team in services.office().teams if team.slug == slug)
    return [o for o in services.office().objectives if o.team == code]


def text_of(answer):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text)))


def undo(client, page):
    """Presses the one button "Undo" of a page."""
    (action,) = re.findall(r'action="([^"]*)"><button class="[^"]*">Undo', page.text)
    return client.post(action)


def test_archiving_an_objective_names_what_serves_it_offers_undo_and_brings_all_back(
    client, services
):
    before = services.office()
    serving = before.supporting_objectives(COMPANY)
    asked = text_of(client.get(f"/admin/objectives/{COMPANY}/archive"))
    assert f"{len(serving)} objectives serve it: their links stay and come back" in asked
    assert serving[0].title in asked

    answer = client.post(f"/admin/objectives/{COMPANY}/archive")
    page = client.get(answer.location)
    assert "is archived." in text_of(page)
    assert f'id="archived-{COMPANY}"' in page.text
    # A second click finds it done.
    assert client.post(f"/admin/objectives/{COMPANY}/archive").location == answer.location
    assert client.get(f"/admin/objectives/{COMPANY}/archive").location == answer.location

    back = undo(client, page)
    assert services.office().objectives == before.objectives
    page = client.get(back.location)
    title = before.objective(COMPANY).title
    assert f"“{title}” is restored" in text_of(page)
    unknown = client.get("/admin/objectives?restored=ZZZZ")
    assert unknown.status_code == 200
    assert "is restored" not in unknown.text
    assert "Undo" not in page.text
    assert "Undo" not in client.get(answer.location).text, "it is not archived any more"


def test_a_team_leaves_with_its_objectives_and_comes_back_from_the_list(client, services):
    before = services.office()
    team = next(t for t in before.teams if t.slug == "engineering")
    services.store.users.add("Bo", "hash", is_admin=False, teams=[team.code])
    assert f"/admin/teams/{team.code}/archive" in client.get(f"/admin/teams/{team.code}/edit").text
    asked = text_of(client.get(f"/admin/teams/{team.code}/archive"))
    own = of_team(services, "engineering")
    assert f"{len(own)} objectives are archived with it" in asked
    assert own[0].title in asked
    assert "1 person is in it" in asked

    client.post(f"/admin/teams/{team.code}/archive")
    page = client.get("/admin/objectives")
    assert f'id="t-{team.slug}"' not in page.text
    # Nothing stumbles over who, and what, belongs to it still.
    for path in (
        "/",
        "/all",
        "/admin/",
        "/admin/people",
        "/admin/screens",
        "/admin/meetings",
    ):
        assert client.get(path).status_code == 200, path
    assert client.get(f"/t/{team.slug}").status_code == 404

    assert client.post(f"/admin/archived/{team.code}/restore").status_code == 303
    assert services.office().objectives == before.objectives
    assert services.office().teams == before.teams


def test_the_company_has_no_way_to_archive_it(client, services):
    company = services.office().company
    assert "archive" not in client.get(f"/admin/teams/{company.code}/edit").text
    answer = client.post(f"/admin/teams/{company.code}/archive")
    assert answer.status_code == 422
    assert "The company itself stays" in answer.text


def test_a_key_result_is_listed_under_archived_and_restored(client, services):
    before = services.office()
    key_result = before.objective(COMPANY).key_results[0]
    client.post(f"/admin/key-results/{key_result.code}/archive")

    page = client.get("/admin/objectives")
    assert "Archived (1)" in page.text
    assert key_result.title in page.text.partition('id="archived"')[2]
    assert f"/admin/key-results/{key_result.code}/delete" not in page.text, "it has check-ins"
    client.post(f"/admin/archived/{key_result.code}/restore")
    assert services.office().objectives == before.objectives


def test_what_belongs_to_something_archived_waits_for_it(client, services):
    key_result = services.office().objective(COMPANY).key_results[0]
    client.post(f"/admin/key-results/{key_result.code}/archive")
    client.post(f"/admin/objectives/{COMPANY}/archive")

    page = client.get("/admin/objectives")
    assert "Restore its objective first." in page.text
    assert f"/admin/archived/{key_result.code}/restore" not in page.text
    answer = client.post(f"/admin/archived/{key_result.code}/restore")
    assert answer.status_code == 422
    assert "Its objective is archived" in answer.text


def test_what_was_never_used_is_deleted_after_a_question_that_names_what_goes(client, services):
    team = of_team(services, "engineering")[0].team
    slip = services.store.objectives.add(services.office().cycles[0].id, team, "A slip")
    draft = KeyResultDraft("Never measured", KeyResultKind.NUMBER, "", Decimal(0), Decimal(9))
    inside = services.store.key_results.add(slip.code, draft, now=MOMENT)
    before = [o for o in services.office().objectives if o.code != slip.code]
    path = f"/admin/objectives/{slip.code}/delete"
    assert f'href="{path}"' in client.get(f"/admin/objectives/{slip.code}").text
    assert (
        f"/admin/key-results/{inside.code}/delete"
        in client.get(f"/admin/key-results/{inside.code}").text
    )

    asked = text_of(client.get(path))
    assert "1 key result is deleted with it: “Never measured”" in asked
    assert f"the code {slip.code} is never used again" in asked
    answer = client.post(path)

    assert "It is deleted." in client.get(answer.location).text
    assert list(services.office().objectives) == before
    assert client.post(path).status_code == 404
    history = text_of(client.get("/admin/history"))
    assert "The objective “A slip” was deleted" in history
    assert "The key result “Never measured” was deleted" in history


def test_what_was_used_says_why_it_stays(client, services):
    objective = of_team(services, "engineering")[0]
    path = f"/admin/objectives/{objective.code}/delete"
    assert path not in client.get(f"/admin/objectives/{objective.code}").text

    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 422
        assert "One of its key results has check-ins. Archive it instead" in answer.text
    assert objective in services.office().objectives


def test_an_archived_slip_can_be_deleted_too(client, services):
    team = of_team(services, "engineering")[0].team
    slip = services.store.objectives.add(services.office().cycles[0].id, team, "A slip")
    client.post(f"/admin/objectives/{slip.code}/archive")
    path = f"/admin/objectives/{slip.code}/delete"
    assert f'href="{path}"' in client.get("/admin/objectives").text
    assert "A slip" in client.get(path).text
    assert client.post(path).status_code == 303
    assert 'id="archived"' not in client.get("/admin/objectives").text


def test_an_empty_draft_is_deleted_and_a_filled_one_stays(client, services):
    cycle = services.store.cycles.add(
        "Q9", MOMENT.date().replace(year=2030), MOMENT.date().replace(year=2031),
        state=CycleState.DRAFT,
    )  # fmt: skip
    path = f"/admin/cycles/{cycle.id}/delete"
    assert path in client.get(f"/admin/cycles/{cycle.id}").text
    assert "a draft with nothing in it" in client.get(path).text
    team = services.office().teams[0].code
    objective = services.store.objectives.add(cycle.id, team, "In it")
    assert client.post(path).status_code == 422
    assert path not in client.get(f"/admin/cycles/{cycle.id}").text

    # What is archived of a draft stands on its own page, and not on the running cycle's.
    client.post(f"/admin/objectives/{objective.code}/archive")
    assert "Archived (1)" in client.get(f"/admin/objectives?cycle={cycle.id}").text
    assert 'id="archived"' not in client.get("/admin/objectives").text
    services.store.archive.delete("objectives", objective.code)
    assert client.post(path).status_code == 303
    assert client.get(f"/admin/cycles/{cycle.id}").status_code == 404


def test_a_screen_seen_on_one_day_is_deleted(client, services):
    services.store.screens.record_visits(["once"], MOMENT)
    services.store.screens.record_visits(["often"], MOMENT)
    services.store.screens.record_visits(["often"], MOMENT.replace(day=27))
    assert "/admin/screens/once/delete" in client.get("/admin/screens/once").text
    assert "/delete" not in client.get("/admin/screens/often").text
    assert "History can bring them back" in client.get("/admin/screens/once/delete").text

    assert client.post("/admin/screens/once/delete").location == "/admin/screens"
    assert [seen.name for seen in services.store.screens.visits()] == ["often"]
    assert client.post("/admin/screens/often/delete").status_code == 422


def test_the_history_says_that_something_was_archived_and_restored(client, services):
    team = next(t for t in services.office().teams if t.slug == "engineering")
    client.post(f"/admin/teams/{team.code}/archive")
    client.post(f"/admin/archived/{team.code}/restore")
    history = text_of(client.get("/admin/history"))

    assert f"The team “{team.name}” was archived" in history
    assert f"The team “{team.name}” was restored" in history
    assert f"The objective “{of_team(services, 'engineering')[0].title}” was restored" in history
    assert team.code not in history


def test_a_title_is_corrected_without_a_reason_on_the_page(client, services):
    objective = of_team(services, "engineering")[0]
    slip = objective.title + "n"
    assert (
        client.post(f"/admin/objectives/{objective.code}", data={"title": slip}).status_code == 303
    )
    other = {"title": "Something else"}
    assert client.post(f"/admin/objectives/{objective.code}", data=other).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        f"/admin/objectives/{COMPANY}/delete",
        "/admin/teams/9ENG/archive",
        f"/admin/archived/{COMPANY}/restore",
        "/admin/cycles/1/delete",
        "/admin/screens/lobby/delete",
    ],
)
def test_only_admins_may(client, services, path):
    add_person(services, "Bo", is_admin=False)
    log_in(client, "Bo")
    before = services.store.revision()
    assert client.post(path).status_code == 403
    assert services.store.revision() == before
