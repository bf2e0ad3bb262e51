"""Imports OKRs that were pasted or sent as a file: first a preview, then all of it or nothing."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError, each_error
from kiosk.exchange.import_histories import CheckInContext, check_in_preview
from kiosk.exchange.import_preview import ImportPreview, import_preview, named_period, team_names
from kiosk.exchange.import_source import UnderstoodSource, understand_file, understand_text
from kiosk.exchange.reading.html_text import html_lines
from kiosk.exchange.reading.source_text import source_text
from kiosk.okr.cycle_periods import suggested_cycle
from kiosk.okr.import_plan import ImportPlan, NewTeam
from kiosk.okr.key_result_draft import validated_key_result
from kiosk.okr.model import TEAM_COLORS, Cycle, CycleState, NewCycle, Office, Team
from kiosk.okr.text import NAME_LENGTH, REASON_LENGTH
from kiosk.views.admin import okr_import as views
from kiosk.web.admin.cycles import typed_day
from kiosk.web.admin.idempotency import idempotent
from kiosk.web.admin.notices import with_notice
from kiosk.web.admin.objective_scope import LIST
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    form_text,
    parse_row_id,
    redirect_to,
    render_page,
)
from kiosk.web.core.backups import back_up_before
from kiosk.web.core.import_texts import left_out_text
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required, current_user

blueprint = Blueprint("okr_import", __name__)

PATH = "/admin/paste"
MAX_UPLOAD = 21_000_000
MAX_TEXT = 2_000_000
_OF_THE_CYCLE = ("name", "starts_on", "ends_on", "cycle", "team", "reason")


@dataclass(frozen=True, slots=True)
class _Import:
    """What was sent, beside the cycle it is for. `teams` are codes by name, `unknown` the names of
    teams that somebody has to say something about."""

    text: str
    sources: tuple[UnderstoodSource, ...]
    preview: ImportPreview
    teams: dict[str, str]
    unknown: tuple[tuple[int, str], ...]
    cycle: str
    problems: tuple[str, ...]


@blueprint.get(PATH)
@admin_required
def new() -> Response:
    """The empty form, with the next period of the office's cycle length that has no cycle."""
    return _page(None, {})


@blueprint.post(PATH)
@admin_required
@idempotent
def create() -> Response:
    """Preview what was sent; once that is confirmed, save it."""
    request.max_content_length, request.max_form_memory_size = MAX_UPLOAD, MAX_TEXT
    errors: dict[str, str] = {}
    sent = None
    try:
        sent = _read()
        plan = _plan(sent)
        # If anything changed since the preview, show it again.
        if "make" in request.form and form_text("seen") == _digest(sent.text) and not sent.problems:
            return _write(plan)
    except NotFound as error:
        errors["cycle"] = get_services().localizer.error(error)
    except ValidationError as error:
        errors[error.field] = get_services().localizer.error(error)
    return _page(sent, errors)


@blueprint.post(f"{PATH}/text")
@admin_required
def text_of_html() -> Response:
    """What was copied from a page or a sheet, as text that keeps lists and cells."""
    request.max_content_length = MAX_TEXT
    html = request.get_data(as_text=True)
    text = source_text(html_lines(html))
    return Response(text, mimetype="text/plain", status=200 if text else UNPROCESSABLE)


def _digest(text: str) -> str:
    plain = text.replace("\r\n", "\n") + form_text("separator")
    return sha256(plain.encode()).hexdigest()[:16]


def _read() -> _Import:
    services = get_services()
    sources, text = _sources()
    cycles, teams = services.store.cycles.all(), services.office().teams
    chosen = _chosen_cycle(sources, cycles)
    codes, unknown = _teams(teams, team_names(sources))
    within = next((c for c in cycles if str(c.id) == chosen), None)
    office = services.store.cycles.office(within.id, services.now()) if within else None
    preview = import_preview(sources, office, lambda name: _team_code(codes, name))
    context = CheckInContext(
        _period(within, cycles), services.now(), services.localizer.office_zone
    )
    counted = services.store.imports.check_ins
    checks = services.call(
        lambda: check_in_preview(sources, preview.objectives, office, counted, context)
    )
    preview = replace(preview, checks=checks)
    is_prepared = within is None or within.state is CycleState.DRAFT
    problems = _problems(sources, preview, is_prepared=is_prepared)
    return _Import(text, sources, preview, codes, unknown, chosen, problems)


