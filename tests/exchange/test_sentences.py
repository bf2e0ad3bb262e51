"""Single sentences as hurried people write key results, in ten languages, each with its meaning.

Add a line to sentences.csv: the language, the sentence, the kind of key result, start and target
(or the limit), the unit, and where they differ from the sentence its title and the owner. “asked”
says that it may be read in two ways, so that the preview has to ask.
"""

import csv
from pathlib import Path

import pytest

from kiosk.exchange.understanding.key_results import KeyResultSource, built_key_results

HEADINGS = ("language", "sentence", "kind", "start", "target", "unit", "title", "owner", "asked")
_POINT = ("en", "zh", "ja")
"""The languages with a decimal point; the others have a comma."""


def read_as(language: str, sentence: str) -> tuple[str, ...]:
    """How a sentence is read, in the columns of the list."""
    separator = "." if language in _POINT else ","
    source = KeyResultSource(1, sentence, {})
    built = built_key_results(source, separator, is_day_first=None)
    draft = built.rows[0].draft
    goal = next((n for n in (draft.target, draft.high, draft.low) if n is not None), None)
    title = "" if draft.title == sentence else draft.title
    # How a number is written is asked once a source.
    asked = any(not question.is_about_separator for question in built.questions)
    kind = "two key results" if len(built.rows) > 1 else draft.kind.value
    start, target = ("" if n is None else f"{n:f}" for n in (draft.start, goal))
    return kind, start, target, draft.unit, title, draft.owner, "asked" if asked else ""


def _sentences() -> dict[str, list[list[str]]]:
    by_language: dict[str, list[list[str]]] = {}
    with Path(__file__).with_name("sentences.csv").open(encoding="utf-8", newline="") as file:
        for language, *rest in list(csv.reader(file))[1:]:
            by_language.setdefault(language, []).append(rest)
    return by_language


SENTENCES = _sentences()


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_means_what_stands_beside_it(language: str):
    read = [[sentence, *read_as(language, sentence)] for sentence, *_ in SENTENCES[language]]
    assert read == SENTENCES[language]
