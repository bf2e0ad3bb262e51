"""On which walls a save stands, and how long it took."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from babel.lists import format_list

from kiosk.views.i18n.localizer import Localizer


class FinishedAction(Enum):
    """What was done of which the page says where it shows."""

    SAVED = "saved"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True)
class ScreenDisplay:
    """A connected wall: its name ("" has none), whether the save stands on it, and the
    seconds from the save to the paint, None where nobody knows."""

    name: str
    is_shown: bool
    seconds: float | None


@dataclass(frozen=True, slots=True)
class SaveStatus:
    """Sentences on a save's way to the walls. `is_done`: there is nothing more to wait for."""

    revision: int
    done: FinishedAction
    shown_on: str
    pending_on: str
    times: tuple[str, ...]
    is_done: bool


def save_status(
    localizer: Localizer,
    revision: int,
    screens: Sequence[ScreenDisplay],
    done: FinishedAction = FinishedAction.SAVED,
) -> SaveStatus:
    """Where the save, or the undo, with this revision shows."""
    there = [_name(localizer, screen) for screen in screens if screen.is_shown]
    awaited = [_name(localizer, screen) for screen in screens if not screen.is_shown]
    return SaveStatus(
        revision=revision,
        done=done,
        shown_on=_SENTENCES[done](localizer, there, anything=bool(screens)),
        pending_on=_waits(localizer, awaited),
        times=tuple(_time(localizer, screen) for screen in screens if screen.seconds is not None),
        is_done=not awaited,
    )


def _name(localizer: Localizer, screen: ScreenDisplay) -> str:
    return screen.name or localizer.gettext("the wall")


def _stands(localizer: Localizer, names: list[str], anything: bool) -> str:
    if names:
        return localizer.gettext("Saved and showing on %(screens)s.") % {
            "screens": format_list(names, locale=localizer.locale)
        }
    if anything:
        return localizer.gettext("Your last save is kept.")
    return localizer.gettext("Saved. No screen is connected right now.")


def _taken_back(localizer: Localizer, names: list[str], anything: bool) -> str:
    if names:
        return localizer.gettext("Taken back and showing on %(screens)s.") % {
            "screens": format_list(names, locale=localizer.locale)
        }
    if anything:
        return localizer.gettext("Taken back.")
    return localizer.gettext("Taken back. No screen is connected right now.")


_SENTENCES = {FinishedAction.SAVED: _stands, FinishedAction.TAKEN_BACK: _taken_back}


def _waits(localizer: Localizer, names: list[str]) -> str:
    if not names:
        return ""
    return localizer.gettext("Not showing yet on %(screens)s.") % {
        "screens": format_list(names, locale=localizer.locale)
    }


def _time(localizer: Localizer, screen: ScreenDisplay) -> str:
    milliseconds = round((screen.seconds or 0) * 1000)
    return localizer.gettext("%(screen)s: %(milliseconds)s ms after the save") % {
        "screen": _name(localizer, screen),
        "milliseconds": localizer.number(milliseconds),
    }
