"""On which walls a save stands, and how long it took."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from babel.lists import format_list

from kiosk.views.words import Words


class Done(Enum):
    """What was done of which the page says where it shows."""

    SAVED = "saved"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True)
class Screen:
    """A connected wall: its name ("" has none), whether the save stands on it, and the
    seconds from the save to the paint, None where nobody knows."""

    name: str
    stands: bool
    seconds: float | None


@dataclass(frozen=True, slots=True)
class PaintedView:
    """Sentences on a save's way to the walls. `is_done`: there is nothing more to wait for."""

    revision: int
    done: Done
    stands: str
    waits: str
    times: tuple[str, ...]
    is_done: bool


def painted_view(
    words: Words, revision: int, screens: Sequence[Screen], done: Done = Done.SAVED
) -> PaintedView:
    """Where the save, or the undo, with this revision shows."""
    there = [_name(words, screen) for screen in screens if screen.stands]
    awaited = [_name(words, screen) for screen in screens if not screen.stands]
    return PaintedView(
        revision=revision,
        done=done,
        stands=_SENTENCES[done](words, there, anything=bool(screens)),
        waits=_waits(words, awaited),
        times=tuple(_time(words, screen) for screen in screens if screen.seconds is not None),
        is_done=not awaited,
    )


def _name(words: Words, screen: Screen) -> str:
    return screen.name or words.gettext("the wall")


def _stands(words: Words, names: list[str], anything: bool) -> str:
    if names:
        return words.gettext("Saved and showing on %(screens)s.") % {
            "screens": format_list(names, locale=words.locale)
        }
    if anything:
        return words.gettext("Your last save is kept.")
    return words.gettext("Saved. No screen is connected right now.")


def _taken_back(words: Words, names: list[str], anything: bool) -> str:
    if names:
        return words.gettext("Taken back and showing on %(screens)s.") % {
            "screens": format_list(names, locale=words.locale)
        }
    if anything:
        return words.gettext("Taken back.")
    return words.gettext("Taken back. No screen is connected right now.")


_SENTENCES = {Done.SAVED: _stands, Done.TAKEN_BACK: _taken_back}


def _waits(words: Words, names: list[str]) -> str:
    if not names:
        return ""
    return words.gettext("Not showing yet on %(screens)s.") % {
        "screens": format_list(names, locale=words.locale)
    }


def _time(words: Words, screen: Screen) -> str:
    milliseconds = round((screen.seconds or 0) * 1000)
    return words.gettext("%(screen)s: %(milliseconds)s ms after the save") % {
        "screen": _name(words, screen),
        "milliseconds": words.number(milliseconds),
    }
