"""Text in one locale: translations, numbers, dates and ages.

The locale is passed in and never read from a request: pages pushed to screens are rendered
without a request, and must not come out in the wrong language.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers

from kiosk.errors import KioskError
from kiosk.okr.closed_days import NEVER_CLOSED, ClosedDays
from kiosk.okr.progress import whole_percent
from kiosk.views.i18n import catalogues
from kiosk.views.i18n.catalogues import languages as languages
from kiosk.views.i18n.short_numbers import MINUS, ShortNumbers, decimal_places, plain, with_minus

CACHE_SIZE = 2048


@dataclass(frozen=True, slots=True)
class FormattedNumber:
    """A number with its prefix and suffix, so that each can have its own size."""

    before: str
    number: str
    after: str

    def __str__(self) -> str:
        gap = "\u00a0" if self.unit and not self.unit.startswith("\u00a0") else ""
        return f"{self.bare}{gap}{self.unit}"

    @property
    def unit(self) -> str:
        """The suffix, unless it is the percent sign, which belongs to the number."""
        return "" if self.after.strip("\u00a0") == "%" else self.after

    @property
    def bare(self) -> str:
        """Without the unit, for use beside a value that shows it; a percent sign stays."""
        return f"{self.before}{self.number}{'' if self.unit else self.after}"


class Localizer:
    """Formats and translates for one locale and time zone.

    :param closed: the office's closed days, in `office_zone`.
    :param folder: the folder of message catalogues; the product's own by default.
    """

    def __init__(
        self,
        locale: str,
        zone: ZoneInfo,
        closed: ClosedDays = NEVER_CLOSED,
        folder: Path | None = None,
        office_zone: ZoneInfo | None = None,
    ) -> None:
        self.locale = Locale.parse(locale, sep="-" if "-" in locale else "_")
        self.zone = zone
        self.office_zone = office_zone or zone
        self.closed = closed
        self.translations = catalogues.catalogue(self.locale, folder or catalogues.FOLDER)
        self.gettext = self.translations.gettext
        self.ngettext = self.translations.ngettext
        self.pgettext = self.translations.pgettext
        self.short = ShortNumbers(self.locale, self.number)
        # Nearly all numbers and days on a page are those of the page before.
        self._number = lru_cache(CACHE_SIZE)(self._format_number)
        self.day = lru_cache(CACHE_SIZE)(self._format_day)

    @property
    def language(self) -> str:
        """The BCP 47 tag for <html lang>."""
        return str(self.locale).replace("_", "-")

    @property
    def direction(self) -> str:
        """ltr or rtl, for <html dir>."""
        return self.locale.text_direction

    @cached_property
    def decimal_separator(self) -> str:
        """The decimal separator of the locale."""
        return numbers.get_decimal_symbol(self.locale)

    def error(self, error: KioskError) -> str:
        """An error message in this language, with those that it quotes."""
        values = {
            name: self.error(value) if isinstance(value, KioskError) else value
            for name, value in error.values.items()
        }
        return self.gettext(error.message) % values

    def number(self, value: Decimal | int) -> str:
        """A number in full, as this locale writes it."""
        return self._number(str(value))

    def _format_number(self, value: str) -> str:
        # Babel rounds to the decimal context it finds; a value has up to 30 digits and a sign.
        with localcontext(prec=60):
            formatted = numbers.format_decimal(
                value, locale=self.locale, decimal_quantization=False
            )
            return with_minus(formatted)

    def short_number(self, value: Decimal, more: int = 0) -> str:
        """A number with at most five digits (plus `more`), and 0 only if it is 0: legible from
        across a room."""
        more = max(more, self.short.more_for(value, ()))
        return self.short.text(self.short.shortened(value, more))

    def is_one(self, number: Decimal) -> bool:
        """Whether this language uses the singular with a number."""
        return str(self.locale.plural_form(abs(plain(number)))) == "one"

    def for_input(self, value: Decimal) -> str:
        """A number for an input field: no digit groups, the locale's decimal separator."""
        return format(value, "f").replace(".", self.decimal_separator)

    def percent(self, fraction: Fraction) -> str:
        """A fraction as whole percent."""
        return str(self.percent_figure(fraction))

    def percent_figure(self, fraction: Fraction) -> FormattedNumber:
        """A fraction as whole percent, half up, in three parts."""
        return self.in_percent(self.number(whole_percent(fraction)))

    def in_percent(self, number: str) -> FormattedNumber:
        """A number as written with the percent sign where the locale puts it: 45%, 45 %."""
        # India groups by two digits: #,##,##0%.
        before, after = re.split(
            r"[#,]*0", self.locale.percent_formats[None].pattern.partition(";")[0]
        )
        return FormattedNumber(before, number, after)

    def percent_point_change(self, now: Fraction, before: Fraction) -> str:
        """The difference of two percents as shown, with its sign: +6; "" for none."""
        whole = whole_percent(now) - whole_percent(before)
        sign = "+" if whole > 0 else MINUS
        return f"{sign}{self.number(abs(whole))}" if whole else ""

    def money(
        self, shown: Decimal, currency: str, *, for_wall: bool = False, least: int = 0
    ) -> FormattedNumber:
        """A shortened amount in a currency (ISO 4217), with its sign where the locale puts it.
        `for_wall`: thousands have a unit word, too. `least`: the minimum of decimal places."""
        # Nobody writes a price as €0.8, nor as €1,000.5.
        least = self.cents(currency) if decimal_places(shown) else least
        return self._with_sign(
            shown, currency, lambda n: self.short.text(n, for_wall=for_wall, least=least)
        )

    def exact_money(self, value: Decimal, currency: str, *, least: int = 0) -> str:
        """An amount in a currency with every digit of it."""
        least = self.cents(currency) if decimal_places(value) else least
        return str(self._with_sign(value, currency, lambda n: self.short.in_full(n, least)))

    def cents(self, currency: str) -> int:
        """How many decimal places an amount in a currency has."""
        return numbers.get_currency_precision(currency)

    def _with_sign(
        self, value: Decimal, currency: str, write: Callable[[Decimal], str]
    ) -> FormattedNumber:
        symbol = numbers.get_currency_symbol(currency, self.locale)
        pattern = self.locale.currency_formats["standard"].pattern
        if not pattern.strip("\u200f\u200e").startswith("\u00a4"):
            return FormattedNumber("", write(value), symbol)
        # CHF 80, but €80: letters would run into the number.
        gap = "\u00a0" if symbol[-1:].isalpha() else ""
        minus = MINUS if value < 0 else ""
        return FormattedNumber(f"{minus}{symbol}{gap}", write(value.copy_abs()), "")

    def _format_day(self, day: date) -> str:
        """1 Oct, without the year."""
        return dates.format_skeleton("MMMd", day, locale=self.locale)

    def day_and_month(self, day: date) -> str:
        """A day in a sentence, without its year: 15 November."""
        return dates.format_skeleton("MMMMd", day, locale=self.locale)

    def long_day(self, day: date) -> str:
        """A day with its year: 1 October 2026."""
        return dates.format_date(day, "long", locale=self.locale)

    def weekday_and_day(self, day: date, today: date) -> str:
        """A day in a sentence: Friday 20 November; with its year where that is not today's."""
        if day.year != today.year:
            return dates.format_date(day, "full", locale=self.locale)
        return dates.format_skeleton("MMMMEEEEd", day, locale=self.locale)

    def weekday(self, day: date) -> str:
        """Friday."""
        return dates.format_date(day, "EEEE", locale=self.locale)

    def time(self, moment: datetime) -> str:
        """A moment's local time: 18:21."""
        return dates.format_time(moment.astimezone(self.zone), "short", locale=self.locale)

    def day_and_time(self, moment: datetime) -> str:
        """A moment's local day and time."""
        local = moment.astimezone(self.zone)
        return f"{self.day(local.date())}, {self.time(moment)}"

    def today(self, now: datetime) -> date:
        """The local date at a moment."""
        return now.astimezone(self.zone).date()

    def office_today(self, now: datetime) -> date:
        """The office's date at a moment, wherever the screen is."""
        return now.astimezone(self.office_zone).date()

    def days(self, count: int) -> str:
        """A number of days: 12 days."""
        return dates.format_timedelta(
            timedelta(days=count), granularity="day", threshold=400, locale=self.locale
        )

    def days_ago(self, count: int) -> str:
        """How long ago by the calendar: 12 days ago."""
        return self._ago(timedelta(days=count), "day")

    def ago(self, moment: datetime, now: datetime) -> str:
        """How long ago, by the clock within a day and by the calendar beyond it."""
        days = (self.today(now) - self.today(moment)).days
        seconds = (now - moment).total_seconds()
        if days > 1 or (days == 1 and seconds > 12 * 3600):
            return self._ago(timedelta(days=days), "day")
        if seconds < 60:
            return self.gettext("just now")
        if seconds < 3600:
            return self._ago(timedelta(minutes=seconds // 60), "minute")
        return self._ago(timedelta(hours=seconds // 3600), "hour")

    def _ago(self, delta: timedelta, unit: str) -> str:
        return dates.format_timedelta(
            -delta,
            granularity="day" if unit == "day" else "minute",
            threshold=400 if unit == "day" else 1,
            add_direction=True,
            locale=self.locale,
        )

    def next_ago_change(self, moment: datetime, now: datetime) -> datetime:
        """The earliest moment at which ago() returns a different text."""
        age = now - moment
        if age < timedelta(hours=1):
            return now + timedelta(seconds=60 - age.total_seconds() % 60)
        if age < timedelta(days=1):
            return now + timedelta(seconds=3600 - age.total_seconds() % 3600)
        return self.midnight_after(now)

    def midnight_after(self, now: datetime) -> datetime:
        """The next midnight, in this zone or the office's: until then every date stays the same."""
        return min(_midnight_after(now, zone) for zone in (self.zone, self.office_zone))


def _midnight_after(now: datetime, zone: ZoneInfo) -> datetime:
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone)
