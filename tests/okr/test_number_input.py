"""One reading of numbers, however they are written and wherever they come from."""

import contextlib
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel import numbers
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.errors import AmbiguousNumber, ValidationError
from kiosk.okr.check_in_input import read_value
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_input import choose_reading, is_json_number, parse_number, typed_reading
from kiosk.okr.number_units import Unit
from kiosk.views.i18n.localizer import Localizer
from tests.okr.factories import key_result

D = Decimal
LOCALES = ("en", "de", "fr", "de_CH", "de_AT", "fr_CH", "it_CH", "en_IN", "ja", "ar", "fa", "sv")
LOCALES += ("pt_BR", "es", "pl", "hi", "en_ZA")
CURRENCIES = ("EUR", "USD", "CHF", "JPY", "INR", "GBP")
VALUES = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4)


def words(locale: str) -> Localizer:
    return Localizer(locale, ZoneInfo("Europe/Berlin"))


def read(text: str, unit: Unit, mark: str = ".", known: tuple[int, ...] = ()) -> Decimal:
    return choose_reading(
        parse_number(text, "value", mark, unit), [D(number) for number in known]
    ).number


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("€ 40.000,50", ".", "40000.50"),
        ("40 000 €", ",", "40000"),
        ("40\u202f000,5\u00a0€", ",", "40000.5"),
        ("40\u2009000 EUR", ".", "40000"),
        ("40’000.50", ".", "40000.50"),
        ("1,23,456", ".", "123456"),
        ("12,34,567.8", ".", "1234567.8"),
        ("(1,234)", ".", "-1234"),
        ("3½", ".", "3.5"),
        ("2 ¾", ",", "2.75"),
        ("½", ".", "0.5"),
        ("1⅓", ".", "1.33"),
        ("1⅛", ".", "1.125"),
        ("500 TEUR", ".", "500000"),
        ("12 miljoner", ",", "12000000"),
        ("€(1,234.50)", ".", "-1234.50"),
        ("(1.234,50 €)", ",", "-1234.50"),
        ("−€ 215", ".", "-215"),
        ("€ –215", ".", "-215"),
        ("340.-", ".", "340"),
        ("340.—", ".", "340"),
        ("340k", ".", "340000"),
        ("€340K", ".", "340000"),
        ("1.2M €", ".", "1200000"),
        ("1,2 Mio. €", ",", "1200000"),
        ("3 mi", ".", "3000000"),
        ("€3m", ".", "3000000"),
        ("2.5bn", ".", "2500000000"),
        ("2,5 Mrd. €", ",", "2500000000"),
        ("€2T", ".", "2000000000000"),
        ("340 T€", ".", "340000"),
        ("340 TEUR", ",", "340000"),
        ("340k€", ".", "340000"),
        ("１２３", ".", "123"),
        ("١٢٣", ".", "123"),
        ("١٬٢٣٤٫٥", ".", "1234.5"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, mark: str, value: str):
    assert read(text, Unit("EUR"), mark) == D(value)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("CHF 1'200.50", "CHF"),
        ("SFr. 1200.50", "CHF"),
        ("Fr.1200.50", "CHF"),
        ("A$1200.50", "AUD"),
        ("$1200.50", "AUD"),
        ("1200.50 $US", "USD"),
        ("1200.50 kr", "SEK"),
        ("1200.50 zł", "PLN"),
        ("￥1200.50", "JPY"),
    ],
)
def test_a_currency_may_have_its_sign_or_its_letters(text: str, currency: str):
    assert read(text, Unit(currency)) == D("1200.50")


@pytest.mark.parametrize("text", ["42 ms", "42ms", "42", "42 MS"])
def test_a_unit_may_trail(text: str):
    assert read(text, Unit("ms")) == 42


@pytest.mark.parametrize("text", ["5 k", "5k users", "5 Tsd. users", "5 thousand users"])
def test_a_size_may_stand_before_the_unit(text: str):
    assert read(text, Unit("users")) == 5000


def test_the_unit_comes_before_a_word_for_a_size():
    assert read("5 M", Unit("M")) == 5
    assert read("5 m", Unit("m")) == 5
    assert read("5 km", Unit("km")) == 5
    assert read("5 k€", Unit("k€")) == 5


@pytest.mark.parametrize(
    "text", ["1,23,45", "12,34.5.6", "1 23", "1'23", "1,234'567", "1,2345,678"]
)
def test_groups_that_no_language_writes_are_no_number(text: str):
    with pytest.raises(ValidationError, match="is not a number"):
        read(text, Unit(""))


