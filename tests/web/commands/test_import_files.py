"""`kiosk import`: the plan, what is written, and that a second time changes nothing."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import main
from kiosk.okr.model import CycleState, KeyResultKind, Office
from kiosk.store import Store
from kiosk.web.core.services import utc_now
from tests.services import make_services

OUTLINE = """# OKRs
## Marketing
### Objective: People find us
- Newsletter readers from 800 to 2k
- No more than 3% unsubscribe
- Podcast is on the air
"""
DUE = """Objective,Description,Key result,Start,Target,Due,Owner,Comment
People find us,,Readers,0,2000,2026-11-15,Mia,Counted on Mondays
,,Talks,0,4,2027-02-01,,
,,Film is out,no,yes,,,
"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, store: Store) -> Run:
    """The command, on files of a folder of its own."""

    def run(*arguments: str, content: str = OUTLINE, name: str = "okrs.md") -> Result:
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        data = ["--data", str(tmp_path / "data")]
        return CliRunner().invoke(main, ["import", str(file), *arguments, *data])

    return run


def office(store: Store) -> Office:
    return store.office(utc_now())


def test_the_plan_says_how_every_line_was_read(run: Run):
    done = run("--dry-run", "--json")
    assert done.exit_code == 0, done.output
    plan = json.loads(done.stdout)
    assert (plan["lines"], plan["understood"], plan["not_understood"]) == (6, 4, [])
    assert [line["line"] for line in plan["skipped"]] == [1, 2]
    (team,) = plan["teams"]
    (objective,) = team["objectives"]
    assert (team["name"], objective["title"]) == ("Marketing", "People find us")
    readers, limit, podcast = objective["key_results"]
    assert (readers["start"], readers["target"], readers["state"]) == (800, 2000, "new")
    assert (limit["kind"], limit["high"], limit["unit"]) == ("at_most", 3, "%")
    assert (podcast["kind"], podcast["line"]) == ("yes_no", 6)


def test_objectives_without_a_team_are_said_to_be_the_companys(run: Run, store: Store):
    store.teams.add("Support")
    outline = "Objective: Be calm\n- Pages a night from 9 to 2\n"
    said = run("--dry-run", content=outline).output
    assert "1 objective names no team and is taken as one of Our company." in said
    assert 'Otherwise: --team "Support"' in said
    plan = json.loads(run("--dry-run", "--json", content=outline).stdout)
    assert {"about": "team", "lines": [1], "readings": ["Our company", "Support"],
            "taken": "Our company", "text": ""} in plan["questions"]  # fmt: skip
    assert "names no team" not in run("--dry-run", "--team", "Support", content=outline).output


def test_a_dry_run_writes_nothing(run: Run, store: Store):
    before = office(store)
    assert run("--dry-run").exit_code == 0
    assert office(store) == before


def test_an_import_is_written_and_the_same_again_changes_nothing(run: Run, store: Store):
    done = run("--yes")
    assert done.exit_code == 0, done.output
    (objective,) = office(store).objectives
    assert [k.kind for k in objective.key_results] == [
        KeyResultKind.NUMBER, KeyResultKind.AT_MOST, KeyResultKind.YES_NO,
    ]  # fmt: skip
    before = office(store)
    again = run("--yes")
    assert "Nothing to import" in again.output
    assert office(store) == before


def test_without_a_yes_nothing_is_written(run: Run, store: Store):
    done = run()
    assert done.exit_code == 1
    assert "Nothing was imported" in done.output
    assert office(store).objectives == ()


def test_a_changed_target_of_an_open_cycle_needs_a_reason(run: Run, store: Store):
    run("--yes")
    changed = OUTLINE.replace("2k", "3k")
    refused = run("--yes", content=changed)
    assert refused.exit_code == 1
    assert "reason" in refused.output
    done = run("--yes", "--reason", "We found a partner", content=changed)
    assert done.exit_code == 0, done.output
    readers, *others = office(store).objectives[0].key_results
    assert (readers.target, len(others)) == (3000, 2)


def test_what_is_not_understood_stops_the_import(run: Run, store: Store):
    table = "Objective,KR,Target\n,Pages,10\nBe calm,Deploys,20\n"
    done = run("--yes", content=table, name="okrs.csv")
    assert done.exit_code == 1
    assert "line 2" in done.output
    assert office(store).objectives == ()


