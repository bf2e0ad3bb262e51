"""The page to paste a table, and the preview of its import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from kiosk.errors import KioskError
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import Cycle, CycleState, KeyResultKind, Office, Team
from kiosk.okr.value_check import range_question
from kiosk.views.common.forms import Choice
from kiosk.views.common.value_question import far_apart_text
from kiosk.views.common.values import amount_text
from kiosk.views.i18n.localizer import Localizer

NEW, COMPANY = "new", "company"


@dataclass(frozen=True, slots=True)
class ImportTeamRow:
    """An unknown team name in the table, and the options for it."""

    field: str
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ImportKeyResultRow:
    """A key result in the preview; `remark` says what may be a mistake."""

    title: str
    says: str
    more: str
    remark: str


@dataclass(frozen=True, slots=True)
class ImportObjectiveRow:
    """An objective in the preview. `is_there`: it exists, and only its key results are added."""

    team: str
    title: str
    is_there: bool
    key_results: tuple[ImportKeyResultRow, ...]


@dataclass(frozen=True, slots=True)
class ImportProblemRow:
    """An error with its row and column."""

    place: str
    sentence: str


def known_team(teams: Sequence[Team], name: str) -> str:
    """The code of the team with this name; "" for none."""
    plain = name.casefold()
    found = (t.code for t in teams if plain in (t.name.casefold(), t.slug, t.code.casefold()))
    return next(found, "")


def import_team_row(
    localizer: Localizer, teams: Sequence[Team], number: int, name: str, chosen: str
) -> ImportTeamRow:
    """The options for an unknown team name; the most similar team is preselected."""
    alike = get_close_matches(name.casefold(), [t.name.casefold() for t in teams], 1, 0.75)
    suggested = known_team(teams, alike[0]) if alike else NEW if name else ""
    chosen = chosen or suggested
    options = [(team.code, team.name) for team in teams]
    if name and not any(team.is_company for team in teams):
        options.insert(0, (COMPANY, localizer.gettext("Create it: it is the company itself")))
    if name:
        options.insert(0, (NEW, localizer.gettext("Create this team")))
    choices = tuple(Choice(value, label, value == chosen) for value, label in options)
    return ImportTeamRow(f"team-{number}", name or localizer.gettext("No team given"), choices)


def usual_cycle(office: Office, cycles: Sequence[Cycle]) -> str:
    """The default cycle for a table: the first draft, or an open cycle without key results; else a
    new cycle."""
    filled = {o.cycle for o in office.objectives if o.key_results}
    drafts = [c for c in cycles if c.state is CycleState.DRAFT]
    empty = [c for c in cycles if c.state is CycleState.OPEN and c.id not in filled]
    return next((str(c.id) for c in (*drafts, *empty)), NEW)


def cycle_choices(localizer: Localizer, cycles: Sequence[Cycle], chosen: str) -> tuple[Choice, ...]:
    """The cycles into which a table can be imported."""
    patterns = {
        CycleState.DRAFT: localizer.gettext("%(cycle)s, a draft"),
        CycleState.OPEN: localizer.gettext("%(cycle)s, which is open"),
    }
    there = [
        Choice(str(c.id), patterns[c.state] % {"cycle": c.name}, str(c.id) == chosen)
        for c in cycles
        if c.state in patterns
    ]
    new = Choice(NEW, localizer.gettext("A new cycle, as a draft"), chosen == NEW)
    return (new, *there)


def import_objective_row(
    office: Office | None, team: str, name: str, title: str, rows: Sequence[ImportKeyResultRow]
) -> ImportObjectiveRow:
    """The preview of an objective, which the office may already have."""
    there = office is not None and any(
        o.team == team and o.title.casefold() == title.casefold() for o in office.objectives
    )
    return ImportObjectiveRow(name, title, there, tuple(rows))


def import_key_result_row(localizer: Localizer, draft: KeyResultDraft) -> ImportKeyResultRow:
    """The preview of a key result."""
    more = []
    if draft.weight is not None:
        more.append(
            localizer.gettext("weight %(weight)s") % {"weight": localizer.number(draft.weight)}
        )
    if draft.owner:
        more.append(draft.owner)
    return ImportKeyResultRow(
        draft.title, _says(localizer, draft), ", ".join(more), _remark(localizer, draft)
    )


def _remark(localizer: Localizer, draft: KeyResultDraft) -> str:
    """The remark on a start and target a thousand times apart; "" for others."""
    question = range_question(draft.start, draft.target)
    if question is None:
        return ""
    start, target, likely = (
        "" if number is None else _amount(localizer, draft, number)
        for number in (draft.start, draft.target, question.likely)
    )
    return far_apart_text(localizer, start, target, likely)


def _says(localizer: Localizer, draft: KeyResultDraft) -> str:
    def amount(name: str) -> str:
        number = getattr(draft, name)
        return "—" if number is None else _amount(localizer, draft, number)

    facts = {name: amount(name) for name in ("start", "target", "low", "high")}
    match draft.kind:
        case KeyResultKind.YES_NO:
            return localizer.gettext("yes or no")
        case KeyResultKind.MILESTONES:
            return " · ".join(step.title for step in draft.milestones)
        case KeyResultKind.AT_MOST:
            return localizer.gettext("at most %(high)s") % facts
        case KeyResultKind.AT_LEAST:
            return localizer.gettext("at least %(low)s") % facts
        case KeyResultKind.BETWEEN:
            return localizer.gettext("between %(low)s and %(high)s") % facts
    if draft.start is None:
        return localizer.gettext("to %(target)s, start not known yet") % facts
    return localizer.gettext("from %(start)s to %(target)s") % facts


def _amount(localizer: Localizer, draft: KeyResultDraft, number: Decimal) -> str:
    return amount_text(localizer, format(number, "f"), draft.kind.value, draft.unit)


def import_problem_row(
    localizer: Localizer, row: int, column: str, error: KioskError
) -> ImportProblemRow:
    """The view of an error."""
    names = column_names(localizer)
    place = localizer.gettext("Row %(row)s, %(column)s") % {
        "row": localizer.number(row),
        "column": names.get(column, column),
    }
    return ImportProblemRow(place, localizer.error(error))


def column_names(localizer: Localizer) -> Mapping[str, str]:
    """The labels of the columns."""
    _ = localizer.gettext
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
