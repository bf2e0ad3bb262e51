"""The file of a cycle on paper: objectives share pages, and none is torn where it fits on one."""

import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page

from kiosk.web.core.cycle_file import cycle_file
from tests.server import MOMENT
from tests.services import make_services


def letters(text: str) -> str:
    """A text without its line breaks and hyphens."""
    return re.sub(r"[\W_]", "", text)


def test_the_sample_is_printed_on_few_pages_with_each_objective_whole(tmp_path: Path, page: Page):
    services = make_services(tmp_path)
    (cycle,) = services.office().cycles
    file = tmp_path / "cycle.html"
    file.write_bytes(cycle_file(services.store, services.localizer, cycle, MOMENT))
    page.goto(file.as_uri())
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    pages = [letters(sheet.get_textpage().get_text_bounded()) for sheet in printed]
    assert len(pages) <= 12
    for objective in services.office().objectives:
        titles = [letters(k.title) for k in objective.key_results]
        sheets = [sheet for sheet in pages[1:] if all(title in sheet for title in titles)]
        assert any(letters(objective.title) in sheet for sheet in sheets), objective.title
