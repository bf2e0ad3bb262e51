"""Numbers of workbooks have the currency or the unit that their format writes beside them, and the
sheets that are no OKRs are left out by name."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from kiosk.exchange.import_source import understand_text, understood_sources
from kiosk.exchange.reading.cell_text import number_text
from kiosk.exchange.reading.source import read_file
from kiosk.okr.import_findings import FoundObjective
from kiosk.okr.key_result_draft import KeyResultDraft
from tests.exchange.corpus import FOLDER


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ('"R$" #,##0.00', "1234.5 R$"),
        ("[$€-407] #,##0", "1234.5 €"),
        ('_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-', "1234.5 €"),
        ('"$"#,##0_);[Red]("$"#,##0)', "1234.5 $"),
        ("[$kr-414] #,##0", "1234.5 kr"),
        ('0" days"', "1234.5 days"),
        ('"KR "0', "KR 1234.5"),
        # The ones are shown as thousands: the number itself is in ones.
        ('#,##0,"k"', "1234.5"),
        ('0.0,," Mio. €"', "1234.5 €"),
        ('0.0" Mio. €"', "1234.5 Mio. €"),
        ("[Red]-0;0", "1234.5"),
        ("General", "1234.5"),
    ],
)
def test_what_a_format_writes_beside_a_number_is_its_currency_or_its_unit(number_format, text):
    assert number_text(1234.5, number_format) == text


def test_sheets_without_okrs_are_left_out_and_those_that_are_not_called_so_are_named():
    path = FOLDER / "team_sheets.xlsx"
    found = understood_sources(read_file(path.name, path.read_bytes()), ".")
    named = [
        q.question.text for s in found for q in s.found.questions if q.question.about == "sheet"
    ]
    assert named == ["Finanzas (vacía)", "Precios"]
    left_out = [s for s in found if not s.found.objectives]
    assert [s.text for s in left_out] == [""] * len(left_out)
    assert not any(s.found.not_understood for s in found)


def test_a_sheet_of_a_department_is_that_teams_and_other_names_of_sheets_are_asked_about():
    assert teams({"Marketing": "Be known", "Zephyr": "Be fast"}) == ["Marketing", "", "Zephyr?"]
    assert teams({"Zephyr": "A", "Boreas": "B"}) == ["", "Zephyr?", "", "Boreas?"]
    assert teams({"Zephyr": "A"}) == [""]


def teams(sheets: dict[str, str]) -> list[str]:
    """The teams of the objectives of each sheet, and the names that are asked about."""
    found = understood_sources(read_file("okrs.xlsx", workbook(sheets)), ".")
    return [
        name
        for each in found
        for name in (
            *(o.team for o in each.found.objectives),
            *(f"{q.question.text}?" for q in each.found.questions if q.question.about == "name"),
        )
    ]


@pytest.mark.parametrize(
    "name", ["team_sheets.xlsx", "sheets_of_departments.xlsx", "chinese_two_rows.xlsx"]
)
def test_the_text_of_all_sheets_together_means_the_same(name):
    path = FOLDER / name
    found = understood_sources(read_file(path.name, path.read_bytes()), ".")
    (again,) = understand_text("\n".join(each.text for each in found if each.text), ".")
    assert [shape(o) for o in again.found.objectives] == [
        shape(o) for each in found for o in each.found.objectives
    ]
    assert again.found.not_understood == ()


def shape(objective: FoundObjective) -> tuple[str, str, list[KeyResultDraft]]:
    return objective.team, objective.title, [each.draft for each in objective.key_results]


def workbook(sheets: dict[str, str]) -> bytes:
    book = Workbook()
    for place, (name, objective) in enumerate(sheets.items()):
        sheet = book.active if not place else book.create_sheet()
        assert sheet is not None
        sheet.title = name
        sheet.append(["Objective", "Key result", "Start", "Target"])
        sheet.append([objective, "Sites open", 2, 9])
    written = BytesIO()
    book.save(written)
    return written.getvalue()
