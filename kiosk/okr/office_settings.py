"""Office settings: one table of fields, each with its default.

A setting that nobody has set has its default, so an office without any settings works.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.errors import N_, ValidationError
from kiosk.okr.closed_days import WEEKDAYS, ClosedDays
from kiosk.okr.company_color import parse_color
from kiosk.okr.setting_values import (
    parse_address,
    parse_choice,
    parse_dates,
    parse_holiday_region,
    parse_language,
    parse_line,
    parse_switch,
    parse_time_zone,
    parse_times_of_day,
    parse_weekday,
    parse_weekdays,
    parse_whole,
)


class CycleLength(StrEnum):
    """How long the next cycle is suggested to be."""

    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    WEEKS = "weeks"


class LogoPlace(StrEnum):
    """Where the logo is."""

    BEFORE = "before"
    AFTER = "after"
    NOWHERE = "nowhere"


class Cadence(StrEnum):
    """How often a check-in is due."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    NONE = "none"


CADENCE_DAYS = {Cadence.WEEKLY: 7, Cadence.FORTNIGHTLY: 14, Cadence.MONTHLY: 31}
MAX_WEEKS = 53
MAX_GRACE_DAYS = 60
MAX_MINUTES = 120
# IEEE 802.11 allows 32 bytes for a network's name; an office may name two.
MAX_WIFI_LENGTH = 80


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """An office's settings.

    :ivar logo_place: where the company's logo is, beside its name.
    :ivar company_color: of the band of the company's pages on walls, like "#b3471f"; "": neutral.
    :ivar language: a locale like de or en_GB; "": the one in the settings file.
    :ivar timezone: a name of the time zone database; "": the one in the settings file.
    :ivar wifi: the Wi-Fi that phones must use; None: as in the settings file; "": none is shown.
    :ivar public_url: the address that phones open; None: the one in the settings file; "": this
        machine's own.
    :ivar replay_at: when walls play the replay, like "10:00, 15:00"; None: as in the settings
        file; "": never.
    :ivar cycle_weeks: how many weeks the next cycle lasts, if its length is given in weeks.
    :ivar rhythm: the check-in cadence. :ivar rhythm_day: the weekday on which check-ins are due;
        Monday is 0. Both keep the names under which they are stored.
    :ivar closed_weekdays: when the office is closed; None: as in the settings file.
    :ivar public_holidays: the region whose public holidays are closed days, like DE-BY; None: as
        in the settings file; "": no region.
    :ivar closed_dates: single closed days; None: as in the settings file.
    :ivar pace: whether bars and texts compare progress with the calendar.
    :ivar weights: whether key results may have different weights.
    :ivar grace_days: how many days after its due date a number is shown as stale.
    :ivar objective_minutes: in how many minutes a wall shows each objective at least once.
    :ivar mirror: whether a copy of the phone pages is written into a folder.
    """

    logo_place: LogoPlace = LogoPlace.BEFORE
    company_color: str = ""
    language: str = ""
    timezone: str = ""
    wifi: str | None = None
    public_url: str | None = None
    replay_at: str | None = None
    cycle_length: CycleLength = CycleLength.QUARTER
    cycle_weeks: int = 12
    rhythm: Cadence = Cadence.WEEKLY
    rhythm_day: int = 4
    closed_weekdays: frozenset[int] | None = None
    public_holidays: str | None = None
    closed_dates: frozenset[date] | None = None
    grace_days: int = 3
    objective_minutes: int = 15
    confidence: bool = True
    pace: bool = True
    weights: bool = True
    grades: bool = True
    survey: bool = True
    mirror: bool = False

    @property
    def stale_after_days(self) -> int | None:
        """The age in days at which a number is stale, unless its key result has its own limit: the
        cadence plus the grace days; None without a cadence."""
        return None if self.rhythm is Cadence.NONE else CADENCE_DAYS[self.rhythm] + self.grace_days

    def closed(self, default: ClosedDays) -> ClosedDays:
        """When the office is closed: each part as set here, else as in the settings file."""
        weekdays, dates, region = self.closed_weekdays, self.closed_dates, self.public_holidays
        return ClosedDays(
            default.weekdays if weekdays is None else weekdays,
            default.dates if dates is None else dates,
            default.holidays if region is None else region,
        )

    def zone(self, default: ZoneInfo) -> ZoneInfo:
        """The office's time zone: as set here, else as in the settings file."""
        return ZoneInfo(self.timezone) if self.timezone else default


