"""What switches the panel, with a curl, a wlr-randr and others that note what they are given."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.deploy.unit import DEPLOY, PANEL, SESSION, read_unit

HELPER = DEPLOY / "kiosk-panel"
# One output, which is as it was last switched.
WLR_RANDR = """
case "${3:-}" in
    --on) echo yes >"$0.enabled" ;;
    --off) echo no >"$0.enabled" ;;
    *)
        enabled=$(cat "$0.enabled" || echo yes)
        printf 'HDMI-A-1 "A television"\\n  Enabled: %s\\n  Modes:\\n' "$enabled"
        ;;
esac
"""
WLOPM = """
case "${1:-}" in
    --on | --off) echo "${1#--}" >"$0.power" ;;
    *) echo "HDMI-A-1 $(cat "$0.power" || echo on)" ;;
esac
"""
# What the helper may use of the system; whatever else is installed on the machine, it does not see.
SYSTEM = ("sh", "cat", "grep", "head", "id", "sed", "tail")
OFF, ON = "wlr-randr --output HDMI-A-1 --off", "wlr-randr --output HDMI-A-1 --on"


class Machine:
    """A machine whose server answers one thing after the other, and then ends the helper."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = folder / "calls"
        self.answers = folder / "answers"
        self.said = ""
        self.code = 0
        (folder / "bin").mkdir()
        for name in SYSTEM:
            (folder / "bin" / name).symlink_to(shutil.which(name) or name)
        self.note(
            "curl",
            f'answer=$(head -n 1 "{self.answers}"); sed -i 1d "{self.answers}"\n'
            'if [ "$answer" = fails ]; then exit 7; fi; printf "%s\\n" $answer',
        )
        # As long as there is more to say it takes no time; then whoever sleeps is ended.
        self.program("sleep", f'[ -s "{self.answers}" ] || kill -TERM "$PPID"')
        self.note("wlr-randr", WLR_RANDR)

    def program(self, name: str, text: str) -> None:
        program = self.folder / "bin" / name
        program.write_text(f"#!/bin/sh\n{text}\n")
        program.chmod(0o755)

    def note(self, name: str, more: str = "") -> None:
        """A program that notes how it was called."""
        self.program(name, f'echo "{name} $*" >>"{self.calls}"\n{more}')

    def run(self, *answers: str, do: str = "", **environment: str) -> list[str]:
        """What the panel was told while the server answered so."""
        self.answers.write_text("".join(f"{answer}\n" for answer in answers))
        self.calls.write_text("")
        done = subprocess.run(
            ["sh", str(HELPER), *do.split()],
            env={
                "PATH": str(self.folder / "bin"),
                "SESSION_PID_FILE": str(self.folder / "pid"),
                "XDG_RUNTIME_DIR": str(self.folder),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
        self.said, self.code = done.stdout + done.stderr, done.returncode
        asked = ("curl ", "wlr-randr \n", "wlopm \n")
        calls = self.calls.read_text().splitlines(keepends=True)
        return [call.strip() for call in calls if not call.startswith(asked)]

    def asked(self) -> set[str]:
        """What address was asked."""
        calls = self.calls.read_text().splitlines()
        return {call.split()[-1] for call in calls if call.startswith("curl ")}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_it_may_be_run_and_is_valid_shell() -> None:
    assert subprocess.run(["sh", "-n", str(HELPER)], check=False).returncode == 0
    assert os.access(HELPER, os.X_OK)


def test_the_panel_is_as_the_server_says(machine: Machine) -> None:
    assert machine.run("on", "on", "off", "on") == [ON, OFF, ON]
    assert machine.code == 0


def test_it_is_switched_off_again_where_another_session_began_with_it_on(machine: Machine) -> None:
    assert machine.run("off", "off", "on") == [OFF, OFF, ON]
    assert machine.said.count("The panel is off") == 1


@pytest.mark.parametrize("answer", ["fails", "", "<html>", "offline", "error: off"])
def test_without_a_plain_answer_it_is_on(machine: Machine, answer: str) -> None:
    assert machine.run(answer) == [ON]
    assert machine.run("off", answer) == [OFF, ON]


def test_it_is_on_when_the_helper_ends(machine: Machine) -> None:
    assert machine.run("off") == [OFF, ON]
    assert machine.run(do="on") == [ON]
    assert machine.asked() == set()
    assert read_unit(PANEL)["ExecStopPost"] == ["-/opt/kiosk/bin/kiosk-panel on"]


def test_one_that_can_only_half_be_switched_off_stays_on(machine: Machine) -> None:
    machine.note(
        "wlopm", 'case "${1:-}" in --off) exit 1 ;; --on) ;; *) echo "HDMI-A-1 on" ;; esac'
    )
    told = machine.run("off", "off", PANEL_BY="wlr-randr wlopm")
    assert told == [OFF, "wlopm --off *", ON, "wlopm --on *"] * 2
    assert "it stays on" in machine.said


def test_a_machine_without_a_picture_says_so_once_and_goes_on(machine: Machine) -> None:
    machine.note("wlr-randr", "exit 1")
    assert machine.run("off", "off", "on") == []
    assert machine.said.count("could not be switched on") <= 2
    assert machine.code == 0


def test_a_television_is_told_once_and_left_to_whoever_switches_it_on(machine: Machine) -> None:
    machine.note("cec-ctl")
    told = machine.run("off", "off", "off", "on", PANEL_BY="cec-ctl")
    assert told == [
        "cec-ctl --playback --to 0 --standby",
        "cec-ctl --playback --to 0 --image-view-on",
    ]


def test_it_takes_what_is_installed(machine: Machine) -> None:
    machine.note("wlopm", WLOPM)
    assert machine.run("off", "on") == [OFF, ON]
    (machine.folder / "bin/wlr-randr").unlink()
    assert machine.run("off", "on") == ["wlopm --off *", "wlopm --on *"]
    (machine.folder / "bin/wlopm").unlink()
    machine.run("off", "off")
    assert machine.said.count("apt install wlr-randr") == 1


def test_a_tool_that_the_compositor_does_not_know_gives_way_to_the_next(machine: Machine) -> None:
    """cage 0.1.4, of Debian 12, has no output management."""
    missing = "compositor doesn't support wlr-output-management-unstable-v1"
    machine.note("wlr-randr", f'echo "{missing}" >&2; exit 1')
    machine.note("wlopm", WLOPM)
    assert machine.run("off", "off", "on") == ["wlopm --off *"] * 2 + ["wlopm --on *"]
    assert machine.said.count(missing) == 1


def test_each_thing_that_is_wrong_is_said_once(machine: Machine) -> None:
    asleep, missing = "failed to connect to display", "compositor doesn't support it"
    machine.note(
        "wlr-randr",
        f'if [ -e "$0.woke" ]; then echo "{missing}" >&2\n'
        f'else echo "{asleep}" >&2; : >"$0.woke"; fi; exit 1',
    )
    machine.run("on", "on", "on")
    assert machine.said.count(asleep) == 1
    assert machine.said.count(missing) == 1


def test_a_command_that_ends_well_and_does_nothing_is_seen(machine: Machine) -> None:
    machine.note("wlr-randr", "printf 'HDMI-A-1 \\n  Enabled: yes\\n'")
    assert machine.run("off") == [OFF, ON]
    assert "it stays on" in machine.said


class Session:
    """A process in the session's place."""

    def __init__(self, machine: Machine) -> None:
        self.process = subprocess.Popen(["sleep", "60"])
        (machine.folder / "pid").write_text(f"{self.process.pid}\n")

    def was_ended(self) -> bool:
        try:
            return self.process.wait(0.5) == -signal.SIGTERM
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return False


@pytest.mark.parametrize(
    ("answers", "is_ended"),
    [
        (["on yes", *["on no"] * 3], True),
        (["on yes", "on no", "on no", "on yes", "on no", "on no"], False),
        (["on yes", "on no", "on no", "fails", "on no"], False),
        # A server behind a proxy never sees whose wall it is.
        (["on no"] * 10, False),
    ],
)
def test_a_wall_that_crashed_is_started_again(
    machine: Machine, answers: list[str], is_ended: bool
) -> None:
    session = Session(machine)
    machine.run(*answers, PANEL_EVERY="20")
    assert session.was_ended() == is_ended


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("http://localhost:8000/", "http://localhost:8000/panel"),
        ("http://localhost:8000", "http://localhost:8000/panel"),
        ("https://okr.example.com/?pages=all", "https://okr.example.com/panel"),
        (
            "http://192.168.1.20:8000/screens/lobby?pages=all",
            "http://192.168.1.20:8000/screens/lobby/panel",
        ),
    ],
)
def test_the_walls_own_server_is_asked_about_its_screen(
    machine: Machine, address: str, asked: str
) -> None:
    machine.run("on", WALL_ADDRESS=address)
    assert machine.asked() == {asked}


@pytest.mark.parametrize("environment", [{"WALL_ADDRESS": "localhost"}, {"PANEL_BY": "hammer"}])
def test_what_is_mistyped_is_said_and_not_tried_again(
    machine: Machine, environment: dict[str, str]
) -> None:
    assert machine.run("on", **environment) == []
    assert machine.code == 2
    assert "write " in machine.said
    assert read_unit(PANEL)["RestartPreventExitStatus"] == ["2"]


def test_the_session_that_shows_the_wall_is_the_one_asked(machine: Machine) -> None:
    (machine.folder / "wayland-1").touch()
    (machine.folder / "wayland-1.lock").touch()
    machine.note("wlr-randr", f'echo "$WAYLAND_DISPLAY" >"{machine.folder}/display"; echo HDMI-A-1')
    machine.run("on")
    assert (machine.folder / "display").read_text() == "wayland-1\n"
    unit = read_unit(PANEL)
    assert unit["User"] == read_unit(SESSION)["User"]
    assert unit["EnvironmentFile"] == read_unit(SESSION)["EnvironmentFile"]
