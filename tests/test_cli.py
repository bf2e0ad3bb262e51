import socket
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from kiosk import __version__
from kiosk.cli import default_data, main
from kiosk.store import Store
from kiosk.web.core.assets import release
from kiosk.web.security.passwords import Passwords
from tests.server import ZONE
from tests.services import make_services


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample office's data folder."""
    make_services(tmp_path).store.close()
    return tmp_path


def kiosk(folder: Path, *arguments: str, typed: str | None = None, **settings: str) -> Result:
    environ = {"KIOSK_DATA": str(folder), "KIOSK_TIMEZONE": ZONE} | settings
    return CliRunner().invoke(main, arguments, input=typed, env=environ)


def test_a_check_in_says_what_counts_now(folder: Path):
    done = kiosk(folder, "check-in", "m3xd", "110", "--confidence", "8", "--note", "Faster")
    assert (done.exit_code, done.output) == (0, "Median delivery time: 110\u00a0ms (78%)\n")


def test_a_check_in_can_be_for_another_day(folder: Path):
    done = kiosk(folder, "check-in", "M3XD", "110", "--on", "2025-11-21")
    assert done.exit_code == 0, done.output
    assert done.output.endswith("for Friday, 21 November 2025\n")
    bad = kiosk(folder, "check-in", "M3XD", "110", "--on", "2999-01-01")
    assert bad.exit_code == 1
    assert "day: 2999-01-01 is in the future" in bad.output + bad.stderr


def test_a_negative_value_is_a_value_and_not_an_option(folder: Path):
    assert "\u22123\u00a0ms" in kiosk(folder, "check-in", "M3XD", "-3").output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check-in", "ZZZZ", "1"), "ZZZZ"),
        (("check-in", "M3XD", "fast"), "value: “fast” is not a number"),
        (("check-in", "M3XD", "1", "--confidence", "11"), "confidence: “11”"),
        (("check-in", "M3XD", "1", "--note", "x" * 501), "note: "),
        (("user", "remove", "Nobody"), "Nobody"),
        (("token", "revoke", "none"), "none"),
    ],
)
def test_a_refusal_is_one_sentence_on_standard_error_and_exit_code_1(folder, arguments, says):
    done = kiosk(folder, *arguments)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("kiosk: ")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_is_exit_code_2(folder: Path):
    assert kiosk(folder, "check-in").exit_code == 2
    assert kiosk(folder, "check-on", "M3XD", "1").exit_code == 2
    assert kiosk(folder, "token", "add", "x", "--can", "write").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "english", "german"),
    [
        (("check-in",), "CODE is missing", "CODE fehlt"),
        (("check-on",), "Did you mean check-in?", "Meintest du check-in?"),
        (("run", "--prot", "1"), "There is no option --prot", "Eine Option --prot gibt es nicht"),
        (("run", "--port"), "--port needs a value", "Nach --port fehlt ein Wert"),
        (("run", "--sample=1"), "--sample takes no value", "--sample hat keinen Wert"),
        (("user", "list", "x"), "This is too much: x", "Das ist zu viel: x"),
        (("token", "add", "x", "--can", "write"), "--can: write one of these", "--can: Schreib"),
        (("import", "x", "--decimals", "dot"), "one of these: point, comma", "--decimals: Schreib"),
        (("export", "."), "FILE: name a file", "FILE: Nenn eine Datei"),
        (("restore",), "Name a backup FILE", "Nenn eine Sicherung"),
    ],
)
def test_wrong_usage_is_said_in_the_office_s_language(folder, arguments, english, german):
    done = kiosk(folder, *arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert english in done.stderr.splitlines()[0]
    assert "--help" in done.stderr.splitlines()[-1]
    assert german in kiosk(folder, *arguments, KIOSK_LOCALE="de").stderr.splitlines()[0]


def test_wrong_usage_is_said_in_the_language_of_the_folder_that_is_named(folder, tmp_path):
    (folder / "kiosk.toml").write_text('locale = "de"\n')
    done = kiosk(tmp_path / "other", "check-in", "--data", str(folder))
    assert "CODE fehlt" in done.stderr


def test_the_version_names_the_release_that_walls_reload_on(folder):
    done = kiosk(folder, "--version")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"kiosk {__version__}, release {release()}")


def test_the_doctor_looks_at_the_port_that_is_named(folder):
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = kiosk(folder, "doctor", "--port", port)
    assert f"{port} cannot be used" in done.output
    assert "port: “0x1”" in kiosk(folder, "doctor", "--port", "0x1").stderr


def test_a_mistyped_setting_stops_every_command(folder: Path):
    done = kiosk(folder, "user", "list", KIOSK_PROT="8000")
    assert done.exit_code == 1
    assert "KIOSK_PORT" in done.stderr


def test_people_are_added_listed_and_removed(folder: Path):
    adding = ("user", "add", "Ada", "--admin", "--password-stdin")
    added = kiosk(folder, *adding, typed="long enough\n")
    assert added.exit_code == 0, added.stderr
    assert kiosk(folder, "user", "list").output == "Ada (admin)\n"
    only = kiosk(folder, "user", "remove", "Ada")
    assert only.exit_code == 1
    assert "the only admin" in only.stderr
    kiosk(folder, "user", "add", "Grace", "--admin", "--password-stdin", typed="long enough\n")
    assert kiosk(folder, "user", "remove", "Ada").exit_code == 0
    assert kiosk(folder, "user", "list").output == "Grace (admin)\n"


