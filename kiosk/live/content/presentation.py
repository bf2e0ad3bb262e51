"""The content of walls during a presentation."""

from collections.abc import Callable
from datetime import datetime

from kiosk.errors import NotFound
from kiosk.live.topics import Content
from kiosk.okr.model import Office
from kiosk.okr.presentation import Presentation
from kiosk.okr.presentation_steps import is_running
from kiosk.store import Store
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.presentation import pending_presentation_view, presentation_view
from kiosk.views.wall.wall import wall_html


def current_presentation(office: Office, now: datetime) -> Presentation | None:
    """The presentation that is running at a time (aware), if any."""
    found = office.presentation
    return found if is_running(found, now) else None


def presented_office(
    store: Store, office: Office, number: int, now: datetime, redact: Callable[[Office], Office]
) -> Office | None:
    """The office that contains a cycle: the current one, or that of a draft or a closed cycle.

    :param redact: hides confidential data from guests.
    """
    if any(cycle.id == number for cycle in office.cycles):
        return office
    try:
        return redact(store.cycles.office(number, now))
    except NotFound:
        return None


def presentation_content(
    localizer: Localizer,
    office: Office,
    presentation: Presentation,
    now: datetime,
    urls: PublicUrls,
) -> Content:
    """A wall at the current step of a presentation."""
    view = presentation_view(localizer, office, presentation, now, urls)
    return Content(wall_html(localizer, view), office.revision, view.changes_at)


def awaited_content(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls
) -> Content:
    """The projector's wall before a presentation begins."""
    view = pending_presentation_view(localizer, office, now, urls)
    return Content(wall_html(localizer, view), office.revision, view.changes_at)
