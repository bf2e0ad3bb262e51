"""A draft of the import's page beside the office: teams, cycle, problems, and the plan to write."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from kiosk.errors import Collector, NotFound, ValidationError, each_error
from kiosk.exchange.import_cycles import (
    TargetCycle,
    cycle_of_found,
    cycles_preview,
    found_cycles,
    new_cycle_of_found,
    new_target,
)
from kiosk.exchange.import_preview import ImportPreview, named_period, team_names
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.okr.cycle_periods import CyclePeriod, suggested_cycle
from kiosk.okr.cycle_rules import CycleDraft, validated_cycle
from kiosk.okr.dates import parse_day
from kiosk.okr.import_answers import answered
from kiosk.okr.import_edits import Errors, ImportEdits, corrected, keyed
from kiosk.okr.import_findings import FoundCycle, FoundTeam, ItemState, PreviewObjective
from kiosk.okr.import_plan import ImportPlan, NewTeam
from kiosk.okr.key_result_draft import validated_key_result
from kiosk.okr.model import TEAM_COLORS, Cycle, CycleState, NewCycle, Office, Team
from kiosk.okr.proposed_titles import with_proposed_titles
from kiosk.okr.text import FULL_TITLE_LENGTH, validated_line
from kiosk.views.admin import okr_import as views
from kiosk.views.admin.import_edits import edit_texts
from kiosk.views.admin.import_questions import SAME, SHORT_TITLES, YES
from kiosk.web.admin.import_drafts import ImportDraft
from kiosk.web.admin.responses import parse_row_id
from kiosk.web.core.import_cycle import existing_target
from kiosk.web.core.longer_cycles import offices_of_longer_cycles
from kiosk.web.core.services import get_services


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Why nothing can be written yet: of a line of the source, or of something that can be
    corrected in the preview, which `key` names."""

    text: str
    key: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class ComparedDraft:
    """A draft beside the cycle it is for. `teams` are codes by name, `unknown` the names of teams
    that somebody has to say something about, `errors` the sentences about the fields of what can be
    corrected, by its key, `revision` that of the office."""

    draft: ImportDraft
    sources: tuple[UnderstoodSource, ...]
    preview: ImportPreview
    teams: dict[str, str]
    unknown: tuple[str, ...]
    cycle: str
    problems: tuple[ImportProblem, ...]
    errors: Mapping[str, Mapping[str, str]]
    targets: tuple[TargetCycle, ...]
    revision: int

    @property
    def is_of_several(self) -> bool:
        """Whether the sources name several cycles, so that none is to be chosen."""
        return len(self.targets) > 1

    @property
    def needs_reason(self) -> bool:
        """Whether key results change in a cycle that is open."""
        return any(
            row.state is ItemState.CHANGED
            for objective in self.preview.objectives
            if self.targets[objective.cycle].cycle.state is CycleState.OPEN
            for row in objective.key_results
        )

    @property
    def digest(self) -> str:
        """Differs once the text, an answer, or what would be written differs."""
        states = [
            (o.state, o.team, o.found.title, o.links)
            + tuple((k.state, k.code, k.draft) for k in o.key_results)
            for o in self.preview.objectives
        ]
        seen = (self.draft.text, states, len(self.preview.checks.check_ins), self.preview.grades)
        return sha256(repr(seen).encode()).hexdigest()[:16]

    @property
    def may_be_written(self) -> bool:
        """Whether there is something to write, and all of it is understood."""
        is_new = not self.preview.is_empty and not self.preview.is_there_already
        return is_new and not self.problems


def compare_draft(draft: ImportDraft) -> ComparedDraft:
    """What was sent beside the office as it is now; raises NotFound for a cycle that is gone, and
    ValidationError for one whose days nobody says."""
    services = get_services()
    revision = services.store.revision()
    sources, wrong = _corrected(draft)
    cycles, running = services.store.cycles.all(), services.office()
    chosen = _chosen_cycle(draft, cycles)
    codes, unknown = _teams(draft, sources, running.teams)
    targets = _targets(draft, chosen, cycles, running)
    counted = services.store.imports.counted_values
    preview = services.call(
        lambda: cycles_preview(
            *(sources, targets, lambda name: _team_code(codes, name)),
            *(counted, services.now(), services.localizer.office_zone),
            same_titles=_same_titles(draft),
            longer=offices_of_longer_cycles(services.store, targets, services.now()),
        )
    )
    used = {name.casefold() for name in team_names(preview.sources)}
    codes = {name: code for name, code in codes.items() if name in used}
    unknown = tuple(name for name in unknown if name.casefold() in used)
    wrong |= _refused(preview.objectives, wrong, targets)
    localizer = services.localizer
    errors = {k: {e.field: localizer.error(e) for e in each} for k, each in wrong.items()}
    problems = (*_not_understood(preview.sources), *_problems(preview.objectives, errors))
    return ComparedDraft(
        *(draft, preview.sources, preview, codes, unknown, chosen),
        *(problems, errors, targets, revision),
    )


