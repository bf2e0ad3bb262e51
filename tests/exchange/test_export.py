"""What is exported is read back as the same OKRs, and nothing in it runs as a formula."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kiosk.exchange.export_formats import FORMATS, as_csv, as_xlsx
from kiosk.exchange.export_table import HEADINGS, ExportRow, export_rows
from kiosk.exchange.import_preview import import_preview
from kiosk.exchange.import_source import understood_sources
from kiosk.exchange.reading.source import read_file
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResultKind, Office
from kiosk.views.admin.okr_import import known_team
from tests.server import MOMENT as NOW
from tests.services import make_services

KINDS = KeyResultKind
DRAFTS = (
    KeyResultDraft("Pages of 40 a week", KINDS.NUMBER, "pages", Decimal(40), Decimal(10)),
    KeyResultDraft("Wait", KINDS.NUMBER, "ms", Decimal("1.125"), Decimal("4900.5")),
    KeyResultDraft("Share", KINDS.PERCENT, "", Decimal(-5), Decimal("99.95"), weight=Decimal(2)),
    KeyResultDraft("Sales", KINDS.CURRENCY, "CHF", None, Decimal(96098), owner="Mia, Jo"),
    KeyResultDraft("Churn", KINDS.AT_MOST, "%", high=Decimal(3), weight=Decimal(1)),
    KeyResultDraft("Uptime", KINDS.AT_LEAST, "%", low=Decimal("99.9")),
    KeyResultDraft("Cold", KINDS.BETWEEN, "°C", low=Decimal(4), high=Decimal(8)),
    KeyResultDraft("Lease signed in 2027", KINDS.YES_NO),
    KeyResultDraft(
        "Move", KINDS.MILESTONES,
        milestones=(MilestoneDraft("Step 1"), MilestoneDraft("Step 2", Decimal(3))),
    ),
    KeyResultDraft("=cmd|' /c calc'!A1", KINDS.YES_NO),
    KeyResultDraft("- | dash 1,234 \\ 日本", KINDS.YES_NO),
)  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Every kind of key result, in two teams."""
    store = make_services(tmp_path, empty=True).store
    cycle = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    for team in (store.teams.add("Acme", is_company=True), store.teams.add("O'Hara & Co")):
        code = store.objectives.add(cycle.id, team.code, f"Objective of {team.name}: be 2× better")
        for draft in DRAFTS:
            store.key_results.add(code.code, draft, now=NOW)
        store.objectives.add(cycle.id, team.code, "Nothing measured yet")
    return store.cycles.office(cycle.id, NOW)


@pytest.mark.parametrize("ending", FORMATS)
def test_an_export_is_read_back_as_the_same(office: Office, ending: str):
    data = FORMATS[ending]("Q1 2027", export_rows(office))
    sources = understood_sources(read_file(f"okrs.{ending}", data), ".")
    preview = import_preview(sources, office, lambda name: known_team(office.teams, name))
    different = [
        (row.state, row.found.draft, row.draft)
        for objective in preview.objectives
        for row in objective.key_results
        if row.state != "same"
    ]
    assert different == []
    assert sum(len(o.key_results) for o in preview.objectives) == 2 * len(DRAFTS)
    assert all(not source.found.not_understood for source in sources)


def test_no_cell_of_a_csv_file_runs_as_a_formula(office: Office):
    text = as_csv("Q1", export_rows(office)).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            assert not cell.startswith(("=", "@", "+", "\t")), cell


def test_a_workbook_has_typed_numbers_and_text_in_place_of_formulas(office: Office):
    workbook = openpyxl.load_workbook(io.BytesIO(as_xlsx("Q1: a/b", export_rows(office))))
    (sheet,) = workbook.worksheets
    assert [cell.value for cell in sheet[1]] == list(HEADINGS)
    assert isinstance(sheet.cell(2, HEADINGS.index("Start") + 1).value, int)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet.freeze_panes == "A2"


def test_an_apostrophe_of_the_text_stays():
    row = ExportRow({"Team": "A", "Objective": "B", "Key result": "'Tis done", "Target": "yes"})
    (source,) = understood_sources(read_file("a.csv", as_csv("Q1", [row])), ".")
    assert source.found.objectives[0].key_results[0].draft.title == "'Tis done"
