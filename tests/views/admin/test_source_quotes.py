"""Questions about a source quote its own words."""

from zoneinfo import ZoneInfo

import pytest

from kiosk.exchange.import_source import understand_text
from kiosk.views.admin.import_questions import import_questions
from kiosk.views.admin.source_quotes import SourceQuotes
from kiosk.views.i18n.localizer import Localizer

SOURCE = (
    "# Vertrieb\n- Ziel 1: Wir wachsen\n  - Rahmenvertrag mit zwei neuen Lieferanten"
    " (Mia) unterschrieben\nTeam\tTalks in two schools (Jo)\t12\n"
)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("mit zwei neuen Lieferanten", "mit zwei neuen Lieferanten"),
        ("Wir  WACHSEN", "Wir  WACHSEN"),
        (
            "Rahmenvertrag mit 2 neuen Lieferanten unterschrieben",
            "Rahmenvertrag mit zwei neuen Lieferanten (Mia) unterschrieben",
        ),
        ("Talks in 2 schools", "Talks in two schools (Jo)"),
        ("Something else altogether", "Something else altogether"),
        ("", ""),
    ],
)
def test_a_text_is_quoted_as_the_source_has_it(text: str, quoted: str):
    assert SourceQuotes(SOURCE).own_words(text) == quoted


def test_a_question_quotes_the_line_and_not_the_title_that_was_made_of_it():
    localizer = Localizer("en_GB", ZoneInfo("Europe/Berlin"))
    text = "Objective: Be ready\n- KR: Sign framework agreements with four feeder lines (Mia)\n"
    (source,) = understand_text(text, ".")
    asked = import_questions(localizer, 0, source.found.questions, {}, text)
    assert asked
    assert "agreements with four feeder lines" in asked[0].sentence
    assert not any("with 4 feeder" in question.sentence for question in asked)
