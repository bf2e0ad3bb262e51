"""What is exported is read back as the same OKRs, and nothing in it runs as a formula."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.exchange.export_formats import FORMATS
from kiosk.exchange.export_source import ExportedCycle, OfficeExport, read_export
from kiosk.exchange.export_table import Amount
from kiosk.exchange.export_text import ARCHIVED_NAMES
from kiosk.exchange.export_workbook import _number_format
from kiosk.exchange.import_cycles import TargetCycle, cycles_preview
from kiosk.exchange.import_histories import Counted
from kiosk.exchange.import_preview import ImportPreview
from kiosk.exchange.import_source import UnderstoodSource, understood_sources
from kiosk.exchange.reading.own_tables import HEADINGS, KEY_RESULTS
from kiosk.exchange.reading.source import read_file
from kiosk.okr.found_day import FoundDay
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import (
    Cycle,
    CycleState,
    KeyResult,
    KeyResultKind,
    Milestone,
    Objective,
    Office,
    Team,
)
from kiosk.okr.objective_texts import ObjectiveTexts
from kiosk.store import Store
from kiosk.views.admin.okr_import import known_team
from kiosk.views.i18n.localizer import Localizer
from tests.graded_office import grade_all
from tests.sample import WHOLE
from tests.server import MOMENT as NOW
from tests.services import make_services

# openpyxl does not know the newer half of a data bar, and leaves it out.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
KINDS = KeyResultKind
FORTY = Path(__file__).parents[1] / "fixtures" / "forty.toml"
BERLIN = ZoneInfo("Europe/Berlin")
ENGLISH, GERMAN = Localizer("en", BERLIN), Localizer("de", BERLIN)
DRAFTS = (
    KeyResultDraft("Pages of 40 a week", KINDS.NUMBER, "pages", Decimal(40), Decimal(10)),
    KeyResultDraft("Wait", KINDS.NUMBER, "ms", Decimal("1.125"), Decimal("4900.5")),
    KeyResultDraft("Atoms", KINDS.NUMBER, "", Decimal(0), Decimal("12345678901234567.125")),
    KeyResultDraft("Share", KINDS.PERCENT, "", Decimal(-5), Decimal("99.95"), weight=Decimal(2)),
    KeyResultDraft("Sales", KINDS.CURRENCY, "CHF", None, Decimal(96098), owner="Mia, Jo"),
    KeyResultDraft("Costs", KINDS.CURRENCY, "EUR", Decimal("12.5"), Decimal(8)),
    KeyResultDraft("Churn", KINDS.AT_MOST, "%", high=Decimal(3), weight=Decimal(1)),
    KeyResultDraft("Pages", KINDS.AT_MOST, "pages", high=Decimal("1200.25")),
    KeyResultDraft("Uptime", KINDS.AT_LEAST, "%", low=Decimal("99.9")),
    KeyResultDraft("Cold", KINDS.BETWEEN, "°C", low=Decimal(4), high=Decimal(8)),
    KeyResultDraft("Lease signed in 2027", KINDS.YES_NO),
    KeyResultDraft(
        "Move", KINDS.MILESTONES,
        milestones=(MilestoneDraft("Step 1"), MilestoneDraft("Step 2", Decimal(3))),
    ),
    KeyResultDraft("=cmd|' /c calc'!A1", KINDS.YES_NO),
    KeyResultDraft("- | dash 1,234 \\ 日本", KINDS.YES_NO),
    KeyResultDraft("**Bold** [link](there) <b>_x_</b> `code` #1 \\*", KINDS.YES_NO),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Every kind of key result, in two teams."""
    store = make_services(tmp_path, empty=True).store
    store.name_office("Acme")
    cycle = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    for team in (store.teams.add("Acme", is_company=True), store.teams.add("O'Hara & Co")):
        code = store.objectives.add(cycle.id, team.code, f"Objective of {team.name}: be 2× better")
        for draft in DRAFTS:
            store.key_results.add(code.code, draft, now=NOW)
        store.objectives.add(cycle.id, team.code, "Nothing measured yet")
    return store


@cache
def sample_export(tmp: Path, file: Path) -> OfficeExport:
    """The running cycle of an office file."""
    store = make_services(tmp, file).store
    return read_export(store, store.office(NOW).cycles, NOW)


