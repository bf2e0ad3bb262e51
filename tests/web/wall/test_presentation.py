from datetime import date, timedelta

import pytest
from sqlite_utils import Database

from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import MeetingKind
from kiosk.okr.model import CycleState
from kiosk.okr.presentation import DURATION
from kiosk.okr.presentation_steps import StepKind, presentation_steps
from tests.server import MOMENT
from tests.services import make_client
from tests.web.admin.users import add_person, log_in

pytestmark = pytest.mark.usefixtures("admin")

FAR = {"environ_base": {"REMOTE_ADDR": "192.168.1.77"}}


@pytest.fixture
def cycle(services):
    return services.office().cycles[0]


def begin(client, cycle, screen="*"):
    answer = client.post("/admin/present/start", data={"cycle": cycle.id, "screen": screen})
    assert answer.status_code == 303


def step_to(client, number):
    assert client.post("/admin/present/step", data={"to": number}).status_code == 303


def wall(services, screen="lobby"):
    return services.content(f"wall/{screen}").html


def step(services):
    return services.office().presentation.step


def steps_of(services):
    office = services.office()
    return presentation_steps(office, office.cycles[0])


def test_every_step_is_alone_on_every_wall(client, services, cycle):
    begin(client, cycle)
    for number, each in enumerate(steps_of(services)):
        step_to(client, number)
        text = wall(services)
        assert text.count("<article ") == 1
        assert f'id="present-{number}"' in text
        assert text == wall(services, "roof")
        for code in each.objectives:
            assert f'data-objective="{code}"' in text


def test_the_theme_is_said_first_and_a_teams_objective_with_its_because(client, services, cycle):
    begin(client, cycle)
    assert cycle.theme in wall(services)
    assert "Nobody is punished" in wall(services)
    steps = steps_of(services)
    number = next(n for n, s in enumerate(steps) if s.kind is StepKind.SERVING)
    step_to(client, number)
    served = services.office().objective(steps[number].objectives[0])
    because = next(s.reason for s in served.serves if s.code == steps[number].under)
    text = wall(services).replace("&#39;", "'").replace("\u00ad", "")
    assert "Because " in text
    assert because.removeprefix("because ") in text


def test_one_screen_follows_and_the_projector_the_others_go_on(client, services, cycle):
    services.store.screens.record_visits(["lobby"], MOMENT)
    begin(client, cycle, "lobby")
    assert 'id="present-0"' in wall(services, "lobby")
    assert 'id="present-0"' in wall(services, "present")
    assert 'id="present-0"' not in wall(services, "roof")
    assert client.get("/present").headers["Location"] == "/screens/present"


def test_it_ends_by_itself_and_the_walls_know_when(client, services, cycle):
    begin(client, cycle)
    content = services.content("wall/lobby")
    assert content.changes_at == MOMENT + DURATION
    services.clock = lambda: MOMENT + DURATION
    assert 'id="present-' not in wall(services)
    assert 'id="objective-' in wall(services)
    assert "Begin" in client.get("/admin/present").text
    assert 'id="present-awaited"' in wall(services, "present")
    client.post("/present/step", data={"by": 1})
    assert step(services) == 0


def test_ending_it_sends_the_walls_back_to_their_loops(client, services, cycle):
    before = wall(services)
    begin(client, cycle)
    client.post("/admin/present/end")
    assert wall(services) == before


def test_the_remote_says_what_is_on_and_what_comes_next_and_its_buttons_are_forms(
    client, services, cycle
):
    begin(client, cycle)
    step_to(client, 1)
    text = client.get("/admin/present").text
    steps, office = steps_of(services), services.office()
    assert f"2 of {len(steps)}" in text
    assert office.objective(steps[1].objectives[0]).title in text
    assert office.objective(steps[2].objectives[0]).title in text
    assert 'name="to" value="0"' in text
    assert 'name="to" value="2"' in text
    assert services.content("presentation").html.strip() in text


def test_a_button_pressed_twice_is_pressed_once_and_a_key_twice_is_twice(client, services, cycle):
    begin(client, cycle)
    step_to(client, 1)
    step_to(client, 1)
    assert step(services) == 1
    for by in (1, 1, -1):
        assert client.post("/present/step", data={"by": by}).status_code == 204
    assert step(services) == 2
    step_to(client, 999)
    client.post("/present/step", data={"by": 1})
    assert step(services) == len(steps_of(services)) - 1


def test_the_machines_own_keyboard_may_step_and_a_strangers_browser_may_not(
    services, client, cycle
):
    begin(client, cycle)
    own, stranger = make_client(services), make_client(services)
    own.get(f"/?key={services.screen_key}")
    assert own.post("/present/step", data={"by": 1}).status_code == 204
    assert stranger.post("/present/step", data={"by": 1}).status_code == 403
    assert stranger.post("/present/step", data={"by": 1}, **FAR).status_code == 403
    assert step(services) == 1
    assert "data-may-steps" in own.get("/screens/lobby").text
    far = stranger.get("/screens/lobby", **FAR)
    assert "data-may-steps" not in far.text
    assert client.post("/present/step", data={"by": 1}, **FAR).status_code == 204
    assert client.post("/present/step", data={"by": 7}).status_code == 422