DEFAULTS = OfficeSettings()

NEW_OFFICE = {"replay_at": "10:00, 15:00"}
"""Settings that a new office begins with, as texts by name."""


@dataclass(frozen=True, slots=True)
class SettingField:
    """One row of the table.

    :ivar default: as it would be typed; "" where the settings file has the default.
    :ivar parse: turns the typed text into the value, or raises ValidationError on the field's name.
    :ivar label: an English msgid.
    :ivar description: an English msgid: the sentence that says what the setting does.
    :ivar choices: the options, each with an English msgid. Languages have none here: each has its
        own name for itself (kiosk/views/i18n/catalogues.py).
    """

    name: str
    default: str
    parse: Callable[[str, str], Any]
    label: str
    description: str
    choices: tuple[tuple[str, str], ...] = ()


_DAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
WEEKDAY_CHOICES = tuple(zip(WEEKDAYS, _DAYS, strict=True))
SWITCH = (("on", N_("On")), ("off", N_("Off")))

SETTING_FIELDS: tuple[SettingField, ...] = (
    SettingField(
        "logo_place",
        "before",
        parse_choice(LogoPlace),
        N_("Logo’s place"),
        N_("Where the company’s logo is, once there is one: see below."),
        (
            ("before", N_("before the company’s name")),
            ("after", N_("after the company’s name")),
            ("nowhere", N_("nowhere")),
        ),
    ),
    SettingField(
        "company_color",
        "",
        parse_color,
        N_("The company’s colour"),
        N_(
            "For the band at the edge of the company’s pages on walls, such as #b3471f. It must be "
            "visible on dark and on light walls. Leave empty for none."
        ),
    ),
    SettingField(
        "language",
        "",
        parse_language,
        N_("Language"),
        N_(
            "The language of walls, phones and these pages, and how numbers are written and "
            "typed. A screen can have its own."
        ),
    ),
    SettingField(
        "timezone",
        "",
        parse_time_zone,
        N_("Time zone"),
        N_("It decides when a day begins, and every time of day that is shown."),
    ),
    SettingField(
        "wifi",
        "",
        parse_line(MAX_WIFI_LENGTH),
        N_("Wi-Fi for phones"),
        N_("The name of the network that phones must be on. It is printed beside each code."),
    ),
    SettingField(
        "public_url",
        "",
        parse_address,
        N_("Address for phones"),
        N_(
            "What the codes open, such as http://okr.example.com. Leave empty for this "
            "machine’s own address."
        ),
    ),
    SettingField(
        "replay_at",
        "",
        parse_times_of_day,
        N_("Replay the quarter at"),
        N_(
            "At these times of day, such as 10:00, 15:00, every wall plays the quarter in twenty "
            "seconds. Leave empty for never."
        ),
    ),
    SettingField(
        "cycle_length",
        "quarter",
        parse_choice(CycleLength),
        N_("A cycle lasts"),
        N_("The days that are suggested for the next cycle."),
        (
            ("quarter", N_("a quarter")),
            ("half_year", N_("half a year")),
            ("year", N_("a year")),
            ("weeks", N_("a number of weeks")),
        ),
    ),
    SettingField(
        "cycle_weeks",
        "12",
        parse_whole(1, MAX_WEEKS),
        N_("How many weeks"),
        N_("Only if a cycle lasts a number of weeks."),
    ),
    SettingField(
        "rhythm",
        "weekly",
        parse_choice(Cadence),
        N_("Check-in rhythm"),
        N_("How often a check-in is due, and when a number counts as out of date."),
        (
            ("weekly", N_("every week")),
            ("fortnightly", N_("every two weeks")),
            ("monthly", N_("every month, in its last week")),
            ("none", N_("no fixed rhythm")),
        ),
    ),
    SettingField(
        "rhythm_day",
        "friday",
        parse_weekday,
        N_("On which day"),
        N_("Check-ins are due from this day on, or from the next day the office is open."),
        WEEKDAY_CHOICES,
    ),
    SettingField(
        "grace_days",
        "3",
        parse_whole(0, MAX_GRACE_DAYS),
        N_("Days until a number is out of date"),
        N_(
            "A number is drawn faded this many working days after it was due, unless the key "
            "result has its own limit."
        ),
    ),
    SettingField(
        "closed_weekdays",
        "",
        parse_weekdays,
        N_("The office is closed on"),
        N_("On these days numbers do not age, and no check-in is due."),
        WEEKDAY_CHOICES,
    ),
    SettingField(
        "public_holidays",
        "",
        parse_holiday_region,
        N_("And on public holidays in"),
        N_("They count as closed days each year, in addition to the days you enter below."),
    ),
    SettingField(
        "closed_dates",
        "",
        parse_dates,
        N_("Also closed on"),
        N_(
            "Days such as 2026-12-25 and ranges such as 2026-12-24..2027-01-01, separated by "
            "commas."
        ),
    ),
    SettingField(
        "objective_minutes",
        "15",
        parse_whole(1, MAX_MINUTES),
        N_("Show each objective at least every (minutes)"),
        N_(
            "Applies where a page stays on the wall for 10 seconds. Longer pages take longer in"
            " proportion, and where there is no time for that, each comes as often as it can."
        ),
    ),
    SettingField(
        "confidence",
        "on",
        parse_switch,
        N_("Confidence"),
        N_("A check-in can say from 0 to 10 how confident the team is of its target."),
        SWITCH,
    ),
    SettingField(
        "pace",
        "on",
        parse_switch,
        N_("Schedule on the bars"),
        N_("A mark for today on each bar, and the words “on schedule”."),
        SWITCH,
    ),
    SettingField(
        "weights",
        "on",
        parse_switch,
        N_("Weights"),
        N_(
            "One key result may count more than another. When off, all key results with a "
            "start and a target count equally; milestones keep their own weights."
        ),
        SWITCH,
    ),
    SettingField(
        "grades",
        "on",
        parse_switch,
        N_("Grades"),
        N_("At the end of a cycle each team grades its objectives from 0.0 to 1.0."),
        SWITCH,
    ),
    SettingField(
        "survey",
        "on",
        parse_switch,
        N_("The survey"),
        N_("At the end of a cycle everybody is asked anonymously how it went."),
        SWITCH,
    ),
    SettingField(
        "mirror",
        "off",
        parse_switch,
        N_("A copy to read at home"),
        N_(
            "The phone pages are written into a folder on the server, as guests see them, for you "
            "to share. When you switch it off, the copy is deleted."
        ),
        SWITCH,
    ),
)
"""Every setting, in the order of the settings page."""

BY_NAME = {field.name: field for field in SETTING_FIELDS}


def settings_from_texts(texts: Mapping[str, str]) -> OfficeSettings:
    """The settings of an office from their stored texts by name. Invalid rows of other programs are
    ignored."""
    found = {}
    for name, text in texts.items():
        if name in BY_NAME:
            try:
                found[name] = BY_NAME[name].parse(name, text)
            except ValidationError:
                continue
    return OfficeSettings(**found)


assert {field.name for field in fields(OfficeSettings)} == set(BY_NAME)  # noqa: S101 one table, one noun
