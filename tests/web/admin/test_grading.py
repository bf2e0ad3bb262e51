import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest

from kiosk.okr.grading import GradeDraft
from kiosk.okr.model import CycleState
from tests.services import make_client
from tests.web.admin.users import add_person, log_in

pytestmark = pytest.mark.usefixtures("admin")


@pytest.fixture
def graded(services):
    """The sample's quarter while it is being graded."""
    cycle = services.office().cycles[0]
    return services.store.cycles.set_state(cycle.id, CycleState.GRADING, now=services.now())


def form_of(page, code):
    start = page.index(f'id="g-{code}"')
    return page[start : page.index("</form>", start)]


def test_the_suggestion_is_chosen_until_somebody_chooses_another(client, services, graded):
    page = client.get("/admin/grading").text
    assert re.findall(r'id="g-(\w+)"', page) == [o.code for o in services.office().objectives]
    form = form_of(page, "K7Q2")
    assert "Suggested by its progress: 0.6." in form
    assert re.findall(r'<option value="([\d.]*)" selected', form) == ["0.6"]
    assert form.lower().count("suggest") == 2  # in the sentence above the grades and in why another
    assert ">0.6</option>" in form
    assert "1.0 – was it too safe?" in form


def test_grading_another_asks_why_and_loses_nothing(client, services, graded):
    sent = {"grade": "0.7", "learned": "Measure <first>"}
    refused = client.post("/admin/grading/K7Q2", data=sent)
    assert refused.status_code == 422
    form = form_of(refused.text, "K7Q2")
    assert 'id="K7Q2-reason-error"' in form
    assert "Measure &lt;first&gt;" in form
    assert re.findall(r'<option value="([\d.]*)" selected', form) == ["0.7"]
    assert services.store.grades.of_cycle(graded.id) == {}

    kept = client.post("/admin/grading/K7Q2", data=sent | {"reason": "We were faster at night"})
    assert kept.location == "/admin/grading?saved=K7Q2#g-K7Q2"
    grade = services.store.grades.of_cycle(graded.id)["K7Q2"]
    assert (grade.grade, grade.reason) == (Decimal("0.7"), "We were faster at night")
    assert (grade.graded_by, grade.graded_at) == ("Ada", services.now())
    count = len(services.office().objectives)
    assert f"1 of {count} saved" in client.get("/admin/grading").text
    # Given again, it stands in the place of the first.
    client.post("/admin/grading/K7Q2", data={"grade": "0.6"})
    assert services.store.grades.of_cycle(graded.id)["K7Q2"].reason == ""


@pytest.mark.parametrize("grade", ["2", "0.75", "x", "-0.1"])
def test_what_is_no_grade_is_shown_at_its_field(client, graded, grade):
    refused = client.post("/admin/grading/K7Q2", data={"grade": grade, "reason": "x"})
    assert refused.status_code == 422
    assert 'id="K7Q2-grade-error"' in refused.text


@pytest.mark.parametrize("state", ["open", "closed"])
def test_only_a_cycle_that_is_being_graded_is(client, services, state):
    cycle = services.office().cycles[0]
    if state == "closed":
        services.store.cycles.close(cycle.id, now=services.now())
    assert "No cycle is being graded now" in client.get("/admin/grading").text
    answer = client.post("/admin/grading/K7Q2", data={"grade": "0.6"})
    assert answer.status_code == (404 if state == "closed" else 422)
    assert services.store.grades.of_cycle(cycle.id) == {}


