"""A consistent snapshot of the data that all pages are rendered from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.live.topics import Content
from kiosk.okr.model import Office
from kiosk.okr.redaction import redacted_office
from kiosk.store.queries.screens import Screens
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls

DeferredContent = Callable[[], Content]
"""Renders a content from data that has been read already. It runs after the read transaction:
an open transaction delays writers, and rendering takes longer than reading."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The current state at one revision.

    :ivar now: the current time, or the earliest possible one if the clock is wrong.
    :ivar is_clock_right: whether the clock can be right.
    :ivar whole: the office with its confidential data.
    :ivar office: the office as everybody may see it: redacted in guest mode.
    :ivar guest_mode_until: the end of guest mode; None if it is off.
    :ivar localizer: for the office's language.
    """

    now: datetime
    is_clock_right: bool
    whole: Office
    office: Office
    screens: Screens
    guest_mode_until: datetime | None
    localizer: Localizer
    urls: PublicUrls

    @property
    def revision(self) -> int:
        """The revision of this state."""
        return self.whole.revision

    @property
    def has_guests(self) -> bool:
        """Whether guest mode is on."""
        return self.guest_mode_until is not None

    def for_everybody(self, office: Office) -> Office:
        """A different office, like that of a closed cycle, as everybody may see it."""
        return redacted_office(office) if self.has_guests else office
