"""The phone pages that are rendered from the office alone, one topic each."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from kiosk.live.content.snapshot import Snapshot
from kiosk.live.topics import Content
from kiosk.okr.model import Office
from kiosk.views.common.alignment import alignment_page
from kiosk.views.common.meetings import meetings_page
from kiosk.views.common.week import week_page
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.phone.pages import phone_all_page
from kiosk.views.render import render
from kiosk.views.urls import PublicUrls


class Page(Protocol):
    """A page that changes at a known time without a save."""

    @property
    def changes_at(self) -> datetime:
        """That time, aware."""
        ...


WHOLE_PAGES: Mapping[str, tuple[str, Callable[[Localizer, Office, datetime, PublicUrls], Page]]] = {
    "all": ("phone/_all.html", phone_all_page),
    "week": ("phone/_week.html", week_page),
    "alignment": ("phone/_alignment.html", alignment_page),
    "meetings": ("phone/_meetings.html", meetings_page),
}
"""The template and the view function of each topic."""

# The rest of the page has to follow when the office's language changes: language_change.js in
# static/js/shared looks for this element.
_LANGUAGE = '\n<i data-language="{}" hidden></i>'


def page_content(
    localizer: Localizer,
    template: str,
    office: Office,
    changes_at: datetime | None,
    **context: object,
) -> Content:
    """The pushed fragment of a page, marked with its language."""
    html = render(template, localizer, **context) + _LANGUAGE.format(localizer.language)
    return Content(html, office.revision, changes_at)


def whole_page(snapshot: Snapshot, topic: str) -> Content:
    """The content of one of the WHOLE_PAGES."""
    template, view = WHOLE_PAGES[topic]
    page = view(snapshot.localizer, snapshot.office, snapshot.now, snapshot.urls)
    return page_content(snapshot.localizer, template, snapshot.office, page.changes_at, page=page)