@pytest.fixture(params=["sample", "forty"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> OfficeExport:
    """The sample, and an office of forty."""
    file = WHOLE if request.param == "sample" else FORTY
    return sample_export(tmp_path_factory.getbasetemp() / request.param, file)


def exported(store: Store) -> OfficeExport:
    return read_export(store, store.cycles.all(), NOW)


def tree(office: Office) -> list[tuple[str, str, list[str]]]:
    """Teams, objectives and the titles of their key results."""
    return [
        (office.team(o.team).name, o.title, [k.title for k in o.key_results])
        for o in office.objectives
    ]


def beside(
    sources: Sequence[UnderstoodSource],
    target: TargetCycle,
    team_of: Callable[[str], str] = str,
    counted: Counted = lambda codes: {},
) -> ImportPreview:
    return cycles_preview(sources, [target], team_of, counted, NOW, BERLIN)


def differences(export: OfficeExport, ending: str, localizer: Localizer) -> list[object]:
    """What an import of the file would not understand, change or ask."""
    office = export.cycles[0].office
    data = FORMATS[ending](localizer, export)
    sources = understood_sources(read_file(f"okrs.{ending}", data), localizer.decimal_separator)
    lost = [line for source in sources for line in source.found.not_understood]
    found = [o for source in sources for o in source.found.objectives]
    there = [(o.team, o.title, [k.draft.title for k in o.key_results]) for o in found]
    target = TargetCycle(export.cycles[0].cycle, office)
    preview = beside(sources, target, lambda name: known_team(office.teams, name))
    rows = [row for objective in preview.objectives for row in objective.key_results]
    changed = [(row.state, row.found.draft, row.draft) for row in rows if row.state != "same"]
    asked = [q for s in sources for q in s.found.questions if len(q.question.readings) > 1]
    other = [one for one in there if one not in tree(office)]
    missing = [one for one in tree(office) if one not in there]
    return [*lost, *other, *missing, *changed, *asked]


@pytest.mark.parametrize("localizer", [ENGLISH, GERMAN], ids=["en", "de"])
@pytest.mark.parametrize("ending", FORMATS)
def test_every_kind_is_read_back_as_the_same(store: Store, ending: str, localizer: Localizer):
    assert differences(exported(store), ending, localizer) == []


@pytest.mark.parametrize("localizer", [ENGLISH, GERMAN], ids=["en", "de"])
@pytest.mark.parametrize("ending", FORMATS)
def test_an_office_is_read_back_as_the_same(
    filled: OfficeExport, ending: str, localizer: Localizer
):
    assert differences(filled, ending, localizer) == []


ABOUT = 'What is counted:\nvisits; not robots, "really"'


@pytest.mark.parametrize("localizer", [ENGLISH, GERMAN], ids=["en", "de"])
@pytest.mark.parametrize("ending", FORMATS)
def test_days_and_descriptions_are_read_back(store: Store, ending: str, localizer: Localizer):
    assert "Due date" not in csv_rows(FORMATS["csv"](ENGLISH, exported(store)))[0]
    (objective, *_) = store.office(NOW).objectives
    draft = KeyResultDraft("Visits", KINDS.NUMBER, "", Decimal(0), Decimal(9), due=date(2027, 2, 3),
                           description=ABOUT, short_title="Seen")  # fmt: skip
    store.key_results.add(objective.code, draft, now=NOW)
    texts = ObjectiveTexts(description="Why: =1+1")
    store.objectives.edit(objective.code, title=objective.title, texts=texts)
    export = exported(store)
    assert differences(export, ending, localizer) == []
    data = FORMATS[ending](localizer, export)
    sources = understood_sources(read_file(f"okrs.{ending}", data), localizer.decimal_separator)
    found = [o for source in sources for o in source.found.objectives]
    (row,) = (k for o in found for k in o.key_results if k.draft.title == "Visits")
    assert row.due == FoundDay(2, 3, 2027)
    if ending != "md":  # its tables have no lines in their cells
        assert row.description == ABOUT
    has_all = ending in ("json", "xlsx", "zip")
    assert {o.description for o in found} == ({"Why: =1+1", ""} if has_all else {""})
    if ending == "xlsx":
        cells = {
            cell.value: cell for row in workbook(export)[KEY_RESULTS].iter_rows() for cell in row
        }
        assert cells[datetime(2027, 2, 3)].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("title", ["Do ; well", "A;B;C", "Tab | bar", "Do \\| well"])
def test_a_table_of_few_rows_is_read_by_its_commas(tmp_path: Path, title: str):
    store = make_services(tmp_path, empty=True).store
    cycle = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    code = store.objectives.add(cycle.id, store.teams.add("A").code, title).code
    steps = tuple(MilestoneDraft(f"{n} Do well") for n in range(3))
    store.key_results.add(code, KeyResultDraft(title, KINDS.MILESTONES, milestones=steps), now=NOW)
    for ending in ("csv", "zip", "md"):
        assert differences(exported(store), ending, ENGLISH) == []


TITLES = st.text(
    st.sampled_from("aZé日ß=+-@'\"|*_`[]<>#\\,;:.%€0123456789 "), min_size=1, max_size=40
).map(lambda text: " ".join(f"Do {text} well".split()))
NUMBERS = st.decimals(-(10**9), 10**9, places=3).map(lambda d: d.normalize() + 0)
UNITS = st.sampled_from(["", "pages", "ms", "°C", "km/h", "%"])
WEIGHTS = st.sampled_from([Decimal(0), Decimal(1), Decimal("2.5")])


@st.composite
def key_results(draw: Any, title: str) -> KeyResult:
    """A key result of any kind."""
    kind = draw(st.sampled_from(KINDS))
    low, high = sorted(draw(st.lists(NUMBERS, min_size=2, max_size=2, unique=True)))
    unit = {KINDS.PERCENT: "%", KINDS.CURRENCY: "CHF", KINDS.YES_NO: "", KINDS.MILESTONES: ""}
    steps = draw(st.lists(TITLES.map(lambda t: t.replace(";", ",")), min_size=2, max_size=3))
    # One of them has a weight, as every office asks.
    weights = [Decimal(1), *(draw(WEIGHTS) for _ in steps[1:])]
    milestones = [
        Milestone(f"M{n}", f"{n} {title}", weight)
        for n, (title, weight) in enumerate(zip(steps, weights, strict=True), start=1)
    ]
    is_measured = kind.is_start_to_target
    return KeyResult(
        "K", "O", title, kind, unit.get(kind) if kind in unit else draw(UNITS),
        draw(st.none() | NUMBERS) if is_measured else None, high if is_measured else None,
        low if kind in (KINDS.AT_LEAST, KINDS.BETWEEN) else None,
        high if kind in (KINDS.AT_MOST, KINDS.BETWEEN) else None,
        draw(WEIGHTS), draw(st.sampled_from(["", "Mia", "Jo & Mia"])), None, False,
        tuple(milestones) if kind is KINDS.MILESTONES else (), None, None,
    )  # fmt: skip


@st.composite
def exports(draw: Any) -> OfficeExport:
    """An office of one cycle with two teams and any objectives."""
    titles = draw(st.lists(TITLES, min_size=3, max_size=9, unique_by=str.casefold))
    teams = (
        Team("T1", "acme", "Acme", True, "neutral"),
        Team(
            "T2", "team", draw(st.sampled_from(["Sales", "=1+1", "R&D, 2", "営業"])), False, "sky"
        ),
    )
    heads, *rest = [titles[:3], *[[t] for t in titles[3:]]]
    objectives = []
    for number, title in enumerate(heads):
        own = [t for n, [t] in enumerate(rest) if n % 3 == number]
        objectives.append(
            Objective(
                f"O{number}", 1, teams[number > 0].code, title, (),
                tuple(draw(key_results(t)) for t in own),
            )
        )  # fmt: skip
    cycle = Cycle(1, "Q1 2027", "", date(2027, 1, 1), date(2027, 3, 31), CycleState.OPEN)
    office = Office(1, "Acme", False, (cycle,), teams, tuple(objectives), ())
    return OfficeExport("Acme", NOW, (ExportedCycle(cycle, office, {}),))


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(export=exports(), localizer=st.sampled_from([ENGLISH, GERMAN]))
def test_any_tree_is_read_back_as_the_same(export: OfficeExport, localizer: Localizer):
    for ending in FORMATS:
        assert differences(export, ending, localizer) == []


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def archived(export: OfficeExport) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(FORMATS["zip"](ENGLISH, export))) as archive:
        return {name: csv_rows(archive.read(name)) for name in archive.namelist()}


def test_no_cell_of_a_csv_file_runs_as_a_formula(store: Store):
    tables = [
        csv_rows(FORMATS["csv"](ENGLISH, exported(store))),
        *archived(exported(store)).values(),
    ]
    for cell in (cell for rows in tables for row in rows for cell in row):
        assert not cell.startswith(("=", "@", "+", "\t")), cell


def test_an_archive_has_every_check_in_and_grade(tmp_path: Path):
    store = make_services(tmp_path).store
    grade_all(store, NOW)
    export = exported(store)
    tables = archived(export)
    assert list(tables) == [f"{name}.csv" for name in ARCHIVED_NAMES]
    (each,) = export.cycles
    assert len(tables["check_ins.csv"]) == 1 + sum(map(len, each.check_ins.values())) > 100
    assert len(tables["grades.csv"]) == 1 + len(each.office.objectives)
    head, first, *_ = tables["check_ins.csv"]
    row = dict(zip(head, first, strict=True))
    assert (row["Date"], row["Value"], row["Unit"]) == ("2026-09-25 15:05:00", "99.9", "%")


def test_json_has_everything_with_exact_decimals(store: Store):
    office = store.cycles.office(1, NOW)
    code = next(k.code for k in office.key_results() if k.title == "Atoms")
    store.check_ins.add(code, Decimal("0.1000000000000000001"), now=NOW, confidence=7, note="Ada")
    text = FORMATS["json"](ENGLISH, exported(store)).decode()
    body = json.loads(text, parse_float=Decimal)
    assert (body["format"], body["version"], body["office"]) == ("okr-kiosk export", 1, "Acme")
    (cycle,) = body["cycles"]
    assert (cycle["name"], cycle["starts_on"], cycle["state"]) == ("Q1 2027", "2027-01-01", "open")
    atoms = next(
        k
        for t in cycle["teams"]
        for o in t["objectives"]
        for k in o["key_results"]
        if k["code"] == code
    )
    assert atoms["target"] == Decimal("12345678901234567.125")
    assert atoms["check_ins"][0]["value"] == Decimal("0.1000000000000000001")
    assert atoms["check_ins"][0]["measured_at"] == "2026-11-22T17:21:00Z"
    assert "Ada" not in str({**atoms["check_ins"][0], "note": ""})


def test_several_cycles_have_a_column_or_a_heading_of_their_own(tmp_path: Path):
    store = make_services(tmp_path, WHOLE).store
    export = exported(store)
    assert [each.cycle.name for each in export.cycles] == ["Q3 2026", "Q4 2026"]
    rows = csv_rows(FORMATS["csv"](ENGLISH, export))
    assert rows[0][:2] == ["Cycle", "Team"]
    assert {row[0] for row in rows[1:]} == {"Q3 2026", "Q4 2026"}
    text = FORMATS["md"](ENGLISH, export).decode()
    assert "## Q3 2026" in text
    assert "Grade: 0.7" in text
    assert "Learned: " in text


def workbook(export: OfficeExport, localizer: Localizer = ENGLISH) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"](localizer, export)))


def test_a_workbook_has_typed_cells_and_text_in_place_of_formulas(store: Store):
    book = workbook(exported(store))
    assert book.sheetnames == list(HEADINGS)
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    sheet = book[KEY_RESULTS]
    column = {cell.value: cell.column for cell in sheet[1]}
    cells = {
        row[column["Key result"] - 1].value: (row[column["Target"] - 1])
        for row in sheet.iter_rows()
    }
    typed = {title: (cell.value, cell.number_format) for title, cell in cells.items()}
    assert typed["Wait"] == (4900.5, '#,##0.0" ms"')
    assert typed["Share"] == (0.9995, "0.00%")
    assert typed["Sales"] == (96098, "[$CHF]\\ #,##0")
    assert typed["Costs"] == (8, "[$€]#,##0")
    assert typed["Churn"] == (0.03, '"≤ "0%')
    assert typed["Uptime"] == (0.999, '"≥ "0.0%')
    # A spreadsheet would round it.
    assert typed["Atoms"][0] == "12345678901234567.1250"


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("ms", '#,##0" ms"'),
        ("€ a month", "#,##0"),  # would be read as money
        ('12" discs', "#,##0"),
        ("messages a second", "#,##0"),  # would be wider than its cell
    ],
)
def test_a_short_unit_is_part_of_the_format(unit: str, shown: str):
    assert _number_format(Amount(Decimal(40), KeyResultKind.NUMBER, unit)) == shown