@pytest.mark.parametrize(
    ("text", "mark", "known", "value"),
    [
        ("4.900", ".", (2000, 8000), "4900"),
        ("4.900", ".", (4, 8), "4.900"),
        ("1,085", ",", (800, 1500), "1085"),
        ("1,085", ",", (1, 2), "1.085"),
        ("1.085", ",", (1, 2), "1.085"),
        ("1,085", ".", (1, 2), "1.085"),
        ("1,085", ".", (0, 2000), "1085"),
        ("4.900", ".", (1, 8000, 5200), "4900"),
        ("340 T", ".", (310000, 420000), "340000"),
    ],
)
def test_what_may_mean_two_numbers_is_read_by_the_size_of_known_ones(text, mark, known, value):
    assert read(text, Unit(""), mark, known) == D(value)


@pytest.mark.parametrize(
    ("text", "mark", "known", "is_remarkable"),
    [
        ("4.900", ".", (2000, 8000), True),
        ("4.900", ".", (4, 8), True),
        ("4.900", ".", (D("4.125"), 8), False),
        ("4.900", ".", (), True),
        ("4,900", ".", (2000, 8000), False),
        ("4,900", ".", (), False),
        ("4,900", ".", (4, 8), True),
        ("4.900", ",", (), False),
        ("4,900", ",", (), True),
        ("1.234,5", ".", (), True),
        ("1.234,5", ",", (), False),
        ("42,5", ".", (), True),
        ("42.5", ",", (), True),
        ("4900", ".", (), False),
    ],
)
def test_a_reading_is_remarkable_where_another_was_possible(text, mark, known, is_remarkable):
    found = choose_reading(
        parse_number(text, "value", mark, Unit("")), [D(number) for number in known]
    )
    assert found.is_remarkable is is_remarkable


def test_a_price_has_two_decimals_so_three_digits_are_thousands():
    found = choose_reading(parse_number("€ 40.000", "value", ".", Unit("EUR")), ())
    assert (found.number, found.is_remarkable) == (D(40000), True)
    dinars = choose_reading(parse_number("40.125", "value", ".", Unit("KWD")), ())
    assert dinars.number == D("40.125")


def test_340_thousand_euros_are_no_340_euros():
    revenue = key_result(KeyResultKind.CURRENCY, D(333000), unit="EUR", start=310000, target=420000)
    found = read_value(revenue, "€ 340.000", ".")
    assert found.value == 340000
    assert found.read_as == 340000


def typed(text: str, mark: str, known: tuple[float, ...], last: float | None = None):
    """The number and whether it is remarked upon; or the two that are asked about."""
    numbers = [D(str(number)) for number in known]
    written = parse_number(text, "value", mark, Unit(""))
    try:
        found = typed_reading(written, "value", numbers, None if last is None else D(str(last)))
    except AmbiguousNumber as error:
        return str(error.usual), str(error.likely)
    return str(found.number), found.is_remarkable


@pytest.mark.parametrize(
    ("text", "mark", "known", "found"),
    [
        # Groups as the locale writes them are thousands.
        ("31,000", ".", (), ("31000", False)),
        ("31,000", ".", (0, 40000), ("31000", False)),
        ("31,000", ".", (20, 40000), ("31000", False)),
        ("1,500", ".", (1, 2000), ("1500", False)),
        ("31.000", ",", (0, 40000), ("31000", False)),
        ("31'000", ",", (0, 40), ("31000", False)),
        ("31’000", ".", (0, 40), ("31000", False)),
        ("31 000", ",", (0, 40), ("31000", False)),
        ("31\u202f000", ",", (), ("31000", False)),
        # They are asked about where the other numbers speak against them.
        ("31,000", ".", (0, 40), ("31000", "31")),
        ("31.000", ",", (0, 40), ("31000", "31")),
        ("1.085", ",", (1, 2), ("1085", "1.085")),
        # So are three decimals that look like the thousands of a different locale.
        ("4.900", ".", (2000, 8000), ("4.900", "4900")),
        ("1,085", ",", (800, 1500), ("1.085", "1085")),
        ("4.900", ".", (4, 8), ("4.900", True)),
        ("1.085", ".", (1, 2), ("1.085", True)),
        # What only a different locale writes is read and remarked upon.
        ("1,5", ".", (0, 40), ("1.5", True)),
        ("1.5", ",", (0, 40), ("1.5", True)),
        ("1.234,5", ".", (), ("1234.5", True)),
    ],
)
def test_what_is_typed_is_read_as_the_office_writes_it_or_asked_about(text, mark, known, found):
    assert typed(text, mark, known) == found


