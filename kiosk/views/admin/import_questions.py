"""Questions about a source with their answers, the count of its lines, and why a preview is shown
again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.okr.import_answers import question_key
from kiosk.okr.import_findings import APART, QuestionAboutLines, SameTitle, Understood
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.views.admin.okr_import import measure_text, reading_question_text
from kiosk.views.common.forms import Choice
from kiosk.views.i18n.localizer import Localizer

SAME = "same-"
"""Begins the fields that say whether objectives of one title are one."""


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """A question. `field` names the answer; without choices, there is nothing to answer."""

    field: str
    line: int
    sentence: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How many lines have content, and what became of them."""

    lines: int
    understood: int
    skipped: int
    not_understood: int


def import_questions(
    localizer: Localizer,
    number: int,
    questions: Sequence[QuestionAboutLines],
    chosen: Mapping[str, str],
) -> tuple[ImportQuestion, ...]:
    """The questions about a source.

    :param number: of the source, from 0.
    :param chosen: the form's fields with the answers so far.
    """
    return tuple(_question(localizer, number, each, chosen) for each in questions)


def _question(
    localizer: Localizer, number: int, about: QuestionAboutLines, chosen: Mapping[str, str]
) -> ImportQuestion:
    question, field = about.question, f"answer-{number}-{question_key(about)}"
    answer = chosen.get(field) or question.taken
    choices = tuple(
        Choice(reading, _outcome_text(localizer, reading, outcome), reading == answer)
        for reading, outcome in zip(question.readings, question.outcomes, strict=False)
    )
    line = min(about.lines, default=0)
    return ImportQuestion(field, line, reading_question_text(localizer, about), choices)


def _outcome_text(localizer: Localizer, reading: str, outcome: Sequence[KeyResultDraft]) -> str:
    measures = " · ".join(measure_text(localizer, draft) for draft in outcome)
    return f"{reading}: {measures}" if measures else reading


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
    return ImportQuestion(f"{SAME}{same.key}", found[0].line, sentence, tuple(choices))


def line_counts(found: Sequence[Understood], unread: int) -> LineCounts:
    """The count of a draft's lines.

    :param unread: how many lines were left out before they were read.
    """
    lines = sum(each.lines for each in found) + unread
    skipped = sum(len(each.skipped) for each in found) + unread
    unclear = sum(len(each.not_understood) for each in found)
    return LineCounts(lines, lines - skipped - unclear, skipped, unclear)


def import_notice_text(localizer: Localizer, notice: str) -> str:
    """Why a preview is shown again, or none is; "" for no reason."""
    _ = localizer.gettext
    return {
        "text": _(
            "The text has changed since its preview. Nothing is imported yet: look at it again."
        ),
        "choices": _(
            "With these choices, something else would be imported than the preview has shown."
            " Nothing is imported yet: look at it again."
        ),
        "office": _(
            "The office has changed since this preview, so something else would be imported."
            " Nothing is imported yet: look at it again."
        ),
        "gone": _(
            "This preview is no longer kept. Paste the text again, or choose the file again."
        ),
    }.get(notice, "")