def test_a_list_without_objectives_says_what_to_do(run: Run):
    done = run("--dry-run", content="Fix the roof\nHire somebody\n", name="list.txt")
    assert done.exit_code == 1
    assert "there is no objective above it" in done.output


def test_a_title_names_the_cycle(run: Run, store: Store):
    assert run("--yes", content=OUTLINE.replace("# OKRs", "# OKRs Q1 2027")).exit_code == 0
    names = {cycle.name: cycle.state for cycle in store.cycles.all()}
    assert names == {"Q4 2026": CycleState.OPEN, "Q1 2027": CycleState.DRAFT}


def test_an_unknown_cycle_names_those_there_are(run: Run):
    done = run("--cycle", "Q9", "--yes")
    assert done.exit_code == 1
    assert "Q4 2026" in done.output


def test_a_file_that_is_not_there_is_reported(tmp_path: Path, store: Store):
    done = CliRunner().invoke(
        main, ["import", str(tmp_path / "no.csv"), "--data", str(tmp_path / "data")]
    )
    assert done.exit_code == 1
    assert "cannot be read" in done.output


def test_a_due_day_in_the_cycle_is_written_and_the_other_is_said(run: Run, store: Store):
    done = run("--dry-run", "--json", content=DUE, name="okrs.csv")
    plan = json.loads(done.stdout)
    assert [k["due"] for k in plan["teams"][0]["objectives"][0]["key_results"]] == [
        *("2026-11-15", None, None),
    ]
    [asked] = [q for q in plan["questions"] if q["about"] == "due outside"]
    assert (asked["lines"], asked["text"]) == ([3], "2027-02-01")
    text = run("--dry-run", content=DUE, name="okrs.csv").output
    assert "due 15 November 2026" in text
    assert "line 3: The due day 2027-02-01 is not in the cycle, so it is left out." in text
    written = run("--yes", content=DUE, name="okrs.csv")
    assert written.exit_code == 0, written.output
    readers, *others = office(store).objectives[0].key_results
    assert (readers.due, readers.description) == (date(2026, 11, 15), "Counted on Mondays")
    assert [k.due for k in others] == [None, None]
    before = office(store)
    assert "Nothing to import" in run("--yes", content=DUE, name="okrs.csv").output
    assert office(store) == before


def test_a_day_without_its_year_is_the_one_of_the_cycle(run: Run, store: Store):
    outline = "# Marketing\n## Objective: People find us\n- Readers from 0 to 9 by 15 November\n"
    assert run("--yes", content=outline).exit_code == 0
    assert office(store).objectives[0].key_results[0].due == date(2026, 11, 15)


def test_a_due_day_that_is_left_out_changes_nothing_there(run: Run, store: Store):
    run("--yes", content=DUE, name="okrs.csv")
    before = office(store)
    later = DUE.replace("2026-11-15", "2027-03-01")
    assert "Nothing to import" in run("--yes", content=later, name="okrs.csv").output
    assert office(store) == before


SERVES = """Objective,Serves,Because,Key result,Target
Everybody knows us,,,Visits,10
People find us,Everybody knows us,Because who is found is known,Readers,20
Be calm,Fly to the moon,It is high,Rota,30
Write more,People find us,,Posts,40
"""


def test_what_an_objective_serves_is_written_once_and_undone(run: Run, store: Store):
    done = run("--dry-run", "--json", content=SERVES, name="okrs.csv")
    plan = json.loads(done.stdout)
    objectives = plan["teams"][0]["objectives"]
    served = [[], ["Everybody knows us"], [], ["People find us"]]
    assert [o["serves"] for o in objectives] == served
    asked = [(q["about"], q["lines"], q["text"]) for q in plan["questions"] if q["lines"]]
    assert asked == [
        ("team", [2, 3, 4, 5], ""),
        ("serves unknown", [4], "Fly to the moon"), ("serves reason", [5], "People find us"),
    ]  # fmt: skip
    assert run("--yes", content=SERVES, name="okrs.csv").exit_code == 0
    known, found, *others = office(store).objectives
    [link] = found.serves
    assert (link.code, link.reason) == (known.code, "who is found is known")
    assert not any(o.serves for o in (known, *others))
    before = office(store)
    assert "Nothing to import" in run("--yes", content=SERVES, name="okrs.csv").output
    assert office(store) == before
    store.imports.undo(store.imports.newest(), reason="Undone", now=utc_now())
    assert office(store).objectives == ()


