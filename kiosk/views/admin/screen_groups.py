"""The form of a group of screens, and the fields of screens in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from kiosk.okr.model import Office
from kiosk.okr.screens import Margins, PageKindSetting, Screen
from kiosk.views.admin.screen_form import SharedFields, screen_title, shared_fields, themes
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.page_kinds import page_kind_names


@dataclass(frozen=True, slots=True)
class ScreenBox:
    """The box of a screen that may be in the group; `other_group` is the group that it would leave,
    "" for none."""

    name: str
    title: str
    place: str
    ticked: bool
    other_group: str


@dataclass(frozen=True, slots=True)
class ScreenGroupForm:
    """A group's form as submitted; `screen` is the screen whose address it has."""

    screen: str
    name: str
    given: Mapping[str, str]
    boxes: tuple[ScreenBox, ...]
    shared: SharedFields


def screen_group_form(
    localizer: Localizer,
    office: Office,
    screen: Screen,
    given: Mapping[str, str],
    teams: Collection[str],
    ticked: Collection[str],
    screens: Sequence[Screen],
) -> ScreenGroupForm:
    """The form.

    :param screen: one of its screens, with the settings of the group.
    :param given: the fields' texts. :param teams: the ticked teams.
    :param ticked: the names of the ticked screens. :param screens: those to choose from.
    """
    return ScreenGroupForm(
        screen=screen.name,
        name=screen.group,
        given=given,
        boxes=tuple(
            ScreenBox(
                each.name,
                screen_title(each),
                each.place,
                each.name in ticked,
                each.group if each.group != screen.group else "",
            )
            for each in sorted(screens, key=lambda each: screen_title(each).casefold())
        ),
        shared=shared_fields(localizer, office, screen, given, teams),
    )


def screen_field_labels(localizer: Localizer) -> dict[str, str]:
    """The labels of a screen's and a group's fields."""
    _ = localizer.gettext
    return {
        "name": _("Name of the group"),
        "screens": _("Screens in this group"),
        "label": _("Name"),
        "place": _("Place"),
        "group": _("Group"),
        "diagonal": _("Diagonal in inches"),
        "distance": _("Viewing distance (m)"),
        "rotation": _("Rotate the picture"),
        "margins": _("Margins in pixels"),
        "low_power": _("Slow device: no animations"),
        "theme": localizer.pgettext("light or dark", "Theme"),
        "light_from": _("Light from"),
        "light_to": _("Light until"),
        "dim_from": _("Off from"),
        "dim_to": _("Off until"),
        "timezone": _("Time zone"),
        "language": _("Language and number format"),
        "teams": _("For these teams"),
        "dwell": _("Seconds per page"),
        "pages": _("Which pages, in which order"),
    }


def screen_field_text(localizer: Localizer, office: Office, field: str, value: object) -> str:
    """The value of a field in words; "" if it is empty."""
    match value:
        case time():
            return f"{value:%H:%M}"
        case Margins():
            return ", ".join(map(str, (value.top, value.right, value.bottom, value.left)))
        case tuple() if field == "pages":
            return _pages_text(localizer, value)
        case tuple():
            names = {team.slug: team.name for team in office.teams}
            return ", ".join(names.get(str(each), str(each)) for each in value)
    if field == "theme":
        return themes(localizer)[str(value)]
    return "" if value in (0, None) and not isinstance(value, bool) else str(value)


def _pages_text(localizer: Localizer, pages: tuple[PageKindSetting, ...]) -> str:
    names = page_kind_names(localizer)
    return ", ".join(names[each.kind] for each in pages if each.shown and each.kind in names)
