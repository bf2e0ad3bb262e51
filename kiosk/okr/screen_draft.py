"""A screen's settings as somebody typed them. Each field is checked separately, so that all errors
are shown at once."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import TypeVar
from zoneinfo import available_timezones

from kiosk.errors import Collector, ValidationError
from kiosk.okr.screens import TURNS, Margins, PageKindSetting, Screen, Theme
from kiosk.okr.text import NAME_LENGTH, validated_line

PLACE_LENGTH = 100
MESSAGE_LENGTH = 100
DIAGONALS = (10, 120)
"""Inches."""
DISTANCES = (1, 20)
"""Metres."""
DWELLS = (5, 120)
"""Seconds a page stays; with 0 the wall decides."""
MARGIN = 200
"""The widest margin, in pixels."""
LAST = 99
"""The highest position of a team or a page kind in a screen's order."""
SIDES = ("top", "right", "bottom", "left")

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_WHOLE = re.compile(r"\d{1,4}", re.ASCII)
_METRES = re.compile(r"\d{1,3}(\.\d{1,2})?", re.ASCII)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """The options of a screen's form; `kinds` are the page kinds in their default order, `groups`
    the names of the groups."""

    teams: Collection[str]
    languages: Collection[str]
    kinds: Sequence[str] = ()
    groups: Collection[str] = ()


class _Fields:
    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.collect = Collector()

    def read(self, field: str, parse: Callable[[str, str], T], otherwise: T) -> T:
        return self.collect.read(lambda: parse(field, self.texts.get(field, "").strip()), otherwise)


def parse_screen(
    screen: Screen, texts: Mapping[str, str], teams: Collection[str], choices: ScreenOptions
) -> tuple[Screen, tuple[ValidationError, ...]]:
    """The screen as typed, and the errors. If there are any, the screen must not be saved.

    :param texts: the fields' texts. :param teams: slugs that were ticked; `order-<slug>` says
        which comes first; those without one keep the office's order.
    """
    fields = _Fields(texts)
    read = fields.read
    dim_from, dim_to = read("dim_from", _hour, None), read("dim_to", _hour, None)
    if (dim_from is None) != (dim_to is None) and not fields.collect.errors:
        missing = "dim_to" if dim_to is None else "dim_from"
        fields.collect.refuse(ValidationError(missing, "Enter both times of day, or neither"))
    margins = [read(f"margin_{side}", _between(0, MARGIN), 0) for side in SIDES]
    typed = Screen(
        name=screen.name,
        label=read("label", _line(NAME_LENGTH), ""),
        place=read("place", _line(PLACE_LENGTH), ""),
        group=read("group", _one_of(choices.groups), ""),
        diagonal=read("diagonal", _between(*DIAGONALS), screen.diagonal),
        distance=read("distance", _metres, screen.distance),
        theme=read("theme", _theme, screen.theme),
        light_from=read("light_from", _hour, None) or screen.light_from,
        light_to=read("light_to", _hour, None) or screen.light_to,
        dim_from=dim_from,
        dim_to=dim_to,
        timezone=read("timezone", _timezone, ""),
        language=read("language", _one_of(choices.languages), ""),
        teams=_in_order(fields, [slug for slug in choices.teams if slug in teams]),
        dwell=read("dwell", _dwell, 0),
        margins=Margins(*margins),
        low_power=bool(texts.get("low_power")),
        rotation=read("turned", _rotation, screen.rotation),
        pages=_pages(fields, screen, choices.kinds) if "pages" in texts else screen.pages,
        commands=screen.commands,
    )
    return typed, fields.collect.errors


def _in_order(fields: _Fields, chosen: list[str]) -> tuple[str, ...]:
    positions = {slug: fields.read(f"order-{slug}", _team_order, LAST) for slug in chosen}
    return tuple(sorted(chosen, key=positions.__getitem__))


def ordered_pages(screen: Screen, kinds: Sequence[str]) -> list[PageKindSetting]:
    """Every page kind with the screen's setting: those it has ordered first, in its order."""
    known = {choice.kind: choice for choice in screen.pages if choice.kind in kinds}
    return [*known.values(), *(PageKindSetting(kind) for kind in kinds if kind not in known)]


def _pages(fields: _Fields, screen: Screen, kinds: Sequence[str]) -> tuple[PageKindSetting, ...]:
    """The kinds in the order of the numbers typed beside them. A kind with a new number moves to
    that position, and the others move up or down."""
    before = [choice.kind for choice in ordered_pages(screen, kinds)]
    positions = {}
    for at, kind in enumerate(before, start=1):
        position = fields.read(f"place-{kind}", _position(at), at)
        positions[kind] = (position, 1 if position > at else -1 if position < at else 0)
    ordered = sorted(before, key=positions.__getitem__)
    pages = tuple(
        PageKindSetting(
            kind, bool(fields.texts.get(f"page-{kind}")), fields.read(f"stay-{kind}", _dwell, 0)
        )
        for kind in ordered
    )
    if kinds and not any(choice.shown for choice in pages):
        fields.collect.refuse(ValidationError("pages", "Leave at least one kind of page on"))
    return () if pages == tuple(PageKindSetting(kind) for kind in kinds) else pages


def _position(now: int) -> Callable[[str, str], int]:
    return lambda field, text: _between(1, LAST)(field, text) if text else now


def _team_order(field: str, text: str) -> int:
    return _between(1, LAST)(field, text) if text else LAST


def _line(most: int) -> Callable[[str, str], str]:
    return lambda field, text: validated_line(field, text, most, needed=False)


def _between(least: int, most: int) -> Callable[[str, str], int]:
    def read(field: str, text: str) -> int:
        if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            raise ValidationError(
                field, "Enter a whole number from %(least)s to %(most)s", least=least, most=most
            )
        return int(text)

    return read


def _dwell(field: str, text: str) -> int:
    return 0 if text in ("", "0") else _between(*DWELLS)(field, text)


def _metres(field: str, text: str) -> Decimal:
    plain = text.replace(",", ".")
    least, most = DISTANCES
    if not _METRES.fullmatch(plain) or not least <= Decimal(plain) <= most:
        raise ValidationError(
            field, "Enter metres from %(least)s to %(most)s, like 3.5", least=least, most=most
        )
    return Decimal(plain).normalize()


def _hour(field: str, text: str) -> time | None:
    if text and not _TIME.fullmatch(text):
        raise ValidationError(field, "Enter a time of day like 07:30")
    return time.fromisoformat(text) if text else None


def _theme(field: str, text: str) -> Theme:
    if text not in set(Theme):
        raise ValidationError(field, "Choose one of these")
    return Theme(text)


def _rotation(field: str, text: str) -> int:
    if text not in {"", *map(str, TURNS)}:
        raise ValidationError(field, "Choose one of these")
    return int(text or 0)


def _one_of(known: Collection[str]) -> Callable[[str, str], str]:
    def read(field: str, text: str) -> str:
        if text and text not in known:
            raise ValidationError(field, "Choose one of these")
        return text

    return read


def _timezone(field: str, text: str) -> str:
    if text and text not in available_timezones():
        raise ValidationError(field, "Enter a time zone like Europe/Berlin, or nothing")
    return text