def test_a_member_grades_for_the_own_team_and_sees_no_other(client, services, graded):
    teams = {team.slug: team.code for team in services.office().teams}
    add_person(services, "Bo", is_admin=False)
    bo = services.store.users.by_name("Bo")
    services.store.users.edit(bo.id, is_admin=False, teams=[teams["engineering"]])
    client.post("/admin/grading/A4TN", data={"grade": "0.0", "reason": "Secret <reason>"})
    member = make_client(services)
    log_in(member, "Bo")
    page = member.get("/admin/grading").text
    own = [o.code for o in services.office().objectives if o.team == teams["engineering"]]
    assert re.findall(r'id="g-(\w+)"', page) == own
    assert "Secret" not in page
    other = member.post("/admin/grading/A4TN", data={"grade": "0.1", "reason": "x"})
    assert other.status_code == 403
    assert member.post(f"/admin/grading/{own[0]}", data={"grade": "", "learned": "A lot"})
    assert services.store.grades.of_cycle(graded.id)[own[0]].learned == "A lot"
    assert make_client(services).get("/admin/grading").status_code == 303


def test_every_admin_page_leads_there_while_grades_are_waited_for(client, services, graded):
    assert 'href="/admin/grading"' in client.get("/admin/").text
    services.store.grades.reveal(graded.id, services.now())
    assert 'href="/admin/grading"' not in client.get("/admin/").text
    assert "what you save now is seen at once" in client.get("/admin/grading").text


# Who has graded, and revealing


def grade_all(services, cycle, but=()):
    for o in services.office().objectives:
        if o.code not in but:
            services.store.grades.save(o.code, GradeDraft(None, "", "Learned"), now=services.now())


def test_everybody_sees_who_has_graded_and_nobody_how(client, services, graded):
    teams = {team.slug: team for team in services.office().teams}
    marketing = [o for o in services.office().objectives if o.team == teams["marketing"].code]
    sent = {"grade": "0.3", "reason": "Because <secret>", "learned": "Secret too"}
    client.post(f"/admin/grading/{marketing[0].code}", data=sent)
    add_person(services, "Bo", is_admin=False)
    bo = services.store.users.by_name("Bo")
    services.store.users.edit(bo.id, is_admin=False, teams=[teams["engineering"].code])
    member = make_client(services)
    log_in(member, "Bo")
    page = member.get("/admin/grading").text
    line = r'<span dir="auto">([^<]+)</span> <span class="admin-value-text">([^<]+)<'
    listed = dict(re.findall(line, page))
    assert listed["Marketing"] == f"1 of {len(marketing)} graded"
    assert listed["Engineering"].startswith("0 of ")
    assert "ecret" not in page
    assert f'id="g-{marketing[0].code}"' not in page


def test_the_page_says_truly_who_reads_what_is_written_there(client, services, graded):
    """What the sentence says, asked of everybody it names and of those it leaves out."""
    teams = {team.slug: team.code for team in services.office().teams}
    code = next(o.code for o in services.office().objectives if o.team == teams["marketing"])
    client.post(f"/admin/grading/{code}", data={"learned": "Nobody read the slides"})
    people = {"mate": ["marketing"], "other": ["engineering"], "free": []}
    sees = {}
    for name, slugs in people.items():
        add_person(services, name, is_admin=False)
        number = services.store.users.by_name(name).id
        services.store.users.edit(number, is_admin=False, teams=[teams[slug] for slug in slugs])
        reader = make_client(services)
        log_in(reader, name)
        sees[name] = "Nobody read the slides" in reader.get("/admin/grading").text
    assert "only those who grade for the same team can see" in client.get("/admin/grading").text
    assert sees == {"mate": True, "other": False, "free": True}
    assert "Nobody read the slides" in client.get("/admin/grading").text
    for path in ("/admin/history", f"/o/{code}", "/week", "/all", "/api/v1/okrs"):
        assert "Nobody read the slides" not in client.get(path).text, path


def test_revealing_asks_first_and_says_whose_grades_are_missing(client, services, graded):
    office = services.office()
    missing = [o for o in office.objectives if office.team(o.team).slug == "marketing"]
    grade_all(services, graded, but=[o.code for o in missing])
    whole = len(office.objectives)
    asked = client.get(f"/admin/cycles/{graded.id}/reveal")
    assert services.store.cycles.all()[-1].revealed_at is None
    assert f"{whole - len(missing)} of {whole} objectives are graded." in asked.text
    assert "Not graded yet: Marketing, " in asked.text
    for o in missing:
        assert o.title in asked.text
    assert "Not graded yet: Engineering" not in asked.text
    grade_all(services, graded)
    asked = client.get(f"/admin/cycles/{graded.id}/reveal").text
    assert f"All {whole} objectives are graded." in asked
    assert "Not graded yet" not in asked


