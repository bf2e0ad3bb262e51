"""`kiosk import` uses remembered answers, and takes those that its plan asks for."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.okr.model import CycleState
from kiosk.store import Store
from tests.web.commands.test_import_files import Run, office, run

__all__ = ["run"]

ZORG = "Objective,Key result,Target,Zorg\nFly,Wings,2,Support\n"
TWICE = """Team,Objective,Key result,Start,Target
Support,Be loved,Answers,1,9
Marketing,Be loved,Friends,2,8
"""


@pytest.fixture
def teams(store: Store) -> None:
    store.teams.add("Support")
    store.teams.add("Marketing")


def written(store: Store) -> dict[str, tuple[str, list[str]]]:
    now = office(store)
    return {
        o.title: (now.team(o.team).name, [k.title for k in o.key_results]) for o in now.objectives
    }


@pytest.mark.usefixtures("teams")
def test_a_column_that_is_asked_about_is_named_and_remembered(run: Run, store: Store):
    asked = run("--dry-run", content=ZORG, name="okrs.csv").output
    assert 'Otherwise: --column "Zorg=' in asked
    done = run("--yes", "--column", "Zorg=team", content=ZORG, name="okrs.csv")
    assert done.exit_code == 0, done.output
    assert written(store) == {"Fly": ("Support", ["Wings"])}

    again = ZORG.replace("Fly", "Soar")
    in_cycle = ("--yes", "--cycle", "Q4 2026")
    assert run(*in_cycle, content=again, name="okrs.csv").exit_code == 0
    assert written(store)["Soar"] == ("Support", ["Wings"])


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--column", "Zorg=colour", "“colour” is nothing that a column holds. Use one of these: "),
        ("--column", "Zorg", 'Write it like --column "Lead=owner"'),
        ("--column", "Borg=team", "No column “borg” is asked about. Asked is about: “Zorg”"),
        ("--answer", "2=7", "“2=7” answers nothing that is asked"),
        ("--same", "Fly=Support", "No objectives called “Fly” may be one"),
    ],
)
def test_an_answer_to_nothing_says_what_may_be_typed(
    run: Run, store: Store, option: str, value: str, says: str
):
    done = run("--yes", option, value, content=ZORG, name="okrs.csv")
    assert done.exit_code == 1
    assert says in done.output
    assert written(store) == {}


def test_how_decimals_and_days_are_written(run: Run, store: Store):
    text = "Objective,Key result,Start,Target,Due\nFly,Wings,0,1.234,04/11/2026\n"
    asked = run("--dry-run", content=text, name="okrs.csv").output
    assert "Otherwise: --decimals comma" in asked
    assert "Otherwise: --days day-first" in asked
    done = run("--yes", "--decimals", "comma", "--days", "month-first", content=text, name="o.csv")
    assert done.exit_code == 0, done.output
    assert "Otherwise: --decimals" not in done.output
    assert "Otherwise: --days" not in done.output
    [added] = office(store).objectives[0].key_results
    assert added.target == 1234
    done = run("--days", "sometimes", content=text, name="okrs.csv")
    assert done.exit_code == 2
    assert "month-first" in done.output


def test_a_question_about_a_line_is_answered(run: Run, store: Store):
    text = "# OKRs\n### Be calm\n- Hire 3 engineers and 2 designers\n- Rota is live\n"
    asked = run("--dry-run", content=text).output
    option = asked.partition('--answer "')[2].partition('"')[0]
    assert option, asked
    before = run("--dry-run", "--json", content=text).output
    after = run("--dry-run", "--json", "--answer", option, content=text)
    assert after.exit_code == 0, after.output
    assert before.count('"kind"') != after.output.count('"kind"')


@pytest.mark.usefixtures("teams")
@pytest.mark.parametrize(
    ("team", "expected"),
    [("", ["Answers"]), ("Support", ["Answers", "Friends"]), ("marketing", ["Friends", "Answers"])],
)
def test_objectives_of_one_title_stay_apart_unless_said(
    run: Run, store: Store, team: str, expected: list[str]
):
    said = ("--same", f"be loved={team}") if team else ()
    done = run("--yes", *said, content=TWICE, name="okrs.csv")
    assert done.exit_code == 0, done.output
    assert '--same "Be loved=' in done.output
    found = [o for o in office(store).objectives if o.title == "Be loved"]
    assert len(found) == (1 if team else 2)
    assert sorted(k.title for k in found[0].key_results) == sorted(expected)
    before = office(store)
    assert "Nothing to import" in run("--yes", content=TWICE, name="okrs.csv").output
    assert office(store) == before


def test_what_others_save_before_the_answer_is_seen(
    run: Run, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Somebody imports the same while the question is open: it is not there twice."""
    text = "Objective,Key result,Start,Target\nFly,Wings,0,2\n"
    late: list[str] = []

    def confirmed(*_: str) -> bool:
        if not late:
            late.append("once")
            assert run("--yes", content=text, name="o.csv").exit_code == 0
        return True

    monkeypatch.setattr("kiosk.cli._confirmed", confirmed)
    done = run(content=text, name="okrs.csv")
    assert done.exit_code == 1
    assert "The office has changed since the preview. Nothing was imported" in done.output
    assert written(store) == {"Fly": ("Our company", ["Wings"])}


def test_what_others_save_besides_does_not_disturb(
    run: Run, store: Store, monkeypatch: pytest.MonkeyPatch
):
    def confirmed(*_: str) -> bool:
        store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT)
        return True

    monkeypatch.setattr("kiosk.cli._confirmed", confirmed)
    done = run("--cycle", "Q4 2026", content="### Fly\n- Wings from 0 to 2\n")
    assert done.exit_code == 0, done.output
    assert office(store).objectives[0].key_results[0].target == Decimal(2)
