"""`kiosk poster`: a PDF that is not there yet, and what it says about it."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import main
from kiosk.config import Settings, load_settings
from kiosk.web.core import network
from kiosk.web.core.running_server import FILE, RunningServer, settings_of_last_server
from kiosk.web.core.services import Services
from tests.exchange.poster import pdf
from tests.server import start_server


@pytest.fixture
def on_network(monkeypatch):
    """A machine with an address in the office's network."""
    found = network.NetworkSnapshot("192.168.1.20", frozenset())
    monkeypatch.setattr(network, "scan_interfaces", lambda: found)


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


def without_address(services: Services) -> Settings:
    services.store.settings.replace({"wifi": "Office"})
    return replace(services.settings, public_url="")


def test_the_address_that_is_set_is_said(services: Services, tmp_path: Path):
    services.store.settings.replace({"public_url": "https://okr.example.com"})
    done = run(services, str(tmp_path / "okrs.pdf"), "--team", "support")
    assert "The codes hold the address https://okr.example.com" in done.stdout
    assert "guessed" not in done.output


def test_a_guessed_address_is_called_one(services: Services, tmp_path: Path, on_network):
    without_address(services)
    done = run(services, str(tmp_path / "okrs.pdf"), "--team", "support")
    assert "The codes hold the address http://192.168.1.20:8000" in done.stdout
    assert "http://192.168.1.20:8000, is guessed: public_url is not set" in done.stderr


def test_the_address_of_the_running_server_is_used(services: Services, tmp_path: Path, on_network):
    settings, file = without_address(services), tmp_path / "okrs.pdf"
    running = RunningServer(settings)
    running.record(8123)
    done = run(services, str(file), "--team", "support")
    assert "The codes hold the address http://192.168.1.20:8123" in done.stdout
    assert "guessed" not in done.output
    assert pdf.codes(file.read_bytes())[0].startswith("http://192.168.1.20:8123/O/")
    running.stop()
    after = run(services, str(tmp_path / "after.pdf"), "--team", "support")
    assert "http://192.168.1.20:8123, is guessed" in after.stderr, "its last port is the best guess"
    (settings.data / FILE).write_text("not written by a server", encoding="utf-8")
    assert settings_of_last_server(settings) == (settings, False)


def test_what_the_server_was_started_with_is_known(services: Services):
    url, settings = "https://okr.example.com", without_address(services)
    running = RunningServer(replace(settings, public_url=url))
    running.record(80)
    served, is_running = settings_of_last_server(settings)
    assert (served.public_url, served.port, is_running) == (url, 80, True)
    mine = replace(settings, public_url="https://okrs.example.com")
    assert settings_of_last_server(mine)[0].public_url == mine.public_url
    running.stop()


def test_a_server_says_where_it_runs(tmp_path: Path):
    server = start_server(tmp_path / "data", host="127.0.0.1")
    settings = load_settings(server.data, {})
    served, is_running = settings_of_last_server(settings)
    assert (served.host, served.port, is_running) == ("127.0.0.1", server.port, True)
    server.stop()
    assert settings_of_last_server(settings) == (served, False)
