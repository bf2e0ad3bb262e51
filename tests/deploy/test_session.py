"""The launcher of the wall's browser, with a cage and a curl that note what they are given."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.unit import DEPLOY, SESSION, read_unit, seconds

LAUNCHER = DEPLOY / "kiosk-session"
NEEDED = {
    "--kiosk",
    "--noerrdialogs",
    "--disable-infobars",
    "--no-first-run",
    "--ozone-platform=wayland",
    "--hide-crash-restore-bubble",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
}
# Each of these opens what the browser's own sandbox or origin rules close.
NEVER = ("--no-sandbox", "--disable-web-security", "--remote-debugging", "--incognito")


@dataclass(frozen=True, slots=True)
class Machine:
    """Folders and programs for one start of the launcher."""

    folder: Path

    @property
    def profile(self) -> Path:
        return self.folder / "state/chromium"

    def write_program(
        self, name: str, exit_code: int = 0, pid_file: str = "", renderer_file: str = ""
    ) -> None:
        """A program that writes its arguments down, one a line, and ends; where wanted its number
        and what it draws with as well."""
        program = self.folder / "bin" / name
        note = self.folder / f"{name}.arguments"
        lines = ["#!/bin/sh", f'printf "%s\\n" "$@" >"{note}"']
        if pid_file:
            lines.append(f'echo $$ >"{self.folder / pid_file}"')
        if renderer_file:
            lines.append(f'echo "${{WLR_RENDERER:-}}" >"{self.folder / renderer_file}"')
        program.write_text("\n".join([*lines, f"exit {exit_code}", ""]))
        program.chmod(0o755)

    def arguments(self, name: str) -> list[str] | None:
        """What the program was given, or None when it was never started."""
        note = self.folder / f"{name}.arguments"
        return note.read_text().splitlines() if note.exists() else None

    def start(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", str(LAUNCHER)],
            env={
                "PATH": f"{self.folder / 'bin'}:{os.defpath}",
                "STATE_DIRECTORY": str(self.folder / "state"),
                "RUNTIME_DIRECTORY": str(self.folder / "run"),
                **environment,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "bin").mkdir()
    made = Machine(tmp_path)
    for name in ("cage", "chromium", "curl"):
        made.write_program(name)
    return made


def test_launcher_is_valid_shell_and_may_be_run() -> None:
    assert subprocess.run(["sh", "-n", str(LAUNCHER)], check=False).returncode == 0
    assert os.access(LAUNCHER, os.X_OK)


def test_browser_gets_the_flags_a_wall_needs_and_no_dangerous_one(machine: Machine) -> None:
    assert machine.start().returncode == 0
    given = machine.arguments("cage") or []
    assert given[:3] == ["-d", "--", str(machine.folder / "bin/chromium")]
    assert set(given) >= NEEDED
    assert not [flag for flag in given if flag.startswith(NEVER)]
    assert given[-1] == "http://localhost:8000/"


def test_profile_is_kept_and_only_its_cache_is_in_memory(machine: Machine) -> None:
    machine.start()
    given = machine.arguments("cage") or []
    assert f"--user-data-dir={machine.profile}" in given
    assert f"--disk-cache-dir={machine.folder / 'run/cache'}" in given
    unit = read_unit(SESSION)
    assert (unit["StateDirectory"], unit["RuntimeDirectory"]) == (["kiosk-wall"], ["kiosk-session"])


def test_stale_locks_go_and_the_rest_of_the_profile_stays(machine: Machine) -> None:
    machine.profile.mkdir(parents=True)
    for lock in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (machine.profile / lock).symlink_to("another-machine-4711")
    (machine.profile / "Local State").write_text("{}")
    machine.start()
    assert [path.name for path in machine.profile.iterdir()] == ["Local State"]


def test_address_comes_from_the_environment_and_its_server_is_asked(machine: Machine) -> None:
    machine.start(WALL_ADDRESS="http://192.168.1.20:8000/screens/lobby")
    assert (machine.arguments("cage") or [])[-1] == "http://192.168.1.20:8000/screens/lobby"
    assert (machine.arguments("curl") or [])[-1] == "http://192.168.1.20:8000/healthz"


def test_the_machines_own_screen_opens_the_wall_with_its_key(machine: Machine) -> None:
    (machine.folder / "run").mkdir()
    (machine.folder / "run/screen.key").write_text("abc-123_x\n")
    machine.start()
    assert (machine.arguments("cage") or [])[-1] == "http://localhost:8000/?key=abc-123_x"
    machine.start(WALL_ADDRESS="http://localhost:8000/?pages=all")
    assert (machine.arguments("cage") or [])[-1] == "http://localhost:8000/?pages=all&key=abc-123_x"
    (machine.folder / "run/screen.key").unlink()
    machine.start()
    assert (machine.arguments("cage") or [])[-1] == "http://localhost:8000/"
    [copied] = read_unit(SESSION)["ExecStartPre"]
    assert copied.startswith("-+"), "as root, and no matter where there is none"
    assert copied.endswith(" /var/lib/kiosk/screen.key /run/kiosk-session/screen.key")


def test_the_number_of_the_session_is_kept_for_the_helper(machine: Machine) -> None:
    machine.write_program("cage", pid_file="cage.pid")
    machine.start()
    kept = (machine.folder / "run/pid").read_text()
    assert kept == (machine.folder / "cage.pid").read_text()


def renderer(machine: Machine, at: int, **environment: str) -> str:
    """What cage draws with, started so many seconds after boot."""
    clock = machine.folder / "uptime"
    clock.write_text(f"{at}.42 1.00\n")
    machine.start(UPTIME_FILE=str(clock), **environment)
    return (machine.folder / "cage.renderer").read_text().strip()


def test_a_machine_without_opengl_draws_with_its_processor(machine: Machine) -> None:
    machine.write_program("cage", renderer_file="cage.renderer")
    assert renderer(machine, 10) == ""
    assert renderer(machine, 17) == "pixman", "cage had ended within seconds"
    assert renderer(machine, 900) == "pixman", "until the next boot"
    (machine.folder / "run/software").unlink()
    assert renderer(machine, 2000) == "", "it had shown the wall for a while"
    assert renderer(machine, 2001, WLR_RENDERER="vulkan") == "vulkan"


def test_nothing_of_chromium_turns_an_address_into_https_or_slows_a_wall_down(
    machine: Machine,
) -> None:
    machine.start()
    given = machine.arguments("cage") or []
    features = [flag for flag in given if flag.startswith("--disable-features=")]
    assert len(features) == 1, "of several lists Chromium takes the last"
    assert {"Translate", "HttpsUpgrades"} <= set(features[0].partition("=")[2].split(","))
    assert {
        "--disable-background-timer-throttling",
        "--disable-backgrounding-occluded-windows",
        "--disable-renderer-backgrounding",
    } <= set(given)


def test_waiting_for_a_silent_server_ends_and_says_so(machine: Machine) -> None:
    machine.write_program("curl", exit_code=7)
    answer = machine.start(WALL_TRIES="2")
    assert answer.returncode == 1
    assert "No answer from http://localhost:8000/" in answer.stdout
    assert machine.arguments("cage") is None


TRUST = "--unsafely-treat-insecure-origin-as-secure="


def trusted(machine: Machine) -> list[str]:
    given = machine.arguments("cage") or []
    return [flag.removeprefix(TRUST) for flag in given if flag.startswith(TRUST)]


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8000/", "http://127.0.0.1:8000/screens/a", "https://okr.example.com/"],
)
def test_what_chromium_trusts_by_itself_is_not_named_to_it(machine: Machine, address: str) -> None:
    machine.start(WALL_ADDRESS=address)
    assert (machine.arguments("cage") or [])[-1] == address
    assert trusted(machine) == []


@pytest.mark.parametrize("host", ["192.168.1.20:8000", "okr.local", "localhost.example.com:8000"])
def test_another_machines_origin_is_named_as_trusted_and_no_more(
    machine: Machine, host: str
) -> None:
    machine.start(WALL_ADDRESS=f"http://{host}/screens/lobby")
    assert trusted(machine) == [f"http://{host}"]
    assert f"{TRUST}http://192.168.1.20:8000" in (DEPLOY / "README.md").read_text("utf-8")


def test_a_wall_shown_before_comes_up_though_its_server_is_away(machine: Machine) -> None:
    machine.start(WALL_ADDRESS="http://192.168.1.20:8000/")
    (machine.folder / "cage.arguments").unlink()
    machine.write_program("curl", exit_code=7)
    machine.write_program("sleep")
    answer = machine.start(WALL_ADDRESS="http://192.168.1.20:8000/")
    assert answer.returncode == 0
    assert (machine.arguments("cage") or [])[-1] == "http://192.168.1.20:8000/"
    (machine.folder / "cage.arguments").unlink()
    assert machine.start(WALL_ADDRESS="http://192.168.1.21:8000/", WALL_TRIES="6").returncode == 1
    assert machine.arguments("cage") is None


def test_waiting_never_uses_up_the_limit_of_starts() -> None:
    unit = read_unit(SESSION)
    tries = re.search(r"WALL_TRIES:-(\d+)", LAUNCHER.read_text(encoding="utf-8"))
    assert tries is not None
    one_start = (int(tries[1]) - 1) + seconds(unit["RestartSec"][0])
    assert int(unit["StartLimitBurst"][0]) * one_start > seconds(unit["StartLimitIntervalSec"][0])


@pytest.mark.parametrize("address", ["--remote-debugging-port=9222", "localhost:8000", "http://"])
def test_what_is_no_address_is_refused_with_an_example(machine: Machine, address: str) -> None:
    answer = machine.start(WALL_ADDRESS=address)
    assert answer.returncode == 2
    assert "write an address like http://localhost:8000/" in answer.stdout
    assert machine.arguments("cage") is None
