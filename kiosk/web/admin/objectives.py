"""Objectives: list, add, edit, reorder."""

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Collector, NotFound, ValidationError
from kiosk.okr.alignment_reason import without_because
from kiosk.okr.codes import normal_code
from kiosk.okr.model import AlignmentLink, Objective, Office, Team
from kiosk.okr.objective_texts import NO_TEXTS, ObjectiveTexts
from kiosk.okr.text import (
    FULL_TITLE_LENGTH,
    REASON_LENGTH,
    TITLE_LENGTH,
    validated_line,
    wants_short_title,
)
from kiosk.views.admin.alignment_choices import AlignmentChoiceGroup, alignment_choices
from kiosk.views.admin.archive import archived_rows
from kiosk.views.admin.cycle_switch import cycle_switch
from kiosk.views.admin.objectives import codes_after_move, objectives_page
from kiosk.web.admin.edit_conflicts import edit_form_of, submitted_fingerprint
from kiosk.web.admin.idempotency import asks_before_second, idempotent
from kiosk.web.admin.notices import notice
from kiosk.web.admin.objective_scope import (
    LIST,
    draft_cycle_id,
    listed_office,
    objectives_list_url,
    office_of,
    selected_office,
    with_alignable_objectives,
)
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    error_text,
    form_direction,
    form_text,
    redirect_to,
    render_page,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("objectives", __name__)


@blueprint.get(LIST)
@admin_required
def index() -> Response:
    """All objectives of an office."""
    services = get_services()
    office, only = listed_office(request.args.get("cycle", ""))
    localizer, cycles, base = services.localizer, services.store.cycles.all(), services.base_url()
    title = localizer.gettext("Objectives")
    view = services.call(lambda: objectives_page(localizer, office, only))
    resting = () if view.cycles else cycles
    return render_page(
        "admin/objectives/list.html",
        title,
        nav_path=LIST,
        office=office,
        page=view,
        switch=cycle_switch(localizer, cycles, only),
        base=base or request.host_url.rstrip("/"),
        resting=resting,
        done=notice(),
        archived=archived_rows(services.localizer, office, services.store.archive.all()),
    )


@blueprint.get(f"{LIST}/new")
@admin_required
def new() -> Response:
    """The form of a new objective for the team `?team=<slug>`."""
    office = selected_office(request.args.get("cycle", ""))
    return _form(office, _team(office, request.args.get("team", "")), None, "", {}, {})


@blueprint.post(f"{LIST}/new")
@admin_required
@idempotent
@asks_before_second
def create() -> Response:
    """Add an objective."""
    services = get_services()
    office = selected_office(form_text("cycle"))
    team = _team(office, form_text("team"))
    try:
        cycle, title, serves, texts = _submitted_objective({}, lambda: _cycle(office))
        added = services.store.objectives.add(cycle, team.code, title, serves, texts)
    except ValidationError as error:
        return _form(office, team, None, form_text("title"), _ticked_reasons(), error_text(error))
    if wants_short_title(added.title, added.short_title) and not form_text("another"):
        return redirect_to(f"{LIST}/{added.code}?saved=1")
    if form_text("another"):
        query = {"team": team.slug, "cycle": str(draft_cycle_id(office) or ""), "added": added.code}
        return redirect_to(f"{LIST}/new?{urlencode(query | {'into': form_text('cycle')})}")
    return redirect_to(objectives_list_url(office, added.code))


@blueprint.get(f"{LIST}/<code>")
@admin_required
@edit_form_of("objectives")
def edit(code: str) -> Response:
    """The form of an objective."""
    office = office_of(code)
    objective = found_objective(office, code)
    team, because = office.team(objective.team), _saved_reasons(objective)
    return _form(office, team, objective, objective.title, because, {})


@blueprint.post(f"{LIST}/<code>")
@admin_required
@edit_form_of("objectives")
def update(code: str) -> Response:
    """Change an objective."""
    services = get_services()
    office = office_of(code)
    objective = found_objective(office, code)
    saved_reasons = _saved_reasons(objective)
    try:
        _, title, serves, texts = _submitted_objective(saved_reasons, lambda: objective.cycle)
        saved = services.store.objectives.edit(
            objective.code,
            title=title,
            serves=serves,
            texts=texts,
            reason=form_text("reason"),
            now=services.now(),
            if_unchanged_since=submitted_fingerprint(),
        )
    except ValidationError as error:
        team = office.team(objective.team)
        return _form(
            office, team, objective, form_text("title"), _ticked_reasons(), error_text(error)
        )
    if wants_short_title(saved.title, saved.short_title, objective.title):
        return redirect_to(f"{LIST}/{objective.code}?saved=1")
    return redirect_to(objectives_list_url(office, objective.code))


@blueprint.post(f"{LIST}/<code>/move")
@admin_required
def move(code: str) -> Response:
    """Swap an objective with its neighbour of the same team."""
    services = get_services()
    office = office_of(code)
    objective = found_objective(office, code)
    codes = [o.code for o in office.objectives if o.team == objective.team]
    services.store.objectives.reorder(
        objective.team, codes_after_move(codes, objective.code, form_direction())
    )
    return redirect_to(objectives_list_url(office, objective.code))


