"""How a locale says it: words, numbers, dates and ages.

The locale is passed in, never looked up from a request: what is pushed to a screen is
rendered where there is no request, and must not come out in another language.
"""

import re
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
from kiosk.okr.progress import rounded, whole_percent
from kiosk.views import catalogues
from kiosk.views.catalogues import languages as languages

COMPACT_FROM = Decimal(1_000_000)
# Money on a wall is wide: "€208K" from here up to where it would be said to be 1000K.
FAR_MONEY = (Decimal(100_000), Decimal(999_950))
WALL_DIGITS = 5
KEPT = 2048
MINUS = "\u2212"


def _with_minus(number: str) -> str:
    """A written number with a minus sign, where the locale has a hyphen: it is too short."""
    return number.replace("-", MINUS)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what stands before and after it, so that each can have its own size."""

    before: str
    number: str
    after: str

    def __str__(self) -> str:
        gap = "\u00a0" if self.unit and not self.unit.startswith("\u00a0") else ""
        return f"{self.bare}{gap}{self.unit}"

    @property
    def unit(self) -> str:
        """What stands after it, unless that is the percent sign: that belongs to the number."""
        return "" if self.after.strip("\u00a0") == "%" else self.after

    @property
    def bare(self) -> str:
        """Without its unit, where that stands beside it already; a percent is one with its sign."""
        return f"{self.before}{self.number}{'' if self.unit else self.after}"


class Words:
    """One locale and time zone's way of saying things; `closed` is when the office is, and
    `folder` has the catalogues of sentences, the product's own unless given."""

    def __init__(
        self,
        locale: str,
        zone: ZoneInfo,
        closed: ClosedDays = NEVER_CLOSED,
        folder: Path | None = None,
    ) -> None:
        self.locale = Locale.parse(locale, sep="-" if "-" in locale else "_")
        self.zone = zone
        self.closed = closed
        self.translations = catalogues.catalogue(self.locale, folder or catalogues.FOLDER)
        self.gettext = self.translations.gettext
        self.ngettext = self.translations.ngettext
        # A page says the same numbers and days as the one before it but for a few.
        self._number = lru_cache(KEPT)(self._format_number)
        self.day = lru_cache(KEPT)(self._format_day)

    @property
    def language(self) -> str:
        """The BCP 47 tag for <html lang>."""
        return str(self.locale).replace("_", "-")

    @property
    def direction(self) -> str:
        """ltr or rtl, for <html dir>."""
        return self.locale.text_direction

    @cached_property
    def decimal_mark(self) -> str:
        """What stands between the whole and its parts when somebody types a number."""
        return numbers.get_decimal_symbol(self.locale)

    def error(self, error: KioskError) -> str:
        """The sentence of an error, in this language."""
        return self.gettext(error.message) % error.values

    def number(self, value: Decimal | int) -> str:
        """A number in full, as this locale writes it."""
        return self._number(str(value))

    def _format_number(self, value: str) -> str:
        # Babel rounds to the decimal context it finds; a value has up to 30 digits and a sign.
        with localcontext(prec=60):
            said = numbers.format_decimal(value, locale=self.locale, decimal_quantization=False)
            return _with_minus(said)

    def short_number(self, value: Decimal) -> str:
        """A number with at most five digits: what can be read from across a room."""
        if abs(value) >= COMPACT_FROM:
            return self._compact(value)
        whole = len(str(abs(int(value)))) if abs(value) >= 1 else 0
        places = max(0, WALL_DIGITS - whole)
        shown = rounded(Fraction(value), places)
        return self.number(shown.normalize() if shown % 1 else shown.to_integral_value())

    def _compact(self, value: Decimal) -> str:
        if abs(value) >= Decimal(10) ** 15:
            # Beyond any word for it: powers of ten, as the locale writes them.
            said = numbers.format_scientific(value, format="0.##E0", locale=self.locale)
        else:
            said = numbers.format_compact_decimal(value, locale=self.locale, fraction_digits=2)
        return _with_minus(said)

    def typed(self, value: Decimal) -> str:
        """A number as somebody would type it into a field: no groups, the locale's mark."""
        return format(value, "f").replace(".", self.decimal_mark)

    def percent(self, fraction: Fraction) -> str:
        """A fraction as whole percent."""
        return str(self.percent_figure(fraction))

    def percent_figure(self, fraction: Fraction) -> Figure:
        """A fraction as whole percent, half up, in three parts."""
        return self.in_percent(self.number(whole_percent(fraction)))

    def in_percent(self, number: str) -> Figure:
        """A number as written with the percent sign where the locale puts it: 45%, 45 %."""
        # India groups by two digits: #,##,##0%.
        before, after = re.split(
            r"[#,]*0", self.locale.percent_formats[None].pattern.partition(";")[0]
        )
        return Figure(before, number, after)

    def shown_points(self, now: Fraction, before: Fraction) -> str:
        """The difference of two percents as shown, with its sign: +6; "" for none."""
        whole = whole_percent(now) - whole_percent(before)
        sign = "+" if whole > 0 else MINUS
        return f"{sign}{self.number(abs(whole))}" if whole else ""

    def money(self, value: Decimal, currency: str, *, far: bool = False) -> Figure:
        """An amount in a currency (ISO 4217), the sign on the side the locale puts it; `far`:
        to be read from across a room."""
        symbol = numbers.get_currency_symbol(currency, self.locale)
        pattern = self.locale.currency_formats["standard"].pattern
        first = pattern.strip("\u200f\u200e").startswith("\u00a4")
        if not first:
            return Figure("", self._amount(value, currency, far), symbol)
        amount = self._amount(abs(value), currency, far)
        return Figure(f"{MINUS}{symbol}" if value < 0 else symbol, amount, "")

    def _amount(self, value: Decimal, currency: str, far: bool) -> str:
        text = self._far_number(value) if far else self.short_number(value)
        # Nobody writes a price as €0.8, and €1,000.46 is not €1,000.5 either.
        lacks_cents = text[-2:-1] == self.decimal_mark
        if lacks_cents and numbers.get_currency_precision(currency) == len("80"):
            whole = self.locale.decimal_formats[None].pattern.partition(".")[0]
            cents = rounded(Fraction(value), len("80"))
            return _with_minus(
                numbers.format_decimal(cents, format=f"{whole}.00", locale=self.locale)
            )
        return text

    def _far_number(self, value: Decimal) -> str:
        if FAR_MONEY[0] <= abs(value) < FAR_MONEY[1]:
            short = numbers.format_compact_decimal(value, locale=self.locale, fraction_digits=1)
            # German has no short word for a thousand: 208400 would be no shorter than 208.400.
            is_plain = short.lstrip("-").isdigit()
            return self.short_number(value) if is_plain else _with_minus(short)
        return self.short_number(value)

    def exact_money(self, value: Decimal, currency: str) -> str:
        """An amount in a currency with every digit of it."""
        with localcontext(prec=60):
            return _with_minus(
                numbers.format_currency(
                    value, currency, locale=self.locale, currency_digits=False,
                    decimal_quantization=False,
                )
            )  # fmt: skip

    def _format_day(self, day: date) -> str:
        """1 Oct, without the year."""
        return dates.format_skeleton("MMMd", day, locale=self.locale)

    def long_day(self, day: date) -> str:
        """A day with its year: 1 October 2026."""
        return dates.format_date(day, "long", locale=self.locale)

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

    def days(self, count: int) -> str:
        """A number of days: 12 days."""
        return dates.format_timedelta(
            timedelta(days=count), granularity="day", threshold=400, locale=self.locale
        )

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

    def ago_changes_at(self, moment: datetime, now: datetime) -> datetime:
        """When ago() next says something else, at the earliest."""
        age = now - moment
        if age < timedelta(hours=1):
            return now + timedelta(seconds=60 - age.total_seconds() % 60)
        if age < timedelta(days=1):
            return now + timedelta(seconds=3600 - age.total_seconds() % 3600)
        return self.midnight_after(now)

    def midnight_after(self, now: datetime) -> datetime:
        """The next local midnight."""
        tomorrow = self.today(now) + timedelta(days=1)
        return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=self.zone)