def _same_titles(draft: ImportDraft) -> dict[str, str]:
    """The answers about objectives of the same title, by the keys of the questions."""
    fields = draft.fields.items()
    return {name.removeprefix(SAME): text for name, text in fields if name.startswith(SAME)}


def _targets(
    draft: ImportDraft, chosen: str, cycles: tuple[Cycle, ...], running: Office
) -> tuple[TargetCycle, ...]:
    """The cycles that several sources name, or else the chosen one."""
    found = found_cycles(draft.sources)
    if len(found) > 1:
        return tuple(
            new_target(new_cycle_of_found(each), place)
            if there is None
            else _existing(there, running)
            for place, each in enumerate(found)
            for there in (cycle_of_found(each, cycles),)
        )
    within = next((c for c in cycles if str(c.id) == chosen), None)
    if within is None and chosen not in ("", views.NEW):
        raise NotFound("There is no cycle %(number)s", number=chosen[:20])
    if within is None:
        first, last = _typed_period(cycles, draft.fields)
        return (new_target(NewCycle(draft.fields.get("name", ""), first, last)),)
    return (_existing(within, running),)


def _existing(cycle: Cycle, running: Office) -> TargetCycle:
    services = get_services()
    return existing_target(services.store, running, cycle, services.now())


def plan_of(compared: ComparedDraft) -> ImportPlan:
    """What would be written.

    :raises ValidationError: naming each field that is invalid: a team is not chosen, or what a new
        cycle is to be.
    """
    collect, fields = Collector(), compared.draft.fields
    if any(not code for code in compared.teams.values()):
        collect.refuse(ValidationError("team", "Choose a team for the objectives without one"))
    cycles = [each.wanted for each in compared.targets]
    if not compared.is_of_several:
        cycles = [_with_theme(_cycle(compared.cycle, fields, collect), compared.draft)]
    for cycle in cycles:
        if isinstance(cycle, NewCycle) and not compared.is_of_several:
            _refuse_invalid(cycle, collect)
    collect.finish()
    teams = [_new_team(compared, number, name) for number, name in enumerate(compared.unknown)]
    known = [team for team in teams if team is not None]
    reasons = fields.get("reason", ""), fields.get("because", "").strip()
    plan = compared.preview.plan(cycles, known, *reasons)
    return replace(plan, sources=compared.draft.files, revision=compared.revision)


def _with_theme(cycle: int | NewCycle, draft: ImportDraft) -> int | NewCycle:
    """A new cycle with the theme that its sources name."""
    named = next((c for c in found_cycles(draft.sources)), None)
    if isinstance(cycle, int) or named is None or named.name != cycle.name:
        return cycle
    return replace(cycle, theme=named.theme)


def refuse_cycle(compared: ComparedDraft) -> None:
    """Raise ValidationError if days were typed for a new cycle that are none."""
    if "starts_on" in compared.draft.fields and not compared.is_of_several:
        collect = Collector()
        _cycle(compared.cycle, compared.draft.fields, collect)
        collect.finish()


def draft_team_row(draft: ImportDraft, teams: tuple[Team, ...], name: str) -> views.ImportTeamRow:
    """The options for an unknown team name, with the one that was chosen."""
    localizer, chosen = get_services().localizer, draft.fields.get(views.team_field(name), "")
    if not chosen and _found_team(draft, name).is_company:
        chosen = "" if any(team.is_company for team in teams) else views.COMPANY
    return views.import_team_row(localizer, teams, name, chosen)


def _found_team(draft: ImportDraft, name: str) -> FoundTeam:
    """What the sources say of a team."""
    said = (team for source in draft.sources for team in source.teams)
    return next((t for t in said if t.name.casefold() == name.casefold()), FoundTeam(name))


def _corrected(draft: ImportDraft) -> tuple[tuple[UnderstoodSource, ...], Errors]:
    """The sources with answers and corrections, and what is wrong with the corrections, by key."""
    edits = ImportEdits(edit_texts(draft.fields), get_services().localizer.decimal_separator)
    found = keyed(source.found for source in draft.sources)
    errors: Errors = {}
    sources = []
    for number, (source, each) in enumerate(zip(draft.sources, found, strict=True)):
        prefix = f"answer-{number}-"
        answers = {
            field.removeprefix(prefix): value
            for field, value in draft.fields.items()
            if field.startswith(prefix)
        }
        understood = answered(each, answers)
        if draft.fields.get(SHORT_TITLES) == YES:
            understood = with_proposed_titles(understood)
        changed, wrong = corrected(understood, edits)
        errors |= wrong
        sources.append(replace(source, found=changed))
    return tuple(sources), errors


def _typed_period(cycles: tuple[Cycle, ...], fields: Mapping[str, str]) -> tuple[date, date]:
    """The days of a new cycle, as typed or suggested."""
    services = get_services()
    today = services.localizer.today(services.now())
    _, first, last = suggested_cycle(services.office().settings, today, cycles)
    try:
        return tuple(parse_day(name, fields.get(name, "")) for name in ("starts_on", "ends_on"))  # type: ignore[return-value]
    except ValidationError:
        return first, last


