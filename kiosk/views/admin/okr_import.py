"""The page to import OKRs, and the preview of what would be created."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from kiosk.okr.alignment_reason import joined_because
from kiosk.okr.import_findings import (
    ItemState,
    PreviewKeyResult,
    PreviewLink,
    PreviewObjective,
    QuestionAboutLines,
    SkippedLine,
)
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import Cycle, CycleState, KeyResultKind, Office, Team
from kiosk.okr.value_check import range_question
from kiosk.views.admin.import_edits import ImportEditForm, ImportEditForms
from kiosk.views.admin.import_remarks import reading_question_text
from kiosk.views.common.cycles import cycle_state_text
from kiosk.views.common.forms import Choice
from kiosk.views.common.value_question import far_apart_text
from kiosk.views.common.values import amount_text
from kiosk.views.i18n.localizer import Localizer

NEW, COMPANY = "new", "company"


@dataclass(frozen=True, slots=True)
class ImportTeamRow:
    """An unknown team name in the source, or none, and the options for it."""

    field: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ImportKeyResultRow:
    """A key result in the preview; `state` is new, changed or same, `remarks` say what may be a
    mistake, `as_read` what was read where that is corrected."""

    title: str
    says: str
    more: str
    remarks: tuple[str, ...]
    state: ItemState
    line: int
    source: int
    edit: ImportEditForm
    as_read: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Its source and line."""
        return self.source, self.line


@dataclass(frozen=True, slots=True)
class ImportObjectiveRow:
    """An objective in the preview. `is_there`: it exists, and new key results are added to it.
    `read_team` is the name of its team in the source; `serves` has the titles of what it serves,
    `new_links` sentences about what one that exists is to serve from now on."""

    team: str
    title: str
    is_there: bool
    key_results: tuple[ImportKeyResultRow, ...]
    edit: ImportEditForm
    read_team: str
    remarks: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    new_links: tuple[str, ...] = ()

    @property
    def is_extended(self) -> bool:
        """Whether it exists, and key results are added to it."""
        return self.is_there and any(row.state is ItemState.NEW for row in self.key_results)


@dataclass(frozen=True, slots=True)
class ImportTeamGroup:
    """The objectives of a team in the preview. `edit` corrects its name, if they all have it from
    the source."""

    name: str
    objectives: tuple[ImportObjectiveRow, ...]
    edit: ImportEditForm | None

    @property
    def key_results(self) -> list[ImportKeyResultRow]:
        """Those of all its objectives."""
        return [row for objective in self.objectives for row in objective.key_results]


def import_team_groups(
    rows: Sequence[ImportObjectiveRow], edits: ImportEditForms
) -> tuple[ImportTeamGroup, ...]:
    """The objectives by team, in the order of the source."""
    by_team: dict[str, list[ImportObjectiveRow]] = {}
    for row in rows:
        by_team.setdefault(row.team, []).append(row)
    groups = []
    for name, objectives in by_team.items():
        read = {row.read_team for row in objectives}
        form = edits.of_team(read.pop()) if len(read) == 1 and read != {""} else None
        groups.append(ImportTeamGroup(name, tuple(objectives), form))
    return tuple(groups)


def known_team(teams: Sequence[Team], name: str) -> str:
    """The code of the team with this name, with or without “team” before it; "" for none."""
    plain = name.casefold().removeprefix("team ")
    found = (
        t.code
        for t in teams
        if plain in (t.name.casefold().removeprefix("team "), t.slug, t.code.casefold())
    )
    return next(found, "")


def team_field(name: str) -> str:
    """The field that says which team a name in the source is."""
    return f"team-{name.casefold()}"


