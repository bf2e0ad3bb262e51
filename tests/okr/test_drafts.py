from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import list_currencies

from kiosk.errors import Refused, SeveralRefused
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.drafts import KeyResultDraft, MilestoneDraft, checked
from kiosk.okr.model import Kind

ONE, TWO = Decimal(1), Decimal(2)
ROAD = KeyResultDraft("Fast", Kind.NUMBER, "ms", ONE, TWO)
STEPS = KeyResultDraft("Moved", Kind.MILESTONES, milestones=(MilestoneDraft("Plan"),))


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(ROAD, title="  "), "title"),
        (replace(ROAD, title="x" * 141), "title"),
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
        (replace(ROAD, kind=Kind.CURRENCY, unit="Shells"), "unit"),
        (replace(ROAD, kind=Kind.CURRENCY, unit=""), "unit"),
        (replace(ROAD, kind=Kind.AT_MOST), "high"),
        (replace(ROAD, kind=Kind.AT_LEAST), "low"),
        (replace(ROAD, kind=Kind.BETWEEN, high=ONE), "low"),
        (replace(ROAD, kind=Kind.BETWEEN, low=ONE), "high"),
        (replace(ROAD, kind=Kind.BETWEEN, low=ONE, high=ONE), "high"),
        (replace(ROAD, kind=Kind.BETWEEN, low=TWO, high=ONE), "high"),
        (replace(STEPS, milestones=()), "milestones"),
        (replace(STEPS, milestones=(MilestoneDraft(" "),)), "milestones"),
        (replace(STEPS, milestones=(MilestoneDraft("Plan", Decimal(-1)),)), "milestones"),
        (replace(STEPS, milestones=(MilestoneDraft("Plan", Decimal(0)),)), "milestones"),
        (replace(STEPS, milestones=(MilestoneDraft("Plan"),) * 51), "milestones"),
    ],
)
def test_what_will_not_do_is_refused_at_its_field(draft: KeyResultDraft, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked(draft)
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
        replace(ROAD, kind=Kind.PERCENT, unit="%", freshness_days=366),
        replace(ROAD, kind=Kind.CURRENCY, unit="EUR"),
        KeyResultDraft("Errors", Kind.AT_MOST, "%", high=ONE),
        KeyResultDraft("Uptime", Kind.AT_LEAST, "%", low=ONE),
        KeyResultDraft("Load", Kind.BETWEEN, "%", low=ONE, high=TWO),
        KeyResultDraft("Certified", Kind.YES_NO),
    ],
)
def test_what_will_do_stays_as_it_is(draft: KeyResultDraft) -> None:
    assert checked(draft) == draft


def test_what_a_kind_does_not_use_is_dropped() -> None:
    full: dict[str, Any] = {"start": ONE, "target": TWO, "low": ONE, "high": TWO}
    milestones = (MilestoneDraft("Plan"),)
    left = {
        kind: checked(KeyResultDraft("A", kind, "EUR", **full, milestones=milestones))
        for kind in Kind
    }
    assert (left[Kind.NUMBER].low, left[Kind.NUMBER].milestones) == (None, ())
    assert (left[Kind.AT_MOST].low, left[Kind.AT_MOST].start) == (None, None)
    assert left[Kind.AT_LEAST].high is None
    assert (left[Kind.YES_NO].unit, left[Kind.YES_NO].target) == ("", None)
    assert left[Kind.MILESTONES].milestones == milestones


def test_a_currency_is_read_in_any_case() -> None:
    assert checked(replace(ROAD, kind=Kind.CURRENCY, unit=" eur ")).unit == "EUR"


def test_a_currency_may_be_given_by_its_sign() -> None:
    assert checked(replace(ROAD, kind=Kind.CURRENCY, unit="€")).unit == "EUR"


def test_all_that_will_not_do_is_refused_at_once() -> None:
    wrong = replace(ROAD, title=" ", unit="x" * 99, target=None, freshness_days=0)
    with pytest.raises(SeveralRefused) as refusal:
        checked(wrong)
    fields = [error.field for error in refusal.value.errors]
    assert fields == ["freshness_days", "title", "unit", "target"]


def test_every_currency_has_a_name_on_the_wall() -> None:
    assert list_currencies() >= CURRENCIES
