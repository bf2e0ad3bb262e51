"""OKRs pasted or sent as a file: seen first, then written whole or not at all."""

import io
import re
import sqlite3
from datetime import date
from decimal import Decimal
from html import unescape

import pytest

from kiosk.okr.model import CycleState
from kiosk.store.backups.backup import backup_folder, backups
from kiosk.web.core.services import Services
from tests.services import make_client, make_services
from tests.web.admin.users import add_person, log_in

TABLE = """Objective\tKey result\tStart\tTarget\tTeam
Mail arrives at once\tMedian time\t182 ms\t90\tEngineering
\tComplaints\t45 %\t10 %\t
A name people know\tVisits\t1,000\t1,234.5\tBrand team
\tThe film is out\tno\tyes\t"""
NEW = {"cycle": "new", "name": "Q1 2027", "starts_on": "2027-01-01", "ends_on": "2027-03-31"}
TABLES = ("teams", "cycles", "objectives", "key_results", "definitions", "codes", "journal")


def paste(client, table=TABLE, **more):
    """Preview a table; with `make`, confirm what the preview showed as well."""
    data = {"table": table, **NEW, **more}
    confirmed = data.pop("make", "")
    preview = client.post("/admin/paste", data=data, follow_redirects=True)
    if not confirmed or preview.status_code != 200:
        return preview
    fields = ("seen", "draft", "once")
    found = (re.search(rf'name="{name}" value="([^"]*)"', preview.text) for name in fields)
    hidden = {name: match[1] for name, match in zip(fields, found, strict=True) if match}
    return client.post("/admin/paste", data={**data, **hidden, "make": "1"})


def rows(services: Services):
    with sqlite3.connect(services.store.path) as connection:
        return [connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in TABLES]


def made(services, name="Q1 2027"):
    cycle = next(c for c in services.store.cycles.all() if c.name == name)
    return cycle, services.store.cycles.office(cycle.id, services.now())


def test_the_preview_shows_what_it_would_make_and_writes_nothing(services, admin):
    before = rows(services)
    page = paste(admin)
    assert page.status_code == 200
    text = page.text.replace("\u00a0", " ")
    assert "from 182 ms to 90 ms" in text
    assert "from 45% to 10%" in text
    assert "from 1,000 to 1,234.5" in text
    assert "No team is called “Brand team” here" in text
    assert "Mail arrives at once\tMedian time\t182 ms" in text, "the table can be changed still"
    assert 'name="make"' in text
    assert rows(services) == before


def test_once_confirmed_all_of_it_stands_in_a_draft(services, admin):
    answer = paste(admin, make="1")
    cycle, office = made(services)
    assert answer.location.startswith(f"/admin/objectives?cycle={cycle.id}&imported=")
    assert cycle.state is CycleState.DRAFT
    names = {team.code: team.name for team in office.teams}
    assert [(names[o.team], o.title, len(o.key_results)) for o in office.objectives] == [
        ("Engineering", "Mail arrives at once", 2),
        ("Brand team", "A name people know", 2),
    ]
    first = office.objectives[0].key_results[0]
    assert (first.start, first.target, first.unit) == (Decimal(182), Decimal(90), "ms")
    assert admin.get(answer.location).status_code == 200


def test_it_is_one_change_by_whoever_pasted_it(services, admin):
    paste(admin, make="1")
    with sqlite3.connect(services.store.path) as connection:
        told = connection.execute(
            "SELECT DISTINCT author, batch FROM journal WHERE thing <> 'users'"
        ).fetchall()
    assert len(told) == 1
    assert told[0][0] == "Ada"


def test_what_was_there_before_an_import_is_backed_up(services, admin):
    paste(admin, make="1")
    [made] = backups(backup_folder(services.settings.database))
    assert made.name.startswith("before-import-")


def test_a_line_that_is_not_understood_is_reported_and_nothing_is_written(services, admin):
    before = rows(services)
    refused = paste(admin, TABLE.replace("1,234.5", "a lot"), make="1")
    page = admin.get(refused.location)
    assert "Line 4, “" in page.text
    assert "its start is a number and its target is not" in page.text
    assert 'name="make"' not in page.text
    assert "A name people know\tVisits\t1,000\ta lot" in page.text
    assert rows(services) == before


def test_what_is_refused_at_the_end_leaves_nothing_behind(services, admin):
    before = rows(services)
    twice = TABLE + "\nAnother\tOne\t0\t1\tBrand-Team"
    page = paste(admin, twice, make="1", **{"team-brand-team": "new"})
    assert page.status_code == 422
    assert "There is already a team “Brand-Team”" in page.text
    assert rows(services) == before


