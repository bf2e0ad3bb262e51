"""A picture with a line of text as a page of the wall."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from kiosk.okr.dates import local_midnight
from kiosk.okr.model import Office
from kiosk.okr.pictures import Picture, shown_pictures
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import picture_path
from kiosk.views.wall.pages.base import SMALL_CACHE_SIZE, WallPage, wall_page
from kiosk.views.wall.pages.foot import CycleFoot, office_foot

PREFIX = "picture-"
"""Before a picture's code in the id of its page."""


@dataclass(frozen=True, slots=True)
class WallPicturePage:
    """A picture: its address, its size in pixels, its text. `shape` is upright (higher than wide),
    panorama (more than twice as wide as high) or wide."""

    company: str
    code: str
    text: str
    alt: str
    path: str
    width: int
    height: int
    shape: str
    cycle: CycleFoot | None


def picture_wall_pages(
    localizer: Localizer, office: Office, now: datetime, day: datetime
) -> list[WallPage]:
    """A page for each picture of the office's today.

    :param day: the last minute of the screen's day: pages do not change hourly.
    """
    company = office.company.name if office.company else office.name
    cycle = office_foot(localizer, office, day)
    shown = shown_pictures(office.pictures, localizer.office_today(now))
    return [_page(localizer, company, picture, cycle) for picture in shown]


def pictures_change_at(localizer: Localizer, office: Office, now: datetime) -> datetime | None:
    """When a picture's last day is over; None if none is shown."""
    shown = shown_pictures(office.pictures, localizer.office_today(now))
    first = min((picture.until for picture in shown), default=None)
    return local_midnight(first + timedelta(days=1), localizer.office_zone) if first else None


def _shape(picture: Picture) -> str:
    if picture.height > picture.width:
        return "upright"
    return "panorama" if picture.width > 2 * picture.height else "wide"


@lru_cache(maxsize=SMALL_CACHE_SIZE)
def _page(
    localizer: Localizer, company: str, picture: Picture, cycle: CycleFoot | None
) -> WallPage:
    view = WallPicturePage(
        company=company,
        code=picture.code,
        text=breakable(picture.text),
        alt=picture.alt,
        path=picture_path(picture.code, picture.digest),
        width=picture.width,
        height=picture.height,
        shape=_shape(picture),
        cycle=cycle,
    )
    return wall_page(localizer, f"{PREFIX}{picture.code}", "picture", view)
