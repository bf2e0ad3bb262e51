"""The commands of deploy/README.md and its units on a Debian that was just installed, booted.

Minutes each (`make faults`), as root alone: tests.deploy.debian says what else it takes.
"""

import re
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deploy import debian
from tests.deploy.machine import ADDRESS, Machine
from tests.deploy.readme import SET_UP, Block, block, blocks

NOT_RUN = {
    "9. Behind a proxy": "test_proxy.py tries its files with nginx and Caddy",
    "sudo reboot": "there is no desktop to switch off",
    "WALL_ADDRESS=": "its server is on this machine",
    "PANEL_BY=": "the helper is to choose by itself",
    "sudo ufw": "Debian comes without it",
    "journalctl -u kiosk-server -b -f": "it never ends, and is run without -f",
    "kiosk check-in M3XD": "there is no such key result",
    "kiosk-offsite-backup": "test_offsite_backup.py runs the unit with rsync between folders",
}
# What each of the others is copied for: run where that is so, by its first line.
RUN_LATER = {
    "sudo systemctl restart kiosk-server\nsudo journalctl": "a link for the first admin",
    "kiosk user add": "a first admin",
    "ip route": "the machine's address",
    "sudo install -d /etc/systemd/system/kiosk-server.service.d": "phones with public addresses",
    "sudo systemctl reset-failed": "a wall that was given up",
    "sudo rm -rf /opt/kiosk/before": "an update",
    "sudo systemctl stop kiosk-server\nsudo rm": "an update that failed",
    "sudo apt install -y figlet": "the end of an update",
    "kiosk backup": "a backup",
    "kiosk restore": "what was there before",
    "# If you have it:\nsudo systemctl disable": "an end to all",
    "sudo rm -rf /var/lib/kiosk\n": "an end to the data",
}
KILLED_BEFORE_IT_WAS_MENDED = 95  # seconds, on Debian 12
HOURS = """
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo
from kiosk.okr.screens import Screen
from kiosk.store import Store

zone = ZoneInfo("Europe/Berlin")
store = Store(Path("/var/lib/kiosk/kiosk.db"), zone=zone)
now = datetime.now(zone).replace(second=0, microsecond=0)
start, end = [(now + timedelta(hours=hours)).time() for hours in (%s)]
for seen in store.screens.visits():
    store.screens.save(Screen(seen.name, dim_from=start, dim_to=end))
"""


def reason_not_to_run(block: Block) -> str:
    """Empty where it is run."""
    text = f"{block.heading}\n{block.commands}"
    return next((why for words, why in NOT_RUN.items() if words in text), "")


def set_up() -> list[Block]:
    """What makes a wall of a bare machine, in its order."""
    return [b for b in blocks() if b.heading in SET_UP and not reason_not_to_run(b)]


def test_every_block_is_run_or_it_is_said_why_not() -> None:
    run = [*set_up(), *(block(words) for words in RUN_LATER)]
    assert [b for b in blocks() if b not in run and not reason_not_to_run(b)] == []


def run_block(machine: Machine, first_words: str, given: str = "") -> str:
    return machine.run(f"set -e\n{block(first_words).commands}", given=given)


def set_hours(machine: Machine, first: int, last: int) -> None:
    """Every screen is off from so many hours after now to so many."""
    python = "sudo -u kiosk /opt/kiosk/venv/bin/python -"
    machine.run(f"cd /var/lib/kiosk\n{python}", given=HOURS % f"{first}, {last}")


def is_enabled(machine: Machine) -> bool:
    return "Enabled: yes" in machine.as_wall("wlr-randr")


def server(machine: Machine) -> str:
    return machine.run("systemctl show --property MainPID --value kiosk-server").strip()


def every_command_again_changes_nothing(machine: Machine) -> None:
    session = machine.session()
    for each in set_up():
        if "pip install" not in each.commands:
            machine.run(f"set -e\n{each.commands}")
    assert machine.session() == session
    assert f"phones open http://{ADDRESS}:8000/" in machine.run("kiosk doctor")