@pytest.mark.parametrize("command", [("user", "list"), ("run", "--port", "0"), ("doctor",)])
def test_a_data_folder_that_cannot_be_one_is_a_sentence(tmp_path: Path, command):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder" / "kiosk.db").mkdir(parents=True)
    for name in ("file", "folder"):
        done = kiosk(tmp_path / name, *command)
        assert done.exit_code == 1
        assert "file" in done.output or "folder" in done.output
        assert "Traceback" not in done.output


def test_a_short_password_is_refused_with_what_to_write(folder: Path):
    done = kiosk(folder, "user", "add", "Ada", "--password-stdin", typed="short\n")
    assert done.exit_code == 1
    assert "10" in done.stderr


def test_a_token_is_printed_once_alone_on_its_line(folder: Path):
    done = kiosk(folder, "token", "add", "grafana", "--can", "read")
    assert done.exit_code == 0
    (line,) = done.output.splitlines()
    assert line.startswith("kiosk_")
    listed = kiosk(folder, "token", "list").output
    assert listed == "grafana (read)\n"
    assert kiosk(folder, "token", "revoke", "grafana").exit_code == 0
    assert kiosk(folder, "token", "list").output == ""


def test_doctor_looks_at_everything_and_changes_nothing(folder: Path):
    before = (folder / "kiosk.db").read_bytes()
    done = kiosk(folder, "doctor", KIOSK_PORT="0", KIOSK_PUBLIC_URL="http://okr.example")
    assert done.exit_code == 0, done.output
    for name in ("address", "port", "database", "SQLite", "clock", "time zone", "disk"):
        assert f"ok  {name}:" in done.output
    assert (folder / "kiosk.db").read_bytes() == before


def test_doctor_says_what_is_wrong_with_a_damaged_database(folder: Path):
    path = folder / "kiosk.db"
    whole = bytearray(path.read_bytes())
    whole[4096:12288] = b"\xff" * 8192
    path.write_bytes(whole)
    done = kiosk(folder, "doctor", KIOSK_PORT="0", KIOSK_PUBLIC_URL="http://okr.example")
    assert done.exit_code == 1
    assert "!!  database:" in done.output


def test_the_data_folder_is_the_variable_or_the_checkouts():
    assert default_data({"KIOSK_DATA": "/somewhere"}) == Path("/somewhere")
    assert default_data({}).name == "data"


def test_a_person_is_added_for_a_team_and_listed_with_it(folder: Path):
    words = "three quiet words\n"
    new = ("user", "add", "Bo", "--team", "marketing", "--password-stdin")
    assert kiosk(folder, *new, typed=words).exit_code == 0
    assert "Bo [marketing]" in kiosk(folder, "user", "list").output

    both = ("user", "add", "Di", "--team", "marketing", "--team", "engineering")
    assert kiosk(folder, *both, "--password-stdin", typed=words).exit_code == 0
    assert "Di [engineering, marketing]" in kiosk(folder, "user", "list").output

    refused = kiosk(folder, *new[:2], "Cy", "--team", "nobody", "--password-stdin", typed=words)
    assert refused.exit_code == 1
    assert "team: There is no team “nobody”" in refused.stderr


def test_a_password_is_set_anew_on_the_command_line_and_logs_that_person_out(folder: Path):
    kiosk(folder, "user", "add", "Ada", "--admin", "--password-stdin", typed="the first one\n")
    store, now = Store(folder / "kiosk.db", zone=ZoneInfo("Europe/Berlin")), datetime.now(UTC)
    before = store.users.by_name("Ada")
    store.sessions.open(before.id, "key", now)

    done = kiosk(folder, "user", "password", "ada", "--password-stdin", typed="another one\n")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Ada has a new password" in done.output
    assert "another one" not in done.output
    after = store.users.by_name("Ada")
    assert Passwords().matches("another one", after.password_hash)
    assert not Passwords().matches("the first one", after.password_hash)
    assert store.sessions.user("key", now) is None

    short = kiosk(folder, "user", "password", "Ada", "--password-stdin", typed="short\n")
    assert (short.exit_code, "10" in short.stderr) == (1, True)
    nobody = kiosk(folder, "user", "password", "Eve", "--password-stdin", typed="long enough\n")
    assert (nobody.exit_code, "Eve" in nobody.stderr) == (1, True)


def test_what_is_printed_is_in_the_office_s_language(folder: Path):
    refused = kiosk(folder, "check-in", "M3XD", "viel", KIOSK_LOCALE="de")
    done = kiosk(
        folder, "doctor", KIOSK_PORT="0", KIOSK_PUBLIC_URL="http://okr.example", KIOSK_LOCALE="de"
    )

    assert refused.exit_code == 1
    assert refused.stderr == "kiosk: Wert: „viel“ ist keine Zahl. Gib eine wie 42,5 ein\n"
    assert "0 ist frei" in done.stdout


def test_an_odd_value_is_saved_with_one_line_on_standard_error(folder: Path):
    done = kiosk(folder, "check-in", "M3XD", "110000")
    assert done.exit_code == 0
    assert "110,000" in done.stdout
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("kiosk: 110,000")
    assert "Did you mean 110" in done.stderr


def test_a_day_that_is_none_is_named(folder: Path):
    done = kiosk(folder, "check-in", "M3XD", "110", "--on", "yesterday")
    assert done.exit_code == 1
    assert "“yesterday” is not a day. Enter one like 2026-10-01" in done.stderr


def test_without_a_terminal_a_password_is_piped_in(folder: Path):
    for command in (("user", "add", "Ada"), ("user", "password", "Ada")):
        done = kiosk(folder, *command, typed="long enough\nlong enough\n")
        assert done.exit_code == 1
        says = "There is no terminal to type it in. Pipe it in with --password-stdin"
        assert done.stderr == f"kiosk: password: {says}\n"
    assert kiosk(folder, "user", "list").output == ""
