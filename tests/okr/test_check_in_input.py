import contextlib
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import ValidationError
from kiosk.okr.check_in_input import parse_confidence, parse_decimal, parse_note, parse_value
from kiosk.okr.model import KeyResultKind
from tests.okr.factories import key_result, steps


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("42.5", ".", "42.5"),
        (" 42,5 ", ",", "42.5"),
        ("1,234.5", ".", "1234.5"),
        ("1.234,5", ",", "1234.5"),
        ("1 234,5", ",", "1234.5"),
        ("1\u202f234.5", ".", "1234.5"),
        ("1'234.5", ".", "1234.5"),
        ("12,345,678", ".", "12345678"),
        ("42,5", ".", "42.5"),
        ("\u22123", ".", "-3"),
        ("+3", ".", "3"),
        (".5", ".", "0.5"),
        ("٣", ".", "3"),
        ("0.10", ".", "0.10"),
    ],
)
def test_a_number_is_read_as_a_person_writes_it(text: str, mark: str, value: str) -> None:
    assert parse_decimal(text, decimal_separator=mark) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        ".",
        "abc",
        "1e5",
        "nan",
        "Infinity",
        "1.2.3",
        "0x10",
        "--1",
        "1-",
        "4 %",
        "4 8",
        "(4",
        "(-4)",
    ],
)
def test_what_is_no_number_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_decimal(text, "target")
    assert refusal.value.field == "target"
    assert "42.5" in str(refusal.value)


def test_a_number_of_too_many_digits_is_refused() -> None:
    assert parse_decimal("9" * 30) == int("9" * 30)
    with pytest.raises(ValidationError, match="at most 30 digits"):
        parse_decimal("9" * 31)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6
    )
)
def test_what_is_written_is_what_is_read(value: Decimal) -> None:
    text = format(value, "f")
    assert parse_decimal(text) == value
    assert parse_decimal(text.replace(".", ","), decimal_separator=",") == value


@given(st.text(max_size=40))
def test_any_text_is_a_finite_decimal_or_refused(text: str) -> None:
    with contextlib.suppress(ValidationError):
        assert parse_decimal(text).is_finite()


@pytest.mark.parametrize(("text", "value"), [("Yes", True), (" 1 ", True), ("no", False)])
def test_yes_and_no_are_read_in_many_ways(text: str, value: bool) -> None:
    assert parse_value(key_result(KeyResultKind.YES_NO), text) is value


