"""The page where a table is pasted, and the preview of what it would make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from kiosk.errors import KioskError
from kiosk.okr.drafts import KeyResultDraft
from kiosk.okr.model import Cycle, CycleState, Kind, Office, Team
from kiosk.okr.value_check import question_about_ends
from kiosk.views.choices import Choice
from kiosk.views.told_values import amount
from kiosk.views.value_question import far_apart_text
from kiosk.views.words import Words

NEW, COMPANY = "new", "company"


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team that is not known by the name that was pasted, and what may be done about it."""

    field: str
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class KeyResultRow:
    """A key result as it would be; `remark` says what may be a slip in it."""

    title: str
    says: str
    more: str
    remark: str


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective as it would be. `is_there`: its key results join the one that is there."""

    team: str
    title: str
    is_there: bool
    key_results: tuple[KeyResultRow, ...]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """What will not do, at its row and column."""

    place: str
    sentence: str


def known_team(teams: Sequence[Team], name: str) -> str:
    """The code of the team that is called so; "" for none."""
    plain = name.casefold()
    found = (t.code for t in teams if plain in (t.name.casefold(), t.slug, t.code.casefold()))
    return next(found, "")


def team_row(words: Words, teams: Sequence[Team], number: int, name: str, chosen: str) -> TeamRow:
    """What may be done about a team that is not known; the one most alike is chosen."""
    alike = get_close_matches(name.casefold(), [t.name.casefold() for t in teams], 1, 0.75)
    usual = known_team(teams, alike[0]) if alike else NEW if name else ""
    chosen = chosen or usual
    options = [(team.code, team.name) for team in teams]
    if name and not any(team.is_company for team in teams):
        options.insert(0, (COMPANY, words.gettext("Create it: it is the company itself")))
    if name:
        options.insert(0, (NEW, words.gettext("Create this team")))
    choices = tuple(Choice(value, label, value == chosen) for value, label in options)
    return TeamRow(f"team-{number}", name or words.gettext("No team given"), choices)


def usual_cycle(office: Office, cycles: Sequence[Cycle]) -> str:
    """Where a table most likely goes: the draft that begins first, or an open cycle in which
    nothing is measured yet; else a new one."""
    filled = {o.cycle for o in office.objectives if o.key_results}
    drafts = [c for c in cycles if c.state is CycleState.DRAFT]
    empty = [c for c in cycles if c.state is CycleState.OPEN and c.id not in filled]
    return next((str(c.id) for c in (*drafts, *empty)), NEW)


def cycle_choices(words: Words, cycles: Sequence[Cycle], chosen: str) -> tuple[Choice, ...]:
    """The cycles that a table may go into."""
    patterns = {
        CycleState.DRAFT: words.gettext("%(cycle)s, a draft"),
        CycleState.OPEN: words.gettext("%(cycle)s, which is open"),
    }
    there = [
        Choice(str(c.id), patterns[c.state] % {"cycle": c.name}, str(c.id) == chosen)
        for c in cycles
        if c.state in patterns
    ]
    new = Choice(NEW, words.gettext("A new cycle, as a draft"), chosen == NEW)
    return (new, *there)


def objective_row(
    office: Office | None, team: str, name: str, title: str, rows: Sequence[KeyResultRow]
) -> ObjectiveRow:
    """An objective as it would be, in an office that may have it already."""
    there = office is not None and any(
        o.team == team and o.title.casefold() == title.casefold() for o in office.objectives
    )
    return ObjectiveRow(name, title, there, tuple(rows))


def key_result_row(words: Words, draft: KeyResultDraft) -> KeyResultRow:
    """A key result as it would be."""
    more = []
    if draft.weight is not None:
        more.append(words.gettext("weight %(weight)s") % {"weight": words.number(draft.weight)})
    if draft.owner:
        more.append(draft.owner)
    return KeyResultRow(draft.title, _says(words, draft), ", ".join(more), _remark(words, draft))


def _remark(words: Words, draft: KeyResultDraft) -> str:
    """What is said of a start and a target that are a thousand times apart, "" of others."""
    question = question_about_ends(draft.start, draft.target)
    if question is None:
        return ""
    start, target, likely = (
        "" if number is None else _amount(words, draft, number)
        for number in (draft.start, draft.target, question.likely)
    )
    return far_apart_text(words, start, target, likely)


def _says(words: Words, draft: KeyResultDraft) -> str:
    def said(name: str) -> str:
        number = getattr(draft, name)
        return "—" if number is None else _amount(words, draft, number)

    facts = {name: said(name) for name in ("start", "target", "low", "high")}
    match draft.kind:
        case Kind.YES_NO:
            return words.gettext("yes or no")
        case Kind.MILESTONES:
            return " · ".join(step.title for step in draft.milestones)
        case Kind.AT_MOST:
            return words.gettext("at most %(high)s") % facts
        case Kind.AT_LEAST:
            return words.gettext("at least %(low)s") % facts
        case Kind.BETWEEN:
            return words.gettext("between %(low)s and %(high)s") % facts
    if draft.start is None:
        return words.gettext("to %(target)s, start not known yet") % facts
    return words.gettext("from %(start)s to %(target)s") % facts


def _amount(words: Words, draft: KeyResultDraft, number: Decimal) -> str:
    return amount(words, format(number, "f"), draft.kind.value, draft.unit)


def problem_row(words: Words, row: int, column: str, error: KioskError) -> ProblemRow:
    """What will not do."""
    names = column_names(words)
    place = words.gettext("Row %(row)s, %(column)s") % {
        "row": words.number(row),
        "column": names.get(column, column),
    }
    return ProblemRow(place, words.error(error))


def column_names(words: Words) -> Mapping[str, str]:
    """The columns as a reader calls them."""
    _ = words.gettext
    return {
        "objective": _("Objective"),
        "key_result": _("Key result"),
        "start": _("Start"),
        "target": _("Target"),
        "team": _("Team"),
        "unit": _("Unit"),
        "kind": _("Kind"),
        "weight": _("Weight"),
        "owner": _("Owner"),
    }
