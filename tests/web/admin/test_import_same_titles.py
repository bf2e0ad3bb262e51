"""Objectives of one title are one only if somebody says so, and an import is written once."""

import re
from datetime import date
from html import unescape

import pytest

from tests.services import make_client
from tests.web.admin.test_import_edits import plain, sent, write
from tests.web.admin.test_okr_import import NEW, made, paste, rows
from tests.web.admin.users import add_person, log_in

HEAD = "Team\tObjective\tKey result\tStart\tTarget\n"
TWO_TEAMS = (
    HEAD
    + """Support\tBe loved\tAnswers\t1\t9
Marketing\tBe loved\tFriends\t2\t8
Marketing\tBe known\tVisits\t3\t7"""
)
TWICE = """## Support
- Objective: Be loved
  - KR: Answers from 1 to 9
- Objective: Be calm
  - KR: Pages from 9 to 2
- Objective: Be loved
  - KR: Friends from 2 to 8
"""


def question(page):
    """The field of the question about titles, and its answers by their labels."""
    found = re.findall(
        r'name="(same-[^"]*)" value="([^"]*)"( checked)?> <span>([^<]*)</span>', page.text
    )
    labels = {unescape(label): value for _, value, _, label in found}
    checked = [unescape(label) for _, _, is_checked, label in found if is_checked]
    return (found[0][0] if found else ""), labels, checked


def objectives(services):
    _, office = made(services)
    return sorted(
        (office.team(o.team).name, o.title, [k.title.split()[0] for k in o.key_results])
        for o in office.objectives
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TWO_TEAMS, "“Be loved” is there several times: Support, line 2; Marketing, line 3."),
        (TWICE, "“Be loved” is there several times: Support, line 2; Support, line 6."),
    ],
)
def test_the_same_title_is_asked_about_once_and_kept_apart_until_answered(
    services, admin, text, says
):
    page = paste(admin, text)
    assert plain(page).count("Is it one objective?") == 1
    assert says in plain(page)
    assert question(page)[2] == ["No, keep them apart"]
    write(admin, page)
    loved = [row for row in objectives(services) if row[1] == "Be loved"]
    assert sorted(row[2] for row in loved) == [["Answers"], ["Friends"]]

    cycle, _ = made(services)
    again = paste(admin, text, cycle=str(cycle.id))
    assert "there is nothing to import" in again.text
    assert "Is it one objective?" not in again.text


@pytest.mark.parametrize(
    ("text", "label", "team"),
    [
        (TWO_TEAMS, "Yes, one of Marketing", "Marketing"),
        (TWO_TEAMS, "Yes, one of Support", "Support"),
        (TWICE, "Yes, one of Support", "Support"),
    ],
)
def test_said_to_be_one_it_has_the_key_results_of_both(services, admin, text, label, team):
    field, labels, _ = question(paste(admin, text))
    page = paste(admin, text, **{field: labels[label]})
    assert question(page)[2] == [label]
    write_one = {**sent(page), field: labels[label], "make": "1"}
    assert admin.post("/admin/paste", data=write_one).status_code == 303
    [(of, _, titles)] = [row for row in objectives(services) if row[1] == "Be loved"]
    assert (of, sorted(titles)) == (team, ["Answers", "Friends"])

    cycle, _ = made(services)
    again = paste(admin, text, cycle=str(cycle.id))
    assert "there is nothing to import" in again.text, "the answer is what the cycle has"