def test_a_count_that_grew_fast_is_not_asked_about():
    assert typed("1,085", ".", (0, 40000), last=20) == ("1085", False)


@pytest.mark.parametrize(
    ("text", "mark", "choices"),
    [("1,085", ",", "1,0850 or 1085"), ("31,000", ".", "31000 or 31")],
)
def test_both_numbers_are_named_as_they_can_be_entered(text, mark, choices):
    known = [D(800), D(1500)] if mark == "," else [D(40)]
    with pytest.raises(AmbiguousNumber, match=f"may mean {choices}"):
        typed_reading(parse_number(text, "value", mark, Unit("")), "value", known)
    for choice in choices.split(" or "):
        assert len(parse_number(choice, "value", mark, Unit("")).readings) == 1


def test_a_check_in_is_asked_about_as_any_other_number():
    visits = key_result(KeyResultKind.NUMBER, start=800, target=1500)
    ratio = key_result(KeyResultKind.NUMBER, start="0.9", target="1.4")
    assert read_value(ratio, "1,085", ",").value == D("1.085")
    for one, text in ((visits, "1,085"), (ratio, "1.085")):
        with pytest.raises(AmbiguousNumber):
            read_value(one, text, ",")


@pytest.mark.parametrize(("text", "mark"), [("1.085", "."), ("1,085", ",")])
@pytest.mark.parametrize("kind", [KeyResultKind.PERCENT, KeyResultKind.NUMBER])
def test_a_new_value_that_fits_nowhere_is_read_as_it_is_usual_here(text, mark, kind):
    """It is asked about then; 1,085 would have been saved without a word."""
    one = key_result(kind, D(49), start=30, target=60)
    assert read_value(one, text, mark).value == D("1.085")


@pytest.mark.parametrize("text", ["42.5", "-1.085", "0", "1234"])
def test_a_program_writes_numbers_as_json_does(text: str):
    assert is_json_number(text)


@pytest.mark.parametrize("text", ["42,5", "1,085", "+3", "007", ".5", "5.", "1e3", "42.5 %", ""])
def test_what_only_people_write_is_not_json(text: str):
    assert not is_json_number(text)


@pytest.mark.parametrize("locale", LOCALES)
@given(value=VALUES)
@example(value=D("-1234567.891"))
@example(value=D("1234.5"))
def test_what_an_office_writes_is_what_it_reads(locale: str, value: Decimal):
    office = words(locale)
    written = parse_number(office.number(value), "value", office.decimal_separator, Unit(""))
    assert written.plain == value
    # Where it may mean two numbers, the value itself says which.
    assert choose_reading(written, [value]).number == value
    assert (
        parse_number(office.for_input(value), "value", office.decimal_separator, Unit("")).plain
        == value
    )


@pytest.mark.parametrize("locale", LOCALES)
@given(value=VALUES, currency=st.sampled_from(CURRENCIES))
def test_an_amount_that_an_office_writes_is_read(locale: str, value: Decimal, currency: str):
    office = words(locale)
    text = office.exact_money(value, currency)
    written = parse_number(text, "value", office.decimal_separator, Unit(currency))
    assert value in written.readings
    accounting = numbers.format_currency(
        value, currency, locale=office.locale, format_type="accounting", currency_digits=False,
        decimal_quantization=False,
    )  # fmt: skip
    assert (
        value
        in parse_number(accounting, "value", office.decimal_separator, Unit(currency)).readings
    )


@pytest.mark.parametrize("locale", LOCALES)
@given(value=VALUES)
def test_a_percent_that_an_office_writes_is_read(locale: str, value: Decimal):
    office = words(locale)
    text = str(office.in_percent(office.number(value)))
    assert (
        parse_number(text, "value", office.decimal_separator, Unit("", is_percent=True)).plain
        == value
    )


@given(
    st.text(max_size=40) | st.text("0123456789.,'()-+ kM€%٣", max_size=14),
    st.sampled_from(".,"),
    st.none() | st.text(max_size=6),
    st.booleans(),
)
@example("(", ".", "", False)
@example("1" * 31, ".", "", False)
@example("1" * 29 + "k", ".", "", False)
@example("1." + "0" * 31, ".", "", False)
def test_any_text_is_a_finite_number_or_refused(text, mark, unit, is_percent):
    with contextlib.suppress(ValidationError):
        for reading in parse_number(text, "value", mark, Unit(unit, is_percent)).readings:
            assert reading.is_finite()
            assert len(format(reading, "f")) <= 64


def test_an_essay_takes_no_time():
    with pytest.raises(ValidationError) as refused:
        read("1 a" * 40_000, Unit(""))
    assert len(str(refused.value)) < 200
