"""The cycles that an import is for: one that is chosen, or those that the sources name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.errors import ValidationError
from kiosk.exchange.import_alignment import with_links
from kiosk.exchange.import_due import with_due_days
from kiosk.exchange.import_histories import (
    CheckInContext,
    CheckInPreview,
    Counted,
    check_in_preview,
)
from kiosk.exchange.import_preview import ImportPreview, preview_objectives
from kiosk.exchange.import_same_titles import joined_titles, with_keys
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.okr.cycle_names import period_in
from kiosk.okr.grading import GradeDraft, suggested_grade, validated_grade
from kiosk.okr.import_findings import (
    FoundCycle,
    FoundGrade,
    ItemState,
    PreviewObjective,
    QuestionAboutLines,
    ReadingQuestion,
)
from kiosk.okr.import_plan import ImportedGrade
from kiosk.okr.model import Cycle, CycleState, Grade, NewCycle, Office

ACCEPTING = (CycleState.DRAFT, CycleState.OPEN)
"""The states of a cycle into which objectives can be imported."""
NO_TITLES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class TargetCycle:
    """A cycle to import into.

    :ivar cycle: as it is, or as it will be: the id of a new one is negative.
    :ivar office: the office with its objectives; None for a new one.
    :ivar grades: those that its objectives have, revealed or not.
    """

    cycle: Cycle
    office: Office | None = None
    grades: Mapping[str, Grade] | None = None

    @property
    def wanted(self) -> int | NewCycle:
        """The cycle as a plan names it."""
        cycle = self.cycle
        if self.office is not None:
            return cycle.id
        return NewCycle(cycle.name, cycle.starts_on, cycle.ends_on, cycle.theme)

    @property
    def period(self) -> tuple[date, date]:
        """Its first and its last day."""
        return self.cycle.starts_on, self.cycle.ends_on


def new_target(wanted: NewCycle, place: int = 0) -> TargetCycle:
    """A cycle that is created as a draft."""
    days = wanted.starts_on, wanted.ends_on
    return TargetCycle(Cycle(-1 - place, wanted.name, wanted.theme, *days, CycleState.DRAFT))


def found_cycles(sources: Sequence[UnderstoodSource]) -> tuple[FoundCycle, ...]:
    """The cycles that sources with OKRs name, each once."""
    once: dict[str, FoundCycle] = {}
    for source in sources:
        if source.cycle is not None and (source.found.objectives or source.found.histories):
            once.setdefault(source.cycle.name.casefold(), source.cycle)
    return tuple(once.values())


def cycle_of_found(found: FoundCycle, cycles: Sequence[Cycle]) -> Cycle | None:
    """The cycle that has the name, or else the days, of one in a source."""
    days = found.starts_on, found.ends_on
    by_name = [c for c in cycles if c.name.casefold() == found.name.casefold()]
    by_days = [c for c in cycles if (c.starts_on, c.ends_on) == days]
    return next(iter((*by_name, *by_days)), None)


def new_cycle_of_found(found: FoundCycle) -> NewCycle:
    """A cycle of a source that is not there yet.

    :raises ValidationError: on "cycle", if its days are not known.
    """
    if found.starts_on and found.ends_on:
        return NewCycle(found.name, found.starts_on, found.ends_on, found.theme)
    period = period_in(found.name)
    if period is None:
        raise ValidationError(
            "cycle",
            "The file does not say the days of the cycle “%(cycle)s”, which is not here. Create it"
            " first, or import a file that has them, as JSON or a workbook",
            cycle=found.name,
        )
    _, first, last = period
    return NewCycle(found.name, first, last, found.theme)


def cycles_preview(
    sources: Sequence[UnderstoodSource],
    targets: Sequence[TargetCycle],
    team_of: Callable[[str], str],
    counted: Counted,
    now: datetime,
    zone: ZoneInfo,
    same_titles: Mapping[str, str] = NO_TITLES,
    longer: Sequence[Office] = (),
) -> ImportPreview:
    """The sources beside the cycles that they are for.

    :param targets: one for all of the sources, or one for each of found_cycles().
    :param team_of: the code of a team by its name in the source.
    :param counted: gives the check-ins of key results that count.
    :param now: aware.
    :param same_titles: which objectives of the same title are one, by the key of the question.
    :param longer: offices with the objectives of longer cycles, which these may serve.
    """
    sources = with_keys(sources)
    places = _places(sources, len(targets))
    parts = [
        _part(at, [s for s, place in zip(sources, places, strict=True) if place == at], target,
              team_of, counted, now, zone, same_titles)
        for at, target in enumerate(targets)
    ]  # fmt: skip
    rows = [row for part in parts for row in part.objectives]
    cycles, offices = [t.cycle for t in targets], [t.office for t in targets]
    linked, left_out = with_links(rows, cycles, offices, longer)
    loose = [s for s, place in zip(sources, places, strict=True) if place is None]
    return ImportPreview(
        tuple(_in_order(sources, places, [part.sources for part in parts])),
        linked,
        _checks_of(parts),
        (*left_out, *(each for part in parts for each in part.left_out), *_loose(loose)),
        tuple(each for part in parts for each in part.grades),
        tuple(each for part in parts for each in part.same_titles),
    )


def _checks_of(parts: Sequence[ImportPreview]) -> CheckInPreview:
    return CheckInPreview(
        tuple(each for part in parts for each in part.checks.check_ins),
        sum(part.checks.same for part in parts),
        tuple(each for part in parts for each in part.checks.left_out),
    )


def _places(sources: Sequence[UnderstoodSource], count: int) -> list[int | None]:
    """The place of each source's cycle; None where it names none of several."""
    if count == 1:
        return [0] * len(sources)
    known = {c.name.casefold(): place for place, c in enumerate(found_cycles(sources))}
    return [known.get(s.cycle.name.casefold()) if s.cycle else None for s in sources]


