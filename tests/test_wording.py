"""Words people use: the terms that are out stand in no sentence, no catalogue and no template.

tests/test_tone.py holds how the product speaks of people; this test holds which terms it uses.
What is allowed is listed with its reason, and a reason that is needed no more is taken out again.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.views.i18n.catalogues import FOLDER
from tests import messages

ROOT = Path(__file__).parents[1]

# Each with what is said instead. Whole words; \w* stands for any ending.
OUT = {
    "en": {
        r"told|tells? (?:it|of)|(?:something|numbers?) to tell": "shown, said, due",
        r"(?:a|no|without a) word": "a check-in",
        r"stands? (?:on|at|in|for|smaller)|stood (?:on|there)": "is shown on, is on",
        r"others than|another than": "has changed",
        r"(?:with|ahead of|behind) the calendar": "on schedule, ahead of or behind schedule",
        r"waits?(?: for)?|waited|numbers wait": "is due",
        r"goals?": "target, of a key result; objective",
        r"looks? after": "owner",
        r"puts? away|put away": "archive",
        r"looks? old": "out of date",
        r"is for \w+ to say": "belongs to",
        r"good for nothing": "revoked",
        r"asked in|ask somebody in": "invite, invited",
        r"may (?:stay|be) empty": "optional, or leave empty",
        r"is no (?:draft|code|currency|kind|number|table|folder|percent)": "is not a …",
        r"opens? nothing": "no longer works",
        r"roadmap": "kick-off week",
        r"usually: ": "default",
    },
    "de": {
        r"erzähl\w*": "gezeigt, steht an",
        r"(?<!mindestens )(?:ein|kein) Wort|am Wort": "Check-in; Sache von",
        r"(?:mit|hinter) dem Kalender|dem Kalender voraus": "im Zeitplan, hinter dem Zeitplan",
        r"alt aus(?:sieht|sehen)?|seh\w* alt aus": "veraltet",
        r"wartet auf|warten auf(?! (?:ein Handy|den Server))|gewartet": "steht an",
        r"Telefon\w*": "Handy",
        r"Treffens?": "Meeting",
        r"ins Archiv|im Archiv": "archivieren, archiviert",
        r"kümmert sich|sich kümmert|darum kümmert": "verantwortlich",
        r"(?:hoch|höher) gesteckt|gesteckt ist": "ehrgeizig",
        r"eingecheckt wurde|wurde eingecheckt|checkt für \w+ ein": "Check-in für",
        r"(?:Link|Codes?) (?:wurden? )?(?:machen|gemacht)": "erstellen",
        r"vor %\(age\)s": "vor 59 Tagen, nicht vor 59 Tage",
        r"jeder Bildschirm|auf jedem Bildschirm": "alle Bildschirme, auf allen Bildschirmen",
        r"Umlauf": "Durchlauf",
        r"Gleiten": "ohne Animationen",
        r"zeig dich": "identifizieren",
        r"Roadmap\w*": "Kick-off-Woche",
        r"einen Weg haben|so oft, wie es wiegt": "mit Start- und Zielwert, gewichtet",
    },
}

# A sentence may hold these words, for this reason.
ALLOWED: dict[str, str] = {}


def without_allowed(text: str) -> str:
    for allowed in sorted(ALLOWED, key=len, reverse=True):
        text = text.replace(allowed, " ")
    return text


def without_names(text: str) -> str:
    """A sentence without the names of its placeholders: nobody reads %(goal)s."""
    return re.sub(r"%\((?!age\b)\w+\)s", "…", text)


def odd(text: str, language: str) -> list[str]:
    """The terms in a text that are out."""
    said = without_names(without_allowed(text))
    patterns = (rf"(?<![\w-])(?:{pattern})(?![\w-])" for pattern in OUT[language])
    return [m[0] for p in patterns for m in re.finditer(p, said, re.IGNORECASE)]


def english() -> Iterator[str]:
    for message in messages.sentences(messages.extracted()):
        yield from (message.id,) if isinstance(message.id, str) else message.id


def translated(language: str) -> Iterator[str]:
    for message in messages.sentences(messages.read(FOLDER / f"{language}.po")):
        yield from messages.forms(message)


def template_texts() -> dict[str, str]:
    """What templates say without a sentence to translate: their text outside tags and braces."""
    found = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", " ", path.read_text("utf-8"), flags=re.S)
        found[str(path.relative_to(ROOT))] = re.sub(r"<[^>]*>|\s+", " ", text)
    return found


def command_line() -> str:
    """What `kiosk --help` and the helps of its commands say."""
    import click

    from kiosk.cli import main

    def helps(command: click.Command, name: str) -> Iterator[str]:
        yield command.get_help(click.Context(command, info_name=name))
        if isinstance(command, click.Group):
            for each, sub in command.commands.items():
                yield from helps(sub, each)

    return re.sub(r"\s+", " ", " ".join(helps(main, "kiosk")))


def test_no_sentence_uses_a_term_that_is_out():
    assert {text: found for text in english() if (found := odd(text, "en"))} == {}


def test_no_german_sentence_does():
    assert {text: found for text in translated("de") if (found := odd(text, "de"))} == {}


def test_no_template_and_no_command_does():
    texts = {**template_texts(), "kiosk --help": command_line()}

    assert {name: found for name, text in texts.items() if (found := odd(text, "en"))} == {}


def test_what_is_allowed_is_still_said():
    said = "\n".join([*english(), *translated("de"), *template_texts().values()])

    assert [allowed for allowed in ALLOWED if allowed not in said] == []
    assert all(ALLOWED.values())


def test_three_words_with_two_meanings_in_german_are_distinguishable():
    catalog = messages.read(FOLDER / "de.po")
    german = {(m.context, m.id): m.string for m in messages.sentences(catalog)}

    assert german[None, "Grade"] == "Bewertung"
    assert (german[None, "Theme"], german["light or dark", "Theme"]) == ("Motto", "Farbschema")
    assert (german[None, "On"], german["the screens", "On"]) == ("An", "Auf")
    assert (german[None, "Cancel"], german["a meeting", "Cancel"]) == ("Abbrechen", "Absagen")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("9 key results wait for a word", "en"),
        ("Your last save stands on lobby.", "en"),
        ("32 numbers are others than a week ago.", "en"),
        ("with the calendar", "en"),
        ("goal 90", "en"),
        ("Mia is good for nothing now", "en"),
        ("9 Key Results warten auf ein Wort.", "de"),
        ("2 Zahlen sehen alt aus", "de"),
        ("Kommt ein Telefon hierher?", "de"),
        ("hinter dem Kalender", "de"),
        ("Wer etwas zu erzählen hat", "de"),
    ],
)
def test_a_term_that_is_out_is_seen(text, language):
    assert odd(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("From %(start)s to %(value)s; the target is %(goal)s.", "en"),
        ("Waiting for a phone …", "en"),
        ("Add it to your calendar", "en"),
        ("Warten auf ein Handy …", "de"),
        ("In den Kalender", "de"),
    ],
)
def test_other_words_are_not(text, language):
    assert odd(text, language) == []
