"""JSON, a workbook and a ZIP of tables are read back whole: an empty office that imports one has
the same OKRs as the office that it is from, cycle by cycle."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kiosk.cli import main
from kiosk.exchange.export_formats import FORMATS
from kiosk.exchange.export_source import ExportedCycle, OfficeExport, read_export
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import AlignmentLink, CycleState, Grade, KeyResult, KeyResultKind, Objective
from kiosk.okr.objective_texts import ObjectiveTexts
from kiosk.views.i18n.localizer import Localizer
from tests.exchange.test_export import exports
from tests.sample import WHOLE
from tests.server import MOMENT as NOW
from tests.services import make_services

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
    pytest.mark.usefixtures("readers"),
]
FORTY = Path(__file__).parents[1] / "fixtures" / "forty.toml"
WHOLE_FORMATS = ("json", "xlsx", "zip")
FIELDS = (
    *("title", "kind", "target", "low", "high", "weight", "owner", "due"),
    *("freshness_days", "confidential", "ambition", "short_title", "description"),
)
KINDS = KeyResultKind
BERLIN = ZoneInfo("Europe/Berlin")
ENGLISH, GERMAN = Localizer("en", BERLIN), Localizer("de", BERLIN)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is run where and when the sample office is."""
    monkeypatch.setenv("KIOSK_TIMEZONE", "Europe/Berlin")
    monkeypatch.setattr("kiosk.web.commands.import_files.utc_now", lambda: NOW)


@cache
def exported(folder: Path, file: Path) -> OfficeExport:
    """Every cycle of an office file."""
    store = make_services(folder, file).store
    return read_export(store, store.cycles.all(), NOW)


@pytest.fixture(params=["sample", "forty"])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> OfficeExport:
    file = WHOLE if request.param == "sample" else FORTY
    return exported(tmp_path_factory.getbasetemp() / f"whole-{request.param}", file)


def imported(folder: Path, data: bytes, ending: str, *more: str) -> str:
    """What `kiosk import` says of a file."""
    file = folder / f"everything.{ending}"
    file.write_bytes(data)
    options = ["--data", str(folder), "--yes", *more]
    done = CliRunner().invoke(main, ["import", str(file), *options])
    assert done.exit_code == 0, done.output
    return done.output


def content(export: OfficeExport) -> dict[str, Any]:
    """An export as what has to come back, without codes."""
    return {each.cycle.name: _cycle(each) for each in export.cycles}


def one_line(name: str) -> str:
    """A name as it is saved: an office file may have other spaces in it."""
    return " ".join(name.split())


def _cycle(each: ExportedCycle) -> dict[str, Any]:
    used = {o.team for o in each.office.objectives}
    return {
        "days": (each.cycle.starts_on, each.cycle.ends_on, each.cycle.theme),
        "teams": sorted(
            (one_line(t.name), t.is_company, t.color) for t in each.office.teams if t.code in used
        ),
        "objectives": [_objective(each, o) for o in each.office.objectives],
    }


def _objective(each: ExportedCycle, objective: Objective) -> dict[str, Any]:
    return {
        "where": (one_line(each.office.team(objective.team).name), objective.title),
        "texts": (objective.short_title, objective.description),
        "serves": [(title, reason) for _, title, reason in each.served(objective)],
        "key_results": [_key_result(each, k) for k in objective.key_results],
    }


def _key_result(each: ExportedCycle, key_result: KeyResult) -> dict[str, Any]:
    return {
        **{name: getattr(key_result, name) for name in FIELDS},
        "unit": key_result.unit,
        "start": None if key_result.start_is_derived else key_result.start,
        "milestones": [(m.title, m.weight) for m in key_result.milestones],
        "check_ins": list(_check_ins(each, key_result)),
    }


def _check_ins(each: ExportedCycle, key_result: KeyResult) -> Iterator[tuple[Any, ...]]:
    titles = {m.code: m.title for m in key_result.milestones}
    for check_in in each.check_ins.get(key_result.code, ()):
        value: Any = check_in.value
        if isinstance(value, frozenset):
            value = sorted(titles[code] for code in value)
        moment = check_in.measured_at.replace(microsecond=0)  # tables have no more
        about = check_in.signature, check_in.is_confirmation
        yield moment, value, check_in.confidence, check_in.note, *about