def test_one_of_another_team_that_exists_is_joined_only_if_said(services, admin):
    office = services.office()
    objective = office.objectives[-1]
    other = next(t for t in office.teams if t.code != objective.team)
    text = f"{HEAD}{other.name}\t{objective.title}\tOne more\t0\t9"
    page = paste(admin, text, cycle=str(objective.cycle))
    team = office.team(objective.team).name
    assert f"“{objective.title}” exists already, of {team}. Is it the same objective?" in plain(
        page
    )
    field, labels, checked = question(page)
    assert checked == ["No, keep them apart"]
    data = sent(page, cycle=str(objective.cycle), make="1")
    answer = {field: labels[f"Yes, the one that {team} has"]}
    shown = admin.post("/admin/paste", data=data | answer, follow_redirects=True)
    assert "something else would be imported" in shown.text
    data = sent(shown, cycle=str(objective.cycle), make="1") | answer
    assert admin.post("/admin/paste", data=data).status_code == 303
    after = services.office()
    assert [k.title for k in after.objective(objective.code).key_results][-1] == "One more"
    assert len(after.objectives) == len(office.objectives)


def test_a_key_result_that_both_have_is_reported_if_it_differs(admin):
    text = TWO_TEAMS.replace("Friends", "Answers")
    field, labels, _ = question(paste(admin, text))
    page = paste(admin, text, **{field: labels["Yes, one of Support"]})
    assert "a key result above has the same title and another measure" in page.text
    assert 'name="make"' not in page.text


def test_a_list_of_objectives_above_their_key_results_is_not_asked_about(services, admin):
    text = (
        "Objective\tTeam\tDescription\nBe loved\tSupport\tWhy it matters\n\n"
        "Objective\tKey result\tStart\tTarget\tTeam\nBe loved\tAnswers\t1\t9\tSupport"
    )
    page = paste(admin, text)
    assert "Is it one objective?" not in page.text
    write(admin, page)
    assert [row[1:] for row in objectives(services)] == [("Be loved", ["Answers"])]


def test_two_admins_who_import_the_same_write_it_once(services, admin):
    """Both have looked at the preview before either has confirmed it."""
    days = date(2027, 1, 1), date(2027, 3, 31)
    cycle = str(services.store.cycles.add("Q1 2027", *days).id)
    add_person(services, "Bo")
    other = make_client(services)
    log_in(other, "Bo")
    first, second = (paste(each, TWO_TEAMS, cycle=cycle) for each in (admin, other))
    assert admin.post("/admin/paste", data=sent(first, cycle=cycle, make="1")).status_code == 303
    before = rows(services)
    data = sent(second, cycle=cycle, make="1")
    shown = other.post("/admin/paste", data=data, follow_redirects=True)
    assert "The office has changed since this preview" in shown.text
    assert "there is nothing to import" in shown.text
    assert rows(services) == before


def test_what_is_saved_between_the_look_and_the_write_is_seen(services, admin, monkeypatch):
    """Another's import ends after this one was compared and before it takes the lock."""
    days = date(2027, 1, 1), date(2027, 3, 31)
    cycle = services.store.cycles.add("Q1 2027", *days).id
    page = paste(admin, TWO_TEAMS, cycle=str(cycle))
    add, late = services.store.imports.add, []

    def add_after_another(plan, **more):
        if not late:
            late.append(add(plan, **more))
        return add(plan, **more)

    monkeypatch.setattr(
        type(services.store.imports), "add", lambda _, p, **m: add_after_another(p, **m)
    )
    data = sent(page, cycle=str(cycle), make="1")
    shown = admin.post("/admin/paste", data=data, follow_redirects=True)
    assert "there is nothing to import" in shown.text
    assert len(objectives(services)) == 3


def test_going_back_after_the_import_shows_that_all_of_it_is_there(services, admin):
    page = paste(admin, TWO_TEAMS)
    assert write(admin, page).status_code == 303
    before = rows(services)
    back = admin.get(page.request.full_path)
    assert "there is nothing to import" in back.text
    assert 'name="make"' not in back.text
    again = admin.post("/admin/paste", data=sent(page, make="1") | {"once": "another"})
    assert again.status_code == 422
    assert 'id="name-error"' in again.text, "the cycle of this name is there"
    assert rows(services) == before
    assert NEW["name"] in {cycle.name for cycle in services.store.cycles.all()}
