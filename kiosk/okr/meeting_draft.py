"""A meeting as somebody typed it: each field is checked separately, in the office's time zone."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kiosk.errors import Collector, ValidationError
from kiosk.okr.dates import parse_day
from kiosk.okr.meetings import MeetingKind
from kiosk.okr.text import TITLE_LENGTH, validated_line

PLACE_LENGTH = 100
LINK_LENGTH = 500
MINUTES = (5, 1440)
FIELDS = ("kind", "team", "title", "day", "time", "minutes", "place", "link", "anyone")

_WHOLE = re.compile(r"\d{1,4}", re.ASCII)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting's fields; `starts_at` is aware, `team` is a code or ""."""

    kind: MeetingKind
    team: str
    title: str
    starts_at: datetime
    minutes: int = 60
    place: str = ""
    link: str = ""
    anyone: bool = True


def local_to_utc(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local day and time in UTC.

    A time that occurs twice, because clocks go back, means the first.

    :raises ValidationError: on `time`, if clocks go forward past it.
    """
    local = datetime.combine(day, at, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValidationError(
            "time", "Clocks go forward past this time on that day. Enter a different one"
        )
    return moment


def parse_meeting(
    texts: Mapping[str, str], zone: ZoneInfo, teams: Collection[str]
) -> tuple[MeetingDraft | None, tuple[ValidationError, ...]]:
    """The meeting as typed, or None and the errors.

    :param texts: the fields' texts by the names in FIELDS; `anyone` is present if it is ticked.
    :param zone: the office's time zone. :param teams: the codes of the teams to choose from.
    """
    collect = Collector()

    def read(field: str, parse: Callable[[str], T]) -> T | None:
        return collect.read(lambda: parse(texts.get(field, "").strip()), None)

    kind = read("kind", _kind)
    team = read("team", lambda text: _team(text, teams, kind)) or ""
    title = read("title", lambda text: validated_line("title", text, TITLE_LENGTH))
    day, at = read("day", lambda text: parse_day("day", text)), read("time", _time)
    minutes = read("minutes", _minutes)
    place = (
        read("place", lambda text: validated_line("place", text, PLACE_LENGTH, needed=False)) or ""
    )
    link = read("link", _link) or ""
    starts_at = None
    if day is not None and at is not None:
        starts_at = read("time", lambda _: local_to_utc(day, at, zone))
    if kind is None or not title or starts_at is None or minutes is None or collect.errors:
        return None, collect.errors
    anyone = bool(texts.get("anyone"))
    return MeetingDraft(kind, team, title, starts_at, minutes, place, link, anyone), ()


def _kind(text: str) -> MeetingKind:
    if text not in set(MeetingKind):
        raise ValidationError("kind", "Choose one of these")
    return MeetingKind(text)


def _team(text: str, teams: Collection[str], kind: MeetingKind | None) -> str:
    if kind is not MeetingKind.TEAM:
        return ""
    if text not in teams:
        raise ValidationError("team", "Choose the team that meets")
    return text


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise ValidationError("time", "Enter a time of day like 14:30") from None


def _minutes(text: str) -> int:
    least, most = MINUTES
    if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
        raise ValidationError(
            "minutes", "Enter a whole number from %(least)s to %(most)s", least=least, most=most
        )
    return int(text)


def _link(text: str) -> str:
    """A web address; no scheme, like javascript:, that would run code when somebody follows it."""
    plain = validated_line("link", text, LINK_LENGTH, needed=False)
    try:
        url = urlsplit(plain)
    except ValueError:
        url = urlsplit("")
    if plain and (url.scheme not in ("http", "https") or not url.netloc or " " in plain):
        raise ValidationError("link", "Enter an address that begins with https://, or nothing")
    return plain
