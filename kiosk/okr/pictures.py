"""Pictures on the wall: one picture with a line of text, until a day, on some screens or all."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.errors import Collector, ValidationError
from kiosk.okr.dates import parse_day
from kiosk.okr.text import validated_line

TEXT_LENGTH = 100
ALT_LENGTH = 200
MOST_DAYS = 366
MOST_PICTURES = 12
"""How many can be on the wall at once."""


@dataclass(frozen=True, slots=True)
class PictureDraft:
    """What people say about a picture.

    :ivar alt: what it shows, for those who do not see it; "" if the text says it.
    :ivar until: the last day on which it is shown, in the office's time zone.
    :ivar screens: the names of its screens; empty: all.
    """

    text: str
    alt: str
    until: date
    screens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the wall; see PictureDraft. `digest` names the bytes, `width` and `height` are
    in pixels."""

    code: str
    text: str
    alt: str
    until: date
    screens: tuple[str, ...]
    digest: str
    width: int
    height: int

    def is_on(self, screen: str) -> bool:
        """Whether a screen shows it."""
        return not self.screens or screen in self.screens


def shown_pictures(pictures: Iterable[Picture], today: date) -> tuple[Picture, ...]:
    """Those that are shown on a day of the office."""
    return tuple(picture for picture in pictures if today <= picture.until)


def refuse_too_many(count: int) -> None:
    """Refuse one more picture beside so many.

    :raises ValidationError: on `picture`, if there are MOST_PICTURES.
    """
    if count >= MOST_PICTURES:
        raise ValidationError(
            "picture",
            "There are %(most)s pictures already. Remove one first",
            most=str(MOST_PICTURES),
        )


def parse_picture(
    texts: Mapping[str, str], screens: Iterable[str], known: Collection[str], today: date
) -> PictureDraft:
    """A picture's form as typed.

    :param screens: the ticked screens. :param known: the screens to choose from.
    :raises ValidationErrors: every field that cannot be used.
    """
    collect = Collector()
    text = collect.read(lambda: validated_line("text", texts.get("text", ""), TEXT_LENGTH), "")
    alt = collect.read(
        lambda: validated_line("alt", texts.get("alt", ""), ALT_LENGTH, needed=False), ""
    )
    until = collect.read(lambda: _last_day(texts.get("until", ""), today), today)
    collect.finish()
    return PictureDraft(text, alt, until, tuple(sorted(set(screens) & set(known))))


def _last_day(text: str, today: date) -> date:
    day = parse_day("until", text)
    if not today <= day <= today + timedelta(days=MOST_DAYS):
        raise ValidationError("until", "Choose a day from today on, within a year")
    return day