@pytest.mark.parametrize("text", ["", "maybe", "2"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_value(key_result(KeyResultKind.YES_NO), text)


def test_milestones_are_codes_with_commas() -> None:
    found = key_result(KeyResultKind.MILESTONES, milestones=steps(1, 1))
    assert parse_value(found, " m0, M1,") == {"M0", "M1"}
    assert parse_value(found, "") == frozenset()
    with pytest.raises(ValidationError, match="They are M0, M1"):
        parse_value(found, "M7")


@pytest.mark.parametrize(
    ("kind", "unit", "text", "value"),
    [
        (KeyResultKind.PERCENT, "", "72,5%", "72.5"),
        (KeyResultKind.PERCENT, "", "72.5\u00a0%", "72.5"),
        (KeyResultKind.PERCENT, "%", "-3 %", "-3"),
        (KeyResultKind.NUMBER, "h", "28 h", "28"),
        (KeyResultKind.NUMBER, "h", "28H", "28"),
        (KeyResultKind.NUMBER, "talks per week", " 3  Talks per\u00a0week ", "3"),
        (KeyResultKind.AT_MOST, "m2", "28 m2", "28"),
        (KeyResultKind.AT_MOST, "m2", "28m2", "28"),
        (KeyResultKind.CURRENCY, "EUR", "€215,000.50", "215000.50"),
        (KeyResultKind.CURRENCY, "EUR", "215 EUR", "215"),
        (KeyResultKind.CURRENCY, "EUR", "eur 215", "215"),
        (KeyResultKind.CURRENCY, "EUR", "−€ 215", "-215"),
        (KeyResultKind.CURRENCY, "EUR", "€-215", "-215"),
        (KeyResultKind.CURRENCY, "JPY", "215 ¥", "215"),
        (KeyResultKind.AT_LEAST, "EUR", "215 EUR", "215"),
        (KeyResultKind.AT_LEAST, "EUR/month", "€215", "215"),
        (KeyResultKind.NUMBER, "", "5 talks", "5"),
        (KeyResultKind.NUMBER, "talks", "1 talk", "1"),
        (KeyResultKind.NUMBER, "talks per week", "3 talks", "3"),
    ],
)
def test_a_number_may_be_written_with_its_own_unit(
    kind: KeyResultKind, unit: str, text: str, value: str
) -> None:
    assert parse_value(key_result(kind, unit=unit), text) == Decimal(value)


def test_a_number_with_its_unit_is_read_by_the_locale() -> None:
    money = key_result(KeyResultKind.CURRENCY, unit="EUR")
    assert parse_value(money, "215.000,50 €", ",") == Decimal("215000.50")


@pytest.mark.parametrize(
    ("kind", "unit", "text"),
    [
        (KeyResultKind.NUMBER, "h", "h"),
        (KeyResultKind.PERCENT, "", "%"),
        (KeyResultKind.PERCENT, "", "--3%"),
        (KeyResultKind.CURRENCY, "EUR", "€"),
        (KeyResultKind.NUMBER, "", "5 of 40"),
        (KeyResultKind.NUMBER, "", "2026-12-31"),
    ],
)
def test_what_has_no_number_is_refused_with_what_was_typed(
    kind: KeyResultKind, unit: str, text: str
):
    with pytest.raises(ValidationError, match=f"“{re.escape(text)}” is not a number"):
        parse_value(key_result(kind, unit=unit), text)


@pytest.mark.parametrize(
    ("kind", "unit", "text", "own", "other"),
    [
        (KeyResultKind.NUMBER, "h", "28 %", "h", "%"),
        (KeyResultKind.NUMBER, "h", "28 min", "h", "min"),
        (KeyResultKind.NUMBER, "3s", "13s", "3s", "s"),
        (KeyResultKind.PERCENT, "", "28 €", "%", "€"),
        (KeyResultKind.CURRENCY, "EUR", "215 USD", "EUR", "USD"),
        (KeyResultKind.CURRENCY, "EUR", "$215", "EUR", "$"),
    ],
)
def test_another_unit_is_refused_and_both_are_named(kind, unit, text, own, other):
    with pytest.raises(ValidationError) as refusal:
        parse_value(key_result(kind, unit=unit), text)
    assert refusal.value.field == "value"
    assert f"in {own}, not in “{other}”" in str(refusal.value)


@pytest.mark.parametrize("text", ["€28", "28 %", "28 CHF"])
def test_without_a_unit_money_and_percents_are_refused(text: str):
    with pytest.raises(ValidationError, match="without a unit"):
        parse_value(key_result(), text)


@given(st.text(max_size=20), st.text(max_size=5), st.sampled_from(KeyResultKind))
def test_any_text_beside_any_unit_is_read_or_refused(
    text: str, unit: str, kind: KeyResultKind
) -> None:
    with contextlib.suppress(ValidationError):
        parse_value(key_result(kind, unit=unit), text)


@pytest.mark.parametrize(("text", "value"), [("", None), (" 7 ", 7), ("0", 0), ("10", 10)])
def test_confidence_untouched_is_none(text: str, value: int | None) -> None:
    assert parse_confidence(text) == value


@pytest.mark.parametrize("text", ["11", "-1", "5.5", "x", "٣"])
def test_confidence_is_a_whole_number_to_10(text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_confidence(text)
    assert refusal.value.field == "confidence"


def test_a_note_is_one_line_of_at_most_500_characters() -> None:
    assert parse_note("  two\nlines ") == "two lines"
    assert len(parse_note("x" * 500)) == 500
    with pytest.raises(ValidationError, match="501 characters"):
        parse_note("x" * 501)


def test_both_forms_of_a_unit_may_be_typed():
    visits = key_result(KeyResultKind.NUMBER, start=0, target=5, unit="Besuch|Besuche")
    assert parse_value(visits, "1 Besuch") == parse_value(visits, "1 Besuche") == Decimal(1)
