"""The import of files from the command line: the plan as text or JSON, and writing it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kiosk.config import Settings
from kiosk.errors import ChangedSincePreview, ValidationError
from kiosk.exchange.import_alignment import NO_REASON
from kiosk.exchange.import_cycles import (
    ACCEPTING,
    TargetCycle,
    cycle_of_found,
    cycles_preview,
    found_cycles,
    new_cycle_of_found,
    new_target,
)
from kiosk.exchange.import_preview import ImportPreview, named_period
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.exchange.import_worker import understand_file
from kiosk.okr.cycle_names import period_in
from kiosk.okr.cycle_periods import CyclePeriod, suggested_cycle
from kiosk.okr.import_answers import NO_ANSWERS, answered
from kiosk.okr.import_findings import QuestionAboutLines, ReadingQuestion
from kiosk.okr.import_plan import ImportPlan, NewTeam
from kiosk.okr.import_progress import (
    ImportProgress,
    ImportStage,
    ReportProgress,
    report_nothing,
)
from kiosk.okr.model import Cycle, CycleState, NewCycle, Office
from kiosk.store import Store
from kiosk.store.db.author import current_author
from kiosk.views.admin.okr_import import NEW, usual_cycle
from kiosk.views.history.imports import import_counts_text
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.commands.import_content import file_content
from kiosk.web.commands.import_options import (
    DECIMAL_SIGNS,
    NO_OPTIONS,
    ImportOptions,
    refuse_unknown_columns,
    same_title_answers,
    with_line_answers,
)
from kiosk.web.commands.import_teams import import_teams
from kiosk.web.core.backups import back_up_before
from kiosk.web.core.command_language import office_localizer
from kiosk.web.core.import_cycle import existing_target, office_of_cycle
from kiosk.web.core.longer_cycles import offices_of_longer_cycles
from kiosk.web.core.services import open_store, utc_now


@dataclass(frozen=True, slots=True)
class ReadImport:
    """Files that were read, beside the cycles they are for. `team_names` are by code; of a new
    team, by its temporary code; `team` is that of objectives without one, if it was said.
    `revision` is that of the office, `columns` what is to be
    remembered of its columns."""

    store: Store
    localizer: Localizer
    preview: ImportPreview
    targets: tuple[TargetCycle, ...]
    new_teams: tuple[NewTeam, ...]
    team_names: dict[str, str]
    revision: int
    columns: Mapping[str, str]
    files: tuple[str, ...] = ()
    because: str = ""
    team: str = ""

    @property
    def assumed_team(self) -> QuestionAboutLines | None:
        """Whose the objectives without a team are taken for, where nobody has said it."""
        without = [o for o in self.preview.objectives if not o.found.team]
        if self.team or not without:
            return None
        taken, *others = sorted(self.team_names, key=lambda code: code != without[0].team)
        names = tuple(self.team_names[code] for code in (taken, *others))
        question = ReadingQuestion("team", "", names, names[0])
        return QuestionAboutLines(tuple(o.found.line for o in without), question)

    @property
    def left_out(self) -> tuple[QuestionAboutLines, ...]:
        """What is not written; a reason given for all links counts for each of them."""
        found = self.preview.left_out
        return tuple(q for q in found if not (self.because and q.question.about == NO_REASON))

    @property
    def cycle_name(self) -> str:
        """The names of the cycles."""
        return ", ".join(target.cycle.name for target in self.targets)


def read_import(
    settings: Settings,
    files: Sequence[Path],
    cycle: str,
    team: str,
    options: ImportOptions = NO_OPTIONS,
    *,
    report: ReportProgress = report_nothing,
) -> ReadImport:
    """Read files and compare them with the office.

    :param cycle: the name of the cycle they are for; "" for the likeliest, or else a new one. Files
        that name several cycles are for these.
    :param team: the team of objectives that come without one.
    :param options: answers to questions about the files.
    :param report: called with how far it is.
    :raises ValidationError: on "file", "cycle", "team" or an answer, saying what to do.
    """
    store, localizer = open_store(settings), office_localizer(settings)
    revision = store.revision()
    sources, columns = _sources(store, localizer, files, options, report)
    report(ImportProgress(ImportStage.COMPARING))
    office, period = store.office(utc_now()), named_period(sources, [path.stem for path in files])
    targets = _targets(store, localizer, office, cycle, period, sources)
    codes, new_teams, names = import_teams(office.teams, sources, team)
    compared = partial(
        cycles_preview,
        *(sources, targets, lambda given: codes[given.casefold()]),
        *(store.imports.counted_values, utc_now(), store.zone),
        longer=offices_of_longer_cycles(store, targets, utc_now()),
    )
    preview = compared()
    if options.same:
        preview = compared(same_titles=same_title_answers(preview.same_titles, options, names))
    _refuse_empty(localizer, preview, files)
    return ReadImport(
        *(store, localizer, preview, targets, new_teams, names, revision, columns),
        tuple(path.name for path in files),
        *(options.because.strip(), team),
    )


def _refuse_empty(localizer: Localizer, preview: ImportPreview, files: Sequence[Path]) -> None:
    if preview.is_empty and not preview.left_out:
        reason = _first_reason(localizer, preview.sources)
        raise ValidationError(
            "file", "No objective was understood in %(files)s. %(reason)s",
            files=", ".join(path.name for path in files), reason=reason,
        )  # fmt: skip


def _sources(
    store: Store,
    localizer: Localizer,
    files: Sequence[Path],
    options: ImportOptions,
    report: ReportProgress,
) -> tuple[tuple[UnderstoodSource, ...], dict[str, str]]:
    """The sources in files with the answers to their questions, and what is to be remembered of
    their columns."""
    contents = [(path.name, file_content(path)) for path in files]
    separator = DECIMAL_SIGNS.get(options.decimals, localizer.decimal_separator)
    read = partial(understand_file, report=report)
    sources = [s for each in contents for s in read(*each, separator)]
    refuse_unknown_columns(sources, options)
    shapes = [shape for source in sources for shape in source.found.fingerprints]
    answers = options.reading_answers(store.imports.columns(shapes) if shapes else {})
    if answers != NO_ANSWERS or options.decimals:
        is_settled = bool(options.decimals)
        again = partial(read, is_settled=is_settled, answers=answers)
        sources = [s for each in contents for s in again(*each, separator)]
    chosen = with_line_answers(sources, options)
    kept = tuple(
        replace(s, found=answered(s.found, a)) for s, a in zip(sources, chosen, strict=True)
    )
    return kept, dict(answers.columns) if options.columns else {}


def write_import(
    settings: Settings,
    read: ReadImport,
    reason: str,
    again: Callable[[], ReadImport],
    report: ReportProgress = report_nothing,
) -> str:
    """Write a plan; returns a sentence that says what was written.

    :param reason: why key results of an open cycle change.
    :param again: reads the same once more, in case the office has changed meanwhile.
    :param report: called with how far it is.
    :raises ChangedSincePreview: something else would be written now.
    :raises ValidationError: something is not understood, or a row is invalid.
    """
    shown = _plan(read, reason)
    while True:
        try:
            return _write(settings, read, reason, report)
        except ChangedSincePreview:
            read = again()
            if _plan(read, reason) != shown:
                raise


def _plan(read: ReadImport, reason: str) -> ImportPlan:
    wanted = [target.wanted for target in read.targets]
    plan = read.preview.plan(wanted, read.new_teams, reason, read.because)
    return replace(plan, sources=read.files)


def _write(settings: Settings, read: ReadImport, reason: str, report: ReportProgress) -> str:
    refuse_unclear(read)
    plan = replace(_plan(read, reason), revision=read.revision)
    _ = read.localizer.gettext
    if not any((plan.objectives, plan.changes, plan.check_ins, plan.grades)):
        return _("Nothing to import: %(cycle)s has all of it already.") % {"cycle": read.cycle_name}
    report(ImportProgress(ImportStage.BACKING_UP))
    back_up_before(settings, "import", utc_now())
    author = current_author.get()
    done = read.store.imports.add(plan, now=utc_now(), author=author, report=report)
    shapes = [shape for source in read.preview.sources for shape in source.found.fingerprints]
    if read.columns and shapes:
        read.store.imports.remember_columns(shapes, read.columns)
    counts = read.store.imports.counts(done.batch)
    what = import_counts_text(read.localizer, lambda name: getattr(counts, name))
    said = _("Imported into %(cycle)s: %(what)s.") % {"cycle": read.cycle_name, "what": what}
    return said + " " + _("To undo it, open History on the admin page.")


def _targets(
    store: Store,
    localizer: Localizer,
    office: Office,
    wanted: str,
    period: CyclePeriod | None,
    sources: Sequence[UnderstoodSource],
) -> tuple[TargetCycle, ...]:
    """The cycles that the sources are for: several that they name, or one."""
    found = found_cycles(sources)
    if len(found) > 1 and wanted:
        raise ValidationError(
            "cycle",
            "These are for several cycles: %(known)s. Leave out --cycle, or export one of them",
            known=", ".join(each.name for each in found),
        )
    cycles = store.cycles.all()
    if found and not wanted:
        there = [cycle_of_found(each, cycles) for each in found]
        if len(found) > 1 or there[0] is not None or found[0].starts_on:
            return tuple(
                new_target(new_cycle_of_found(each), place)
                if cycle is None
                else existing_target(store, office, cycle, utc_now())
                for place, (each, cycle) in enumerate(zip(found, there, strict=True))
            )
    return (_one_target(store, localizer, office, wanted, period, sources),)


def _one_target(
    store: Store,
    localizer: Localizer,
    office: Office,
    wanted: str,
    period: CyclePeriod | None,
    sources: Sequence[UnderstoodSource],
) -> TargetCycle:
    cycles = store.cycles.all()
    found = (
        _named_cycle(cycles, wanted, _accepting(sources))
        if wanted
        else _cycle_of(cycles, period)
        if period
        else _likely_cycle(store, office, cycles, sources)
    )
    if found is not None:
        return existing_target(store, office, found, utc_now())
    today = localizer.today(utc_now())
    name, first, last = (
        period_in(wanted) or period or suggested_cycle(office.settings, today, cycles)
    )
    return new_target(NewCycle(name, first, last))


def _cycle_of(cycles: Sequence[Cycle], period: CyclePeriod) -> Cycle | None:
    """The cycle of a period, to be imported into.

    :raises ValidationError: on "cycle", if it is closed or being graded.
    """
    name, first, last = period
    found = next(
        (c for c in cycles if c.name == name or (c.starts_on, c.ends_on) == (first, last)), None
    )
    if found is not None and found.state not in ACCEPTING:
        raise ValidationError(
            "cycle", "These are for %(cycle)s, which is closed. Name a different one with --cycle",
            cycle=found.name,
        )  # fmt: skip
    return found


def _accepting(sources: Sequence[UnderstoodSource]) -> tuple[CycleState, ...]:
    """The states of cycles that take what the sources have."""
    has_grades = any(o.grade for source in sources for o in source.found.objectives)
    return (*ACCEPTING, CycleState.GRADING) if has_grades else ACCEPTING


def _named_cycle(
    cycles: Sequence[Cycle], wanted: str, accepting: Sequence[CycleState]
) -> Cycle | None:
    """The cycle with this name; None for a period that has no cycle yet."""
    writable = [c for c in cycles if c.state in accepting]
    for cycle in writable:
        if cycle.name.casefold() == wanted.strip().casefold():
            return cycle
    if period_in(wanted) and not any(
        c.name.casefold() == wanted.strip().casefold() for c in cycles
    ):
        return None
    known = ", ".join(c.name for c in writable)
    if not known:
        raise ValidationError(
            "cycle",
            "No cycle is a draft or open. Name a period like Q1 2027, and it becomes a draft",
        )
    raise ValidationError(
        "cycle", "No draft or open cycle is called “%(cycle)s”. Use one of these: %(known)s",
        cycle=wanted, known=known,
    )  # fmt: skip


def _likely_cycle(
    store: Store, office: Office, cycles: Sequence[Cycle], sources: Sequence[UnderstoodSource]
) -> Cycle | None:
    """The cycle with most of these objectives, else the default for an import."""
    titles = {o.title.casefold() for source in sources for o in source.found.objectives}
    writable = [c for c in cycles if c.state in ACCEPTING]
    shared = {
        c.id: sum(
            o.title.casefold() in titles
            for o in office_of_cycle(store, office, c, utc_now()).objectives
        )
        for c in writable
    }
    best = max(writable, key=lambda c: shared[c.id], default=None)
    if best is not None and shared[best.id]:
        return best
    usual = usual_cycle(office, cycles)
    return None if usual == NEW else next(c for c in cycles if str(c.id) == usual)


def refuse_unclear(read: ReadImport) -> None:
    """Raise ValidationError on "file" if a line was not understood: nothing is written then."""
    lines = [each for source in read.preview.sources for each in source.found.not_understood]
    if lines:
        raise ValidationError(
            "file",
            "Nothing was imported. Not understood is line %(line)s, “%(text)s”: %(reason)s. "
            "Change or remove it",
            line=lines[0].number, text=lines[0].text,
            reason=read.localizer.gettext(lines[0].reason),
        )  # fmt: skip


def unclear_text(read: ReadImport) -> str:
    """That lines are not understood, and so cannot be imported; "" if all of them are."""
    count = sum(len(source.found.not_understood) for source in read.preview.sources)
    text = read.localizer.ngettext(
        "%(num)s line is not understood. Change or remove it: until then nothing is imported.",
        "%(num)s lines are not understood. Change or remove them: until then nothing is imported.",
        count,
    )
    return text % {"num": read.localizer.number(count)} if count else ""


def _first_reason(localizer: Localizer, sources: Sequence[UnderstoodSource]) -> str:
    lines = [each for source in sources for each in source.found.not_understood]
    if not lines:
        return localizer.gettext(
            "Label the lines “Objective:” and “KR:”, or give the table headings"
        )
    values = {"line": lines[0].number, "reason": localizer.gettext(lines[0].reason)}
    return (
        localizer.gettext(
            "Line %(line)s: %(reason)s. Change or remove it, or label lines “Objective:” and “KR:”"
        )
        % values
    )
