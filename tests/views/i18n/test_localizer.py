"""How German says numbers, money and days; and that no language is taken for another."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import NotFound
from kiosk.okr.model import KeyResultKind
from kiosk.views.common.values import exact_value, formatted_value, goal_text
from kiosk.views.i18n.localizer import FormattedNumber, Localizer, languages
from tests.okr.factories import key_result

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 17, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def german() -> Localizer:
    return Localizer("de", BERLIN)


def test_numbers_have_a_comma_and_points_between_thousands(german):
    assert german.number(Decimal("1234567.5")) == "1.234.567,5"
    assert german.short_number(Decimal("1234567")) == "1,23\u00a0Mio."
    assert german.for_input(Decimal("1234.5")) == "1234,5"


def test_a_percent_sign_is_apart_but_on_the_same_line(german):
    percent = key_result(KeyResultKind.PERCENT, start=0, target="97.5", unit="%")

    assert german.percent(Fraction(45, 100)) == "45\u00a0%"
    assert str(formatted_value(german, percent, Decimal(42))) == "42\u00a0%"
    assert exact_value(german, percent, Decimal("42.50")) == "42,5\u00a0%"
    assert goal_text(german, percent) == "Ziel 97,5\u00a0%"
    limit = key_result(KeyResultKind.AT_MOST, high=5, unit="%")
    assert goal_text(german, limit) == "höchstens 5\u00a0%"
    assert str(formatted_value(german, limit, Decimal(4))) == "4\u00a0%"


def test_money_stands_before_its_sign(german):
    revenue = key_result(KeyResultKind.CURRENCY, start=0, target=250000, unit="EUR")

    assert str(formatted_value(german, revenue, Decimal(208400), for_wall=True)) == "208.400\u00a0€"
    assert exact_value(german, revenue, Decimal("1234.5")) == "1.234,50\u00a0€"


@pytest.mark.parametrize(
    ("amount", "unit", "written"),
    [
        ("0.8", "EUR", "€0.80"),
        ("-0.8", "EUR", "−€0.80"),
        ("1.25", "EUR", "€1.25"),
        ("1000.5", "EUR", "€1,000.50"),
        ("-1000.46", "EUR", "−€1,000.46"),
        ("10000.5", "EUR", "€10,000.50"),
        ("0.0005", "EUR", "€0.0005"),
        ("7", "EUR", "€7"),
        ("99.5", "JPY", "JP¥99.5"),
        ("1e29", "EUR", "€1E29"),
    ],
)
def test_a_price_in_tenths_is_written_with_its_cents(amount, unit, written):
    price = key_result(KeyResultKind.CURRENCY, start=0, target=amount, unit=unit)
    for for_wall in (False, True):
        goal = goal_text(Localizer("en_GB", BERLIN), price, for_wall=for_wall)
        assert goal.endswith(f" {written}")


@pytest.mark.parametrize("locale", ["en", "de", "en_GB", "sv", "ar", "he"])
def test_below_nothing_stands_a_minus_sign_and_no_hyphen(locale):
    localizer = Localizer(locale, BERLIN)
    for amount in ("-1", "-0.8", "-1234.5", "-208400", "-1234567", "-1e16"):
        value = Decimal(amount)
        said = (
            localizer.number(value),
            localizer.short_number(value),
            localizer.exact_money(value, "EUR"),
            str(localizer.money(value, "EUR")),
            str(localizer.money(value, "EUR", for_wall=True)),
            localizer.percent(Fraction(value)),
        )
        assert [(text.count("\u2212"), text.count("-")) for text in said] == [(1, 0)] * 6, said


def test_a_goal_below_nothing_has_a_minus_sign_and_is_typed_with_a_hyphen(german):
    churn = key_result(KeyResultKind.NUMBER, start=5, target=-1)

    assert goal_text(Localizer("en", BERLIN), churn) == "target −1"
    assert exact_value(german, churn, Decimal("-1.5")) == "−1,5"
    assert german.money(Decimal(-208400), "EUR", for_wall=True).number == "−208.400"
    assert str(Localizer("en", BERLIN).money(Decimal(-208400), "EUR", for_wall=True)) == "−€208.4K"
    assert german.for_input(Decimal("-1.5")) == "-1,5"


def test_days_and_times_are_the_office_s(german):
    assert german.day(date(2026, 11, 20)) == "20. Nov."
    assert german.long_day(date(2026, 11, 20)) == "20. November 2026"
    assert german.day_and_time(NOW) == "20. Nov., 18:21"
    assert german.ago(NOW, NOW) == "gerade eben"
    assert german.days(12) == "12 Tage"


def test_plurals_are_german(german):
    def go(count: int) -> str:
        return german.ngettext("begins in %(num)s day", "begins in %(num)s days", count) % {
            "num": count
        }

    assert (go(0), go(1), go(2)) == ("beginnt in 0 Tagen", "beginnt in 1 Tag", "beginnt in 2 Tagen")


def test_an_error_is_shown_in_german(german):
    assert german.error(NotFound("There is no objective %(code)s", code="K7Q2")) == (
        "Es gibt kein Objective K7Q2"
    )


def test_austria_and_switzerland_read_the_german_catalogue_with_numbers_of_their_own():
    swiss = Localizer("de_CH", BERLIN)

    assert swiss.gettext("Save") == "Speichern"
    assert swiss.number(1234567) == "1’234’567"


def test_a_language_without_a_catalogue_reads_as_the_code_does():
    assert Localizer("fr", BERLIN).gettext("Save") == "Save"


def test_a_language_is_listed_by_its_own_name():
    assert languages()["de"] == "Deutsch"


def test_a_unit_is_no_part_of_a_bare_number_and_a_percent_sign_is():
    assert str(FormattedNumber("", "182", "ms")) == "182\u00a0ms"
    assert FormattedNumber("", "182", "ms").bare == "182"
    assert (
        FormattedNumber("", "45", "\u00a0%").bare
        == str(FormattedNumber("", "45", "\u00a0%"))
        == "45\u00a0%"
    )
    assert str(FormattedNumber("", "45", "%")) == "45%"


@pytest.mark.parametrize(
    ("locale", "number", "price"),
    [
        ("de_CH", "1’234’567", "CHF\xa01’234’567"),
        ("fr_CH", "1\u202f234\u202f567", "1\u202f234\u202f567\xa0CHF"),
        ("it_CH", "1’234’567", "CHF\xa01’234’567"),
    ],
)
def test_a_million_has_its_separators_in_switzerland_and_stays_with_its_code(
    locale: str, number: str, price: str
):
    localizer = Localizer(locale, BERLIN)
    assert localizer.number(Decimal(1234567)) == number
    assert localizer.exact_money(Decimal(1234567), "CHF") == price


@pytest.mark.parametrize("locale", ["de", "de_CH", "fr_CH", "it_CH", "en", "ja"])
def test_no_price_has_a_space_at_which_a_line_could_end(locale: str):
    localizer = Localizer(locale, BERLIN)
    for for_wall in (False, True):
        for amount in ("96098", "960981", "1234567", "12345678901"):
            written = str(localizer.money(Decimal(amount), "CHF", for_wall=for_wall))
            assert "CHF" in written
            assert " " not in written