def test_only_admins_present(services, client):
    client.post("/admin/logout")
    add_person(services, "Ben", is_admin=False)
    log_in(client, "Ben")
    for path in ("start", "step", "reveal", "hide", "replay", "end"):
        assert client.post(f"/admin/present/{path}").status_code == 403
    assert client.get("/present").status_code == 403


def test_grades_are_covered_until_they_are_revealed_together(client, services, cycle):
    objective = services.office().objectives[0]
    services.store.cycles.set_state(cycle.id, CycleState.GRADING, now=MOMENT)
    Database(services.store.path)["grades"].insert({"objective": objective.code, "grade": "0.7"})
    begin(client, cycle)
    number = next(n for n, s in enumerate(steps_of(services)) if s.kind is StepKind.GRADES)
    assert "Reveal together" not in client.get("/admin/present").text
    step_to(client, number)
    assert "covered" in wall(services)
    assert "0.7" not in wall(services)
    assert "Reveal together" in client.get("/admin/present").text
    # It asks first, and says whose are missing.
    asked = client.get("/admin/present/reveal").text
    assert f"1 of {len(services.office().objectives)} objectives are graded." in asked
    assert "Not graded yet: " in asked
    assert "covered" in wall(services)
    client.post("/admin/present/reveal")
    assert '<span class="number uncovered">0.7</span>' in wall(services)
    assert 'class="covered"' not in wall(services)
    assert "Reveal together" not in client.get("/admin/present").text


def test_grades_revealed_by_mistake_are_covered_again_on_every_wall(client, services, cycle):
    objective = services.office().objectives[0]
    services.store.cycles.set_state(cycle.id, CycleState.GRADING, now=MOMENT)
    Database(services.store.path)["grades"].insert({"objective": objective.code, "grade": "0.7"})
    begin(client, cycle)
    step_to(client, next(n for n, s in enumerate(steps_of(services)) if s.kind is StepKind.GRADES))
    client.post("/admin/present/reveal")
    until = MOMENT + timedelta(minutes=10)
    assert f"until {services.localizer.time(until)}" in client.get("/admin/present").text
    # The button goes by itself when its time is over.
    assert services.content("presentation").changes_at == until
    client.post("/admin/present/hide")
    assert "0.7" not in wall(services)
    assert "Reveal together" in client.get("/admin/present").text
    client.post("/admin/present/reveal")
    services.clock = lambda: until
    assert "Hide the grades again" not in client.get("/admin/present").text
    assert client.post("/admin/present/hide").status_code == 422
    assert "0.7" in wall(services)


def test_a_draft_is_presented_before_it_is_open(client, services):
    draft = services.store.cycles.add(
        "Q1 2027", date(2027, 1, 1), date(2027, 3, 31), theme="Quiet", state=CycleState.DRAFT
    )
    company = next(t for t in services.office().teams if t.is_company)
    services.store.objectives.add(draft.id, company.code, "Be found by ear")
    begin(client, draft)
    assert "Quiet" in wall(services)
    client.post("/present/step", data={"by": 1})
    assert "Be found by ear" in wall(services)
    assert "Be found by ear" in client.get("/admin/present").text


def test_an_unknown_screen_or_cycle_is_refused_with_a_sentence(client, services, cycle):
    bad = client.post("/admin/present/start", data={"cycle": cycle.id, "screen": "attic"})
    assert (bad.status_code, "Choose a screen" in bad.text) == (422, True)
    bad = client.post("/admin/present/start", data={"cycle": "99", "screen": "*"})
    assert (bad.status_code, "Choose a cycle" in bad.text) == (422, True)
    assert services.office().presentation is None


def test_the_quarter_is_played_on_the_screen_that_follows(client, services, cycle):
    services.store.screens.record_visits(["lobby"], MOMENT)
    begin(client, cycle, "lobby")
    client.post("/admin/present/replay")
    assert services.store.screens.all().of("lobby").commands.replay == 1


def test_nobody_is_reminded_of_a_meeting_by_the_wall_that_presents(client, services, cycle):
    draft = MeetingDraft(MeetingKind.ALL_HANDS, "", "All-Hands", MOMENT)
    services.store.meetings.add(cycle.id, [draft], now=MOMENT)
    assert "Now: All-Hands" in services.content("wall/lobby").screen_html
    begin(client, cycle)
    assert "Now: All-Hands" not in services.content("wall/lobby").screen_html


def test_the_projector_waits_for_the_presentation_and_is_sent_it_when_it_begins(
    client, services, cycle
):
    assert client.get("/present").headers["Location"] == "/screens/present"
    before = client.get("/screens/present").text
    assert "It begins here as soon as an admin presses “Begin”." in before
    assert 'id="objective-' not in before
    assert 'id="present-awaited"' not in wall(services, "lobby")

    begin(client, cycle)
    assert 'id="present-0"' in wall(services, "present"), "the topic its socket follows"
    assert client.get("/present").headers["Location"] == "/screens/present"


def test_the_form_begins_with_the_cycle_that_runs_and_not_with_a_draft(client, services, cycle):
    services.store.cycles.add("2026", date(2026, 1, 1), date(2026, 12, 31))
    services.store.cycles.add(
        "Q1 2027", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT
    )
    form = client.get("/admin/present").text.partition('name="cycle"')[2].partition("</select>")[0]

    names = [option.partition(">")[2].partition("<")[0] for option in form.split("<option")[1:]]
    assert names == ["Q4 2026", "2026", "Q1 2027"]
    assert " selected" not in form
