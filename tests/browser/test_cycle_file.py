"""The file of a cycle on paper: objectives share pages, and none is torn where it fits on one."""

import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page

from kiosk.web.core.cycle_file import cycle_file
from kiosk.web.core.services import Services
from tests.server import MOMENT
from tests.services import make_services

FIXTURES = Path(__file__).parents[1] / "fixtures"


def letters(text: str) -> str:
    """A text without its line breaks and hyphens."""
    return re.sub(r"[\W_]", "", text)


def printed(services: Services, page: Page) -> pypdfium2.PdfDocument:
    """The file of an office's cycle on A4."""
    (cycle,) = services.office().cycles
    file = services.settings.data / "cycle.html"
    file.write_bytes(cycle_file(services.store, services.localizer, cycle, MOMENT))
    page.goto(file.as_uri())
    return pypdfium2.PdfDocument(page.pdf(format="A4"))


def used_share(sheet: pypdfium2.PdfPage) -> float:
    """How far down a page its last text stands, from 0 to 1."""
    texts = sheet.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,), max_depth=5)
    return 1 - float(min(text.get_bounds()[1] for text in texts)) / float(sheet.get_height())


def test_the_sample_is_printed_on_few_pages_with_each_objective_whole(tmp_path: Path, page: Page):
    services = make_services(tmp_path)
    sheets = printed(services, page)
    texts = [sheet.get_textpage().get_text_bounded() for sheet in sheets]
    pages = [letters(text) for text in texts]
    assert len(pages) <= 7
    assert all(used_share(sheet) > 0.75 for sheet in list(sheets)[1:-1])
    assert "Week 1 of 13 · 7 Oct" in texts[0]
    for objective in services.office().objectives:
        titles = [letters(k.title) for k in objective.key_results]
        sheets = [sheet for sheet in pages[1:] if all(title in sheet for title in titles)]
        assert any(letters(objective.title) in sheet for sheet in sheets), objective.title


def test_a_title_stands_above_a_key_result_where_its_objective_goes_on(tmp_path: Path, page: Page):
    """Eight key results take half a page; they may part, though not from their title."""
    services = make_services(tmp_path, file=FIXTURES / "eight.toml")
    sheets = printed(services, page)
    texts = [sheet.get_textpage().get_text_bounded().rstrip() for sheet in sheets]
    assert len(texts) <= 5
    assert sum(text.count("checked in") for text in texts) == len(services.office().objectives)
    assert not any(text.endswith("checked in") for text in texts)