def _in_order(
    sources: Sequence[UnderstoodSource],
    places: Sequence[int | None],
    parts: Sequence[Sequence[UnderstoodSource]],
) -> Iterator[UnderstoodSource]:
    """The sources as their parts have them, in their order."""
    following = [iter(part) for part in parts]
    for source, place in zip(sources, places, strict=True):
        yield source if place is None else next(following[place])


def _loose(sources: Sequence[UnderstoodSource]) -> Iterator[QuestionAboutLines]:
    for source in sources:
        if source.found.objectives or source.found.histories:
            yield QuestionAboutLines((), ReadingQuestion("without cycle", source.name, (), ""))


def _part(
    place: int,
    sources: Sequence[UnderstoodSource],
    target: TargetCycle,
    team_of: Callable[[str], str],
    counted: Counted,
    now: datetime,
    zone: ZoneInfo,
    same_titles: Mapping[str, str],
) -> ImportPreview:
    """What is for one cycle, without the links between its objectives."""
    dated = with_due_days(sources, target.period)
    joined = joined_titles(dated, target.office, team_of, same_titles)
    sources = joined.sources
    rows = tuple(replace(row, cycle=place) for row in preview_objectives(joined, team_of))
    context = CheckInContext(target.period, now, zone)
    checks = check_in_preview(sources, rows, target.office, counted, context)
    grades, notes = _grades(rows, target)
    preview = ImportPreview(sources, rows, checks, tuple(notes), grades, joined.questions)
    return preview if target.cycle.state in ACCEPTING else _without_additions(preview, target)


def _without_additions(preview: ImportPreview, target: TargetCycle) -> ImportPreview:
    """What a cycle that is being graded or closed takes: it says what else is left out."""
    kept = tuple(row for row in preview.objectives if row.state is ItemState.SAME)
    is_less = len(kept) < len(preview.objectives) or preview.checks.check_ins
    checks = CheckInPreview((), preview.checks.same, preview.checks.left_out)
    notes = preview.left_out
    if is_less:
        about = "cycle closed" if target.cycle.state is CycleState.CLOSED else "cycle graded"
        notes = (QuestionAboutLines((), ReadingQuestion(about, target.cycle.name, (), "")), *notes)
    return replace(preview, objectives=kept, checks=checks, left_out=notes, same_titles=())


def _grades(
    rows: Sequence[PreviewObjective], target: TargetCycle
) -> tuple[tuple[ImportedGrade, ...], list[QuestionAboutLines]]:
    """The grades for objectives that have none yet, while the cycle is being graded; of others, a
    note that they are left out."""
    given = target.grades or {}
    graded = [(row, row.found.grade) for row in rows if row.found.grade is not None]
    wanted = [(row, found) for row, found in graded if not _is_given(given.get(row.code), found)]
    if target.cycle.state is not CycleState.GRADING:
        about = "grades closed" if target.cycle.state is CycleState.CLOSED else "grades early"
        note = ReadingQuestion(about, target.cycle.name, (), "")
        return (), [QuestionAboutLines((), note)] if wanted else []
    grades, notes = [], []
    for row, found in wanted:
        taken = _grade(row, found, target)
        if isinstance(taken, ImportedGrade):
            grades.append(taken)
        elif taken:
            question = ReadingQuestion(taken, row.found.title, (), "")
            notes.append(QuestionAboutLines((), question))
    return tuple(grades), notes


def _grade(row: PreviewObjective, found: FoundGrade, target: TargetCycle) -> ImportedGrade | str:
    """The grade of an objective, or what the question is about that says why it is left out; ""
    where its objective is left out itself."""
    if not row.code or target.office is None:
        return ""
    if row.code in (target.grades or {}):
        return "grade given"
    draft = GradeDraft(found.grade, found.reason, found.learned)
    suggestion = suggested_grade(target.office, target.office.objective(row.code))
    try:
        return ImportedGrade(row.code, validated_grade(draft, suggestion))
    except ValidationError:
        return "grade reason"


def _is_given(there: Grade | None, found: FoundGrade) -> bool:
    """Whether an objective has just this grade already."""
    if there is None:
        return found.grade is None and not found.learned
    return (there.grade, there.reason, there.learned) == (
        found.grade, found.reason, found.learned,
    )  # fmt: skip
