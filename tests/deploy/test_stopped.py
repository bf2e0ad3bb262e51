"""What the console says when the wall was given up, on a terminal of the console's size."""

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from tests.deploy.unit import DEPLOY

SCRIPT = DEPLOY / "kiosk-stopped"
# Says in which width it was asked for which sentence.
FIGLET = '#!/bin/sh\nprintf "%s columns: %s\\n" "$2" "$3"\n'


def said(folder: Path, columns: int = 80) -> str:
    """What stands on a console that is so wide; its programs are those of the folder, and
    the system's but figlet."""
    for name in ("cat", "cut", "stty"):
        (folder / name).symlink_to(shutil.which(name) or name)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, columns, 0, 0))
    # As systemd opens it: to write on, and nothing else.
    console = os.open(os.ttyname(theirs), os.O_WRONLY | os.O_NOCTTY)
    environment = {"PATH": str(folder)}
    command = ["/bin/sh", str(SCRIPT)]
    subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=console, check=True, timeout=20
    )
    text = os.read(ours, 65536).decode()
    for descriptor in (ours, theirs, console):
        os.close(descriptor)
    return text


@pytest.mark.parametrize("columns", [80, 240])
def test_letters_are_as_wide_as_the_console_has_room(tmp_path: Path, columns: int) -> None:
    (tmp_path / "figlet").write_text(FIGLET)
    (tmp_path / "figlet").chmod(0o755)
    assert f"{columns} columns: The wall stopped." in said(tmp_path, columns)


def test_a_console_that_does_not_know_its_width_has_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "figlet").write_text(FIGLET)
    (tmp_path / "figlet").chmod(0o755)
    assert "80 columns: Switch it off and on." in said(tmp_path, 0)


def test_without_large_letters_it_is_said_all_the_same(tmp_path: Path) -> None:
    text = said(tmp_path)
    assert "The wall stopped.\r\n" in text
    assert "sudo journalctl -t kiosk-session -b" in text


def test_all_of_it_fits_the_smallest_console(tmp_path: Path) -> None:
    """Six rows a line of large letters, of which the second sentence has two at 80 columns."""
    small = said(tmp_path).split("?25l")[1].splitlines()
    assert len(small) - 2 + 6 + 12 <= 25
    assert max(map(len, small)) <= 80