def test_a_workbook_has_dates_grades_and_bars(tmp_path: Path):
    store = make_services(tmp_path).store
    grade_all(store, NOW)
    book = workbook(exported(store))
    check_ins, grades = book["Check-ins"], book["Grades"]
    assert check_ins["D2"].value == datetime(2026, 9, 25, 15, 5)
    assert check_ins["D2"].number_format == "yyyy-mm-dd hh:mm"
    assert grades["C2"].value in [number / 10 for number in range(11)]
    rules = [
        rule.type
        for area in book["Objectives"].conditional_formatting
        for rule in area.rules
    ]  # fmt: skip
    assert rules == ["dataBar"]


def test_a_german_office_has_german_sheets(tmp_path: Path):
    book = workbook(exported(make_services(tmp_path).store), GERMAN)
    assert book.sheetnames == [
        *("Objectives", "Key Results", "Check-ins", "Bewertungen", "Teams", "Zyklen")
    ]
    headings = [cell.value for cell in book["Key Results"][1]]
    assert {"Einheit", "Zielwert", "Fortschritt", "Gewicht"} <= set(headings)


def test_sheets_run_from_right_to_left_where_the_language_does(store: Store):
    book = workbook(exported(store), Localizer("ar", BERLIN))
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)


def test_an_apostrophe_of_the_text_stays(tmp_path: Path):
    store = make_services(tmp_path, empty=True).store
    team = store.teams.add("A", is_company=True)
    cycle = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    code = store.objectives.add(cycle.id, team.code, "B").code
    store.key_results.add(code, KeyResultDraft("'Tis done", KINDS.YES_NO), now=NOW)
    data = FORMATS["csv"](ENGLISH, exported(store))
    assert b"''Tis done" in data
    (source,) = understood_sources(read_file("a.csv", data), ".")
    assert source.found.objectives[0].key_results[0].draft.title == "'Tis done"