def test_one_reason_serves_for_all_links_without_one(run: Run, store: Store):
    done = run("--yes", "--because", "We grow by word of mouth", content=SERVES, name="okrs.csv")
    assert done.exit_code == 0, done.output
    assert "nothing says why" not in done.output
    [link] = office(store).objectives[3].serves
    assert (link.code, link.reason) == (
        office(store).objectives[1].code, "We grow by word of mouth",
    )  # fmt: skip


def test_an_objective_of_a_longer_cycle_is_served_by_its_title_or_its_code(run: Run, store: Store):
    year = store.cycles.add("2026", date(2026, 1, 1), date(2026, 12, 31), state=CycleState.OPEN)
    company = office(store).teams[0].code
    titles = ("Be loved", "Be known")
    codes = [store.objectives.add(year.id, company, title).code for title in titles]
    table = f"Objective,Serves,Because,Key result\nA,Be loved,So,K1\nB,{codes[1]},So,K2\n"
    done = run("--yes", "--cycle", "Q4 2026", content=table, name="okrs.csv")
    assert done.exit_code == 0, done.output
    served = {o.title: [link.code for link in o.serves] for o in office(store).objectives}
    assert (served["A"], served["B"]) == ([codes[0]], [codes[1]])


NESTED = """# Objective: Lead in reliability
- KR: On time 88% → 96%
## Objective (Workshop): Vehicles leave fault-free
- KR: Breakdowns 22 → 8
"""


def test_an_objective_within_another_serves_it(run: Run, store: Store):
    done = run("--yes", "--because", "Late trips begin there", content=NESTED)
    assert done.exit_code == 0, done.output
    whole, part = office(store).objectives
    assert [link.code for link in part.serves] == [whole.code]


SHORT = """Objective,Short title,Key result,KR short title,Start,Target
Every order leaves on its day,Same day,Orders that leave on their day,On time,71,95
"""


def test_short_titles_are_written_and_exported(run: Run, store: Store, tmp_path: Path):
    assert run("--yes", content=SHORT, name="okrs.csv").exit_code == 0
    [objective] = office(store).objectives
    assert (objective.short_title, objective.key_results[0].short_title) == ("Same day", "On time")
    data = ["--data", str(tmp_path / "data")]
    file = tmp_path / "out.zip"
    assert CliRunner().invoke(main, ["export", str(file), *data]).exit_code == 0
    before = office(store)
    again = CliRunner().invoke(main, ["import", str(file), "--yes", *data])
    assert "Nothing to import" in again.output
    assert office(store) == before


def test_a_link_into_the_cycle_is_written_and_a_circle_is_not(run: Run, store: Store):
    run("--yes", content=SERVES, name="okrs.csv")
    table = (
        "Objective,Serves,Because,Key result,Target\nOne,Be calm,It helps,A,1\n"
        "Two,Three,It helps,B,1\nThree,Two,It helps,C,1\n"
    )
    done = run("--yes", "--cycle", "Q4 2026", content=table, name="more.csv")
    assert done.exit_code == 0, done.output
    assert "line 4: It cannot serve “Two”" in done.output
    objectives = office(store).objectives
    titles = {o.code: o.title for o in objectives}
    served = {o.title: [titles[link.code] for link in o.serves] for o in objectives[4:]}
    assert served == {"One": ["Be calm"], "Two": ["Three"], "Three": []}


def test_without_a_cycle_a_period_is_asked_for(tmp_path: Path):
    make_services(tmp_path, empty=True).store.close()
    file = tmp_path / "list.txt"
    file.write_text("Objective: Grow\n- 40 leads\n")
    arguments = ["import", str(file), "--data", str(tmp_path), "--cycle", "next"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "No cycle is a draft or open. Name a period like Q1 2027" in done.stderr
    asked = CliRunner().invoke(main, ["export", str(tmp_path / "all.md"), "--data", str(tmp_path)])
    assert "There is no cycle yet" in asked.stderr
