"""Key results: add, edit, reorder."""

from dataclasses import fields

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Cycle, KeyResult, Objective, Office
from kiosk.okr.text import FULL_TITLE_LENGTH, REASON_LENGTH, TITLE_LENGTH, wants_short_title
from kiosk.okr.value_check import range_question
from kiosk.views.admin.key_result_form import (
    KeyResultForm,
    StepFields,
    key_result_form,
    numbers_read_as_text,
    owner_names,
    range_remark,
    start_hint,
)
from kiosk.views.admin.objectives import codes_after_move
from kiosk.views.common.labels import ambition_names, key_result_kind_names
from kiosk.web.admin.edit_conflicts import edit_form_of, submitted_fingerprint
from kiosk.web.admin.idempotency import asks_before_second, idempotent
from kiosk.web.admin.key_result_form import ReadForm, read_form
from kiosk.web.admin.objective_scope import LIST, objectives_list_url, office_of
from kiosk.web.admin.objectives import added_title, found_objective
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    error_text,
    form_direction,
    form_text,
    redirect_to,
    render_page,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required, current_user

blueprint = Blueprint("key_results", __name__)
BASE_PATH = "/admin/key-results"
_FIELD_ORDER = tuple(field.name for field in fields(KeyResultForm))
"""The fields as the form has them, so that the first one that will not do has the focus."""


@blueprint.get(f"{BASE_PATH}/new")
@admin_required
def new() -> Response:
    """The form of a new key result for `?objective=<code>`."""
    code = request.args.get("objective", "")
    objective = found_objective(office_of(code), code)
    return _page(objective, None, KeyResultForm(), {})


@blueprint.post(f"{BASE_PATH}/new")
@admin_required
@idempotent
@asks_before_second
def create() -> Response:
    """Add a key result."""
    services = get_services()
    office, form = office_of(form_text("objective")), _submitted_form()
    objective = found_objective(office, form_text("objective"))
    try:
        read = _read(objective, None, form)
        added = services.store.key_results.add(
            objective.code, read.draft, now=services.now(), author=_author()
        )
    except ValidationError as error:
        return _page(objective, None, form, error_text(error))
    path = _next_path(office, objective, added.code, read)
    if form_text("another") and not path.startswith(BASE_PATH):
        return redirect_to(f"{BASE_PATH}/new?objective={objective.code}&added={added.code}")
    return redirect_to(path)


@blueprint.get(f"{BASE_PATH}/<code>")
@admin_required
@edit_form_of("key_results")
def edit(code: str) -> Response:
    """The form of a key result."""
    objective, key_result = key_result_to_edit(office_of(code), code)
    return _page(objective, key_result, key_result_form(get_services().localizer, key_result), {})


@blueprint.post(f"{BASE_PATH}/<code>")
@admin_required
@edit_form_of("key_results")
def update(code: str) -> Response:
    """Change a key result. Once the cycle is open, a change of what it measures needs a reason."""
    services, office = get_services(), office_of(code)
    objective, key_result = key_result_to_edit(office, code)
    form = _submitted_form()
    try:
        read = _read(objective, key_result, form)
        services.store.key_results.edit(
            key_result.code,
            read.draft,
            form.reason,
            now=services.now(),
            author=_author(),
            if_unchanged_since=submitted_fingerprint(),
            conversion=read.conversion,
        )
    except ValidationError as error:
        return _page(objective, key_result, form, error_text(error))
    return redirect_to(_next_path(office, objective, key_result.code, read, key_result))


@blueprint.post(f"{BASE_PATH}/<code>/move")
@admin_required
def move(code: str) -> Response:
    """Swap a key result with its neighbour."""
    office = office_of(code)
    objective, key_result = key_result_to_edit(office, code)
    codes = [k.code for k in objective.key_results]
    get_services().store.key_results.reorder(
        objective.code, codes_after_move(codes, key_result.code, form_direction())
    )
    return redirect_to(objectives_list_url(office, objective.code))


