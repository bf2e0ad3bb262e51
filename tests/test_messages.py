"""Nothing is left untranslated: every sentence of the code and the templates is in each catalogue,
with a translation that holds the same placeholders."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract

from kiosk import errors
from kiosk.views.i18n.catalogues import FOLDER, SOURCE, languages
from tests import messages

ROOT = Path(__file__).parents[1]
PLACEHOLDER = re.compile(r"%\(\w+\)\w|\{\w*\}|%%")
CATALOGUES = sorted(FOLDER.glob("*.po"))


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    return messages.extracted()


def originals(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def ids(catalog: Catalog) -> set[tuple[str | None, ...]]:
    return {(message.context, *originals(message)) for message in messages.sentences(catalog)}


def test_there_are_two_languages_with_their_own_names():
    assert languages() == {"en": "English", "de": "Deutsch"}
    assert [path.stem for path in CATALOGUES] == [code for code in languages() if code != SOURCE]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_sentence_is_translated(path, wanted):
    catalog = messages.read(path)

    assert len(wanted) > 500
    assert ids(wanted) - ids(catalog) == set(), "run make messages and translate what it names"
    assert messages.untranslated(catalog) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_has_the_placeholders_of_its_sentence(path):
    wrong = {
        original: form
        for message in messages.sentences(messages.read(path))
        for form in messages.forms(message)
        if placeholders(form) != placeholders(original := originals(message)[-1])
    }

    assert wrong == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_begins_and_ends_like_its_sentence(path):
    wrong = {
        original: form
        for message in messages.sentences(messages.read(path))
        for original, form in zip(originals(message), messages.forms(message), strict=False)
        if form != form.strip() or original.endswith(".") != form.endswith(".")
    }

    assert wrong == {}


def test_german_has_its_own_quotation_marks_and_says_du():
    texts = [
        form
        for message in messages.sentences(messages.read(FOLDER / "de.po"))
        for form in messages.forms(message)
    ]
    pairs = re.compile(r"„[^„“”]*“")
    odd = [text for text in texts if re.search("[„“”]", pairs.sub("", text))]
    formal = [text for text in texts if re.search(r"(?<!^)(?<![.:?] )\b(Sie|Ihnen|Ihr\w*)\b", text)]

    assert odd == []
    assert formal == []


def test_a_sentence_that_is_not_translated_or_only_guessed_is_found():
    catalog = Catalog(locale="de")
    catalog.add("Save", "Speichern")
    catalog.add("Undo", "")
    catalog.add("Reload", "Neu", flags=["fuzzy"])
    catalog.add(("%(num)s day", "%(num)s days"), ("%(num)s Tag", ""))

    found = messages.untranslated(catalog)

    assert found == ["Undo", "Reload", "('%(num)s day', '%(num)s days')"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_make_messages_changes_nothing_when_nothing_is_new(path, wanted):
    text = path.read_text(encoding="utf-8")

    assert messages.updated(path, wanted) == text
    assert not re.search(r"(?i)creation-date|revision-date|translator|generated-by", text)


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name, node


def sentence_arguments(text: str) -> Iterator[ast.expr]:
    """The arguments that are sentences: of gettext's functions, of N_ and of the errors."""
    first = dict.fromkeys(("_", "N_", "gettext", "ngettext"), 0)
    for name, error in vars(errors).items():
        if isinstance(error, type) and issubclass(error, errors.KioskError):
            first[name] = 1 if issubclass(error, errors.ValidationError) else 0
    for name, node in calls(ast.parse(text)):
        if name in first and len(node.args) > first[name]:
            yield node.args[first[name]]


def unreadable(text: str) -> list[int]:
    """The lines on which a sentence is looked up or refused with that is no literal there."""
    return [node.lineno for node in sentence_arguments(text) if not is_marked(node)]


def literals(text: str) -> set[str]:
    """The literal sentences in a module."""
    values = (getattr(node, "value", None) for node in sentence_arguments(text))
    return {value for value in values if isinstance(value, str)}


def is_marked(sentence: ast.expr) -> bool:
    """A literal, or what holds one that was marked where it was written: an error's message, a
    custom's words, the reasons of a database, the reason why an import skips a line."""
    name = getattr(sentence, "attr", getattr(sentence, "id", ""))
    reasons = isinstance(sentence, ast.Call) and "_REASONS" in ast.unparse(sentence)
    literal = isinstance(getattr(sentence, "value", None), str)
    return literal or reasons or name in ("message", "label", "description", "reason")


def test_every_sentence_can_be_read_from_the_code():
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "kiosk").rglob("*.py"))
        for line in unreadable(path.read_text(encoding="utf-8"))
    }

    assert found == set()


def test_every_sentence_in_the_code_is_extracted(wanted):
    """Babel passes over a sentence in parentheses of its own, without a word."""
    known = {text for _context, *texts in ids(wanted) for text in texts}
    code = {
        sentence
        for path in sorted((ROOT / "kiosk").rglob("*.py"))
        for sentence in literals(path.read_text(encoding="utf-8"))
    }

    assert len(code) > 300
    assert code - known == set(), "is it in parentheses of its own?"


def test_a_sentence_in_parentheses_of_its_own_is_seen_though_babel_does_not():
    code = 'ValidationError("name", ("Enter a name"))\nNotFound("Gone")\n'
    extractor = extract("python", BytesIO(code.encode()), messages.keywords())
    found = {sentence for _line, sentence, *_ in extractor}

    assert literals(code) - found == {"Enter a name"}


def test_the_sentences_of_every_kind_of_error_are_collected():
    kinds = {
        node.name
        for path in sorted((ROOT / "kiosk").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        if any(getattr(base, "id", "") in messages.keywords() for base in node.bases)
    }

    assert {"ValidationError", "NotAllowed"} <= kinds
    assert kinds <= messages.keywords().keys()


def test_a_sentence_in_a_variable_is_seen():
    assert unreadable('localizer.gettext("a")\nValidationError("x", "b %(c)s", c=1)\n') == []
    assert unreadable("localizer.gettext(a)\n") == [1]
    assert unreadable('ValidationError("x", a)\n') == [1]
    assert unreadable('_(f"a {b}")\n') == [1]


def test_who_speaks_english_waits_for_no_catalogue():
    code = (
        "import sys; from zoneinfo import ZoneInfo\n"
        "from kiosk.views.i18n.localizer import Localizer\n"
        "Localizer('en_GB', ZoneInfo('UTC')); print('babel.messages.pofile' in sys.modules)\n"
        "print(Localizer('de', ZoneInfo('UTC')).gettext('Save'))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.stdout.split() == ["False", "Speichern"], done.stderr


def test_a_codes_title_has_at_most_four_words_in_every_language():
    folder = ROOT / "templates" / "wall"
    texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))
    calls = [
        call for text in texts for call in re.findall(r"\{\{ qr\(page\.link(.*?)\) \}\}", text)
    ]
    titles = {title for call in calls for title in re.findall(r'_\("([^"]+)"\)', call)}
    assert len(calls) > 10
    assert all(calls)
    assert "Why, and since when" in titles
    translated = {str(messages.read(path)[title].string) for path in CATALOGUES for title in titles}
    assert [title for title in titles | translated if not 1 <= len(title.split()) <= 4] == []
