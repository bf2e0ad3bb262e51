"""One word, one meaning: words that meant several things are left only where they have to be."""

import re
from collections import Counter
from pathlib import Path

import pytest

from kiosk.views.i18n.catalogues import FOLDER
from tests import messages

ROOT = Path(__file__).parents[1]
WORDS = re.compile(r"(?i)\b(told|stood|customs|rhythm|plausible|elsewhere|everywhere|standings?)\b")
STRING = re.compile(r'"([^"]+)"')
# Expressions that keep such a word, with the reason.
ALLOWED = {
    r'"customs"|`customs`|\b(INTO|FROM|TABLE) customs\b': "the name of a table",
    r'"rhythm"|\b(settings|self)\.rhythm\b|\brhythm[:=]': "the name of a stored setting",
    r'/admin/logout/everywhere|id="everywhere"': "the address of a page and of a place on it",
    r"the language and customs of numbers and dates": "what kiosk --help says of a setting",
    r"who is logged out everywhere": "what kiosk --help says of a command",
}


def sentences() -> str:
    """Every sentence people see."""
    catalog = messages.read(FOLDER / "de.po")
    ids = [message.id for message in messages.sentences(catalog)]
    return "\n".join(text for one in ids for text in ((one,) if isinstance(one, str) else one))


def found(line: str, shown: str) -> list[str]:
    """The words of a line that are neither allowed nor part of what people see."""
    line = STRING.sub(lambda match: "" if " " in match[1] and match[1] in shown else match[0], line)
    for pattern in ALLOWED:
        line = re.sub(pattern, "", line)
    return [match[0] for match in WORDS.finditer(line)]


def part_of(path: Path) -> str:
    """kiosk/okr/pace.py -> kiosk/okr; templates/error.html -> templates."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[:2]) if parts[0] == "kiosk" else parts[0]


def counted() -> Counter[str]:
    shown = sentences()
    counts: Counter[str] = Counter()
    for folder in ("kiosk", "static", "templates"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in (".py", ".js", ".css", ".html"):
                lines = path.read_text(encoding="utf-8").splitlines()
                counts[part_of(path)] += sum(len(found(line, shown)) for line in lines)
    return counts


def test_words_of_several_meanings_are_left_only_where_they_have_to_be():
    counts = counted()

    assert {"kiosk/okr", "kiosk/web", "static", "templates"} <= counts.keys()
    assert {part: n for part, n in counts.items() if n} == {}
    assert all(ALLOWED.values())


@pytest.mark.parametrize(
    "line",
    [
        "# What is told.",
        "standing = status()",
        '"""Kept elsewhere."""',
        "office.customs",
        "rhythm()",
    ],
)
def test_such_a_word_is_seen(line):
    assert found(line, "") != []


@pytest.mark.parametrize(
    "line",
    [
        '"SELECT value FROM customs"',
        "if settings.rhythm is None:",
        "settings_told_standings = 1",
        '_("Log out everywhere")',
    ],
)
def test_what_has_to_stay_is_left_alone(line):
    assert found(line, "Log out everywhere") == []
