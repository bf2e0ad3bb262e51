"""A wall screen: its size, its viewing distance, and its commands.

Commands are state, not messages: they survive a restart of the server or the screen, and receiving
one twice does nothing twice.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from math import hypot, radians, tan
from zoneinfo import ZoneInfo

from kiosk.errors import ValidationError

EVERY_SCREEN = "*"
"""Used in place of a screen's name for commands to every screen."""

DIAGONAL = 55
"""The default diagonal, in inches."""
DISTANCE = Decimal(5)
"""The default viewing distance, in metres."""
SMALLEST, PREFERRED = 16, 22
"""The height of capitals in arc minutes: the minimum and the preferred one."""

TURNS = (0, 90, 270)
"""Degrees, clockwise, by which a wall rotates its picture if the system does not."""

VISIT_INTERVAL = timedelta(days=1)
"""How often it is recorded that a screen shows the wall."""

_INCH = 0.0254
# The height of a capital as a share of the font size.
_CAP_HEIGHT = 0.72


class Theme(StrEnum):
    """A screen's colours; `hours` is light between two times of day, else dark."""

    DARK = "dark"
    LIGHT = "light"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Margins:
    """How much of the picture a television's frame hides, in CSS pixels."""

    top: int = 0
    right: int = 0
    bottom: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """A line of text shown on a screen; `until` is aware."""

    text: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ScreenCommands:
    """The current commands of a screen.

    :ivar identify_until: until then its name fills the screen; aware.
    :ivar marks_until: until then the corners of its picture are marked; aware.
    :ivar reload: a page that was loaded when this was lower reloads.
    :ivar show: the id of the page to show. :ivar hold: whether the current page stays.
    :ivar command_number: incremented with each command.
    :ivar replay: incremented to play the cycle's replay.
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
    """A screen's setting for one kind of page: whether it is `shown`, and each for how many
    `seconds` (0: as long as other pages)."""

    kind: str
    shown: bool = True
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen's settings.

    :ivar name: its identifier: four random characters, or the name in its address.
    :ivar label: the name that people gave it; "": none, so `name` is shown.
    :ivar group: the group it is in; "": none. Screens of a group show the same.
    :ivar diagonal: in inches. :ivar distance: the viewing distance in metres.
    :ivar light_from: with `light_to`, when the theme `hours` is light; local.
    :ivar dim_from: with `dim_to`, when it is dark; local; None: never.
    :ivar timezone: "": the office's. :ivar language: "": the office's.
    :ivar teams: slugs of the teams it is for; empty: all of them.
    :ivar dwell: how many seconds a page stays; 0: the wall decides.
    :ivar pages: the settings of page kinds, in the order of the rotation; all other kinds follow.
    :ivar rotation: one of TURNS; margins and sizes are those of the rotated picture.
    """

    name: str
    label: str = ""
    place: str = ""
    group: str = ""
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
        """The screen's time zone."""
        return ZoneInfo(self.timezone) if self.timezone else office


def theme_at(screen: Screen, moment: datetime, zone: ZoneInfo) -> Theme:
    """Dark or light at a time (aware)."""
    if screen.theme is not Theme.HOURS:
        return screen.theme
    local = moment.astimezone(zone).time()
    start, end = screen.light_from, screen.light_to
    inside = start <= local < end if start <= end else not end <= local < start
    return Theme.LIGHT if inside else Theme.DARK


def is_off(screen: Screen, moment: datetime, zone: ZoneInfo) -> bool:
    """Whether a screen is off at a time (aware); its hours may cross midnight."""
    start, end = screen.dim_from, screen.dim_to
    if start is None or end is None or start == end:
        return False
    local = moment.astimezone(zone).time()
    return start <= local < end if start < end else not end <= local < start


@dataclass(frozen=True, slots=True)
class TextHeight:
    """The height of a text's capitals on a screen.

    :ivar share: as a share of the screen's height.
    :ivar millimetres: in millimetres.
    """

    share: float
    millimetres: float


def text_height(
    minutes: int, diagonal: int, distance: Decimal, width: int, height: int
) -> TextHeight:
    """The height of capitals of so many arc minutes on a screen of `width` by `height`."""
    high = 2 * float(distance) * tan(radians(minutes / 60) / 2)
    tall = diagonal * _INCH * height / hypot(width, height)
    return TextHeight(high / tall, high * 1000)


def min_text_share(diagonal: int, distance: Decimal) -> float:
    """The smallest allowed font size as a share of the screen's diagonal."""
    high = 2 * float(distance) * tan(radians(SMALLEST / 60) / 2)
    return high / (diagonal * _INCH) / _CAP_HEIGHT


def is_seen_once(since: datetime, seen_at: datetime) -> bool:
    """Whether a screen has shown the wall on one day only, between two times (aware). If it has
    shown it for longer, it is somebody's display and stays."""
    return seen_at - since < VISIT_INTERVAL


def refuse_screen_deletion(since: datetime, seen_at: datetime) -> None:
    """Raise ValidationError unless a screen may be deleted; see `is_seen_once`."""
    if not is_seen_once(since, seen_at):
        raise ValidationError(
            "screen", "This screen has shown the wall for more than a day. It stays"
        )
