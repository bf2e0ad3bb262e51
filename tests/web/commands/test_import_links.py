"""Links of an import between objectives that are there already: shown, written once, undone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import main
from kiosk.okr.model import AlignmentLink
from kiosk.store import Store
from kiosk.web.core.services import utc_now

WITHOUT = """Objective,Key result,Target
Everybody knows us,Visits,10
People find us,Readers,20
Write more,Posts,40
"""
WITH = """Objective,Serves,Because,Key result,Target
Everybody knows us,,,Visits,10
People find us,Everybody knows us,Because who is found is known,Readers,20
Write more,People find us,,Posts,40
"""
Run = Callable[[str], Result]


@pytest.fixture
def run(tmp_path: Path, store: Store) -> Run:
    """The command, on a table."""

    def run(table: str, *arguments: str) -> Result:
        file = tmp_path / "okrs.csv"
        file.write_text(table, encoding="utf-8")
        given = ["import", str(file), *(arguments or ("--yes",)), "--data", str(tmp_path / "data")]
        done = CliRunner().invoke(main, given)
        assert done.exit_code == 0, done.output
        return done

    return run


def served(store: Store) -> dict[str, list[tuple[str, str]]]:
    """What each objective serves, by titles, and why."""
    objectives = store.office(utc_now()).objectives
    titles = {o.code: o.title for o in objectives}
    return {o.title: [(titles[k.code], k.reason) for k in o.serves] for o in objectives}


NONE: dict[str, list[tuple[str, str]]] = {
    "Everybody knows us": [], "People find us": [], "Write more": [],
}  # fmt: skip
ADDED = NONE | {"People find us": [("Everybody knows us", "who is found is known")]}


def test_a_link_that_is_missing_is_shown_written_once_and_undone(run: Run, store: Store):
    run(WITHOUT)
    plan = run(WITH, "--dry-run").output
    assert "  ~ People find us\n" in plan
    assert "    + Serves “Everybody knows us”, because who is found is known" in plan
    assert "does not serve “People find us”. The source does not say why it" in plan
    assert served(store) == NONE
    assert "1 link to another objective" in run(WITH).output
    assert served(store) == ADDED
    assert "Nothing to import" in run(WITH).output
    batch = store.imports.newest()
    store.imports.undo(batch, reason="Undone", now=utc_now())
    assert served(store) == NONE
    store.imports.redo(batch, reason="Redone", now=utc_now())
    assert served(store) == ADDED


def test_the_plan_for_programs_has_them(run: Run, store: Store):
    run(WITHOUT)
    teams = json.loads(run(WITH, "--dry-run", "--json").stdout)["teams"]
    states = {o["title"]: (o["state"], o["new_links"]) for o in teams[0]["objectives"]}
    link = {"title": "Everybody knows us", "because": "who is found is known"}
    assert states == {
        "Everybody knows us": ("same", []), "People find us": ("changed", [link]),
        "Write more": ("same", []),
    }  # fmt: skip


def test_links_of_the_office_stay(run: Run, store: Store):
    run(WITHOUT)
    _, found, more = store.office(utc_now()).objectives
    links = [AlignmentLink(more.code, "who writes is found")]
    store.objectives.edit(found.code, title=found.title, serves=links)
    run(WITH)
    both = [("Write more", "who writes is found"), ("Everybody knows us", "who is found is known")]
    assert served(store) == NONE | {"People find us": both}
    store.imports.undo(store.imports.newest(), reason="Undone", now=utc_now())
    assert served(store) == NONE | {"People find us": both[:1]}


def test_a_link_to_a_new_objective_goes_with_it(run: Run, store: Store):
    run(WITHOUT)
    before = store.office(utc_now())
    table = f"{WITH}Be read,,,Reads,9\n".replace("more,People find us,", "more,Be read,Because so")
    run(table)
    assert served(store)["Write more"] == [("Be read", "so")]
    store.imports.undo(store.imports.newest(), reason="Undone", now=utc_now())
    assert store.office(utc_now()).objectives == before.objectives


def test_a_reason_that_was_changed_since_stays(run: Run, store: Store):
    run(WITHOUT)
    run(WITH + "Be read,,,Reads,9\n")
    known, found, *_ = store.office(utc_now()).objectives
    links = [AlignmentLink(known.code, "it is ours")]
    store.objectives.edit(found.code, title=found.title, serves=links)
    store.imports.undo(store.imports.newest(), reason="Undone", now=utc_now())
    assert served(store) == NONE | {"People find us": [("Everybody knows us", "it is ours")]}


def test_a_circle_is_refused(run: Run, store: Store):
    run(WITHOUT)
    known, found, _ = store.office(utc_now()).objectives
    links = [AlignmentLink(found.code, "the other way round")]
    store.objectives.edit(known.code, title=known.title, serves=links)
    plan = run(WITH, "--dry-run").output
    assert "It cannot serve “Everybody knows us”, which serves it as well" in plan
    assert "Nothing to import" in run(WITH).output