def _period(within: Cycle | None, cycles: tuple[Cycle, ...]) -> tuple[date, date]:
    """The days of the chosen cycle; of a new one, as typed or suggested."""
    if within:
        return within.starts_on, within.ends_on
    services = get_services()
    _, first, last = suggested_cycle(
        services.office().settings, services.localizer.today(services.now()), cycles
    )
    try:
        return typed_day("starts_on"), typed_day("ends_on")
    except ValidationError:
        return first, last


def _sources() -> tuple[tuple[UnderstoodSource, ...], str]:
    """What was sent, and its text for the form: a file becomes text that can be edited."""
    services, file = get_services(), request.files.get("file")
    separator = form_text("separator") or services.localizer.decimal_separator
    if file is not None and file.filename:
        name, data = file.filename, file.read()
        sources = services.call(lambda: understand_file(name, data, separator))
        return sources, "\n".join(source.text for source in sources if source.text)
    text = form_text("table")
    if not text.strip():
        raise ValidationError("table", "Nothing was pasted yet. Paste OKRs here, or choose a file")
    is_settled = bool(form_text("separator"))
    return (understand_text(text, separator, is_settled=is_settled),), text


def _chosen_cycle(sources: tuple[UnderstoodSource, ...], cycles: tuple[Cycle, ...]) -> str:
    """The cycle as chosen; while nobody has chosen one, that of the source's title."""
    chosen = form_text("cycle")
    period = named_period(sources, [file.filename or "" for file in request.files.values()])
    if period is None or chosen != form_text("suggested"):
        return chosen
    name, first, last = period
    same = (c for c in cycles if c.name == name or (c.starts_on, c.ends_on) == (first, last))
    return next((str(c.id) for c in same), chosen)


def _problems(
    sources: tuple[UnderstoodSource, ...], preview: ImportPreview, *, is_prepared: bool
) -> tuple[str, ...]:
    localizer = get_services().localizer
    lines = [line for source in sources for line in source.found.not_understood]
    problems = [views.line_text(localizer, line) for line in lines]
    for objective in preview.objectives:
        for row in objective.key_results:
            try:
                validated_key_result(row.draft, is_prepared=is_prepared)
            except ValidationError as error:
                said = " ".join(localizer.error(each) for each in each_error(error))
                problems.append(f"{row.draft.title}: {said}")
    return tuple(problems)


def _teams(
    teams: tuple[Team, ...], names: tuple[str, ...]
) -> tuple[dict[str, str], tuple[tuple[int, str], ...]]:
    codes, unknown = {}, []
    for number, name in enumerate(names):
        codes[name.casefold()] = views.known_team(teams, name) if name else ""
        if not codes[name.casefold()]:
            unknown.append((number, name))
            row = _team_row(teams, number, name)
            codes[name.casefold()] = next((c.value for c in row.choices if c.is_chosen), "")
    return codes, tuple(unknown)


def _team_row(teams: tuple[Team, ...], number: int, name: str) -> views.ImportTeamRow:
    localizer = get_services().localizer
    return views.import_team_row(localizer, teams, number, name, form_text(f"team-{number}"))


def _team_code(codes: dict[str, str], name: str) -> str:
    code = codes[name.casefold()]
    return f"new {name.casefold()}" if code in (views.NEW, views.COMPANY) else code


def _plan(sent: _Import) -> ImportPlan:
    """What would be written.

    :raises ValidationError: a team is not chosen, or the cycle is invalid.
    """
    if any(not code for code in sent.teams.values()):
        raise ValidationError("team", "Choose a team for the objectives without one")
    teams = [_new_team(sent, number, name) for number, name in sent.unknown]
    known = [team for team in teams if team is not None]
    return sent.preview.plan(_cycle(sent.cycle), known, form_text("reason"))


def _new_team(sent: _Import, number: int, name: str) -> NewTeam | None:
    wanted = sent.teams[name.casefold()]
    if wanted not in (views.NEW, views.COMPANY):
        return None
    is_company = wanted == views.COMPANY
    used = {team.color for team in get_services().office().teams}
    free = [color for color in TEAM_COLORS if color not in used and color != "neutral"] or ["sky"]
    color = "neutral" if is_company else free[number % len(free)]
    return NewTeam(f"new {name.casefold()}", name, color, is_company)


