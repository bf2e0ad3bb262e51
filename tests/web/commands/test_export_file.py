"""`kiosk export`: a file by its ending, never over another, and the import reads it back."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import main
from kiosk.web.core.services import Services


def run(services: Services, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--data", str(services.settings.data)])


@pytest.mark.parametrize("ending", ["csv", "xlsx", "md"])
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
        (["okrs.pdf"], ".csv, .xlsx, .md"),
        (["okrs.csv", "--cycle", "Q9"], "Q4 2026"),
        (["no/such/folder/okrs.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_exported_says_what_to_do(
    services: Services, tmp_path: Path, arguments: list[str], says: str
):
    name, *rest = arguments
    done = run(services, "export", str(tmp_path / name), *rest)
    assert done.exit_code == 1
    assert says in done.output
