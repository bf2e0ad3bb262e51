"""A long preview is folded by team and objective, except where a question is to be answered."""

import re
from datetime import date

import pytest

from kiosk.web.admin import okr_import
from tests.web.admin.test_okr_import import made, paste
from tests.web.admin.users import add_person

MULTIPART = "multipart/form-data"

HEADINGS = "Team\tObjective\tKey result\tStart\tTarget"
OPEN = re.compile(
    r'<details class="admin-import-(team|objective)" open>\s*<summary>(.*?)</summary>', re.S
)


def table(teams, objectives):
    """Rows of these, with a start and target far apart in Support's second objective."""
    cells = [
        (team, f"{team} {at}", "Visits", "90000000" if (team, at) == ("Support", 2) else "1", "40")
        for team in teams
        for at in range(objectives)
    ]
    return "\n".join([HEADINGS, *("\t".join(row) for row in cells)])


def opened(text):
    return [
        (kind, re.sub(r"<.*?>", "", summary).split(" · ")[0].strip())
        for kind, summary in OPEN.findall(text)
    ]


def test_only_what_asks_is_open(admin):
    page = paste(admin, table(("Support", "Marketing"), 9)).text.replace("\u00a0", " ")
    assert opened(page) == [
        ("team", "Support 9 objectives"),
        ("objective", "Support 2 1 key result"),
    ]
    assert page.count("1 remark</span></summary>") == 2, "its team and it say how many"


def test_a_short_one_is_open_and_so_is_the_only_team(admin):
    page = paste(admin, table(("Support", "Marketing"), 3)).text
    assert len(opened(page)) == 2
    assert "admin-import-objective" not in page
    alone = paste(admin, table(("Marketing",), 13)).text
    assert opened(alone) == [("team", "Marketing 13 objectives")]


def test_objectives_without_a_team_ask_for_one(admin):
    page = paste(admin, "Objective\tKey result\tTarget\nGuides people read\tReaders\t40").text
    assert "Team of the objectives without one" in page
    assert "No team is called" not in page


@pytest.mark.parametrize(("order", "day"), [("day", date(2027, 3, 2)), ("month", date(2027, 2, 3))])
def test_days_that_may_be_read_in_two_ways_are_settled_on_the_page(services, admin, order, day):
    head = "Objective\tKey result\tStart\tTarget\tDue\tTeam\n"
    table = f"{head}Be calm\tPages\t9\t1\t02/03/2027\tSupport"
    assert "How are days written here? “02/03/2027”" in paste(admin, table).text
    page = paste(admin, table, day_order=order)
    assert re.search(rf'value="{order}" checked', page.text)
    assert paste(admin, table, day_order=order, make="1").status_code == 303
    assert made(services)[1].objectives[0].key_results[0].due == day


def test_a_row_that_looks_like_headings_is_reported_and_nothing_can_be_written(admin):
    table = f"{HEADINGS}\nSupport\tBe calm\tPages\t9\t1\nTim\tZiil\tMessuun\tVun\tBis"
    page = paste(admin, f"{table}\nSupport\tBe loved\tFriends\t1\t9").text
    assert "it looks like headings, and they are not known" in page
    assert 'name="make"' not in page
    words = f"{HEADINGS}\nSupport\tBe calm\tFilm\tno\tyes\nSupport\tBe calm\tRota\ttbd\ttbd"
    assert 'name="make"' in paste(admin, words).text


def test_check_ins_are_named_before_and_after_with_their_values(services, admin):
    head = "Objective\tKey result\tStart\tTarget\tCurrent\tTeam\n"
    table = f"{head}Be calm\tPages\t9 h\t1\t4\tSupport"
    assert "“Pages”: 4 h, today" in paste(admin, table).text.replace("\u00a0", " ")
    page = admin.get(paste(admin, table, make="1").location).text.replace("\u00a0", " ")
    [code] = [k.code for o in made(services)[1].objectives for k in o.key_results]
    assert f'<a href="/admin/key-results/{code}">Pages: 4 h</a>' in page


def test_what_is_too_long_is_said_on_the_page(admin, monkeypatch):
    monkeypatch.setattr(okr_import, "MAX_TEXT", 50_000)
    page = admin.post("/admin/paste", data={"table": "x" * 60_000}, content_type=MULTIPART)
    assert page.status_code == 413
    assert "more than 20 MB" in page.text
    assert 'id="table-error"' in page.text


def test_a_long_text_is_kept_while_its_sender_logs_in_again(client, services):
    add_person(services)
    text = table(("Support",), 9) + "\n" * 300_000
    page = client.post("/admin/paste", data={"table": text}, content_type=MULTIPART)
    assert page.status_code == 401
    assert 'name="kept"' in page.text
    page = client.post("/admin/paste", data={"table": text * 4}, content_type=MULTIPART)
    assert page.status_code == 401
    assert "too long to keep here" in page.text


def test_short_titles_for_the_wall_are_proposed_and_taken_together(services, admin):
    head = "Objective\tKey result\tStart\tTarget\tTeam\n"
    text = f"{head}Be fast\tTime to hire down from 62 days to 40 days\t62\t40\tSupport"
    page = paste(admin, text).text
    assert "1 title says its numbers" in page
    assert "Yes: Time to hire" in page
    assert "on the wall" not in page, "nothing is taken that nobody has chosen"
    chosen = {"short_titles": "yes"}
    assert "on the wall “Time to hire”" in paste(admin, text, **chosen).text
    paste(admin, text, make="1", **chosen)
    [key_result] = [k for o in made(services)[1].objectives for k in o.key_results]
    assert key_result.short_title == "Time to hire"


def test_a_name_in_brackets_and_a_number_to_double_are_asked_about(admin):
    page = paste(admin, "Objective: Be calm\n- Double the volunteers\n- Hire a coach (Lea)").text
    assert "Is “Lea” the owner?" in page
    assert "No, it belongs to the title" in page
    assert "“Double the volunteers” names no number to start from" in page
    assert "target open" in page