def logs_of_the_screen_are_where_the_readme_says(machine: Machine) -> None:
    commands = block("sudo journalctl -u kiosk-server -b -f").commands.splitlines()
    server, screen = [machine.run(f"{line.replace(' -f', '')} --no-pager") for line in commands]
    assert "Started kiosk-server.service" in server
    assert "Started kiosk-session.service" in screen
    assert "Started kiosk-panel.service" in screen
    assert re.search(r"kiosk-session\[\d+\]: .*ERROR", screen), "cage and Chromium"


def a_restart_gives_a_link_for_the_first_admin(machine: Machine) -> None:
    links = run_block(machine, "sudo systemctl restart kiosk-server\nsudo journalctl").split()
    newest = [word for word in links if "/admin/setup" in word][-1]
    path = "/" + newest.split("/", 3)[3]
    assert "200" in machine.run(f"curl -s -o /dev/null -w '%{{http_code}}' localhost:8000{path}")
    run_block(machine, "kiosk user add", given="four words of mine\nfour words of mine\n")
    run_block(machine, "ip route")


def a_backup_is_its_owners_alone_and_can_be_restored(machine: Machine) -> None:
    run_block(machine, "kiosk backup")
    [kept] = machine.run("ls /var/lib/kiosk/backups/*.db").split()
    assert machine.run("find /var/lib/kiosk -name '*.db' -perm /077") == ""
    restore = re.sub(r"/var/lib\S+\.db", kept, block("kiosk restore").commands)
    machine.run(f"set -e\n{restore}", given="y\n")
    machine.until(machine.shows_wall, 60)


def hours_switch_the_panel(machine: Machine) -> None:
    """cage 0.1.4, of Debian 12, cannot, and the README and the journal say so."""
    machine.until(machine.shows_wall, 60)
    if "bookworm" in machine.network:
        log = machine.journal("-u kiosk-panel")
        assert "doesn't support wlr-output-management" in log
        return
    set_hours(machine, -1, 1)
    machine.until(lambda: not is_enabled(machine), 45)
    set_hours(machine, 2, 3)
    machine.until(lambda: is_enabled(machine), 45)


def a_session_outlives_two_of_the_kills_that_there_were(machine: Machine) -> None:
    session = machine.session()
    age = int(machine.run(f"ps --no-headers -o etimes {session}"))
    time.sleep(max(0, 2 * KILLED_BEFORE_IT_WAS_MENDED + 10 - age))
    assert machine.session() == session
    assert machine.run("systemctl show --property NRestarts --value kiosk-session") == "0\n"
    assert machine.shows_wall()


def a_stopped_server_costs_no_session(machine: Machine) -> None:
    session = machine.session()
    machine.run("systemctl stop kiosk-server")
    time.sleep(75)
    machine.run("systemctl start kiosk-server")
    machine.until(machine.shows_wall, 30)
    assert machine.session() == session


def a_server_that_hangs_or_is_killed_comes_back(machine: Machine) -> None:
    session = machine.session()
    for signal, within in (("STOP", 60), ("KILL", 20)):
        before = server(machine)
        machine.run(f"kill -{signal} {before}")
        machine.until(lambda before=before: server(machine) not in {before, "0"}, within)
        machine.until(machine.shows_wall, 30)
    assert machine.session() == session


def killed_renderers_come_back(machine: Machine) -> None:
    """What the kernel does where memory is short: “Aw, Snap!”"""
    session = machine.session()
    machine.run("kill -KILL $(pgrep -u kiosk-wall -f -- --type=renderer)")
    machine.until(lambda: not machine.shows_wall(), 20)
    machine.until(lambda: machine.session() not in {session, "0"}, 120)
    machine.until(machine.shows_wall, 60)


def an_update_that_fails_leaves_a_way_back(machine: Machine) -> None:
    update = block("sudo rm -rf /opt/kiosk/before").commands
    broken = update.replace("constraints.txt .", "constraints.txt nowhere-to-be-found")
    assert "No matching distribution" in machine.run(broken, check=False)
    run_block(machine, "sudo systemctl stop kiosk-server\nsudo rm")
    machine.until(machine.shows_wall, 40)