def import_team_row(
    localizer: Localizer, teams: Sequence[Team], name: str, chosen: str
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
    unknown = localizer.gettext("No team is called “%(name)s” here") % {"name": name}
    label = unknown if name else localizer.gettext("Team of the objectives without one")
    return ImportTeamRow(team_field(name), label, choices)


def usual_cycle(office: Office, cycles: Sequence[Cycle]) -> str:
    """The default cycle for an import: the first draft, or an open cycle without key results; else
    a new cycle."""
    filled = {o.cycle for o in office.objectives if o.key_results}
    drafts = [c for c in cycles if c.state is CycleState.DRAFT]
    empty = [c for c in cycles if c.state is CycleState.OPEN and c.id not in filled]
    return next((str(c.id) for c in (*drafts, *empty)), NEW)


def cycle_choices(localizer: Localizer, cycles: Sequence[Cycle], chosen: str) -> tuple[Choice, ...]:
    """The cycles into which OKRs can be imported."""
    patterns = {
        CycleState.DRAFT: localizer.gettext("%(cycle)s, a draft"),
        CycleState.OPEN: localizer.gettext("%(cycle)s, which is open"),
        CycleState.GRADING: localizer.gettext("%(cycle)s, which takes grades alone"),
    }
    there = [
        Choice(str(c.id), patterns[c.state] % {"cycle": c.name}, str(c.id) == chosen)
        for c in cycles
        if c.state in patterns
    ]
    new = Choice(NEW, localizer.gettext("A new cycle, as a draft"), chosen == NEW)
    return (new, *there)


def target_text(localizer: Localizer, cycle: Cycle) -> str:
    """A cycle that a file names, and what it is: one to create has a negative id."""
    if cycle.id < 0:
        return localizer.gettext("%(cycle)s, a new draft") % {"cycle": cycle.name}
    return f"{cycle.name} ({cycle_state_text(localizer, cycle)})"


def import_objective_row(
    localizer: Localizer,
    objective: PreviewObjective,
    team: str,
    edits: ImportEditForms,
    questions: Sequence[Sequence[QuestionAboutLines]] = (),
    left_out: Sequence[QuestionAboutLines] = (),
) -> ImportObjectiveRow:
    """The preview of an objective.

    :param team: the name of its team.
    :param questions: all questions about each of the sources.
    :param left_out: which links between objectives are not written.
    """
    found = objective.found
    rows = (_row(localizer, row, edits, questions) for row in objective.key_results)
    is_there = objective.state is not ItemState.NEW
    serves = tuple(link.title for link in objective.links if link.is_there or not is_there)
    links = tuple(link_text(localizer, k) for k in objective.links if is_there and not k.is_there)
    remarks = tuple(reading_question_text(localizer, q) for q in left_out if found.line in q.lines)
    form, read_team = edits.of_objective(found), found.as_read[0] if found.as_read else found.team
    return ImportObjectiveRow(
        *(team, found.title, is_there, tuple(rows), form, read_team, remarks, serves, links)
    )


def link_text(localizer: Localizer, link: PreviewLink) -> str:
    """What an objective is to serve, and why."""
    facts = {"title": link.title, "because": joined_because(link.because)}
    return localizer.gettext("Serves “%(title)s”, because %(because)s") % facts


def _row(
    localizer: Localizer,
    row: PreviewKeyResult,
    edits: ImportEditForms,
    questions: Sequence[Sequence[QuestionAboutLines]],
) -> ImportKeyResultRow:
    of_source = questions[row.found.source] if row.found.source < len(questions) else ()
    # What can be answered stands there as a question.
    about = [q for q in of_source if row.found.line in q.lines and not q.question.outcomes]
    remarks = (
        _far_apart(localizer, row.draft),
        *(reading_question_text(localizer, q) for q in about),
    )
    return ImportKeyResultRow(
        row.draft.title,
        measure_text(localizer, row.draft),
        ", ".join(_more(localizer, row.draft)),
        tuple(remark for remark in remarks if remark),
        row.state,
        row.found.line,
        row.found.source,
        edits.of_key_result(row.found),
        _as_read(localizer, row.found.as_read),
    )


def _as_read(localizer: Localizer, draft: KeyResultDraft | None) -> str:
    """What was read, where it is corrected."""
    if draft is None:
        return ""
    facts = {"title": draft.title, "measure": measure_text(localizer, draft)}
    return localizer.gettext("Edited. Read as “%(title)s”: %(measure)s") % facts


def _more(localizer: Localizer, draft: KeyResultDraft) -> list[str]:
    more = [due] if (due := due_text(localizer, draft)) else []
    if draft.short_title:
        values = {"title": draft.short_title}
        more.append(localizer.gettext("on the wall “%(title)s”") % values)
    if draft.weight is not None:
        weight = localizer.number(draft.weight)
        more.append(localizer.gettext("weight %(weight)s") % {"weight": weight})
    return [*more, draft.owner] if draft.owner else more


def due_text(localizer: Localizer, draft: KeyResultDraft) -> str:
    """Until when a key result is to be reached; "" for until the end of its cycle."""
    if draft.due is None:
        return ""
    return localizer.gettext("due %(day)s") % {"day": localizer.long_day(draft.due)}


def _far_apart(localizer: Localizer, draft: KeyResultDraft) -> str:
    """The remark on a start and target a thousand times apart; "" for others."""
    question = range_question(draft.start, draft.target)
    if question is None:
        return ""
    start, target, likely = (
        "" if number is None else _amount(localizer, draft, number)
        for number in (draft.start, draft.target, question.likely)
    )
    return far_apart_text(localizer, start, target, likely)


def measure_text(localizer: Localizer, draft: KeyResultDraft) -> str:
    """How a key result was read: “from 12 to 40”, “at most 3 %”."""

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
    if draft.start is None and draft.target is None:
        return localizer.gettext("target open")
    if draft.start is None:
        return localizer.gettext("to %(target)s, start not known yet") % facts
    return localizer.gettext("from %(start)s to %(target)s") % facts


def _amount(localizer: Localizer, draft: KeyResultDraft, number: Decimal) -> str:
    return amount_text(localizer, format(number, "f"), draft.kind.value, draft.unit)


def line_text(localizer: Localizer, line: SkippedLine) -> str:
    """A line that was left out or not understood, with the reason."""
    _ = localizer.gettext
    values = {"line": localizer.number(line.number), "text": line.text, "reason": _(line.reason)}
    return _("Line %(line)s, “%(text)s”: %(reason)s") % values
