"""`kiosk export`: a file by its ending, never over another, and the import reads it back."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import main
from kiosk.exchange.export_formats import FORMATS
from kiosk.web.core.services import Services


def run(services: Services, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--data", str(services.settings.data)])


@pytest.mark.parametrize("ending", FORMATS)
def test_an_exported_cycle_is_there_already_when_imported(
    services: Services, tmp_path: Path, ending: str
):
    file = tmp_path / f"okrs.{ending}"
    written = run(services, "export", str(file))
    assert written.exit_code == 0, written.output
    again = run(services, "import", str(file), "--cycle", "Q4 2026", "--yes")
    assert "Nothing to import" in again.output, again.output


def test_a_file_that_is_there_stays(services: Services, tmp_path: Path):
    file = tmp_path / "okrs.csv"
    file.write_text("mine", encoding="utf-8")
    done = run(services, "export", str(file))
    assert done.exit_code == 1
    assert "exists already" in done.output
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["okrs.pdf"], ".xlsx, .csv, .zip, .json, .md, .html"),
        (["okrs.csv", "--cycle", "Q9"], "Q4 2026"),
        (["no/such/folder/okrs.csv"], "no/such/folder for okrs.csv does not exist. Create it"),
        (["okrs.csv", "--all", "--cycle", "Q4 2026"], "not both"),
    ],
)
def test_what_cannot_be_exported_says_what_to_do(
    services: Services, tmp_path: Path, arguments: list[str], says: str
):
    name, *rest = arguments
    done = run(services, "export", str(tmp_path / name), *rest)
    assert done.exit_code == 1
    assert says in done.output


def test_all_cycles_go_into_one_file(services: Services, tmp_path: Path):
    services.store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    file = tmp_path / "okrs.json"
    done = run(services, "export", str(file), "--all")
    assert done.output == f"{file} holds Q4 2026, Q1 2027.\n"
    assert [c["name"] for c in json.loads(file.read_bytes())["cycles"]] == ["Q4 2026", "Q1 2027"]


def test_several_running_cycles_are_not_chosen_from(services: Services, tmp_path: Path):
    services.store.cycles.add("2026", date(2026, 1, 1), date(2026, 12, 31))
    done = run(services, "export", str(tmp_path / "okrs.csv"))
    assert done.exit_code == 1
    assert "--cycle, or take all with --all: 2026, Q4 2026" in done.output