def test_closing_says_too_whose_grades_are_missing(client, services, graded):
    grade_all(services, graded, but=[services.office().objectives[0].code])
    assert "Not graded yet: " in client.get(f"/admin/cycles/{graded.id}/close").text


def test_an_admin_hides_them_again_for_ten_minutes(client, services, graded):
    grade_all(services, graded)
    client.post(f"/admin/cycles/{graded.id}/reveal")
    page = client.get(f"/admin/cycles/{graded.id}").text
    assert "Hide again" in page
    assert f"Until {services.localizer.time(services.now() + timedelta(minutes=10))}." in page
    assert "Learned" in client.get("/o/K7Q2").text

    client.post(f"/admin/cycles/{graded.id}/hide")
    assert "Learned" not in client.get("/o/K7Q2").text
    assert "Reveal the grades …" in client.get(f"/admin/cycles/{graded.id}").text

    client.post(f"/admin/cycles/{graded.id}/reveal")
    late = services.now() + timedelta(minutes=10)
    services.clock = lambda: late
    assert "Hide again" not in client.get(f"/admin/cycles/{graded.id}").text
    refused = client.post(f"/admin/cycles/{graded.id}/hide")
    assert refused.status_code == 422
    assert "more than ten minutes ago" in refused.text
    assert "Learned" in client.get("/o/K7Q2").text


def version_on(page):
    return re.search(r'name="version" value="([^"]*)"', form_of(page, "K7Q2"))[1]


def test_a_grade_that_was_saved_meanwhile_is_not_replaced_unread(client, services, graded):
    opened = version_on(client.get("/admin/grading").text)
    theirs = GradeDraft(Decimal("0.6"), "", "Measure first")
    later = services.now() + timedelta(seconds=1)
    services.store.grades.save("K7Q2", theirs, now=later, author="Bo")

    mine = {"grade": "0.7", "reason": "Faster at night", "learned": "Ask early"}
    refused = client.post("/admin/grading/K7Q2", data=mine | {"version": opened})
    assert refused.status_code == 422
    form = unescape(form_of(refused.text, "K7Q2"))
    assert "While this page was open, Bo saved this, just now: 0.6, “Measure first”." in form
    assert "Keep what is saved now instead" in form
    assert "Ask early" in form
    assert services.store.grades.of_cycle(graded.id)["K7Q2"].grade == Decimal("0.6")

    seen = mine | {"version": version_on(refused.text)}
    assert client.post("/admin/grading/K7Q2", data=seen).status_code == 303
    assert services.store.grades.of_cycle(graded.id)["K7Q2"].learned == "Ask early"


def test_the_same_grade_twice_is_no_conflict(client, graded):
    opened = version_on(client.get("/admin/grading").text)
    for _time in range(2):
        sent = {"grade": "0.6", "version": opened}
        assert client.post("/admin/grading/K7Q2", data=sent).status_code == 303


def test_an_error_does_not_hide_the_conflict_that_comes_after_it(client, services, graded):
    opened = version_on(client.get("/admin/grading").text)
    services.store.grades.save(
        "K7Q2", GradeDraft(Decimal("0.6"), "", "x"), now=services.now(), author="Ada"
    )
    refused = client.post("/admin/grading/K7Q2", data={"grade": "0.7", "version": opened})
    assert version_on(refused.text) == opened
    mine = {"grade": "0.7", "reason": "Faster", "version": opened}
    refused = client.post("/admin/grading/K7Q2", data=mine)
    assert "you saved this elsewhere" in refused.text
