"""`kiosk poster`: a PDF that is not there yet, and what it says about it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import main
from kiosk.web.core.services import Services
from tests.exchange.poster import pdf


def run(services: Services, *arguments: str) -> Result:
    data = str(services.settings.data)
    return CliRunner().invoke(main, ["poster", *arguments, "--data", data])


def test_a_poster_of_one_team_says_how_many_sheets_it_is(services: Services, tmp_path: Path):
    services.store.settings.replace({"public_url": "https://okr.example.com"})
    file = tmp_path / "okrs.pdf"
    done = run(
        services, str(file), "--size", "a3", "--tile", "a4", "--team", "engineering", "--landscape"
    )
    assert done.exit_code == 0, done.output
    assert "1 sheet of A3, put together from 4 pages of A4" in done.output
    assert pdf.page_sizes(file.read_bytes()) in ([(210.0, 297.0)] * 4, [(297.0, 210.0)] * 4)
    text = pdf.text_of(file.read_bytes())
    assert "okr.example.com" in text
    assert "Marketing" not in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["okrs.png"], "does not end in .pdf"),
        (["okrs.pdf", "--size", "A9"], "size: “A9” is none of these: A4, A3"),
        (["okrs.pdf", "--distance", "far"], "distance: "),
        (["okrs.pdf", "--cycle", "Q9"], "Q4 2026"),
        (["okrs.pdf", "--team", "nobody"], "engineering"),
        (
            ["missing/okrs.pdf", "--size", "A4", "--team", "company"],
            "missing for okrs.pdf does not exist. Create it",
        ),
    ],
)
def test_what_cannot_be_done_is_said(
    services: Services, tmp_path: Path, arguments: list[str], says: str
):
    done = run(services, str(tmp_path / arguments[0]), *arguments[1:])
    assert done.exit_code == 1
    assert says in done.output, done.output


def test_a_file_that_is_there_stays(services: Services, tmp_path: Path):
    file = tmp_path / "okrs.pdf"
    file.write_text("mine", encoding="utf-8")
    assert "exists already" in run(services, str(file)).output
    assert file.read_text(encoding="utf-8") == "mine"