def test_an_unknown_team_may_be_one_that_is_there(services, admin):
    marketing = next(t for t in services.office().teams if t.slug == "marketing")
    paste(admin, make="1", **{"team-brand team": marketing.code})
    _, office = made(services)
    assert office.objectives[1].team == marketing.code
    assert all(team.name != "Brand team" for team in services.office().teams)


def test_a_team_with_a_letter_too_much_is_taken_for_the_one_it_is_like(services, admin):
    page = paste(admin, TABLE.replace("Brand team", "Marketingg"))
    marketing = next(t for t in services.office().teams if t.slug == "marketing")
    assert f'value="{marketing.code}" selected' in page.text


def test_without_any_team_one_must_be_chosen(services, admin):
    table = "Objective\tKey result\tTarget\nA\tk\t5"
    page = paste(admin, table, make="1")
    assert page.status_code == 422
    field = page.text.partition('name="team-"')[2].partition("</div>")[0]
    assert "Choose a team" in field
    assert 'name="make"' in page.text
    team = services.office().teams[1].code
    assert paste(admin, table, make="1", **{"team-": team}).status_code == 303


def test_key_results_join_an_objective_that_is_there(services, admin):
    office = services.office()
    objective = office.objectives[-1]
    team, cycle = office.team(objective.team), office.cycle(objective.cycle)
    table = f"{objective.title}\tOne more\t0\t9\t{team.name}"
    page = paste(admin, table, cycle=str(cycle.id))
    assert "exists already: its new key results are added to it" in page.text
    answer = paste(admin, table, cycle=str(cycle.id), make="1")
    assert answer.location.startswith("/admin/objectives?imported=")
    after = services.office().objective(objective.code)
    assert [k.title for k in after.key_results][-1] == "One more"
    assert len(services.office().objectives) == len(office.objectives)


def test_of_an_objective_that_is_there_nothing_is_added_where_nothing_is_new(services, admin):
    office = services.office()
    objective = office.objectives[-1]
    team, key_result = office.team(objective.team), objective.key_results[0]
    cycle = str(objective.cycle)
    above = f"Team: {team.name}\nObjective: {objective.title}\n"
    alone = paste(admin, above, cycle=cycle).text
    same = paste(admin, f"{above}- {key_result.title}", cycle=cycle).text
    for page in (alone, same):
        assert "exists already" in page
        assert "added to it" not in page
    assert "None of its key results is in the text." in alone


def test_all_that_is_wrong_with_a_new_cycle_is_said_and_the_button_stays(admin):
    table = "Objective\tKey result\tTarget\nA\tk\t5"
    page = paste(admin, table, make="1", name="")
    assert page.status_code == 422
    assert 'id="name-error"' in page.text
    assert "Choose a team" in page.text
    assert 'name="make"' in page.text
    page = paste(admin, starts_on="soon", ends_on="later").text
    for field in ("starts_on", "ends_on"):
        assert f'id="{field}-error"' in page
    assert 'name="make"' in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "Q4 2026"), ("starts_on", "soon"), ("ends_on", "2026-12-01")],
)
def test_a_cycle_that_will_not_do_is_said_at_its_field_and_nothing_is_lost(
    services, admin, field, value
):
    before = rows(services)
    page = paste(admin, make="1", **{field: value})
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert "A name people know" in page.text
    assert rows(services) == before


def test_an_office_begins_with_a_table(tmp_path):
    services = make_services(tmp_path, empty=True)
    client = make_client(services)
    add_person(services)
    log_in(client)
    assert "/admin/paste" in client.get("/admin/objectives").text
    table = "Be loved\tFriends\t0\t9\tAcme\nBe fast\tTime\t9\t1\tOps"
    page = paste(client, table).text
    assert "it is the company itself" in page
    paste(client, table, make="1", **{"team-acme": "company", "team-ops": "new"})
    _, office = made(services)
    assert [(t.name, t.is_company) for t in office.teams] == [("Acme", True), ("Ops", False)]


def test_numbers_are_read_as_the_office_s_language_writes_them(services, admin):
    services.store.settings.replace({"language": "de"})
    page = paste(admin, "A\tk\t1.000\t1.234,5\tEngineering").text
    assert re.search(r"1\.000.*1\.234,5", page[page.index("admin-results") :], re.DOTALL)


def test_a_table_changed_since_its_preview_is_shown_once_more(services, admin):
    before = rows(services)
    page = paste(admin).text
    hidden = {n: re.search(rf'name="{n}" value="([^"]*)"', page)[1] for n in ("seen", "draft")}
    changed = {"table": TABLE.replace("90", "80"), **NEW, "make": "1", **hidden}
    answer = admin.post("/admin/paste", data=changed)
    page = admin.get(answer.location)
    assert "The text has changed since its preview" in page.text
    assert "to 80" in page.text
    assert rows(services) == before


