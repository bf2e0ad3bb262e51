"""Numbers are shown exactly or rounded honestly, in every language."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_input import MAX_DIGITS
from kiosk.okr.progress import round_half_up
from kiosk.views.common.values import exact_value, formatted_setting, formatted_value, goal_text
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.short_numbers import ShortNumbers
from tests.okr.factories import key_result

ZONE = ZoneInfo("Europe/Berlin")
LOCALES = {
    name: Localizer(name, ZONE) for name in ("en", "de", "de_CH", "fr_CH", "it_CH", "ja", "ar")
}
ENGLISH, GERMAN = LOCALES["en"], LOCALES["de"]
always = settings(derandomize=True, deadline=None, max_examples=300, database=None)


@st.composite
def decimals(draw: st.DrawFn) -> Decimal:
    digits = draw(st.text("0123456789", min_size=1, max_size=MAX_DIGITS))
    mark = draw(st.integers(0, len(digits) - 1))
    sign = draw(st.sampled_from(["", "-"]))
    return Decimal(f"{sign}{digits[: mark + 1]}.{digits[mark + 1 :]}")


numbers = decimals() | st.integers(-(10**7), 10**7).map(lambda cents: Decimal(cents) / 100)
locales = st.sampled_from(sorted(LOCALES))


def line(localizer: Localizer, value: str, target: str, **more: Any) -> str:
    """A value and its target as they stand on a wall."""
    more = {"start": 0, **more}
    kind = more.pop("kind", KeyResultKind.NUMBER)
    made = key_result(kind, Decimal(value), target=target, **more)
    value_text = formatted_value(localizer, made, Decimal(value), for_wall=True)
    return f"{value_text}, {goal_text(localizer, made, for_wall=True)}"


@pytest.mark.parametrize(
    ("value", "target", "said"),
    [
        ("39000", "40000.50", "39,000, target 40,000.5"),
        ("40000.46", "40000.50", "40,000.46, target 40,000.5"),
        ("0", "0.00000000001", "0, target 1E−11"),
        ("99990000000000000000", "100000000000000000000", "9.999E19, target 1E20"),
        ("99.999999", "100", "99.999999, target 100"),
        ("1233900", "1234567", "1.234M, target 1.235M"),
        ("999999.7", "1000000", "999,999.7, target 1M"),
        ("0.0000001", "5", "0.0000001, target 5"),
    ],
)
def test_what_is_shown_does_not_contradict_what_is(value: str, target: str, said: str):
    assert line(ENGLISH, value, target) == said


@pytest.mark.parametrize(
    ("value", "target", "said"),
    [
        ("208000", "240000", "€208,000, target €240,000"),
        ("208000.5", "240000", "€208,000.50, target €240,000.00"),
        ("208000", "240000.5", "€208,000.00, target €240,000.50"),
    ],
)
def test_money_on_one_line_has_as_many_decimals(value: str, target: str, said: str):
    made = key_result(KeyResultKind.CURRENCY, Decimal(value), start=0, target=target, unit="EUR")
    exact = [exact_value(ENGLISH, made, Decimal(number)) for number in (value, target)]
    assert f"{exact[0]}, target {exact[1]}" == said


def test_money_keeps_its_currency_beside_other_money():
    money = {"kind": KeyResultKind.CURRENCY, "unit": "EUR"}
    assert line(GERMAN, "208000", "240000", **money) == "208.000\u00a0€, Ziel 240.000\u00a0€"
    assert line(ENGLISH, "208400", "240000", **money) == "€208.4K, target €240K"
    assert line(ENGLISH, "1000.46", "2000", **money) == "€1,000.46, target €2,000.00"


def test_letters_of_a_currency_do_not_run_into_the_number():
    money = {"kind": KeyResultKind.CURRENCY, "unit": "CHF"}
    assert line(LOCALES["de_CH"], "1208000", "1240000", **money) == (
        "CHF\u00a01.21\u00a0Mio., Ziel CHF\u00a01.24\u00a0Mio."
    )


def test_a_target_that_is_alone_has_its_unit():
    alone = key_result(KeyResultKind.NUMBER, start=182, target=90, unit="ms")
    assert goal_text(ENGLISH, alone) == "target 90\u00a0ms"


@pytest.mark.parametrize(
    ("unit", "one", "two"),
    [
        ("incident|incidents", "1\u00a0incident", "2\u00a0incidents"),
        ("incidents", "1", "2\u00a0incidents"),
        ("ms", "1\u00a0ms", "2\u00a0ms"),
        ("Stück", "1\u00a0Stück", "2\u00a0Stück"),
    ],
)
def test_one_is_no_plural(unit: str, one: str, two: str):
    made = key_result(KeyResultKind.NUMBER, start=5, target=0, unit=unit)
    for value, said in ((Decimal("1.0"), one), (Decimal(2), two)):
        assert str(formatted_value(ENGLISH, made, value)) == said
    assert exact_value(ENGLISH, made, Decimal(1)) == one


def shown(
    localizer: Localizer, value: Decimal, marks: list[Decimal], for_wall: bool
) -> list[Decimal]:
    """A value and its marks as they are shown, as numbers."""
    short: ShortNumbers = localizer.short
    more = short.more_for(value, marks, for_wall=for_wall)
    aims = [short.as_set(mark, more, for_wall=for_wall) for mark in marks]
    return [short.shortened(value, more, for_wall=for_wall), *aims]


@always
@given(locales, numbers, st.lists(numbers, min_size=1, max_size=3), st.booleans())
def test_rounding_turns_no_value_into_its_target_nor_beyond_it(
    name: str, value: Decimal, marks: list[Decimal], for_wall: bool
):
    said, *aims = shown(LOCALES[name], value, marks, for_wall)
    assert (said > 0, said < 0) == (value > 0, value < 0)
    for aim, mark in zip(aims, marks, strict=True):
        assert (said > aim, said < aim) == (value > mark, value < mark)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Decimal, Decimal]:
    """A number, and one that begins like it."""
    value = draw(numbers)
    return value, round_half_up(Fraction(value), draw(st.integers(0, 12)))


@always
@given(
    locales,
    pairs(),
    st.sampled_from([KeyResultKind.NUMBER, KeyResultKind.CURRENCY, KeyResultKind.PERCENT]),
)
def test_a_value_and_its_target_read_alike_only_where_they_are(
    name: str, pair: tuple[Decimal, Decimal], kind: KeyResultKind
):
    localizer, (value, target) = LOCALES[name], pair
    unit = "EUR" if kind is KeyResultKind.CURRENCY else ""
    made = key_result(kind, value, start=0, target=target, unit=unit)
    texts = [
        str(formatted_value(localizer, made, value, for_wall=True)),
        str(formatted_setting(localizer, made, target, for_wall=True)),
    ]
    assert (texts[0] == texts[1]) == (value == target)


OTHERS = ("cs", "de_AT", "en_IN", "es", "eu", "fi", "gl", "he", "hi", "ie", "it", "pl", "sv")


@pytest.mark.parametrize("name", [*LOCALES, *OTHERS])
def test_no_language_writes_more_than_four_digits_without_a_break(name: str):
    localizer = Localizer(name, ZONE)
    run = re.compile(rf"(?<![\d{re.escape(localizer.decimal_separator)}])\d{{5}}")
    for power in range(3, 15):
        for digits in ("1", "1.23456", "9.99999"):
            value = Decimal(digits).scaleb(power)
            said = (
                localizer.short_number(value),
                localizer.number(value.to_integral_value()),
                str(localizer.money(value, "CHF", for_wall=True)),
                localizer.exact_money(value, "CHF"),
            )
            assert not any(run.search(text) for text in said), said
