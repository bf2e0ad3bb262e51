"""A wall's screen: how large it is, how far away it is read, and what it was told to do.

What a screen is told is state and not a message: it holds through a restart of either end, and
hearing it twice does nothing twice.
"""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from math import hypot, radians, tan
from zoneinfo import ZoneInfo

EVERY_SCREEN = "*"
"""In a screen's place: what is told to every screen."""

DIAGONAL = 55
"""Inches, of a screen nobody said anything about."""
DISTANCE = Decimal(5)
"""Metres from which that screen is read."""
SMALLEST, PREFERRED = 16, 22
"""Arc minutes a capital is high, at least and by preference."""

TURNS = (0, 90, 270)
"""Degrees, clockwise, that a wall is turned by itself where the system does not turn it."""

_INCH = 0.0254
# What a capital takes of the measured face's size.
_CAPITAL = 0.72


class Theme(StrEnum):
    """What a screen looks like; `hours` is light between two times of day, else dark."""

    DARK = "dark"
    LIGHT = "light"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Margins:
    """What the frame of a television hides, in CSS pixels."""

    top: int = 0
    right: int = 0
    bottom: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """A line shown to a room; `until` is aware."""

    text: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ScreenCommands:
    """What a screen is told to do now.

    :ivar identify_until: until then its name fills it; aware.
    :ivar marks_until: until then marks stand in the corners of what it shows; aware.
    :ivar reload: a page loaded when this was less loads itself anew.
    :ivar show: the id of the page to bring forward. :ivar hold: the page on show stays.
    :ivar asked: raised each time one of these is asked for.
    :ivar replay: raised to have the cycle's replay played.
    """

    identify_until: datetime | None = None
    marks_until: datetime | None = None
    reload: int = 0
    show: str = ""
    hold: bool = False
    command_number: int = 0
    replay: int = 0
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class PageKindSetting:
    """What a screen does with the pages of one kind: `shown` at all, each for so many `seconds`
    (0: as the others)."""

    kind: str
    shown: bool = True
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen's settings.

    :ivar name: what it calls itself: four characters, or what stands in its address.
    :ivar label: what people call it; "" is its name.
    :ivar diagonal: inches. :ivar distance: metres from which it is read.
    :ivar light_from: with `light_to`, when a theme by the hour is light; local.
    :ivar dim_from: with `dim_to`, when it is off; local; None: never.
    :ivar timezone: "" is the office's. :ivar language: "" is the office's.
    :ivar teams: slugs of the teams it is for; none: all of them.
    :ivar dwell: seconds a page stays; 0: as the wall sees fit.
    :ivar pages: kinds of pages in the order it turns through them; those not named follow, as
        they come.
    :ivar turned: one of TURNS; margins and sizes are those of the turned picture.
    """

    name: str
    label: str = ""
    place: str = ""
    diagonal: int = DIAGONAL
    distance: Decimal = DISTANCE
    theme: Theme = Theme.DARK
    light_from: time = time(7)
    light_to: time = time(19)
    dim_from: time | None = None
    dim_to: time | None = None
    timezone: str = ""
    language: str = ""
    teams: tuple[str, ...] = ()
    dwell: int = 0
    margins: Margins = Margins()
    low_power: bool = False
    rotation: int = 0
    pages: tuple[PageKindSetting, ...] = ()
    commands: ScreenCommands = ScreenCommands()

    def zone(self, office: ZoneInfo) -> ZoneInfo:
        """The time zone it lives in."""
        return ZoneInfo(self.timezone) if self.timezone else office


def theme_at(screen: Screen, moment: datetime, zone: ZoneInfo) -> Theme:
    """Dark or light, at an aware moment."""
    if screen.theme is not Theme.HOURS:
        return screen.theme
    local = moment.astimezone(zone).time()
    start, end = screen.light_from, screen.light_to
    inside = start <= local < end if start <= end else not end <= local < start
    return Theme.LIGHT if inside else Theme.DARK


def is_off(screen: Screen, moment: datetime, zone: ZoneInfo) -> bool:
    """Whether its hours have it dark, at an aware moment; over midnight too."""
    start, end = screen.dim_from, screen.dim_to
    if start is None or end is None or start == end:
        return False
    local = moment.astimezone(zone).time()
    return start <= local < end if start < end else not end <= local < start


@dataclass(frozen=True, slots=True)
class TextHeight:
    """A text's height, at a screen's own distance.

    :ivar share: of the screen's height, that its capitals take.
    :ivar millimetres: how high its capitals are.
    """

    share: float
    millimetres: float


def text_height(
    minutes: int, diagonal: int, distance: Decimal, width: int, height: int
) -> TextHeight:
    """How high capitals of so many arc minutes are on a screen of `width` by `height`."""
    high = 2 * float(distance) * tan(radians(minutes / 60) / 2)
    tall = diagonal * _INCH * height / hypot(width, height)
    return TextHeight(high / tall, high * 1000)


def min_text_share(diagonal: int, distance: Decimal) -> float:
    """The smallest text's size as a share of the screen's diagonal."""
    high = 2 * float(distance) * tan(radians(SMALLEST / 60) / 2)
    return high / (diagonal * _INCH) / _CAPITAL
