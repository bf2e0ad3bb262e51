"""A key result as somebody typed it, checked before anything is written."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from kiosk.errors import Collector, ValidationError
from kiosk.okr.check_in_rules import refuse_unwritable
from kiosk.okr.currencies import currency_of
from kiosk.okr.model import Cycle, KeyResultKind
from kiosk.okr.text import (
    FULL_TITLE_LENGTH,
    NAME_LENGTH,
    TITLE_LENGTH,
    UNIT_LENGTH,
    validated_description,
    validated_line,
    validated_short_title,
)
from kiosk.okr.units import BAR, unit_forms

MOST_MILESTONES = 50
AMBITIONS = ("", "stretch", "committed")


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """One step of a milestones key result; `code` is empty for a new one."""

    title: str
    weight: Decimal = Decimal(1)
    code: str = ""


@dataclass(frozen=True, slots=True)
class KeyResultDraft:
    """A key result as typed. `weight` None means the kind's default: 1, or 0 for limits.

    Validation drops the fields that a kind does not use, so a form may send all of them.
    """

    title: str
    kind: KeyResultKind
    unit: str = ""
    start: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    weight: Decimal | None = None
    owner: str = ""
    freshness_days: int | None = None
    confidential: bool = False
    milestones: tuple[MilestoneDraft, ...] = ()
    ambition: str = ""
    due: date | None = None
    short_title: str = ""
    description: str = ""


def validated_key_result(
    draft: KeyResultDraft, *, is_prepared: bool = False, cycle: Cycle | None = None
) -> KeyResultDraft:
    """The draft as it will be written: texts trimmed, fields that its kind does not use removed.

    :param is_prepared: whether its cycle is a draft, in which the target or a limit may be missing.
    :param cycle: its cycle, in which it may be due; None: it is not known.
    :raises ValidationError: naming each invalid field and what to write instead.
    """
    kind, collect = draft.kind, Collector()
    collect.read(lambda: _refuse_choices(draft), None)
    validated = replace(
        draft,
        title=collect.read(lambda: validated_line("title", draft.title, FULL_TITLE_LENGTH), ""),
        short_title=collect.read(lambda: validated_short_title(draft.short_title), ""),
        description=collect.read(lambda: validated_description(draft.description), ""),
        owner=collect.read(
            lambda: validated_line("owner", draft.owner, NAME_LENGTH, needed=False), ""
        ),
        unit=collect.read(lambda: _unit(kind, draft.unit), ""),
        start=draft.start if kind.is_start_to_target else None,
        target=draft.target if kind.is_start_to_target else None,
        low=draft.low if kind in (KeyResultKind.AT_LEAST, KeyResultKind.BETWEEN) else None,
        high=draft.high if kind in (KeyResultKind.AT_MOST, KeyResultKind.BETWEEN) else None,
        milestones=collect.read(lambda: _milestones_of(draft), ()),
    )
    for field in ("start", "target", "low", "high", "weight"):
        collect.read(partial(refuse_unwritable, field, getattr(validated, field)), None)
    collect.read(lambda: _refuse_negative("weight", validated.weight), None)
    if not is_prepared:
        collect.read(lambda: _refuse_no_target(validated), None)
        collect.read(lambda: _refuse_no_low(validated), None)
        collect.read(lambda: _refuse_no_high(validated), None)
    collect.read(lambda: _refuse_high(validated), None)
    collect.read(lambda: _refuse_due(validated.due, cycle), None)
    collect.finish()
    return validated


def _refuse_choices(draft: KeyResultDraft) -> None:
    if draft.ambition not in AMBITIONS:
        raise ValidationError("ambition", "Choose stretch or committed, or leave it empty")
    if draft.freshness_days is not None and not 1 <= draft.freshness_days <= 366:
        raise ValidationError(
            "freshness_days", "Enter a number of days from 1 to 366, or leave it empty"
        )


def _unit(kind: KeyResultKind, text: str) -> str:
    if kind in (KeyResultKind.MILESTONES, KeyResultKind.YES_NO):
        return ""
    if kind is not KeyResultKind.CURRENCY:
        return _forms(text)
    unit = currency_of(text)
    if not unit:
        raise ValidationError(
            "unit",
            "“%(value)s” is not a currency. Enter its three letters, like EUR",
            value=text.strip(),
        )
    return unit


def _forms(text: str) -> str:
    """A unit, or its singular and plural separated by a bar."""
    found = unit_forms(text)
    if len(found) > 2:
        raise ValidationError("unit", "Enter one unit, or its singular and plural: talk|talks")
    return BAR.join(validated_line("unit", form, UNIT_LENGTH, needed=False) for form in found)


def _milestones_of(draft: KeyResultDraft) -> tuple[MilestoneDraft, ...]:
    return _milestones(draft.milestones) if draft.kind is KeyResultKind.MILESTONES else ()


def _milestones(milestones: tuple[MilestoneDraft, ...]) -> tuple[MilestoneDraft, ...]:
    if not milestones:
        raise ValidationError("milestones", "Enter at least one milestone")
    if len(milestones) > MOST_MILESTONES:
        raise ValidationError("milestones", "Use at most %(most)s milestones", most=MOST_MILESTONES)
    for milestone in milestones:
        refuse_unwritable("milestones", milestone.weight)
        _refuse_negative("milestones", milestone.weight)
    if not any(milestone.weight for milestone in milestones):
        raise ValidationError(
            "milestones", "Every milestone has a weight of 0. Give at least one a higher weight"
        )
    return tuple(
        replace(milestone, title=validated_line("milestones", milestone.title, TITLE_LENGTH))
        for milestone in milestones
    )


def _refuse_negative(field: str, weight: Decimal | None) -> None:
    if weight is not None and weight.is_finite() and weight < 0:
        raise ValidationError(field, "A weight is 0 or more, not %(value)s", value=weight)


def _refuse_no_target(draft: KeyResultDraft) -> None:
    if draft.kind.is_start_to_target and draft.target is None:
        raise ValidationError("target", "Enter the number to reach")


def _refuse_no_low(draft: KeyResultDraft) -> None:
    if draft.kind in (KeyResultKind.AT_LEAST, KeyResultKind.BETWEEN) and draft.low is None:
        raise ValidationError("low", "Enter the lower limit")


def _refuse_due(due: date | None, cycle: Cycle | None) -> None:
    if due is None or cycle is None or cycle.starts_on <= due <= cycle.ends_on:
        return
    raise ValidationError(
        "due",
        "%(due)s is not in the cycle “%(name)s”. Enter a day from %(first)s to %(last)s, or leave "
        "it empty",
        due=due.isoformat(),
        name=cycle.name,
        first=cycle.starts_on.isoformat(),
        last=cycle.ends_on.isoformat(),
    )


def _refuse_no_high(draft: KeyResultDraft) -> None:
    if draft.kind in (KeyResultKind.AT_MOST, KeyResultKind.BETWEEN) and draft.high is None:
        raise ValidationError("high", "Enter the upper limit")


def _refuse_high(draft: KeyResultDraft) -> None:
    if draft.low is not None and draft.high is not None and draft.low >= draft.high:
        raise ValidationError(
            "high",
            "The upper limit must be above the lower one, %(low)s. Enter a higher number",
            low=draft.low,
        )
