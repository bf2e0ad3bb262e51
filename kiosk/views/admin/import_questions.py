"""What is to be decided about a source of OKRs, with what each answer makes of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from babel.lists import format_list

from kiosk.okr.import_answers import question_key
from kiosk.okr.import_findings import APART, QuestionAboutLines, ReadingQuestion, SameTitle
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.views.admin.import_columns import ImportColumnRow
from kiosk.views.admin.import_remarks import reading_text
from kiosk.views.admin.okr_import import ImportTeamRow, measure_text
from kiosk.views.admin.source_quotes import SourceQuotes
from kiosk.views.common.forms import Choice
from kiosk.views.i18n.localizer import Localizer

SHORT_TITLES, YES = "short_titles", "yes"
"""The field that says whether the proposed short titles are taken, and its answer."""
MOST_TITLES = 6
SAME = "same-"
"""Begins the fields that say whether objectives of one title are one."""


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """A question. `field` names the answer.

    :ivar lines: of the source, that it is about.
    :ivar hint: what the sentence alone does not say, such as the title of the key result.
    :ivar proposed: the answer that counts until somebody gives another.
    :ivar is_list: whether its answers are a list to choose from, as there are many.
    """

    field: str
    sentence: str
    choices: tuple[Choice, ...]
    lines: tuple[int, ...] = ()
    hint: str = ""
    proposed: str = ""
    is_list: bool = False

    @property
    def id(self) -> str:
        """Names it in the page."""
        return "question-" + sha256(self.field.encode(errors="surrogatepass")).hexdigest()[:10]

    @property
    def is_open(self) -> bool:
        """Whether nothing counts yet."""
        return not any(choice.is_chosen for choice in self.choices)


def import_questions(
    localizer: Localizer,
    number: int,
    questions: Sequence[QuestionAboutLines],
    chosen: Mapping[str, str],
    text: str = "",
) -> tuple[ImportQuestion, ...]:
    """The questions about single lines of a source.

    :param number: of the source, from 0.
    :param chosen: the form's fields with the answers so far.
    :param text: the whole source, which is quoted.
    """
    asked = (each for each in questions if each.question.outcomes)
    quotes = SourceQuotes(text)
    return tuple(_question(localizer, number, each, chosen, quotes) for each in asked)


def _question(
    localizer: Localizer,
    number: int,
    about: QuestionAboutLines,
    chosen: Mapping[str, str],
    quotes: SourceQuotes,
) -> ImportQuestion:
    question, field = about.question, f"answer-{number}-{question_key(about)}"
    given = chosen.get(field, "")
    answer = given if given in question.readings else question.taken
    choices = tuple(
        Choice(reading, label, reading == answer)
        for reading, label in zip(
            question.readings, _outcome_texts(localizer, question), strict=False
        )
    )
    pattern = _sentences(localizer).get(question.about) or localizer.gettext(
        "“%(text)s” can be read in several ways. Which one is meant?"
    )
    quoted = quotes.own_words(question.text)
    return ImportQuestion(
        *(field, pattern % {"text": quoted}, choices, about.lines),
        hint=_title(question, quoted, quotes),
        proposed=question.taken,
    )


def _title(question: ReadingQuestion, quoted: str, quotes: SourceQuotes) -> str:
    """The title of the key result, if what the question quotes is only a part of it."""
    drafts = [draft for outcome in question.outcomes for draft in outcome]
    title = quotes.own_words(drafts[0].title) if drafts else ""
    is_quoted = title.casefold() in quoted.casefold()
    return "" if is_quoted or drafts[0].title.casefold() in question.text.casefold() else title


def _sentences(localizer: Localizer) -> dict[str, str]:
    """The questions by what they are about."""
    _ = localizer.gettext
    return {
        "tier": _("“%(text)s” names several levels. Which one is the target?"),
        "steps": _("“%(text)s”: are these steps, or is it done or not as a whole?"),
        "measures": _("“%(text)s”: are these two key results, or one?"),
        "unit": _("Which currency is “%(text)s”?"),
        "direction": _("“%(text)s” goes the other way than the rows around it. Which way is it?"),
        "limit": _("“%(text)s”: is it the most or the least that there may be?"),
        "kind": _("“%(text)s”: how is it measured?"),
        "base": _("“%(text)s” names no number to start from. How is it measured?"),
        "owner": _("Is “%(text)s” the owner?"),
        "start": _("“%(text)s”: where does it start?"),
        "target": _("“%(text)s”: what is to be reached?"),
        "fraction": _("“%(text)s” beside “%%”: which percentage is it?"),
    }


def _outcome_texts(localizer: Localizer, question: ReadingQuestion) -> list[str]:
    """What each reading makes of the line; with the reading before it, where that says more."""
    if question.about == "owner":
        return [localizer.gettext("Yes"), localizer.gettext("No, it belongs to the title")]
    texts = [_outcome_text(localizer, outcome) for outcome in question.outcomes]
    if len(set(texts)) < len(texts):
        pairs = zip(question.readings, texts, strict=False)
        return [f"{reading_text(localizer, reading)}: {text}" for reading, text in pairs]
    return texts


def _outcome_text(localizer: Localizer, outcome: Sequence[KeyResultDraft]) -> str:
    if len(outcome) > 1:
        each = [f"{draft.title} ({measure_text(localizer, draft)})" for draft in outcome]
        text = localizer.ngettext("%(num)s key result", "%(num)s key results", len(each))
        return _listed(localizer, text, each)
    [draft] = outcome
    if draft.kind is KeyResultKind.MILESTONES:
        steps = [step.title for step in draft.milestones]
        text = localizer.ngettext("%(num)s milestone", "%(num)s milestones", len(steps))
        return _listed(localizer, text, steps)
    return measure_text(localizer, draft)


def _listed(localizer: Localizer, count: str, texts: Sequence[str]) -> str:
    return f"{count % {'num': localizer.number(len(texts))}}: {' · '.join(texts)}"


def separator_question(
    localizer: Localizer, asked: Sequence[QuestionAboutLines], chosen: str
) -> ImportQuestion | None:
    """How the source writes decimals, if a number can be read in two ways or somebody has said it;
    each answer says what it makes of the first such number."""
    about = next((each for each in asked if each.question.is_about_separator), None)
    if about is None and not chosen:
        return None
    question = about.question if about else None
    taken = chosen or (_separator_of(question) if question else "")
    choices = tuple(
        Choice(sign, _written(localizer, question, sign, pattern), sign == taken)
        for sign, pattern in ((".", "1,234.5"), (",", "1.234,5"))
    )
    lines = tuple(n for each in asked if each.question.is_about_separator for n in each.lines)
    sentence = localizer.gettext("How are numbers written here?")
    if question:
        sentence = localizer.gettext(
            "“%(text)s” can be %(readings)s. How are numbers written here?"
        ) % {"text": question.text, "readings": _either(localizer, question)}
    return ImportQuestion("separator", sentence, choices, lines, proposed=taken)


def _either(localizer: Localizer, question: ReadingQuestion) -> str:
    readings = [reading_text(localizer, reading) for reading in question.readings]
    return format_list(readings, style="or", locale=localizer.locale)


def _written(
    localizer: Localizer, question: ReadingQuestion | None, sign: str, pattern: str
) -> str:
    if question is None:
        return pattern
    reading = reading_text(localizer, _readings_by_separator(question)[sign])
    values = {"pattern": pattern, "text": question.text, "reading": reading}
    return localizer.gettext("%(pattern)s, so “%(text)s” is %(reading)s") % values


def _readings_by_separator(question: ReadingQuestion) -> dict[str, str]:
    """What a number is if this sign begins its decimals: with its own sign, the smaller one."""
    own = next((sign for sign in reversed(question.text) if sign in ".,"), ".")
    small, large = sorted(question.readings, key=Decimal)
    return {own: small, "." if own == "," else ",": large}


def _separator_of(question: ReadingQuestion) -> str:
    found = _readings_by_separator(question)
    return next(sign for sign, reading in found.items() if reading == question.taken)


def day_order_question(
    localizer: Localizer, asked: Sequence[QuestionAboutLines], chosen: str
) -> ImportQuestion | None:
    """Whether days or months come first, if a day can be read in two ways or somebody has said
    it."""
    about = next((each for each in asked if each.question.about == "day order"), None)
    if about is None and not chosen:
        return None
    days = _days(about.question) if about else {}
    taken = next((k for k, day in days.items() if about and day == about.question.taken), chosen)
    labels = {
        "day": localizer.gettext("first the day, then the month"),
        "month": localizer.gettext("first the month, then the day"),
    }
    choices = tuple(
        Choice(order, _with_day(localizer, label, days.get(order, "")), order == taken)
        for order, label in labels.items()
    )
    sentence = localizer.gettext("How are days written here?")
    if about:
        sentence += f" “{about.question.text}”"
    return ImportQuestion(
        "day_order", sentence, choices, about.lines if about else (), proposed=taken
    )


def _days(question: ReadingQuestion) -> dict[str, str]:
    """The two readings of a day by what comes first in it."""
    first = re.search(r"\d+", question.text)
    by_day = {int(reading[-2:]): reading for reading in question.readings}
    day_first = by_day.get(int(first[0]), "") if first else ""
    others = [reading for reading in question.readings if reading != day_first]
    return {"day": day_first, "month": others[0]} if day_first and others else {}


def _with_day(localizer: Localizer, label: str, iso: str) -> str:
    """An answer with the day that it makes; a reading may be without a year."""
    if not iso:
        return label
    has_year = iso.count("-") > 1
    day = date.fromisoformat(iso if has_year else f"2024-{iso}")
    return f"{label}: {localizer.long_day(day) if has_year else localizer.day_and_month(day)}"


def column_questions(
    localizer: Localizer, rows: Sequence[ImportColumnRow]
) -> tuple[ImportQuestion, ...]:
    """What columns hold that are not known."""
    pattern = localizer.gettext("What does the column “%(heading)s” hold?")
    return tuple(
        ImportQuestion(row.field, pattern % {"heading": row.heading}, row.choices, is_list=True)
        for row in rows
    )


def team_questions(rows: Sequence[ImportTeamRow]) -> tuple[ImportQuestion, ...]:
    """Which teams the names of the source are."""
    return tuple(ImportQuestion(row.field, row.label, row.choices, is_list=True) for row in rows)


def short_title_question(
    localizer: Localizer, titles: Sequence[str], chosen: str
) -> ImportQuestion | None:
    """Whether walls show short titles, where titles say the numbers that stand beside them.

    :param titles: those that are proposed.
    """
    if not titles:
        return None
    count = len(titles)
    sentence = localizer.ngettext(
        "%(num)s title says its numbers, which the wall shows beside it. A short one for the wall?",
        "%(num)s titles say their numbers, which the wall shows beside them. Short ones for the"
        " wall?",
        count,
    )
    more = ["…"] if count > MOST_TITLES else []
    short = " · ".join([*titles[:MOST_TITLES], *more])
    choices = (
        Choice("", localizer.gettext("No, the titles as they are"), not chosen),
        Choice(YES, localizer.gettext("Yes: %(titles)s") % {"titles": short}, chosen == YES),
    )
    number = {"num": localizer.number(count)}
    return ImportQuestion(SHORT_TITLES, sentence % number, choices)


def same_title_question(
    localizer: Localizer, same: SameTitle, team_name: Callable[[str], str]
) -> ImportQuestion:
    """Whether objectives of the same title are one, and whose.

    :param team_name: the name of a team by its code.
    """
    _, found = localizer.gettext, same.found
    title = found[0].title
    if len(found) > 1:
        places = [
            _("%(team)s, line %(line)s")
            % {"team": each.team or _("No team given"), "line": localizer.number(each.line)}
            for each in found
        ]
        places += [_("%(team)s, already there") % {"team": team_name(o.team)} for o in same.there]
        sentence = _("“%(title)s” is there several times: %(places)s. Is it one objective?")
        sentence %= {"title": title, "places": "; ".join(places)}
    else:
        there = ", ".join(team_name(each.team) for each in same.there)
        sentence = _("“%(title)s” exists already, of %(team)s. Is it the same objective?")
        sentence %= {"title": title, "team": there}
    choices = [Choice(APART, _("No, keep them apart"), same.answer == APART)]
    teams = {each.team.casefold() for each in found}
    for each in found if len(found) > 1 else ():
        if each.team.casefold() in teams:
            teams.discard(each.team.casefold())
            label = _("Yes, one of %(team)s") % {"team": each.team or _("No team given")}
            choices.append(Choice(each.key, label, same.answer == each.key))
    for there_already in same.there:
        label = _("Yes, the one that %(team)s has") % {"team": team_name(there_already.team)}
        choices.append(Choice(there_already.code, label, same.answer == there_already.code))
    lines = tuple(each.line for each in found)
    return ImportQuestion(f"{SAME}{same.key}", sentence, tuple(choices), lines)
