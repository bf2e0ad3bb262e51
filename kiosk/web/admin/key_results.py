"""Key results: add, edit with a reason, order."""

from dataclasses import fields

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CycleState, KeyResult, Objective, Office
from kiosk.okr.texts import BECAUSE_LENGTH, TITLE_LENGTH
from kiosk.okr.value_check import question_about_ends
from kiosk.views.admin_key_result import (
    KeyResultForm,
    StepFields,
    ambitions,
    ends_remark,
    form_of,
    kinds,
    owner_names,
    read_as,
    start_hint,
)
from kiosk.views.admin_objectives import moved
from kiosk.web.admin.key_result_form import ReadForm, read_form
from kiosk.web.admin.objectives import added_title, direction, found_objective
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, error_text, page, see, typed
from kiosk.web.admin.planned import LIST, office_of, place_of
from kiosk.web.admin.stood import carried, fills_form_of
from kiosk.web.house import house
from kiosk.web.sessions import admin_only, member

blueprint = Blueprint("key_results", __name__)
PLACE = "/admin/key-results"
_IN_ORDER = tuple(field.name for field in fields(KeyResultForm))
"""The fields as the form has them, so that the first one that will not do has the focus."""


@blueprint.get(f"{PLACE}/new")
@admin_only
def new() -> Response:
    """The form of a new key result of `?objective=<code>`."""
    code = request.args.get("objective", "")
    objective = found_objective(office_of(code), code)
    return _page(objective, None, KeyResultForm(), {})


@blueprint.post(f"{PLACE}/new")
@admin_only
@once
def add() -> Response:
    """Add a key result."""
    here = house()
    office, form = office_of(typed("objective")), _typed_form()
    objective = found_objective(office, typed("objective"))
    try:
        read = _read(objective, None, form)
        added = here.store.add_key_result(
            objective.code, read.draft, now=here.now(), author=_author()
        )
    except Refused as error:
        return _page(objective, None, form, error_text(error))
    place = _place(office, objective, added.code, read)
    if typed("another") and not place.startswith(PLACE):
        return see(f"{PLACE}/new?objective={objective.code}&added={added.code}")
    return see(place)


@blueprint.get(f"{PLACE}/<code>")
@admin_only
@fills_form_of("key_results")
def edit(code: str) -> Response:
    """The form of a key result."""
    objective, key_result = found_key_result(office_of(code), code)
    return _page(objective, key_result, form_of(house().words, key_result), {})


@blueprint.post(f"{PLACE}/<code>")
@admin_only
def change(code: str) -> Response:
    """Change a key result; what it measures, once the cycle is open, only with a reason."""
    here, office = house(), office_of(code)
    objective, key_result = found_key_result(office, code)
    form = _typed_form()
    try:
        read = _read(objective, key_result, form)
        here.store.edit_key_result(
            key_result.code,
            read.draft,
            form.reason,
            now=here.now(),
            author=_author(),
            carried=carried(),
            conversion=read.conversion,
        )
    except Refused as error:
        return _page(objective, key_result, form, error_text(error))
    return see(_place(office, objective, key_result.code, read, key_result))


@blueprint.post(f"{PLACE}/<code>/move")
@admin_only
def move(code: str) -> Response:
    """Put a key result before or after its neighbour."""
    office = office_of(code)
    objective, key_result = found_key_result(office, code)
    codes = [k.code for k in objective.key_results]
    house().store.order_key_results(objective.code, moved(codes, key_result.code, direction()))
    return see(place_of(office, objective.code))


def found_key_result(office: Office, code: str) -> tuple[Objective, KeyResult]:
    """The key result with this code and its objective; raises NotFound."""
    try:
        key_result = office.key_result(normal_code(code))
    except KeyError:
        raise NotFound("There is no key result %(code)s", code=code) from None
    return office.objective(key_result.objective), key_result


def _place(
    office: Office,
    objective: Objective,
    code: str,
    read: ReadForm,
    before: KeyResult | None = None,
) -> str:
    """Back in the list; once in its form, where there is something to remark upon: start and
    target have become the same or a thousand times apart, or a text could mean two numbers."""
    start, target = read.draft.start, read.draft.target
    is_new = before is None or (before.start, before.target) != (start, target)
    is_odd = target is not None and (start == target or question_about_ends(start, target))
    if not read.read_as and not (is_new and is_odd):
        return place_of(office, objective.code)
    return f"{PLACE}/{code}?saved=1" + (f"&read_as={','.join(read.read_as)}" * bool(read.read_as))


def _author() -> str:
    me = member()
    return me.name if me else ""


def _typed_form() -> KeyResultForm:
    given = request.form.getlist
    steps = zip(given("step-code"), given("step-title"), given("step-weight"), strict=False)
    return KeyResultForm(
        title=typed("title"),
        kind=typed("kind"),
        unit=typed("unit"),
        start=typed("start"),
        target=typed("target"),
        low=typed("low"),
        high=typed("high"),
        ambition=typed("ambition"),
        weight=typed("weight"),
        owner=typed("owner"),
        freshness_days=typed("freshness_days"),
        reason=typed("reason"),
        factor=typed("factor"),
        keeps_values=bool(typed("keeps_values")),
        confidential=bool(typed("confidential")),
        steps=tuple(StepFields(*step) for step in steps if "".join(step[1:]).strip()),
    )


def _read(objective: Objective, key_result: KeyResult | None, form: KeyResultForm) -> ReadForm:
    is_prepared = _is_draft(objective)
    return read_form(house().words, form, key_result, is_prepared=is_prepared)


def _is_draft(objective: Objective) -> bool:
    """Whether its cycle is a draft, in which a target may be left open."""
    cycle = office_of(objective.code).cycle(objective.cycle)
    return cycle.state is CycleState.DRAFT


def _page(
    objective: Objective,
    key_result: KeyResult | None,
    form: KeyResultForm,
    errors: dict[str, str],
) -> Response:
    words = house().words
    errors = {name: errors[name] for name in (*_IN_ORDER, *errors) if name in errors}
    code = key_result.code if key_result else ""
    heading = words.gettext("New key result")
    if key_result:
        heading = words.gettext("Edit the key result")
    return page(
        "admin/key_result.html",
        heading,
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        action=f"{PLACE}/{code or 'new'}",
        code=code,
        objective=objective,
        form=form,
        kinds=kinds(words),
        ambitions=ambitions(words),
        back=place_of(office_of(objective.code)),
        errors=errors,
        added=added_title(office_of(objective.code)),
        start_hint=start_hint(words, key_result),
        same=ends_remark(words, key_result) if key_result and not errors else "",
        read_as=read_as(words, key_result, request.args.get("read_as", "")) if key_result else "",
        saved=bool(request.args.get("saved")),
        most=TITLE_LENGTH,
        most_reason=BECAUSE_LENGTH,
        owners=owner_names(house().store.users(), house().office().teams),
        has_weights=house().office().customs.weights,
        may_delete=bool(code) and house().store.may_delete(code),
    )
