"""The unit files, asked of systemd itself."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.unit import (
    OFFSITE,
    OFFSITE_TIMER,
    PANEL,
    SERVER,
    SESSION,
    STOPPED,
    read_unit,
    seconds,
    words,
)

LASTING = (SERVER, SESSION, PANEL)
UNITS = (*LASTING, STOPPED, OFFSITE)
SYSTEM_UNITS = Path("/usr/lib/systemd/system")


@pytest.fixture(scope="session")
def analyze() -> str:
    program = shutil.which("systemd-analyze")
    if program is None or not SYSTEM_UNITS.is_dir():
        pytest.fail("systemd-analyze is not here; `make browser` installs it (Debian's systemd)")
    return program


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A root folder as deploy/README.md leaves it: the system's units, ours, and the programs."""
    shutil.copytree(SYSTEM_UNITS, tmp_path / "usr/lib/systemd/system", symlinks=True)
    folder = tmp_path / "etc/systemd/system"
    folder.mkdir(parents=True)
    for unit in UNITS:
        shutil.copy(unit, folder)
        program = tmp_path / program_of(unit).relative_to("/")
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch(mode=0o755)
    shutil.copy(OFFSITE_TIMER, folder)
    return tmp_path


def program_of(unit: Path) -> Path:
    return Path(read_unit(unit)["ExecStart"][0].split()[0])


def run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SYSTEMD_COLORS": "0", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def verify(analyze: str, machine: Path) -> subprocess.CompletedProcess[str]:
    names = [unit.name for unit in (*UNITS, OFFSITE_TIMER)]
    return run(analyze, "verify", "--man=no", f"--root={machine}", *names)


def test_systemd_has_nothing_to_say_about_either_unit(analyze: str, machine: Path) -> None:
    answer = verify(analyze, machine)
    assert (answer.stdout + answer.stderr, answer.returncode) == ("", 0)


def test_systemd_would_name_a_program_that_is_missing(analyze: str, machine: Path) -> None:
    missing = program_of(SERVER)
    (machine / missing.relative_to("/")).unlink()
    answer = verify(analyze, machine)
    assert str(missing) in answer.stderr
    assert answer.returncode != 0


def test_systemd_would_name_a_directive_that_is_mistyped(analyze: str, machine: Path) -> None:
    with (machine / "etc/systemd/system" / SESSION.name).open("a") as unit:
        unit.write("\n[Service]\nRestartSeconds=5\n")
    assert "RestartSeconds" in verify(analyze, machine).stderr


def test_server_unit_is_exposed_to_at_most_1_6(analyze: str) -> None:
    answer = run(analyze, "security", "--offline=true", "--no-pager", str(SERVER))
    level = re.search(r"Overall exposure level for \S+ (\d+\.\d+)", answer.stdout)
    assert level is not None, answer.stderr
    assert float(level[1]) <= 1.6, answer.stdout


@pytest.mark.parametrize("path", LASTING, ids=lambda path: path.stem)
def test_unit_starts_again_until_a_limit_that_can_be_hit(path: Path) -> None:
    unit = read_unit(path)
    assert unit["Restart"] == ["always"]
    failing_start = 20  # seconds, on a slow machine
    run_up = int(unit["StartLimitBurst"][0]) * (seconds(unit["RestartSec"][0]) + failing_start)
    assert run_up < seconds(unit["StartLimitIntervalSec"][0])


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_unit_waits_for_neither_network_nor_clock(path: Path) -> None:
    awaited = words(read_unit(path), "After", "Wants", "Requires", "BindsTo", "Requisite")
    assert not {"network-online.target", "time-sync.target", "time-set.target"} & set(awaited)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_unit_with_a_log_in_session_is_simple(path: Path) -> None:
    """Before systemd 256 any other type never becomes active beside PAMName=, and the session is
    killed after 90 s (systemd#30733)."""
    unit = read_unit(path)
    assert "PAMName" not in unit or unit["Type"] == ["simple"]


def test_helper_can_reach_the_compositor() -> None:
    panel = read_unit(PANEL)
    assert "ProtectHome" not in panel, "it hides /run/user too"
    assert "/run/user" not in words(panel, "InaccessiblePaths", "TemporaryFileSystem")
    assert set(words(panel, "InaccessiblePaths")) == {"-/home", "-/root"}


def test_a_server_that_hangs_is_started_again() -> None:
    server = read_unit(SERVER)
    assert server["Type"] == ["notify"]
    assert seconds(server["WatchdogSec"][0]) == 30
    assert "AF_UNIX" in words(server, "RestrictAddressFamilies")


def test_a_session_that_is_given_up_says_so_where_the_wall_was() -> None:
    session, stopped = read_unit(SESSION), read_unit(STOPPED)
    assert session["OnFailure"] == [STOPPED.name]
    assert stopped["TTYPath"] == session["TTYPath"]
    assert stopped["StandardOutput"] == ["tty"]


def test_session_cannot_read_what_the_server_keeps() -> None:
    server, session = read_unit(SERVER), read_unit(SESSION)
    assert server["User"] != session["User"]
    assert server["StateDirectoryMode"] == ["0700"]