def source_period(draft: ImportDraft) -> CyclePeriod | None:
    """The one cycle that the sources name, with its days, or the period of a title."""
    found = found_cycles(draft.sources)
    if len(found) == 1 and found[0].starts_on and found[0].ends_on:
        return found[0].name, found[0].starts_on, found[0].ends_on
    return named_period(draft.sources, draft.files)


def _chosen_cycle(draft: ImportDraft, cycles: tuple[Cycle, ...]) -> str:
    """The cycle as chosen; while nobody has chosen one, that of the source's title, which is a new
    one where there is none."""
    chosen = draft.fields.get("cycle", "")
    period = source_period(draft)
    if period is None or is_cycle_chosen(draft.fields):
        return chosen
    there = cycle_of_found(FoundCycle(period[0], "", *period[1:]), cycles)
    return str(there.id) if there else views.NEW


def is_cycle_chosen(fields: Mapping[str, str]) -> bool:
    """Whether somebody has chosen another cycle than the one suggested."""
    return fields.get("cycle", "") != fields.get("suggested", "")


def _not_understood(sources: tuple[UnderstoodSource, ...]) -> Iterator[ImportProblem]:
    localizer = get_services().localizer
    for source in sources:
        for line in source.found.not_understood:
            yield ImportProblem(views.line_text(localizer, line), line=line.number)


def _refused(
    objectives: tuple[PreviewObjective, ...], known: Errors, targets: tuple[TargetCycle, ...]
) -> Errors:
    """What could not be written, by the key of its objective or key result."""
    found: Errors = {}
    for objective in objectives:
        is_prepared = targets[objective.cycle].cycle.state is CycleState.DRAFT
        title, key = objective.found.title, objective.found.key
        try:
            validated_line("title", title, FULL_TITLE_LENGTH)
        except ValidationError as error:
            found[key] = (*known.get(key, ()), error)
        for row in objective.key_results:
            try:
                validated_key_result(row.draft, is_prepared=is_prepared)
            except ValidationError as error:
                found[row.found.key] = (*known.get(row.found.key, ()), *each_error(error))
    return found


def _problems(
    objectives: tuple[PreviewObjective, ...], errors: Mapping[str, Mapping[str, str]]
) -> Iterator[ImportProblem]:
    titles = {o.found.key: o.found.title for o in objectives}
    titles |= {row.found.key: row.draft.title for o in objectives for row in o.key_results}
    for key, sentences in errors.items():
        yield ImportProblem(f"{titles.get(key, '')}: {' '.join(sentences.values())}", key)


def _teams(
    draft: ImportDraft, sources: tuple[UnderstoodSource, ...], teams: tuple[Team, ...]
) -> tuple[dict[str, str], tuple[str, ...]]:
    codes, unknown = {}, []
    for name in team_names(sources):
        codes[name.casefold()] = views.known_team(teams, name) if name else ""
        if not codes[name.casefold()]:
            unknown.append(name)
            row = draft_team_row(draft, teams, name)
            codes[name.casefold()] = next((c.value for c in row.choices if c.is_chosen), "")
    return codes, tuple(unknown)


def _team_code(codes: dict[str, str], name: str) -> str:
    code = codes[name.casefold()]
    return f"new {name.casefold()}" if code in (views.NEW, views.COMPANY) else code


def _new_team(compared: ComparedDraft, number: int, name: str) -> NewTeam | None:
    wanted = compared.teams[name.casefold()]
    if wanted not in (views.NEW, views.COMPANY):
        return None
    is_company = wanted == views.COMPANY
    used = {team.color for team in get_services().office().teams}
    free = [color for color in TEAM_COLORS if color not in used and color != "neutral"] or ["sky"]
    said = _found_team(compared.draft, name).color
    own = said if said in TEAM_COLORS and said not in used else free[number % len(free)]
    color = "neutral" if is_company else own
    return NewTeam(f"new {name.casefold()}", name, color, is_company)


def _cycle(chosen: str, fields: Mapping[str, str], collect: Collector) -> int | NewCycle:
    """The cycle that is chosen, or a new one as typed; days that are none are refused."""
    wanted = parse_row_id(chosen)
    if wanted is not None:
        return wanted
    if chosen not in ("", views.NEW):
        raise ValidationError("cycle", "Choose a cycle")
    first = collect.read(lambda: parse_day("starts_on", fields.get("starts_on", "")), None)
    last = collect.read(lambda: parse_day("ends_on", fields.get("ends_on", "")), None)
    # The name of a cycle is looked at, whatever its days.
    day = first or last or date.min
    return NewCycle(fields.get("name", ""), first or day, last or day)


def _refuse_invalid(cycle: NewCycle, collect: Collector) -> None:
    """Refuse what is wrong with a new cycle, beside what is refused already."""
    others = [
        CycleDraft(each.name, each.theme, each.starts_on, each.ends_on)
        for each in get_services().store.cycles.all()
    ]
    draft = CycleDraft(cycle.name, cycle.theme, cycle.starts_on, cycle.ends_on)
    collect.read(lambda: validated_cycle(draft, others), draft)
