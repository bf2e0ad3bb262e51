"""A Debian that is booted in a folder, with a network, a console and processes of its own.

systemd is its first process, with logind, PAM and every limit of the units. It has no graphics, so
cage draws without (WLR_BACKENDS=headless), and no console, so a terminal stands in for tty1: what a
person would read there is in `console`.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.deploy import debian

ADDRESS = "10.83.60.20"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
FOLDER = "/srv/okr-kiosk"

CONSOLE = """
import os, pty, time

ours, theirs = pty.openpty()
for name in ("/dev/tty1", "/dev/screen"):
    os.symlink(os.ttyname(theirs), name)
with open("/run/console", "ab", buffering=0) as text:
    while True:
        text.write(os.read(ours, 4096))
"""
CONSOLE_UNIT = """
[Unit]
DefaultDependencies=no
Before=basic.target
[Service]
ExecStart=/usr/bin/python3 /srv/console.py
"""
# Not tty1: logind would take that for a console of the kernel's, which this machine has none of.
NO_GRAPHICS = """
[Unit]
ConditionPathExists=
[Service]
TTYPath=/dev/screen
Environment=WLR_BACKENDS=headless WLR_RENDERER=pixman
"""
PIP = """
[global]
no_index = true
find_links = /srv/wheels
"""


class Machine:
    """One machine, from its first boot until it is switched off."""

    def __init__(self, release: str, folder: Path) -> None:
        self.root = folder / "root"
        self.root.mkdir()
        self.network = f"kiosk-{os.getpid()}-{release}"
        debian.unpack(release, self.root)
        debian.fetch_wheels(release, self.root / "srv/wheels")
        self.write("etc/pip.conf", PIP)
        self.write("srv/console.py", CONSOLE)
        self.write("etc/systemd/system/console.service", CONSOLE_UNIT)
        wanted = self.root / "etc/systemd/system/sysinit.target.wants/console.service"
        wanted.symlink_to("/etc/systemd/system/console.service")
        self.write("etc/systemd/system/kiosk-session.service.d/machine.conf", NO_GRAPHICS)
        self.log = folder / "boot.log"
        self.boot()

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def boot(self) -> None:
        self.make_network()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    *("systemd-nspawn", "--quiet", "--boot", f"--directory={self.root}"),
                    *("--register=no", "--keep-unit", "--console=pipe"),
                    f"--network-namespace-path=/run/netns/{self.network}",
                ],
                env={**os.environ, "UNIFIED_CGROUP_HIERARCHY": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.until(self.is_up, 60, lambda: f"not booted:\n{self.log.read_text()[-2000:]}")

    def make_network(self) -> None:
        """An office's address on an interface that leads nowhere."""
        debian.run("ip", "netns", "add", self.network)
        for command in (
            "link set lo up",
            "link add eth0 type veth peer name other",
            f"address add {ADDRESS}/24 dev eth0",
            "link set eth0 up",
            "link set other up",
        ):
            debian.run("ip", "-n", self.network, *command.split())

    def is_up(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"it does not boot:\n{self.log.read_text()[-2000:]}")
        state = self.run("systemctl is-system-running", check=False)
        return state.strip() in {"running", "degraded"}

    @property
    def first_process(self) -> str:
        """The number that its process 1 has outside."""
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return (task.read_text().split() or [""])[0]

    def run(self, script: str, *, check: bool = True, given: str = "") -> str:
        """Runs commands as root in the folder of the checkout; everything that they wrote."""
        inside = ("nsenter", "--all", f"--target={self.first_process}")
        shell = ("env", "-i", f"PATH={PATH}", "LANG=C.UTF-8", "HOME=/root", "bash", "-c")
        answer = subprocess.run(
            [*inside, *shell, f"cd {FOLDER}\n{script}"],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd="/",
        )
        if check and answer.returncode:
            raise AssertionError(f"{script}\nended with {answer.returncode}:\n{answer.stdout}")
        return answer.stdout

    def until(
        self, holds: Callable[[], bool], seconds: float, why: Callable[[], str] = str
    ) -> float:
        """Waits until it holds, and fails where that takes longer; the seconds it took."""
        began = time.monotonic()
        while not holds():
            if time.monotonic() - began > seconds:
                raise AssertionError(f"not within {seconds} s: {why() or self.journal()}")
            time.sleep(0.5)
        return time.monotonic() - began

    def journal(self, chosen: str = "-n 60") -> str:
        return self.run(f"journalctl --no-pager {chosen}")

    def session(self) -> str:
        """The number of the process that shows the wall; 0 where none does."""
        return self.run("systemctl show --property MainPID --value kiosk-session").strip()

    def panel(self) -> list[str]:
        """What the server says to kiosk-panel: on or off, and whether it sees the wall."""
        asked = "curl -sf -m 5 -w '%header{x-wall-connected}' http://localhost:8000/panel"
        return self.run(asked, check=False).split()

    def shows_wall(self) -> bool:
        return self.panel()[1:] == ["yes"]

    @property
    def console(self) -> str:
        """Everything that the first console ever showed."""
        return self.run("cat /run/console")

    def as_wall(self, command: str, *, check: bool = True) -> str:
        """As the user of the session, who can speak to its compositor."""
        found = "for socket in /run/user/*/wayland-?; do WAYLAND_DISPLAY=$socket; done"
        user = 'runuser -u kiosk-wall -- env XDG_RUNTIME_DIR="${WAYLAND_DISPLAY%/*}"'
        return self.run(
            f'{found}\n{user} WAYLAND_DISPLAY="$WAYLAND_DISPLAY" {command}', check=check
        )

    def cut_power(self) -> None:
        """Everything that ran is gone at once; what was on the disk is there."""
        if self.process.poll() is None:
            os.kill(int(self.first_process or self.process.pid), signal.SIGKILL)
        self.process.wait()
        debian.run("ip", "netns", "delete", self.network)

    def switch_off(self) -> None:
        """For good."""
        self.cut_power()
        shutil.rmtree(self.root)
