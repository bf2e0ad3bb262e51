"""The phone pages of everybody: a topic each, made of the office alone."""

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
    """A page that says when it looks different though nobody saves."""

    @property
    def changes_at(self) -> datetime:
        """That moment, aware."""
        ...


WHOLE_PAGES: Mapping[str, tuple[str, Callable[[Localizer, Office, datetime, PublicUrls], Page]]] = {
    "all": ("phone/_all.html", phone_all_page),
    "week": ("phone/_week.html", week_page),
    "alignment": ("phone/_alignment.html", alignment_page),
    "meetings": ("phone/_meetings.html", meetings_page),
}
"""By topic: the template, and what makes its view."""

# What stands around the part that is pushed has to follow it into another language: static/js/
# language.js looks for this.
_LANGUAGE = '\n<i data-language="{}" hidden></i>'


def page_content(
    localizer: Localizer,
    template: str,
    office: Office,
    changes_at: datetime | None,
    **context: object,
) -> Content:
    """The part of a page that is pushed; it says in which language it is."""
    html = render(template, localizer, **context) + _LANGUAGE.format(localizer.language)
    return Content(html, office.revision, changes_at)


def whole_page(sight: Snapshot, topic: str) -> Content:
    """The present state of one of these."""
    template, view = WHOLE_PAGES[topic]
    page = view(sight.localizer, sight.office, sight.now, sight.urls)
    return page_content(sight.localizer, template, sight.office, page.changes_at, page=page)
