from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import list_currencies

from kiosk.errors import ValidationError, ValidationErrors
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft, validated_key_result
from kiosk.okr.model import KeyResultKind
from tests.okr.factories import QUARTER

ONE, TWO = Decimal(1), Decimal(2)
ROAD = KeyResultDraft("Fast", KeyResultKind.NUMBER, "ms", ONE, TWO)
STEPS = KeyResultDraft("Moved", KeyResultKind.MILESTONES, milestones=(MilestoneDraft("Plan"),))


@pytest.mark.parametrize("kind", KeyResultKind)
def test_in_a_draft_what_is_aimed_at_may_be_open(kind: KeyResultKind) -> None:
    open_one = replace(STEPS if kind is KeyResultKind.MILESTONES else ROAD, kind=kind)
    open_one = replace(open_one, unit="EUR", target=None)
    read = validated_key_result(open_one, is_prepared=True)
    assert (read.target, read.low, read.high) == (None, None, None)
    if kind not in (KeyResultKind.MILESTONES, KeyResultKind.YES_NO):
        with pytest.raises(ValidationError):
            validated_key_result(open_one)


@pytest.mark.parametrize("day", [QUARTER.starts_on, QUARTER.ends_on, None])
def test_it_is_due_on_a_day_of_its_cycle(day: date | None) -> None:
    assert validated_key_result(replace(ROAD, due=day), cycle=QUARTER).due == day


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2027, 1, 1)])
def test_a_due_date_outside_its_cycle_is_refused(day: date) -> None:
    with pytest.raises(ValidationError) as refused:
        validated_key_result(replace(ROAD, due=day), cycle=QUARTER)
    assert (refused.value.field, refused.value.values["last"]) == ("due", "2026-12-31")
    assert validated_key_result(replace(ROAD, due=day)).due == day


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(ROAD, title="  "), "title"),
        (replace(ROAD, title="x" * 301), "title"),
        (replace(ROAD, short_title="x" * 141), "short_title"),
        (replace(ROAD, description="x" * 2001), "description"),
        (replace(ROAD, owner="x" * 61), "owner"),
        (replace(ROAD, unit="x" * 21), "unit"),
        (replace(ROAD, target=None), "target"),
        (replace(ROAD, target=Decimal("NaN")), "target"),
        (replace(ROAD, start=Decimal("Infinity")), "start"),
        (replace(ROAD, start=Decimal("1E+999999")), "start"),
        (replace(ROAD, weight=Decimal(-1)), "weight"),
        (replace(ROAD, weight=Decimal("NaN")), "weight"),
        (replace(ROAD, freshness_days=0), "freshness_days"),
        (replace(ROAD, freshness_days=367), "freshness_days"),
        (replace(ROAD, kind=KeyResultKind.CURRENCY, unit="Shells"), "unit"),
        (replace(ROAD, kind=KeyResultKind.CURRENCY, unit=""), "unit"),
        (replace(ROAD, kind=KeyResultKind.AT_MOST), "high"),
        (replace(ROAD, kind=KeyResultKind.AT_LEAST), "low"),
        (replace(ROAD, kind=KeyResultKind.BETWEEN, high=ONE), "low"),
        (replace(ROAD, kind=KeyResultKind.BETWEEN, low=ONE), "high"),
        (replace(ROAD, kind=KeyResultKind.BETWEEN, low=ONE, high=ONE), "high"),
        (replace(ROAD, kind=KeyResultKind.BETWEEN, low=TWO, high=ONE), "high"),
        (replace(STEPS, milestones=()), "milestones"),
        (replace(STEPS, milestones=(MilestoneDraft(" "),)), "milestones"),
        (replace(STEPS, milestones=(MilestoneDraft("Plan", Decimal(-1)),)), "milestones"),
        (replace(STEPS, milestones=(MilestoneDraft("Plan", Decimal(0)),)), "milestones"),
        (replace(STEPS, milestones=(MilestoneDraft("Plan"),) * 51), "milestones"),
    ],
)
def test_what_is_invalid_is_refused_at_its_field(draft: KeyResultDraft, field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validated_key_result(draft)
    assert refusal.value.field == field
    assert str(refusal.value)


@pytest.mark.parametrize(
    "draft",
    [
        ROAD,
        STEPS,
        replace(ROAD, start=None),
        replace(ROAD, start=TWO),
        replace(ROAD, weight=Decimal(0)),
        replace(ROAD, kind=KeyResultKind.PERCENT, unit="%", freshness_days=366),
        replace(ROAD, kind=KeyResultKind.CURRENCY, unit="EUR"),
        KeyResultDraft("Errors", KeyResultKind.AT_MOST, "%", high=ONE),
        KeyResultDraft("Uptime", KeyResultKind.AT_LEAST, "%", low=ONE),
        KeyResultDraft("Load", KeyResultKind.BETWEEN, "%", low=ONE, high=TWO),
        KeyResultDraft("Certified", KeyResultKind.YES_NO),
    ],
)
def test_what_will_do_stays_as_it_is(draft: KeyResultDraft) -> None:
    assert validated_key_result(draft) == draft


def test_what_a_kind_does_not_use_is_dropped() -> None:
    full: dict[str, Any] = {"start": ONE, "target": TWO, "low": ONE, "high": TWO}
    milestones = (MilestoneDraft("Plan"),)
    left = {
        kind: validated_key_result(KeyResultDraft("A", kind, "EUR", **full, milestones=milestones))
        for kind in KeyResultKind
    }
    assert (left[KeyResultKind.NUMBER].low, left[KeyResultKind.NUMBER].milestones) == (None, ())
    assert (left[KeyResultKind.AT_MOST].low, left[KeyResultKind.AT_MOST].start) == (None, None)
    assert left[KeyResultKind.AT_LEAST].high is None
    assert (left[KeyResultKind.YES_NO].unit, left[KeyResultKind.YES_NO].target) == ("", None)
    assert left[KeyResultKind.MILESTONES].milestones == milestones


def test_a_currency_is_read_in_any_case() -> None:
    assert (
        validated_key_result(replace(ROAD, kind=KeyResultKind.CURRENCY, unit=" eur ")).unit == "EUR"
    )


def test_a_currency_may_be_given_by_its_sign() -> None:
    assert validated_key_result(replace(ROAD, kind=KeyResultKind.CURRENCY, unit="€")).unit == "EUR"


def test_all_that_is_invalid_is_refused_at_once() -> None:
    wrong = replace(ROAD, title=" ", unit="x" * 99, target=None, freshness_days=0)
    with pytest.raises(ValidationErrors) as refusal:
        validated_key_result(wrong)
    fields = [error.field for error in refusal.value.errors]
    assert fields == ["freshness_days", "title", "unit", "target"]


def test_every_currency_has_a_name_on_the_wall() -> None:
    assert list_currencies() >= CURRENCIES