def found_objective(office: Office, code: str) -> Objective:
    """The objective with this code; raises NotFound."""
    try:
        return office.objective(normal_code(code))
    except KeyError:
        raise NotFound("There is no objective %(code)s", code=code) from None


def added_title(office: Office) -> str:
    """The title of the objective that was added just before; "" if there is none."""
    code = normal_code(request.args.get("added", ""))
    titles = {o.code: o.title for o in office.objectives}
    titles |= {k.code: k.title for k in office.key_results()}
    return titles.get(code, "")


def _team(office: Office, slug: str) -> Team:
    for team in office.teams:
        if team.slug == slug:
            return team
    raise NotFound("There is no team %(code)s", code=slug)


def _cycle(office: Office) -> int:
    running = [str(cycle.id) for cycle in office.cycles]
    if form_text("cycle") in running:
        return int(form_text("cycle"))
    if len(running) == 1:
        return int(running[0])
    raise ValidationError("cycle", "Choose the cycle it belongs to")


def _ticked_reasons() -> dict[str, str]:
    codes = request.form.getlist("serves")
    return {code: without_because(form_text(f"because-{code}")) for code in codes}


def _submitted_reasons() -> dict[str, str]:
    """The reasons in all fields, including those of objectives that are not ticked."""
    start = "because-"
    fields = request.form.items()
    return {name.removeprefix(start): text for name, text in fields if name.startswith(start)}


def _saved_reasons(objective: Objective) -> dict[str, str]:
    return {s.code: s.reason for s in objective.serves}


def _submitted_objective(
    saved_reasons: Mapping[str, str], cycle: Callable[[], int]
) -> tuple[int, str, tuple[AlignmentLink, ...], ObjectiveTexts]:
    """The cycle, the title, what is served and the texts, as typed.

    :param saved_reasons: the reasons in the database, by the code of the objective served.
    :raises ValidationError: naming each field that will not do.
    """
    collect = Collector()
    result = (
        collect.read(cycle, 0),
        collect.read(lambda: validated_line("title", form_text("title"), FULL_TITLE_LENGTH), ""),
        tuple(
            AlignmentLink(code, collect.read(partial(_validated_reason, code, because), ""))
            for code, because in _ticked_reasons().items()
        ),
        _submitted_texts().validated(collect),
    )
    for error in _reasons_without_tick(saved_reasons):
        collect.refuse(error)
    collect.finish()
    return result


def _submitted_texts() -> ObjectiveTexts:
    return ObjectiveTexts(form_text("short_title"), form_text("description"))


def _validated_reason(code: str, because: str) -> str:
    return validated_line(f"because-{code}", because, REASON_LENGTH)


def _reasons_without_tick(saved_reasons: Mapping[str, str]) -> list[ValidationError]:
    """Reasons next to objectives that are not ticked. A saved reason does not count: removing its
    tick removes it on purpose."""
    ticked = _ticked_reasons()
    return [
        ValidationError(f"because-{code}", "Tick it too, or remove this sentence")
        for code, because in _submitted_reasons().items()
        if code not in ticked and because.strip() not in ("", saved_reasons.get(code))
    ]


def _alignment_choices(
    office: Office, team: Team, objective: Objective | None, because: dict[str, str]
) -> tuple[AlignmentChoiceGroup, ...]:
    cycles = (office.cycle(objective.cycle),) if objective else office.cycles
    return alignment_choices(
        with_alignable_objectives(office, cycles),
        team,
        cycles,
        objective.code if objective else "",
        because,
        _submitted_reasons(),
    )


def _texts_of(objective: Objective | None) -> ObjectiveTexts:
    if objective is None:
        return NO_TEXTS
    return ObjectiveTexts(objective.short_title, objective.description)


def _form(
    office: Office,
    team: Team,
    objective: Objective | None,
    title: str,
    because: dict[str, str],
    errors: dict[str, str],
) -> Response:
    _ = get_services().localizer.gettext
    code = objective.code if objective else ""
    heading = _("Edit the objective") if objective else _("New objective")
    return render_page(
        "admin/objectives/objective_form.html",
        heading,
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        action=f"{LIST}/{code or 'new'}",
        code=code,
        team=team,
        cycles=() if objective or len(office.cycles) < 2 else office.cycles,
        asks_why=objective is not None and draft_cycle_id(office) is None,
        reason=form_text("reason"),
        cycle=form_text("cycle")
        or request.args.get("into", "")
        or str(draft_cycle_id(office) or ""),
        added=added_title(office),
        back=objectives_list_url(office),
        name=title,
        texts=_submitted_texts() if request.method == "POST" else _texts_of(objective),
        saved=bool(request.args.get("saved")),
        serves=_alignment_choices(office, team, objective, because),
        errors=errors,
        most=FULL_TITLE_LENGTH,
        most_on_walls=TITLE_LENGTH,
        may_delete=bool(code) and get_services().store.archive.may_delete(code),
    )