def test_what_the_preview_has_not_shown_is_not_imported_by_another_choice(services, admin):
    before = rows(services)
    page = paste(admin).text
    hidden = {n: re.search(rf'name="{n}" value="([^"]*)"', page)[1] for n in ("seen", "draft")}
    marketing = next(t for t in services.office().teams if t.slug == "marketing")
    other = {"table": TABLE, **NEW, "make": "1", **hidden, "team-brand team": marketing.code}
    page = admin.get(admin.post("/admin/paste", data=other).location)
    assert "something else would be imported than the preview has shown" in page.text
    assert rows(services) == before


def test_a_preview_has_an_address_to_come_back_to(services, admin):
    answer = admin.post("/admin/paste", data={"table": TABLE, **NEW})
    assert (answer.status_code, answer.location[:19]) == (303, "/admin/paste?draft=")
    for _ in range(2):
        page = admin.get(answer.location)
        assert "A name people know\tVisits" in page.text
        assert 'name="make"' in page.text


def test_a_preview_that_is_no_longer_kept_says_so_and_an_open_tab_still_imports(services, admin):
    assert "no longer kept" in admin.get("/admin/paste?draft=unknown").text
    page = paste(admin).text
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
    data = {"table": TABLE, **NEW, "make": "1", "seen": seen, "draft": "forgotten"}
    assert admin.post("/admin/paste", data=data).location.startswith("/admin/objectives?")


def test_enter_in_a_field_looks_at_the_preview_and_imports_nothing(services, admin):
    form = paste(admin).text.partition("data-import")[2]
    first = re.search(r"<button[^>]*name=\"(\w+)\"", form)
    assert first[1] == "again", "the button that Enter presses"
    before = rows(services)
    answer = admin.post("/admin/paste", data={"table": TABLE, **NEW, "again": "1"})
    assert answer.location.startswith("/admin/paste?draft=")
    assert rows(services) == before


def test_a_file_beside_another_text_is_refused_and_the_text_stays(services, admin):
    data = {"file": (io.BytesIO(b"Objective;KR\nA;b"), "okrs.csv"), "table": TABLE, **NEW}
    page = admin.post("/admin/paste", data=data, content_type="multipart/form-data")
    assert page.status_code == 422
    assert "Both a text and a file" in page.text
    assert "A name people know\tVisits" in page.text


def test_every_line_is_counted(services, admin):
    page = paste(admin).text
    found = re.search(r"(\d+) lines: (\d+) understood, (\d+) left out, (\d+) not", page)
    lines, *parts = map(int, found.groups())
    assert lines == sum(parts) == len(TABLE.splitlines())


def test_a_member_may_not_paste(services, client):
    add_person(services, "Bo", is_admin=False)
    log_in(client, "Bo")
    assert client.get("/admin/paste").status_code == 403
    assert paste(client, make="1").status_code == 403


def chosen(client):
    page = client.get("/admin/paste").text
    return re.findall(r'<option value="(\w+)" selected', page)


def test_the_draft_or_the_cycle_in_which_nothing_is_measured_yet_is_chosen_first(services, admin):
    assert chosen(admin) == ["new"], "the running one is full"
    days = date(2027, 1, 1), date(2027, 3, 31)

    empty = services.store.cycles.add("Q1 2027", *days)
    team = services.office().teams[0].code
    services.store.objectives.add(empty.id, team, "No key result yet")
    assert chosen(admin) == [str(empty.id)]

    days = date(2027, 4, 1), date(2027, 6, 30)
    draft = services.store.cycles.add("Q2 2027", *days, state=CycleState.DRAFT)
    assert chosen(admin) == [str(draft.id)]

    preview = paste(admin)
    assert re.findall(r'<option value="(\w+)" selected', preview.text)[-1] == "new", "as typed"


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("quarter", ("Q1 2027", "2027-01-01", "2027-03-31")),
        ("half_year", ("H1 2027", "2027-01-01", "2027-06-30")),
        ("year", ("2027", "2027-01-01", "2027-12-31")),
    ],
)
def test_a_new_cycle_is_suggested_as_long_as_the_office_has_them(services, admin, length, expected):
    services.store.settings.replace({"cycle_length": length})
    page = admin.get("/admin/paste").text
    given = (re.search(rf'name="{f}"[^>]*value="([^"]*)"', page) for f in NEW if f != "cycle")
    assert tuple(found[1] for found in given) == expected


def test_ends_a_thousand_times_apart_are_remarked_upon_in_the_preview(admin):
    table = "A\tVisits\t4.9\t8000\tEngineering\nA\tCalls\t4\t80\tEngineering"
    page = unescape(paste(admin, table).text)
    assert page.count("differ by a factor of a thousand or more") == 1
    assert "Did you mean to start at 4,900?" in page


