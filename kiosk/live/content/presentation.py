"""Which walls follow a presentation, and what they show of it."""

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
    """What is presented at a moment (aware); None once its end has come."""
    found = office.presentation
    return found if is_running(found, now) else None


def presented_office(
    store: Store, office: Office, number: int, now: datetime, seal: Callable[[Office], Office]
) -> Office | None:
    """The office that holds a cycle: as it is, or of a draft or a closed one an office of its own.

    :param seal: what hides from guests what is confidential.
    """
    if any(cycle.id == number for cycle in office.cycles):
        return office
    try:
        return seal(store.cycles.office(number, now))
    except NotFound:
        return None


def presentation_content(
    localizer: Localizer, office: Office, told: Presentation, now: datetime, places: PublicUrls
) -> Content:
    """A wall at the step that a presentation has come to."""
    view = presentation_view(localizer, office, told, now, places)
    return Content(wall_html(localizer, view), office.revision, view.changes_at)


def awaited_content(
    localizer: Localizer, office: Office, now: datetime, places: PublicUrls
) -> Content:
    """The projector's wall before somebody begins: the next state it is sent is the first step."""
    view = pending_presentation_view(localizer, office, now, places)
    return Content(wall_html(localizer, view), office.revision, view.changes_at)