@pytest.mark.parametrize("ending", WHOLE_FORMATS)
def test_an_office_comes_back_whole(tmp_path: Path, office: OfficeExport, ending: str):
    store = make_services(tmp_path, empty=True).store
    localizer = GERMAN if ending == "xlsx" else ENGLISH
    said = imported(tmp_path, FORMATS[ending](localizer, office), ending)
    back = read_export(store, store.cycles.all(), NOW)
    wanted, found = content(office), content(back)
    assert list(found) == list(wanted)
    for cycle, expected in wanted.items():
        for part in ("days", "teams"):
            assert found[cycle][part] == expected[part]
        for there, here in zip(expected["objectives"], found[cycle]["objectives"], strict=True):
            assert here == there
    assert {each.cycle.state for each in back.cycles} == {CycleState.DRAFT}
    assert all(name in said for name in wanted)


def outline(export: OfficeExport) -> dict[str, Any]:
    """What a page for a wiki has of an export."""
    return {
        each.cycle.name: (
            (each.cycle.starts_on, each.cycle.ends_on, each.cycle.theme),
            [
                (one_line(each.office.team(o.team).name), o.title, [
                    (k.title, k.kind, None if k.start_is_derived else k.start, k.target, k.low,
                     k.high, k.weight, k.owner, k.due, [m.title for m in k.milestones])
                    for k in o.key_results
                ])
                for o in each.office.objectives
            ],
        )
        for each in export.cycles
    }  # fmt: skip


def test_a_wiki_page_of_every_cycle_comes_back_as_its_cycles(tmp_path: Path):
    office = exported(tmp_path / "whole", WHOLE)
    store = make_services(tmp_path, empty=True).store
    imported(tmp_path, FORMATS["md"](GERMAN, office), "md")
    back = read_export(store, store.cycles.all(), NOW)
    wanted, found = outline(office), outline(back)
    assert list(found) == list(wanted)
    for cycle, expected in wanted.items():
        assert found[cycle][0] == expected[0]
        for there, here in zip(expected[1], found[cycle][1], strict=True):
            assert here == there
    again = imported(tmp_path, FORMATS["md"](GERMAN, back), "md")
    assert "Nothing to import" in again


@pytest.mark.parametrize("ending", ["md", "csv"])
def test_current_values_come_back_from_a_table_of_one_cycle_also_a_no(tmp_path: Path, ending: str):
    there = make_services(tmp_path / "there").store
    opened = [cycle for cycle in there.cycles.all() if cycle.state is CycleState.OPEN]
    office = read_export(there, opened, NOW)
    store = make_services(tmp_path / "here", empty=True).store
    imported(tmp_path / "here", FORMATS[ending](ENGLISH, office), ending, "--cycle", "Q4 2026")
    back = read_export(store, store.cycles.all(), NOW)
    wanted, found = current_values(office), current_values(back)
    assert False in wanted.values()
    assert found == wanted


def current_values(export: OfficeExport) -> dict[tuple[str, str], Any]:
    """The current value of each key result that has one, by its objective and title; of milestones
    how many are done."""
    values: dict[tuple[str, str], Any] = {}
    for each in export.cycles:
        for objective in each.office.objectives:
            for key_result in objective.key_results:
                for check_in in each.check_ins.get(key_result.code, ())[-1:]:
                    value = check_in.value
                    shown = len(value) if isinstance(value, frozenset) else value
                    values[objective.title, key_result.title] = shown
    return values


@pytest.mark.parametrize("ending", WHOLE_FORMATS)
def test_the_same_office_has_all_of_it_and_says_so(tmp_path: Path, ending: str):
    store = make_services(tmp_path, WHOLE).store
    before = store.revision()
    data = FORMATS[ending](ENGLISH, read_export(store, store.cycles.all(), NOW))
    assert "Nothing to import: Q3 2026, Q4 2026 has all of it already." in imported(
        tmp_path, data, ending
    )
    assert store.revision() == before


