"""Which walls show a save, and how long that took."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from babel.lists import format_list

from kiosk.views.i18n.localizer import Localizer


class FinishedAction(Enum):
    """The action whose display the page reports."""

    SAVED = "saved"
    UNDONE = "taken-back"


@dataclass(frozen=True, slots=True)
class ScreenDisplay:
    """A connected wall: its name (may be ""), whether it shows the save, and the seconds from the
    save to the paint (None: unknown)."""

    name: str
    is_shown: bool
    seconds: float | None


@dataclass(frozen=True, slots=True)
class SaveStatus:
    """Which walls show a save, as sentences. `is_done`: no wall is pending."""

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
    """The status of the save or undo with this revision."""
    shown_screens = [_name(localizer, screen) for screen in screens if screen.is_shown]
    pending = [_name(localizer, screen) for screen in screens if not screen.is_shown]
    return SaveStatus(
        revision=revision,
        done=done,
        shown_on=_SENTENCES[done](localizer, shown_screens, anything=bool(screens)),
        pending_on=_pending_on(localizer, pending),
        times=tuple(_time(localizer, screen) for screen in screens if screen.seconds is not None),
        is_done=not pending,
    )


def _name(localizer: Localizer, screen: ScreenDisplay) -> str:
    return screen.name or localizer.gettext("the wall")


def _shown_on(localizer: Localizer, names: list[str], anything: bool) -> str:
    if names:
        return localizer.gettext("Saved and showing on %(screens)s.") % {
            "screens": format_list(names, locale=localizer.locale)
        }
    if anything:
        return localizer.gettext("Your last check-in is saved.")
    return localizer.gettext("Saved. No screen is connected right now.")


def _undone(localizer: Localizer, names: list[str], anything: bool) -> str:
    if names:
        return localizer.gettext("Undone and showing on %(screens)s.") % {
            "screens": format_list(names, locale=localizer.locale)
        }
    if anything:
        return localizer.gettext("Undone.")
    return localizer.gettext("Undone. No screen is connected right now.")


_SENTENCES = {FinishedAction.SAVED: _shown_on, FinishedAction.UNDONE: _undone}


def _pending_on(localizer: Localizer, names: list[str]) -> str:
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
