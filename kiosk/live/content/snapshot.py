"""What everything that is shown at one moment is made of, read together."""

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
"""A content whose data have been read. It is drawn after the transaction in which they were:
whoever reads keeps writers waiting, and drawing takes longer than reading."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The present state, of one revision.

    :ivar now: the moment; by a clock that cannot be right, when it was last known to be.
    :ivar is_clock_right: whether it can be.
    :ivar whole: the office with all that is confidential in it.
    :ivar office: as everybody may see it: the whole one, unless guests are in the house.
    :ivar guests_until: until when they are; None where they are not.
    :ivar words: how the office speaks.
    """

    now: datetime
    is_clock_right: bool
    whole: Office
    office: Office
    screens: Screens
    guests_until: datetime | None
    localizer: Localizer
    urls: PublicUrls

    @property
    def revision(self) -> int:
        """Of the state that all of this is."""
        return self.whole.revision

    @property
    def has_guests(self) -> bool:
        """Whether guests are in the house."""
        return self.guests_until is not None

    def for_everybody(self, office: Office) -> Office:
        """Another office, a cycle's, as everybody may see it."""
        return redacted_office(office) if self.has_guests else office
