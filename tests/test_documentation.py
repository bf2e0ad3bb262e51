"""Every setting, command and address is in the README, and the README names no others."""

import re
from pathlib import Path

import click
import pytest
from flask.testing import FlaskClient

from kiosk.cli import main
from kiosk.config import SETTINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Steps of a page that has its own row.
WITHIN = ("/admin/", "/static/", "/hello/")


def commands(group: click.Group, name: str = "kiosk") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for command in group.commands.values():
        full = f"{name} {command.name}"
        found |= commands(command, full) if isinstance(command, click.Group) else {full: command}
    return found


def test_every_setting_is_in_the_readme_with_its_default():
    for setting in SETTINGS:
        row = re.search(rf"^\| `{setting.name}` \| (.*?) \|", README, re.M)
        assert row, setting.name
        if setting.default:
            assert f"`{setting.default}`" in row[1], setting.name


def test_the_readme_names_no_setting_that_does_not_exist():
    table = README.split("## Settings")[1].split("##")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) == {s.name for s in SETTINGS}


@pytest.mark.parametrize("name", commands(main))
def test_every_command_and_option_is_in_the_readme(name: str):
    table = README.split("## Commands")[1].split("##")[0]
    rows = [row for row in table.splitlines() if name in row]
    assert rows, name
    for parameter in commands(main)[name].params:
        option = parameter.opts[0]
        if option.startswith("--") and option not in ("--data", "--help"):
            assert option in rows[0], f"{name} {option}"


def test_the_readme_names_no_command_that_does_not_exist():
    named = re.findall(r"`(kiosk [a-z-]+(?: (?:add|list|remove|revoke))?)", README)
    assert set(named) <= set(commands(main)) | {"kiosk user", "kiosk token"}


def test_every_address_is_in_the_readme(client: FlaskClient):
    table = README.split("## Addresses")[1].split("##")[0]
    for rule in client.application.url_map.iter_rules():
        address = re.sub(r"<\w+:", "<", str(rule)).replace("<path:", "<")
        if address.startswith(WITHIN) or address.lower() != address:
            continue
        assert f"`{address}`" in table, address


def test_every_make_target_is_in_the_readme_or_is_said_by_make_itself():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_every_file_the_readme_links_to_is_there():
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert link.startswith("http") or (ROOT / link).exists(), link