def key_result_to_edit(office: Office, code: str) -> tuple[Objective, KeyResult]:
    """The key result with this code and its objective; raises NotFound."""
    try:
        key_result = office.key_result(normal_code(code))
    except KeyError:
        raise NotFound("There is no key result %(code)s", code=code) from None
    return office.objective(key_result.objective), key_result


def _next_path(
    office: Office,
    objective: Objective,
    code: str,
    read: ReadForm,
    before: KeyResult | None = None,
) -> str:
    """The list; or the form once more if something in it needs attention: start and target are now
    equal or differ a thousandfold, a text has two readings, or a wall wants a short title."""
    start, target = read.draft.start, read.draft.target
    is_new = before is None or (before.start, before.target) != (start, target)
    is_odd = target is not None and (start == target or range_question(start, target))
    title = "" if before is None else before.title
    wants_short = wants_short_title(read.draft.title, read.draft.short_title, title)
    if not read.read_as and not wants_short and not (is_new and is_odd):
        return objectives_list_url(office, objective.code)
    return f"{BASE_PATH}/{code}?saved=1" + (
        f"&read_as={','.join(read.read_as)}" * bool(read.read_as)
    )


def _author() -> str:
    me = current_user()
    return me.name if me else ""


def _submitted_form() -> KeyResultForm:
    given = request.form.getlist
    steps = zip(given("step-code"), given("step-title"), given("step-weight"), strict=False)
    return KeyResultForm(
        title=form_text("title"),
        kind=form_text("kind"),
        unit=form_text("unit"),
        start=form_text("start"),
        target=form_text("target"),
        low=form_text("low"),
        high=form_text("high"),
        ambition=form_text("ambition"),
        due=form_text("due"),
        short_title=form_text("short_title"),
        description=form_text("description"),
        weight=form_text("weight"),
        owner=form_text("owner"),
        freshness_days=form_text("freshness_days"),
        reason=form_text("reason"),
        factor=form_text("factor"),
        keeps_values=bool(form_text("keeps_values")),
        confidential=bool(form_text("confidential")),
        steps=tuple(StepFields(*step) for step in steps if "".join(step[1:]).strip()),
    )


def _read(objective: Objective, key_result: KeyResult | None, form: KeyResultForm) -> ReadForm:
    return read_form(get_services().localizer, form, key_result, _cycle(objective))


def _cycle(objective: Objective) -> Cycle:
    return office_of(objective.code).cycle(objective.cycle)


def _page(
    objective: Objective,
    key_result: KeyResult | None,
    form: KeyResultForm,
    errors: dict[str, str],
) -> Response:
    localizer = get_services().localizer
    errors = {name: errors[name] for name in (*_FIELD_ORDER, *errors) if name in errors}
    code = key_result.code if key_result else ""
    heading = localizer.gettext("New key result")
    if key_result:
        heading = localizer.gettext("Edit the key result")
    return render_page(
        "admin/objectives/key_result_form.html",
        heading,
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        action=f"{BASE_PATH}/{code or 'new'}",
        code=code,
        objective=objective,
        last_day=localizer.day_and_month(_cycle(objective).ends_on),
        form=form,
        kinds=key_result_kind_names(localizer),
        ambitions=ambition_names(localizer),
        back=objectives_list_url(office_of(objective.code)),
        errors=errors,
        added=added_title(office_of(objective.code)),
        start_hint=start_hint(localizer, key_result),
        same=range_remark(localizer, key_result) if key_result and not errors else "",
        read_as=numbers_read_as_text(localizer, key_result, request.args.get("read_as", ""))
        if key_result
        else "",
        saved=bool(request.args.get("saved")),
        most=FULL_TITLE_LENGTH,
        most_on_walls=TITLE_LENGTH,
        most_reason=REASON_LENGTH,
        owners=owner_names(get_services().store.users.all(), get_services().office().teams),
        has_weights=get_services().office().settings.weights,
        may_delete=bool(code) and get_services().store.archive.may_delete(code),
    )