@pytest.mark.parametrize("localizer", [ENGLISH, GERMAN], ids=["en", "de"])
@pytest.mark.parametrize("ending", ["xlsx", "zip", "json"])
def test_check_ins_are_read_back(tmp_path: Path, ending: str, localizer: Localizer):
    store = make_services(tmp_path, empty=True).store
    cycle = store.cycles.add("Q4 2026", date(2026, 10, 1), date(2026, 12, 31))
    of = store.objectives.add(cycle.id, store.teams.add("A").code, "B").code
    made = [store.key_results.add(of, draft, now=NOW) for draft in DRAFTS if draft.title != "Atoms"]
    for number, each in enumerate(made):
        steps = [step.code for step in each.milestones]
        is_open = each.kind in (KINDS.MILESTONES, KINDS.YES_NO)
        for day, value in ((3, Decimal("1.125")), (9, Decimal(number + 1))):
            done = frozenset(steps[: day // 3 - 1]) if steps else day > 3
            at = datetime(2026, 11, day, 9, tzinfo=BERLIN)
            store.check_ins.add(
                each.code, done if is_open else value, now=at, note="So", confidence=7
            )
    data = FORMATS[ending](localizer, exported(store))
    sources = understood_sources(read_file(f"okrs.{ending}", data), localizer.decimal_separator)
    office = exported(store).cycles[0].office
    counted = store.imports.counted_values
    again = beside(
        *(sources, TargetCycle(cycle, office), lambda name: known_team(office.teams, name), counted)
    ).checks
    assert (again.check_ins, again.left_out) == ((), ())
    assert again.same == 2 * len(made)
    found = beside(sources, TargetCycle(cycle)).checks
    assert (len(found.check_ins), found.left_out) == (2 * len(made), ())
    moves = [c.check_in for c in found.check_ins if c.row and c.row.draft.title == "Move"]
    assert [(c.value, c.measured_on) for c in moves] == [
        (False, date(2026, 11, 3)),
        (("Step 1", "Step 2"), date(2026, 11, 9)),
    ]
    assert {(c.check_in.note, c.check_in.confidence) for c in found.check_ins} == {("So", 7)}
