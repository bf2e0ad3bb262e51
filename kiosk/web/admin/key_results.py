"""Key results: add, edit with a reason, order."""

from decimal import Decimal

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.conversion import KEPT, Conversion, parse_factor
from kiosk.okr.drafts import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResult, Kind, Objective, Office
from kiosk.okr.texts import BECAUSE_LENGTH, TITLE_LENGTH
from kiosk.okr.values import parse_decimal
from kiosk.views.admin_key_result import (
    KeyResultForm,
    StepFields,
    ambitions,
    form_of,
    kinds,
    only_at,
    start_hint,
)
from kiosk.views.admin_objectives import moved
from kiosk.web.admin.objectives import added_title, direction, found_objective
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, error_text, page, see, typed
from kiosk.web.admin.planned import LIST, office_of, place_of
from kiosk.web.admin.stood import carried, fills_form_of
from kiosk.web.house import house
from kiosk.web.sessions import admin_only, member

blueprint = Blueprint("key_results", __name__)
PLACE = "/admin/key-results"


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
        draft = _draft(form)
        added = here.store.add_key_result(objective.code, draft, now=here.now(), author=_author())
    except Refused as error:
        return _page(objective, None, form, error_text(error))
    place = _place(office, objective, added.code, draft)
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
        draft = _draft(form)
        here.store.edit_key_result(
            key_result.code,
            draft,
            form.reason,
            now=here.now(),
            author=_author(),
            carried=carried(),
            conversion=_conversion(form),
        )
    except Refused as error:
        return _page(objective, key_result, form, error_text(error))
    return see(_place(office, objective, key_result.code, draft, key_result))


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
    draft: KeyResultDraft,
    before: KeyResult | None = None,
) -> str:
    """Back in the list; once in its form, where the start has become the same as the target."""
    stood = before is not None and (before.start, before.target) == (draft.start, draft.target)
    if draft.target is None or draft.start != draft.target or stood:
        return place_of(office, objective.code)
    return f"{PLACE}/{code}?saved=1"


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


def _draft(form: KeyResultForm) -> KeyResultDraft:
    kind = _kind(form.kind)
    steps = form.steps if kind is Kind.MILESTONES else ()
    return KeyResultDraft(
        title=form.title,
        kind=kind,
        unit=form.unit,
        start=_number("start", form.start) if kind.has_road else None,
        target=_number("target", form.target) if kind.has_road else None,
        low=_number("low", form.low) if kind in (Kind.AT_LEAST, Kind.BETWEEN) else None,
        high=_number("high", form.high) if kind in (Kind.AT_MOST, Kind.BETWEEN) else None,
        weight=_number("weight", form.weight),
        owner=form.owner,
        freshness_days=_days(form.freshness_days),
        confidential=form.confidential,
        ambition=form.ambition,
        milestones=tuple(_milestone(step) for step in steps),
    )


def _conversion(form: KeyResultForm) -> Conversion | None:
    """What becomes of the check-ins where the unit changes; None while nobody has said it."""
    if form.keeps_values:
        return KEPT
    if not form.factor.strip():
        return None
    return Conversion(parse_factor(form.factor, house().words.decimal_mark))


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise Refused("kind", "Choose how it is measured") from None


def _number(field: str, text: str) -> Decimal | None:
    return parse_decimal(text, field, house().words.decimal_mark) if text.strip() else None


def _days(text: str) -> int | None:
    plain = text.strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 4):
        raise Refused("freshness_days", "Write a number of days from 1 to 366, or leave it empty")
    return int(plain)


def _milestone(step: StepFields) -> MilestoneDraft:
    weight = _number("milestones", step.weight)
    return MilestoneDraft(step.title, Decimal(1) if weight is None else weight, step.code)


def _page(
    objective: Objective,
    key_result: KeyResult | None,
    form: KeyResultForm,
    errors: dict[str, str],
) -> Response:
    words = house().words
    code = key_result.code if key_result else ""
    heading = words.gettext("A new key result")
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
        same=only_at(words, key_result) if key_result and not errors else "",
        saved=bool(request.args.get("saved")),
        most=TITLE_LENGTH,
        most_reason=BECAUSE_LENGTH,
        has_weights=house().office().customs.weights,
        may_delete=bool(code) and house().store.may_delete(code),
    )
