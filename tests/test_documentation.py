"""The documents name every setting, command and address; their links lead to files."""

import re
from pathlib import Path

import click
import pytest
from flask import Flask

from kiosk.cli import main
from kiosk.config import SETTINGS
from kiosk.okr.office_settings import SETTING_FIELDS

ROOT = Path(__file__).parent.parent
DOCUMENTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/*.md")]
}
README = DOCUMENTS["README.md"]
COMMANDS = DOCUMENTS["docs/commands.md"]
ADDRESSES = DOCUMENTS["docs/addresses.md"]
_, SERVER_SETTINGS, OFFICE_SETTINGS = re.split(
    "^## .* settings$", DOCUMENTS["docs/settings.md"], flags=re.M
)
NAMED = re.compile(r"`kiosk ([a-z][a-z-]*(?: (?:add|list|remove|revoke|password))?)")
# Steps of a page that has its own row.
WITHIN = ("/admin/", "/static/", "/hello/")


def commands(group: click.Group, name: str = "kiosk") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for command in group.commands.values():
        full = f"{name} {command.name}"
        found |= commands(command, full) if isinstance(command, click.Group) else {full: command}
    return found


def rows(table: str) -> dict[str, str]:
    """The rows of a table of settings, by the name in their first cell."""
    return {row[1]: row[0] for row in re.finditer(r"^\| `(\w+)` \|.*$", table, re.M)}


def test_the_server_settings_are_documented_with_their_defaults():
    documented = rows(SERVER_SETTINGS)

    assert list(documented) == [setting.name for setting in SETTINGS]
    for setting in SETTINGS:
        if setting.default:
            assert f"| `{setting.default}` |" in documented[setting.name], setting.name


def test_the_office_settings_are_documented_with_their_labels_defaults_and_choices():
    documented = rows(OFFICE_SETTINGS)

    assert list(documented) == [field.name for field in SETTING_FIELDS]
    for field in SETTING_FIELDS:
        assert f"| {field.label} |" in documented[field.name], field.name
        if field.default:
            assert f"| `{field.default}` |" in documented[field.name], field.name
    for choice, _ in next(f for f in SETTING_FIELDS if f.name == "rhythm").choices:
        assert f"`{choice}`" in documented["rhythm"]


@pytest.mark.parametrize("name", commands(main))
def test_every_command_and_option_is_documented(name: str):
    row = re.search(rf"^\| `{name}\b.*$", COMMANDS, re.M)

    assert row, name
    for parameter in commands(main)[name].params:
        option = parameter.opts[0]
        if option.startswith("--") and option not in ("--data", "--help"):
            assert option in row[0], f"{name} {option}"


def test_the_documents_name_no_command_that_does_not_exist():
    groups = {name.rpartition(" ")[0] for name in commands(main)}

    for document, text in DOCUMENTS.items():
        for words in NAMED.findall(text):
            assert f"kiosk {words}" in set(commands(main)) | groups, document


def test_every_address_is_documented(app: Flask):
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<\w+:", "<", str(rule)).replace("<path:", "<")
        if address.startswith(WITHIN) or address.lower() != address:
            continue
        assert f"`{address}`" in ADDRESSES, address


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_a_document_names_exists(document: str):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^|`)make (\w+)", DOCUMENTS[document], re.M):
        assert re.search(rf"^{target}:", makefile, re.M), target


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_links_to_exists(document: str):
    folder = (ROOT / document).parent
    for link in re.findall(r"\]\(([^)#]+)\)", DOCUMENTS[document]):
        assert link.startswith("http") or (folder / link).exists(), link


def test_the_readme_is_read_in_one_go():
    assert README.count("\n") < 150


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_of_the_code_that_a_document_names_exists(document: str):
    paths = re.findall(r"`((?:kiosk|templates|static|tests)/[\w./-]+)`", DOCUMENTS[document])

    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_architecture_names_every_folder_of_the_code():
    tree = DOCUMENTS["docs/architecture.md"].split("## The tree")[1].split("\n## ")[0]
    folders = {
        path.parent.name
        for top in ("kiosk", "templates", "static/js", "static/css")
        for path in (ROOT / top).rglob("*.*")
        if path.suffix in (".py", ".html", ".js", ".css", ".po")
    }

    assert sorted(name for name in folders if f"{name}/" not in tree) == []
