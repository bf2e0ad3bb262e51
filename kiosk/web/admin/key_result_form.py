"""Reads the form of a key result and collects all its errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from kiosk.errors import Collector, ValidationError
from kiosk.okr.check_in_input import known_numbers, parse_decimal, unit_in
from kiosk.okr.dates import parse_day
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft, validated_key_result
from kiosk.okr.model import Cycle, CycleState, KeyResult, KeyResultKind
from kiosk.okr.number_input import ChosenReading, NumberReadings, parse_number, typed_reading
from kiosk.okr.number_units import Unit, normalise_unit
from kiosk.okr.unit_conversion import KEPT, Conversion, parse_factor
from kiosk.views.admin.key_result_form import KeyResultForm, StepFields, key_result_form
from kiosk.views.i18n.localizer import Localizer

_FIELDS = {
    KeyResultKind.AT_LEAST: ("low",),
    KeyResultKind.AT_MOST: ("high",),
    KeyResultKind.BETWEEN: ("low", "high"),
    KeyResultKind.MILESTONES: (),
    KeyResultKind.YES_NO: (),
}
"""The numbers of a kind; the others have a start and a target."""


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A key result form as it was read. `read_as` names the fields whose text could mean a
    different number; `conversion` says what happens to the check-ins if the unit changes, None if
    nothing was chosen."""

    draft: KeyResultDraft
    read_as: tuple[str, ...]
    conversion: Conversion | None


def read_form(
    localizer: Localizer, form: KeyResultForm, key_result: KeyResult | None, cycle: Cycle
) -> ReadForm:
    """The key result that a form describes.

    :param key_result: as it is now; None for a new one.
    :param cycle: its cycle. In a draft, it needs no target.
    :raises ValidationError: with every field that will not do.
    """
    collect = Collector()
    # If no kind is chosen, read the rest as for one without numbers.
    kind = collect.read(lambda: _kind(form.kind), KeyResultKind.YES_NO)
    unit = unit_in(kind, form.unit if form.unit.strip() or key_result else None)
    written = _written(collect, localizer, form, _FIELDS.get(kind, ("start", "target")), unit)
    numbers = _numbers(collect, localizer, form, key_result, written)
    steps = form.steps if kind is KeyResultKind.MILESTONES else ()
    draft = KeyResultDraft(
        title=form.title,
        kind=kind,
        unit=form.unit if unit.name is not None else _unit_beside(collect, written),
        **{field: chosen.number for field, chosen in numbers.items()},
        weight=collect.read(lambda: _plain_number(localizer, "weight", form.weight), None),
        owner=form.owner,
        freshness_days=collect.read(lambda: _days(form.freshness_days), None),
        confidential=form.confidential,
        ambition=form.ambition,
        short_title=form.short_title,
        description=form.description,
        due=collect.read(lambda: _due(form.due), None),
        milestones=collect.read(lambda: tuple(_milestone(localizer, step) for step in steps), ()),
    )
    is_prepared = cycle.state is CycleState.DRAFT
    draft = collect.read(
        lambda: validated_key_result(draft, is_prepared=is_prepared, cycle=cycle), draft
    )
    conversion = collect.read(lambda: _conversion(localizer, form), None)
    collect.finish()
    remarkable = tuple(field for field, chosen in numbers.items() if chosen.is_remarkable)
    return ReadForm(draft, remarkable, conversion)


def _written(
    collect: Collector,
    localizer: Localizer,
    form: KeyResultForm,
    fields: tuple[str, ...],
    unit: Unit,
) -> dict[str, NumberReadings]:
    """What the texts of the fields may mean, without those that are empty or no number."""
    found: dict[str, NumberReadings] = {}
    for field in fields:
        read = collect.read(partial(_parse_one, localizer, field, getattr(form, field), unit), None)
        if read is not None:
            found[field] = read
    return found


def _parse_one(localizer: Localizer, field: str, text: str, unit: Unit) -> NumberReadings | None:
    return parse_number(text, field, localizer.decimal_separator, unit) if text.strip() else None


def _numbers(
    collect: Collector,
    localizer: Localizer,
    form: KeyResultForm,
    key_result: KeyResult | None,
    written: Mapping[str, NumberReadings],
) -> dict[str, ChosenReading]:
    """The numbers. The size of the unambiguous ones decides whether another is clear."""
    sure = [each.readings[0] for each in written.values() if len(each.readings) == 1]
    before = key_result_form(localizer, key_result) if key_result else KeyResultForm()
    known = (*sure, *(known_numbers(key_result) if key_result else ()))
    found: dict[str, ChosenReading] = {}
    for field, each in written.items():
        stored: Decimal | None = getattr(key_result, field, None)
        if stored is not None and getattr(form, field) == getattr(before, field):
            # An unchanged field keeps its number, whatever else its text could mean.
            found[field] = ChosenReading(stored, is_remarkable=False)
        else:
            usual = ChosenReading(each.readings[0], is_remarkable=True)
            reader = partial(typed_reading, _without_known(each, sure), field, known)
            found[field] = collect.read(reader, usual)
    return found


def _without_known(written: NumberReadings, sure: Sequence[Decimal]) -> NumberReadings:
    """The readings without the one that the other end has: start and target differ."""
    others = tuple(n for n in written.readings if n not in sure)
    return replace(written, readings=others or written.readings)


def _unit_beside(collect: Collector, written: Mapping[str, NumberReadings]) -> str:
    """The unit typed next to the numbers, if its own field is empty."""
    units = {field: normalise_unit(each.unit) for field, each in written.items() if each.unit}
    first = next(iter(units.values()), "")
    for field, unit in units.items():
        if unit.casefold() != first.casefold():
            collect.read(partial(Unit(first).refuse_other_unit, field, unit, unit), None)
    return first


def _conversion(localizer: Localizer, form: KeyResultForm) -> Conversion | None:
    if form.keeps_values:
        return KEPT
    if not form.factor.strip():
        return None
    return Conversion(parse_factor(form.factor, localizer.decimal_separator))


def _kind(text: str) -> KeyResultKind:
    try:
        return KeyResultKind(text)
    except ValueError:
        raise ValidationError("kind", "Choose how it is measured") from None


def _plain_number(localizer: Localizer, field: str, text: str) -> Decimal | None:
    return parse_decimal(text, field, localizer.decimal_separator) if text.strip() else None


def _days(text: str) -> int | None:
    plain = text.strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 4):
        raise ValidationError(
            "freshness_days", "Enter a number of days from 1 to 366, or leave it empty"
        )
    return int(plain)


def _due(text: str) -> date | None:
    return parse_day("due", text) if text.strip() else None


def _milestone(localizer: Localizer, step: StepFields) -> MilestoneDraft:
    weight = _plain_number(localizer, "milestones", step.weight)
    return MilestoneDraft(step.title, Decimal(1) if weight is None else weight, step.code)
