"""A draft of the import's page beside the office: teams, cycle, problems, and the plan to write."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from kiosk.errors import NotFound, ValidationError, each_error
from kiosk.exchange.import_histories import CheckInContext, check_in_preview
from kiosk.exchange.import_preview import ImportPreview, import_preview, named_period, team_names
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.okr.cycle_periods import suggested_cycle
from kiosk.okr.dates import parse_day
from kiosk.okr.import_answers import answered
from kiosk.okr.import_edits import Errors, ImportEdits, corrected, keyed
from kiosk.okr.import_findings import PreviewObjective
from kiosk.okr.import_plan import ImportPlan, NewTeam
from kiosk.okr.key_result_draft import validated_key_result
from kiosk.okr.model import TEAM_COLORS, Cycle, CycleState, NewCycle, Team
from kiosk.okr.text import FULL_TITLE_LENGTH, validated_line
from kiosk.views.admin import okr_import as views
from kiosk.views.admin.import_edits import edit_texts
from kiosk.web.admin.import_drafts import ImportDraft
from kiosk.web.admin.responses import parse_row_id
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
    corrected, by its key."""

    draft: ImportDraft
    sources: tuple[UnderstoodSource, ...]
    preview: ImportPreview
    teams: dict[str, str]
    unknown: tuple[tuple[int, str], ...]
    cycle: str
    problems: tuple[ImportProblem, ...]
    errors: Mapping[str, Mapping[str, str]]

    @property
    def digest(self) -> str:
        """Differs once the text, an answer, or what would be written differs."""
        states = [
            (o.state, o.team, o.found.title, o.links)
            + tuple((k.state, k.code, k.draft) for k in o.key_results)
            for o in self.preview.objectives
        ]
        seen = (self.draft.text, states, len(self.preview.checks.check_ins))
        return sha256(repr(seen).encode()).hexdigest()[:16]

    @property
    def may_be_written(self) -> bool:
        """Whether there is something to write, and all of it is understood."""
        is_new = not self.preview.is_empty and not self.preview.is_there_already
        return is_new and not self.problems


def compare_draft(draft: ImportDraft) -> ComparedDraft:
    """What was sent beside the office as it is now; raises NotFound for a cycle that is gone."""
    services = get_services()
    sources, wrong = _corrected(draft)
    cycles, teams = services.store.cycles.all(), services.office().teams
    chosen = _chosen_cycle(draft, cycles)
    codes, unknown = _teams(teams, team_names(sources), draft.fields)
    within = next((c for c in cycles if str(c.id) == chosen), None)
    if within is None and chosen not in ("", views.NEW):
        raise NotFound("There is no cycle %(number)s", number=chosen[:20])
    office = services.store.cycles.office(within.id, services.now()) if within else None
    period = _period(within, cycles, draft.fields)
    preview = import_preview(sources, office, lambda name: _team_code(codes, name), period)
    context = CheckInContext(period, services.now(), services.localizer.office_zone)
    counted = services.store.imports.check_ins
    checks = services.call(
        lambda: check_in_preview(sources, preview.objectives, office, counted, context)
    )
    preview = replace(preview, checks=checks)
    is_prepared = within is None or within.state is CycleState.DRAFT
    wrong |= _refused(preview.objectives, wrong, is_prepared=is_prepared)
    localizer = services.localizer
    errors = {k: {e.field: localizer.error(e) for e in each} for k, each in wrong.items()}
    problems = (*_not_understood(sources), *_problems(preview.objectives, errors))
    return ComparedDraft(
        *(draft, preview.sources, preview, codes, unknown, chosen), problems, errors
    )


def plan_of(compared: ComparedDraft) -> ImportPlan:
    """What would be written.

    :raises ValidationError: a team is not chosen, or the cycle is invalid.
    """
    if any(not code for code in compared.teams.values()):
        raise ValidationError("team", "Choose a team for the objectives without one")
    teams = [_new_team(compared, number, name) for number, name in compared.unknown]
    known = [team for team in teams if team is not None]
    fields = compared.draft.fields
    plan = compared.preview.plan(_cycle(compared.cycle, fields), known, fields.get("reason", ""))
    return replace(plan, sources=compared.draft.files)


def refuse_cycle(compared: ComparedDraft) -> None:
    """Raise ValidationError if days were typed for a new cycle that are none."""
    if "starts_on" in compared.draft.fields:
        _cycle(compared.cycle, compared.draft.fields)


def draft_team_row(
    teams: tuple[Team, ...], number: int, name: str, fields: Mapping[str, str]
) -> views.ImportTeamRow:
    """The options for an unknown team name, with the one that was chosen."""
    localizer = get_services().localizer
    return views.import_team_row(localizer, teams, number, name, fields.get(f"team-{number}", ""))


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
        changed, wrong = corrected(answered(each, answers), edits)
        errors |= wrong
        sources.append(replace(source, found=changed))
    return tuple(sources), errors


def _period(
    within: Cycle | None, cycles: tuple[Cycle, ...], fields: Mapping[str, str]
) -> tuple[date, date]:
    """The days of the chosen cycle; of a new one, as typed or suggested."""
    if within:
        return within.starts_on, within.ends_on
    services = get_services()
    today = services.localizer.today(services.now())
    _, first, last = suggested_cycle(services.office().settings, today, cycles)
    try:
        return tuple(parse_day(name, fields.get(name, "")) for name in ("starts_on", "ends_on"))  # type: ignore[return-value]
    except ValidationError:
        return first, last


def _chosen_cycle(draft: ImportDraft, cycles: tuple[Cycle, ...]) -> str:
    """The cycle as chosen; while nobody has chosen one, that of the source's title."""
    chosen = draft.fields.get("cycle", "")
    period = named_period(draft.sources, draft.files)
    if period is None or chosen != draft.fields.get("suggested", ""):
        return chosen
    name, first, last = period
    same = (c for c in cycles if c.name == name or (c.starts_on, c.ends_on) == (first, last))
    return next((str(c.id) for c in same), chosen)


def _not_understood(sources: tuple[UnderstoodSource, ...]) -> Iterator[ImportProblem]:
    localizer = get_services().localizer
    for source in sources:
        for line in source.found.not_understood:
            yield ImportProblem(views.line_text(localizer, line), line=line.number)


def _refused(
    objectives: tuple[PreviewObjective, ...], known: Errors, *, is_prepared: bool
) -> Errors:
    """What could not be written, by the key of its objective or key result."""
    found: Errors = {}
    for objective in objectives:
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
    teams: tuple[Team, ...], names: tuple[str, ...], fields: Mapping[str, str]
) -> tuple[dict[str, str], tuple[tuple[int, str], ...]]:
    codes, unknown = {}, []
    for number, name in enumerate(names):
        codes[name.casefold()] = views.known_team(teams, name) if name else ""
        if not codes[name.casefold()]:
            unknown.append((number, name))
            row = draft_team_row(teams, number, name, fields)
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
    color = "neutral" if is_company else free[number % len(free)]
    return NewTeam(f"new {name.casefold()}", name, color, is_company)


def _cycle(chosen: str, fields: Mapping[str, str]) -> int | NewCycle:
    wanted = parse_row_id(chosen)
    if wanted is not None:
        return wanted
    if chosen not in ("", views.NEW):
        raise ValidationError("cycle", "Choose a cycle")
    first, last = (parse_day(name, fields.get(name, "")) for name in ("starts_on", "ends_on"))
    return NewCycle(fields.get("name", ""), first, last)