def an_update_ends_in_the_wall(machine: Machine) -> None:
    session = machine.session()
    run_block(machine, "sudo rm -rf /opt/kiosk/before")
    run_block(machine, "sudo apt install -y figlet")
    machine.until(lambda: machine.session() not in {session, "0"}, 30)
    machine.until(machine.shows_wall, 60)
    assert machine.run("kiosk --version")


def the_wall_comes_by_itself_after_a_power_cut(machine: Machine) -> None:
    machine.cut_power()
    machine.boot()
    machine.until(machine.shows_wall, 90)


def phones_with_public_addresses_can_be_allowed(machine: Machine) -> None:
    run_block(machine, "sudo install -d /etc/systemd/system/kiosk-server.service.d")
    shown = machine.run("systemctl show --property IPAddressAllow kiosk-server")
    assert "203.0.113.0/24" in shown
    assert "10.0.0.0/8" in shown
    machine.until(machine.shows_wall, 60)


def a_wall_that_is_given_up_says_so_in_large_letters(machine: Machine) -> None:
    before = len(machine.console)
    machine.run("echo WALL_ADDRESS=wall >>/etc/default/kiosk-session")
    machine.run("systemctl restart kiosk-session")
    failed = "systemctl show --property ActiveState --value kiosk-session"
    machine.until(lambda: machine.run(failed).strip() == "failed", 180)
    letters = machine.run('figlet -w 80 "The wall stopped."')
    machine.until(lambda: letters in machine.console[before:].replace("\r", ""), 10)
    assert "sudo systemctl start kiosk-session" in machine.console[before:]
    machine.run("rm /etc/default/kiosk-session")
    run_block(machine, "sudo systemctl reset-failed")
    machine.until(machine.shows_wall, 60)


def nothing_but_the_data_is_left_after_the_end(machine: Machine) -> None:
    run_block(machine, "# If you have it:\nsudo systemctl disable")
    assert machine.run("ls /etc/systemd/system/kiosk-*.service /opt/kiosk || true").count("No such")
    assert machine.run("id kiosk-wall", check=False).endswith("no such user\n")
    assert machine.run("ls /var/lib/kiosk/kiosk.db")
    run_block(machine, "sudo rm -rf /var/lib/kiosk\n")
    assert machine.run("id kiosk", check=False).endswith("no such user\n")


STEPS: tuple[Callable[[Machine], None], ...] = (
    every_command_again_changes_nothing,
    logs_of_the_screen_are_where_the_readme_says,
    a_restart_gives_a_link_for_the_first_admin,
    a_backup_is_its_owners_alone_and_can_be_restored,
    hours_switch_the_panel,
    a_session_outlives_two_of_the_kills_that_there_were,
    a_stopped_server_costs_no_session,
    a_server_that_hangs_or_is_killed_comes_back,
    killed_renderers_come_back,
    an_update_that_fails_leaves_a_way_back,
    an_update_ends_in_the_wall,
    the_wall_comes_by_itself_after_a_power_cut,
    phones_with_public_addresses_can_be_allowed,
    a_wall_that_is_given_up_says_so_in_large_letters,
    nothing_but_the_data_is_left_after_the_end,
)


def went_wrong(machine: Machine) -> list[str]:
    """What each step found, in their order: a failed one is no reason not to try the next."""
    found = []
    for step in STEPS:
        began = time.monotonic()
        ended = "passed"
        try:
            step(machine)
        except (AssertionError, ValueError) as problem:
            ended = "failed"
            found.append(f"{step.__name__}: {problem}\n{machine.journal('-n 30')}")
        print(f"{time.monotonic() - began:6.1f} s  {ended}  {step.__name__}")
    return found


@pytest.mark.faults
@pytest.mark.long
@pytest.mark.parametrize("release", debian.PYTHONS)
def test_a_bare_machine_becomes_a_wall_and_stays_one(release: str, tmp_path: Path) -> None:
    if reason := debian.missing():
        warnings.warn(f"no machine was booted with the units of deploy/: {reason}", stacklevel=1)
        pytest.skip(reason)
    machine = Machine(release, tmp_path)
    try:
        for each in set_up():
            machine.run(f"set -e\n{each.commands}")
        machine.until(machine.shows_wall, 60)
        problems = went_wrong(machine)
        assert not problems, "\n\n".join(problems)
    finally:
        machine.switch_off()