def _cycle(chosen: str) -> int | NewCycle:
    wanted = parse_row_id(chosen)
    if wanted is not None:
        return wanted
    if chosen not in ("", views.NEW):
        raise ValidationError("cycle", "Choose a cycle")
    return NewCycle(form_text("name"), typed_day("starts_on"), typed_day("ends_on"))


def _write(plan: ImportPlan) -> Response:
    services, me = get_services(), current_user()
    services.call(lambda: back_up_before(services.settings, "import", services.now()))
    try:
        done = services.store.imports.add(plan, now=services.now(), author=me.name if me else "")
    except ValidationError as error:
        if error.field in _OF_THE_CYCLE:
            raise
        raise ValidationError("table", error.message, **error.values) from error
    drafts = {c.id for c in services.store.cycles.all()} - {c.id for c in services.office().cycles}
    url = f"{LIST}?cycle={done.cycle}" if done.cycle in drafts else LIST
    return redirect_to(with_notice(url, imported=str(done.batch)))


def _page(sent: _Import | None, errors: dict[str, str]) -> Response:
    services = get_services()
    localizer, office, cycles = services.localizer, services.office(), services.store.cycles.all()
    first = form_text("cycle") if request.method == "POST" else views.usual_cycle(office, cycles)
    chosen = (sent.cycle if sent else first) or views.NEW
    problems = sent.problems if sent else ()
    text = sent.text if sent else form_text("table")
    return render_page(
        "admin/objectives/import.html",
        localizer.gettext("Import OKRs"),
        nav_path=LIST,
        status=UNPROCESSABLE if errors or problems else 200,
        office=office,
        table=text,
        seen=_digest(text),
        given=_cycle_fields(office, cycles, sent),
        cycles=views.cycle_choices(localizer, cycles, chosen),
        suggested=chosen,
        teams=[_team_row(office.teams, *each) for each in (sent.unknown if sent else ())],
        errors=errors,
        problems=problems,
        most=NAME_LENGTH,
        most_reason=REASON_LENGTH,
        **_preview_values(sent, office),
        may_make=_may_make(sent) and not errors,
    )


def _may_make(sent: _Import | None) -> bool:
    if sent is None or sent.problems:
        return False
    return not sent.preview.is_empty and not sent.preview.is_there_already


def _preview_values(sent: _Import | None, office: Office) -> dict[str, Any]:
    """What the preview shows of the sources."""
    localizer = get_services().localizer
    sources = sent.sources if sent else ()
    questions = [each for source in sources for each in source.found.questions]
    names = {team.code: team.name for team in office.teams}
    skipped = [line for source in sources for line in (*source.skipped, *source.found.skipped)]
    rows = [
        views.import_objective_row(
            localizer, each, names.get(each.team, each.found.team), questions
        )
        for each in (sent.preview.objectives if sent else ())
    ]
    return {
        "objectives": rows,
        "by_team": {
            team: [r for r in rows if r.team == team] for team in {r.team: 0 for r in rows}
        },
        "questions": [views.reading_question_text(localizer, q) for q in questions if not q.lines],
        "skipped": [views.line_text(localizer, line) for line in skipped],
        "check_ins": len(sent.preview.checks.check_ins) if sent else 0,
        "without_check_in": [
            left_out_text(localizer, each)
            for each in (sent.preview.checks.left_out if sent else ())
        ],
        "separator": form_text("separator"),
        "ambiguous": next((q.question for q in questions if q.question.is_about_separator), None),
        "is_there_already": bool(sent and sent.preview.is_there_already),
        "needs_reason": bool(sent and sent.preview.changed and _is_open(sent.cycle, office)),
    }


def _is_open(chosen: str, office: Office) -> bool:
    return any(str(c.id) == chosen for c in office.cycles)


def _cycle_fields(
    office: Office, cycles: tuple[Cycle, ...], sent: _Import | None
) -> dict[str, str]:
    services = get_services()
    today = services.localizer.today(services.now())
    name, first, last = suggested_cycle(office.settings, today, cycles)
    suggested = {"name": name, "starts_on": first.isoformat(), "ends_on": last.isoformat()}
    typed = {field: request.form.get(field, value) for field, value in suggested.items()}
    period = named_period(sent.sources, []) if sent else None
    if period and typed == suggested and period[0] not in {c.name for c in cycles}:
        return dict(
            zip(suggested, (period[0], *(day.isoformat() for day in period[1:])), strict=True)
        )
    return typed
