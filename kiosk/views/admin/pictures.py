"""The page of pictures: those on the wall, and the form of one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.okr.model import Office
from kiosk.okr.pictures import ALT_LENGTH, TEXT_LENGTH, Picture, shown_pictures
from kiosk.okr.screens import Screen
from kiosk.store.queries.screens import Screens
from kiosk.views.admin.screen_form import screen_title
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import picture_path


@dataclass(frozen=True, slots=True)
class PictureItem:
    """A picture in the list, as the wall shows it: `is_beside`, with its text beside it; `until`
    and `screens` are sentences."""

    code: str
    path: str
    text: str
    alt: str
    is_beside: bool
    until: str
    screens: str


@dataclass(frozen=True, slots=True)
class PictureScreenBox:
    """The box of a screen that may show the picture."""

    name: str
    title: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class PictureForm:
    """A picture's form as submitted; `first` and `last` are the days to choose from."""

    given: Mapping[str, str]
    boxes: tuple[PictureScreenBox, ...]
    first: str
    last: str
    most_text: int = TEXT_LENGTH
    most_alt: int = ALT_LENGTH


def picture_items(
    localizer: Localizer, office: Office, screens: Screens, today: date
) -> tuple[PictureItem, ...]:
    """The pictures of today and later, by their last day."""
    shown = shown_pictures(office.pictures, today)
    return tuple(picture_item(localizer, picture, screens) for picture in shown)


def picture_item(localizer: Localizer, picture: Picture, screens: Screens) -> PictureItem:
    """One picture as the list shows it."""
    return PictureItem(
        code=picture.code,
        path=picture_path(picture.code, picture.digest),
        text=picture.text,
        alt=picture.alt,
        is_beside=picture.width <= 2 * picture.height,
        until=localizer.gettext("Until %(day)s") % {"day": localizer.long_day(picture.until)},
        screens=", ".join(screen_title(screens.of(name)) for name in picture.screens)
        or localizer.gettext("On all screens"),
    )


def screen_boxes(
    screens: Sequence[Screen], ticked: Collection[str]
) -> tuple[PictureScreenBox, ...]:
    """A box for each screen to choose from."""
    ordered = sorted(screens, key=lambda screen: screen_title(screen).casefold())
    return tuple(PictureScreenBox(s.name, screen_title(s), s.name in ticked) for s in ordered)


def picture_fields(picture: Picture) -> Mapping[str, str]:
    """A picture's fields as texts for the form."""
    return {"text": picture.text, "alt": picture.alt, "until": picture.until.isoformat()}
