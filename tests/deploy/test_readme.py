"""deploy/README.md keeps what it promises, as far as a test can follow it."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.deploy.readme import README, Block, blocks
from tests.deploy.unit import DEPLOY, OFFSITE, PANEL, SERVER, SESSION, STOPPED, read_unit, words

FONTS = set(re.findall(r"\bfonts-[\w-]+", (DEPLOY.parent / ".ci/browser").read_text("utf-8")))
PLACES = {"StateDirectory": "/var/lib/", "RuntimeDirectory": "/run/"}


def paths_of_units() -> set[str]:
    paths: set[str] = set()
    for unit in map(read_unit, (SERVER, SESSION, PANEL, STOPPED, OFFSITE)):
        named = words(unit, "ExecStart", "EnvironmentFile", "TTYPath", "WorkingDirectory")
        paths |= {word.removeprefix("-") for word in named if word.startswith(("/", "-/"))}
        for directive, place in PLACES.items():
            paths |= {place + name for name in words(unit, directive)}
    return paths


@pytest.mark.parametrize("unit", [SERVER, SESSION, PANEL], ids=lambda path: path.stem)
def test_each_unit_is_copied_and_enabled(unit: Path) -> None:
    assert re.search(rf"^sudo cp deploy/{unit.name} .*/etc/systemd/system/$", README, re.MULTILINE)
    assert f"sudo systemctl enable --now {unit.stem}\n" in README


@pytest.mark.parametrize("path", sorted(paths_of_units()))
def test_every_path_of_the_units_is_named(path: str) -> None:
    assert re.search(rf"(?<![\w/]){re.escape(path)}(?![\w-])", README)


def test_both_users_are_made_before_a_unit_needs_them() -> None:
    made = re.findall(r"\bsudo useradd .* (\S+)$", README, flags=re.MULTILINE)
    assert made == [*read_unit(SERVER)["User"], *read_unit(SESSION)["User"]]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"deploy/([\w.-]+\w)", README))))
def test_every_file_it_takes_from_here_is_here(name: str) -> None:
    assert (DEPLOY / name).is_file()


@pytest.mark.parametrize("block", blocks(), ids=str)
def test_every_block_of_commands_is_valid_shell(block: Block) -> None:
    answer = subprocess.run(
        ["sh", "-n"], input=block.commands, capture_output=True, text=True, check=False
    )
    assert answer.stderr == ""


def test_the_wall_has_the_fonts_that_it_is_tested_with() -> None:
    packages = " ".join(re.findall(r"^sudo apt install .*$", README, flags=re.MULTILINE)).split()
    assert "fonts-noto-color-emoji" in FONTS
    assert set(packages) >= FONTS