def test_what_guests_may_not_see_stays_so_and_every_field_comes_back(tmp_path: Path):
    store = make_services(tmp_path / "from", empty=True).store
    store.name_office("Acme")
    year = store.cycles.add("Year 26", date(2026, 1, 1), date(2026, 12, 31), theme="=One line")
    sprint = store.cycles.add("Sprint", date(2026, 11, 2), date(2026, 12, 11))
    teams = [
        store.teams.add("Acme", is_company=True, color="neutral"),
        store.teams.add("Total", color="sky"),
        store.teams.add("R&D | x", color="green"),
    ]
    texts = ObjectiveTexts("Short", "Line one\nline two")
    top = store.objectives.add(year.id, teams[0].code, 'Objective: KR1: be, "2×" better', (), texts)
    for team in teams[1:]:
        same = store.objectives.add(
            *(sprint.id, team.code, "Total"), (AlignmentLink(top.code, "it, too; counts"),)
        )
        draft = KeyResultDraft(
            "Revenue", KINDS.CURRENCY, "CHF", Decimal("1.125"), Decimal(99), weight=Decimal("2.5"),
            owner="@mia", freshness_days=21, confidential=True, ambition="stretch",
            due=date(2026, 12, 1), short_title="Rev", description="- why\n- how",
        )  # fmt: skip
        money = store.key_results.add(same.code, draft, now=NOW)
        steps = (MilestoneDraft("A; b"), MilestoneDraft("C", Decimal(3)))
        moves = store.key_results.add(
            same.code, KeyResultDraft("Move", KINDS.MILESTONES, milestones=steps), now=NOW
        )
        store.cycles.set_state(sprint.id, CycleState.OPEN) if team is teams[1] else None
        store.check_ins.add(money.code, Decimal("12.5"), now=NOW, confidence=3, note="=1+1")
        done = frozenset((moves.milestones[1].code,))
        store.check_ins.add(moves.code, done, now=NOW)
    export = read_export(store, store.cycles.all(), NOW)
    for number, ending in enumerate(WHOLE_FORMATS):
        folder = tmp_path / ending
        back = make_services(folder, empty=True).store
        imported(folder, FORMATS[ending]((ENGLISH, GERMAN)[number % 2], export), ending)
        assert content(read_export(back, back.cycles.all(), NOW)) == content(export)


def test_several_cycles_are_one_entry_of_the_history_and_undone_at_once(tmp_path: Path):
    store = make_services(tmp_path, empty=True).store
    office = exported(tmp_path / "whole", WHOLE)
    imported(tmp_path, FORMATS["json"](ENGLISH, office), "json")
    batch = store.imports.newest()
    counts = store.imports.counts(batch)
    assert counts is not None
    assert counts.check_ins > 200
    first = content(read_export(store, store.cycles.all(), NOW))
    store.imports.undo(batch, reason="", now=NOW)
    assert [o for c in store.cycles.all() for o in store.cycles.office(c.id, NOW).objectives] == []
    store.imports.redo(batch, reason="", now=NOW)
    assert content(read_export(store, store.cycles.all(), NOW)) == first


@pytest.fixture(scope="module")
def grading(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, OfficeExport]:
    """The sample's running cycle, being graded, and an export in which some are graded."""
    folder = tmp_path_factory.mktemp("grading")
    store = make_services(folder).store
    (cycle,) = store.office(NOW).cycles
    store.cycles.set_state(cycle.id, CycleState.GRADING, now=NOW)
    office = store.cycles.office(cycle.id, NOW)
    given = {office.objectives[0].code: Decimal("0.7"), office.objectives[1].code: Decimal("0.75")}
    objectives = tuple(
        replace(o, grade=Grade(given[o.code], "It was hard, =x", "Ask earlier", "", NOW))
        if o.code in given
        else o
        for o in office.objectives
    )
    each = ExportedCycle(cycle, replace(office, objectives=objectives), {})
    return folder, OfficeExport("Acme", NOW, (each,))


@pytest.mark.parametrize("ending", WHOLE_FORMATS)
def test_a_cycle_that_is_being_graded_takes_grades_alone(
    grading: tuple[Path, OfficeExport], ending: str
):
    folder, export = grading
    store = make_services(folder).store
    first = export.cycles[0].office.objectives[0]
    said = imported(folder, FORMATS[ending](ENGLISH, export), ending, "--cycle", "Q4 2026")
    assert "+ 1 grade\n" in said
    assert "is left out: it is not from 0.0 to 1.0" in said
    (grade,) = store.grades.of_cycle(export.cycles[0].cycle.id).values()
    assert (grade.grade, grade.learned) == (Decimal("0.7"), "Ask earlier")
    batch = store.imports.newest()
    again = imported(folder, FORMATS[ending](ENGLISH, export), ending, "--cycle", "Q4 2026")
    assert "Nothing to import" in again
    store.imports.undo(batch, reason="", now=NOW)
    assert store.grades.of_cycle(export.cycles[0].cycle.id) == {}
    store.imports.redo(batch, reason="", now=NOW)
    assert list(store.grades.of_cycle(export.cycles[0].cycle.id)) == [first.code]
    store.imports.undo(batch, reason="", now=NOW)


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # an office for each step of shrinking would take minutes
)
@given(export=exports(), ending=st.sampled_from(WHOLE_FORMATS))
def test_any_tree_comes_back_whole(
    tmp_path_factory: pytest.TempPathFactory, export: OfficeExport, ending: str
):
    folder = tmp_path_factory.mktemp("any")
    store = make_services(folder, empty=True).store
    imported(folder, FORMATS[ending](ENGLISH, export), ending)
    assert content(read_export(store, store.cycles.all(), NOW)) == content(export)
