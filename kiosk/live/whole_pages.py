"""The phone pages of everybody: a topic each, made of the office alone."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from kiosk.okr.model import Office
from kiosk.views.addresses import Places
from kiosk.views.alignment import alignment_page
from kiosk.views.meetings import meetings_page
from kiosk.views.phone import all_page
from kiosk.views.week import week_page
from kiosk.views.words import Words


class Page(Protocol):
    """A page that says when it looks different though nobody saves."""

    @property
    def changes_at(self) -> datetime:
        """That moment, aware."""
        ...


WHOLE_PAGES: Mapping[str, tuple[str, Callable[[Words, Office, datetime, Places], Page]]] = {
    "all": ("phone/_all.html", all_page),
    "week": ("phone/_week.html", week_page),
    "alignment": ("phone/_alignment.html", alignment_page),
    "meetings": ("phone/_meetings.html", meetings_page),
}
"""By topic: the template, and what makes its view."""
