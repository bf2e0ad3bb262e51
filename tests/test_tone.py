"""Nobody is judged here: the words for it stand in no template, no sentence and no catalogue.

A miss is told as what was learned; no ranking, no alarm, nobody is late. What is allowed is
listed with its reason, and a reason that is needed no more is taken out again.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.views.i18n.catalogues import FOLDER
from tests import messages

ROOT = Path(__file__).parents[1]
PROMISE = "the plain promise that a cycle begins with"

# Whole words; a star stands for any ending.
RULED_OUT = {
    "en": (
        *("fail*", "unsuccessful*", "flop*", "alarm*", "alert*", "red", "danger*", "critical*"),
        *("overdue", "late", "lateness", "delayed", "belated*", "tardy", "past due", "schedule*"),
        *("behind", "lag", "lags", "lagging", "laggard*", "slacker*", "idle", "neglect*"),
        *("punish*", "penal*", "blame*", "fault*", "guilt*", "shame*", "reprimand*", "sanction*"),
        *(
            "rank*",
            "leaderboard*",
            "scoreboard*",
            "best",
            "worst",
            "winner*",
            "loser*",
            "champion*",
        ),
        *("top performer*", "low performer*", "underperform*", "underachiev*", "overachiev*"),
        *("poor", "poorly", "bad", "badly", "weak", "inferior", "mediocre", "disappoint*"),
        *("score", "scores", "scored", "points per person", "bonus*", "appraisal*"),
        *("miss", "missed", "misses", "missing a target", "fell short", "shortfall*"),
    ),
    "de": (
        *("gescheitert*", "scheiter*", "fehlgeschlagen*", "misslungen*", "misserfolg*", "verfehl*"),
        *(
            "versag*",
            "alarm*",
            "rot",
            "rote",
            "roter",
            "rotes",
            "gefahr*",
            "gefährdet*",
            "kritisch*",
        ),
        *("überfällig*", "verspät*", "zu spät", "säumig*", "verzug", "rückstand*", "im rückstand"),
        *("versäum*", "bummel*", "trödel*", "faul", "hinter dem"),
        *("bestraf*", "strafe*", "schuld*", "tadel*", "abmahn*", "rüge*", "schande*", "blamier*"),
        *("rangliste*", "rangfolge*", "rangplatz*", "ranking*", "bestenliste*", "spitzenreiter*"),
        *("beste", "bester", "bestes", "besten", "schlechteste*", "schlecht", "schlechte*"),
        *("gewinner*", "sieger*", "verlierer*", "punktestand*", "punktzahl*", "schwach*"),
        *("ungenügend*", "mangelhaft*", "enttäusch*", "minderleist*", "leistungsträger*", "bonus*"),
    ),
}

# A sentence (or a line of a template) may hold these words, for this reason.
ALLOWED = {
    "Longest overdue first": "about check-ins, the one due longest first; never about a person",
    "Am längsten überfällige zuerst": "the same",
    "behind schedule": "a pace by its name in the rules: of a key result, never of a person",
    "ahead of schedule": "the same",
    "on schedule": "the same",
    "On schedule means within 5 points of that.": "the same",
    "Schedule on the bars": "the same, as a setting",
    "hinter dem Zeitplan": "the same",
    "Nobody is punished for missing a target and nobody is paid for hitting one.": PROMISE,
    "Nobody is punished for missing a target, and nobody is paid for hitting one."
    " What we miss, we learn from.": PROMISE,
    "Niemand wird bestraft, wenn ein Ziel nicht erreicht wird, und niemand bekommt Geld"
    " dafür, dass es erreicht wird.": PROMISE,
    "Niemand wird bestraft, wenn ein Ziel nicht erreicht wird, und niemand bekommt Geld"
    " dafür, dass es erreicht wird. Was uns nicht gelingt, daraus lernen wir.": PROMISE,
    "Nobody here has anything to fear from missing a target.": "asks whether the promise is kept",
    "What we missed, we learned from.": "the way a miss is told",
    'role="alert"': "the name that browsers have for a line that is read aloud at once",
}


def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)


PATTERNS = {language: pattern(words) for language, words in RULED_OUT.items()}


def without_allowed(text: str) -> str:
    for allowed in sorted(ALLOWED, key=len, reverse=True):
        text = text.replace(allowed, " ")
    return text


def judging(text: str, language: str) -> list[str]:
    return PATTERNS[language].findall(without_allowed(text))


def english() -> Iterator[str]:
    for message in messages.sentences(messages.extracted()):
        yield from (message.id,) if isinstance(message.id, str) else message.id


def translated(language: str) -> Iterator[str]:
    path = FOLDER / f"{language}.po"
    for message in messages.sentences(messages.read(path)):
        yield from messages.forms(message)


def templates() -> dict[str, str]:
    """Their whole texts: also what stands there without being a sentence to translate."""
    return {
        str(path.relative_to(ROOT)): re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "templates").rglob("*.html"))
    }


def test_no_sentence_judges():
    found = {text: words for text in english() if (words := judging(text, "en"))}

    assert found == {}


@pytest.mark.parametrize("language", [path.stem for path in sorted(FOLDER.glob("*.po"))])
def test_no_catalogue_judges(language):
    found = {text: words for text in translated(language) if (words := judging(text, language))}

    assert found == {}


def test_no_template_judges():
    texts = templates()
    found = {name: words for name, text in texts.items() if (words := judging(text, "en"))}

    assert len(texts) > 40
    assert found == {}


def test_what_is_allowed_is_still_said():
    said = "\n".join([*english(), *templates().values(), *translated("de")])

    assert [allowed for allowed in ALLOWED if allowed not in said] == []
    assert all(ALLOWED.values())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two key results failed", "en"),
        ("%(name)s is late", "en"),
        ("Ben’s number is overdue", "en"),
        ("The best teams", "en"),
        ("Ranking", "en"),
        ("You are behind, and off schedule", "en"),
        ("You are behind schedule, and behind the others", "en"),
        ("Nobody is punished", "en"),
        ("Das Ziel wurde verfehlt", "de"),
        ("Rangliste der Teams", "de"),
        ("Der Check-in ist überfällig", "de"),
        ("Du bist zu spät", "de"),
        ("Wer schuld ist, wird bestraft", "de"),
    ],
)
def test_a_word_that_judges_is_seen(text, language):
    assert judging(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("behind schedule", "en"),
        ("This is missing. Write a later day", "en"),
        ("translate the latest plate", "en"),
        ("hinter dem Zeitplan", "de"),
        ("Brote, Proteste", "de"),
    ],
)
def test_other_words_are_not(text, language):
    assert judging(text, language) == []