OUTLINE = """# OKRs Q2 2027
## Engineering
- Mail arrives at once
  - Median time from 182 to 90 ms
  - 1,234 messages an hour
  - Runbook is written
"""


def test_an_outline_is_understood_and_its_title_names_the_cycle(services, admin):
    page = paste(admin, OUTLINE, suggested="new")
    text = page.text.replace("\u00a0", " ")
    assert page.status_code == 200
    assert "from 182 ms to 90 ms" in text
    assert 'value="Q2 2027"' in text
    assert "2 lines are left out" in text


def test_a_number_with_two_readings_is_asked_once_for_all(admin):
    page = paste(admin, OUTLINE).text
    assert "“1,234” can be 1234 or 1.234. How are numbers written here?" in page
    chosen = re.search(r'name="separator" value="." checked> <span>([^<]*)', page)
    assert chosen[1].strip() == "1,234.5, so “1,234” is 1234"
    assert page.index('id="decisions"') < page.index("admin-import-team"), "before the rows"
    settled = paste(admin, OUTLINE, separator=",").text
    assert "can be 1234" not in settled
    assert "to 1.234, start not known yet" in settled


def test_a_file_becomes_text_that_is_previewed_and_written(services, admin):
    file = (io.BytesIO(TABLE.replace("\t", ";").encode("cp1252")), "okrs.csv")
    page = admin.post(
        "/admin/paste",
        data={"file": file, "table": "", **NEW},
        content_type="multipart/form-data",
        follow_redirects=True,
    )
    assert "from 182 ms to 90 ms" in page.text.replace("\u00a0", " ")
    assert "Mail arrives at once\tMedian time\t182 ms" in page.text
    text = unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)[1])
    assert paste(admin, text, make="1").status_code == 303
    assert len(made(services)[1].objectives) == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", bytes(4000)])
def test_a_file_that_cannot_be_read_is_said_at_its_field(services, admin, content):
    before = rows(services)
    file = (io.BytesIO(content), "okrs.xlsx")
    page = admin.post(
        "/admin/paste", data={"file": file, "table": "", **NEW}, content_type="multipart/form-data"
    )
    assert page.status_code == 422
    assert 'id="file-error"' in page.text
    assert rows(services) == before


def test_the_same_again_changes_nothing_and_says_so(services, admin):
    paste(admin, make="1")
    cycle, _ = made(services)
    before = rows(services)
    page = paste(admin, TABLE, cycle=str(cycle.id))
    assert "there is nothing to import" in page.text
    assert 'name="make"' not in page.text
    assert rows(services) == before


def test_a_changed_number_of_an_open_cycle_needs_a_reason(services, admin):
    objective = services.office().objectives[-1]
    team = services.office().team(objective.team).name
    cycle = str(objective.cycle)
    row = f"{objective.title}\tOne more\t0\t9\t{team}"
    paste(admin, row, cycle=cycle, make="1")
    changed = row.replace("\t9\t", "\t12\t")
    refused = paste(admin, changed, cycle=cycle, make="1")
    assert refused.status_code == 422
    assert 'name="reason"' in refused.text
    assert paste(admin, changed, cycle=cycle, make="1", reason="We learned more").status_code == 303
    assert services.office().objective(objective.code).key_results[-1].target == 12


def test_what_is_copied_from_a_page_becomes_text(admin):
    html = "<ul><li>Be fast<ul><li>Time from 9 to 1</li></ul></li></ul>"
    answer = admin.post("/admin/paste/text", data=html, content_type="text/html")
    assert answer.text == "- Be fast\n    - Time from 9 to 1\n"
    assert admin.post("/admin/paste/text", data="", content_type="text/html").status_code == 422


def test_what_a_column_holds_is_asked_once_for_tables_with_these_headings(services, admin):
    table = "Objective\tKey result\tTarget\tZorg\nFly\tWings\t2\tEngineering\n"
    team = {"team-": services.office().teams[1].code}
    page = paste(admin, table, **team).text
    assert "What does the column “Zorg” hold?" in page
    assert re.search(r'<option value="team">', page)
    assert paste(admin, table, make="1", **{"column-zorg": "team"}).status_code == 303
    _, office = made(services)
    assert office.team(office.objectives[0].team).name == "Engineering"

    again = paste(admin, table.replace("Fly", "Soar"))
    assert '<option value="team" selected>' in again.text
    assert "No team is called" not in again.text
    forgotten = {"column-zorg": "", **team, "name": "Q2 2027"}
    days = {"starts_on": "2027-04-01", "ends_on": "2027-06-30"}
    assert paste(admin, table, make="1", **forgotten, **days).status_code == 303
    assert '<option value="team" selected>' not in paste(admin, table).text
