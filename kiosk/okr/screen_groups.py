"""Groups of screens, such as "All kitchens": what one of them shows, all of them show.

Every screen of a group has the group's settings as its own, so leaving a group changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time
from itertools import groupby

from kiosk.errors import ValidationError
from kiosk.okr.screens import PageKindSetting, Screen, Theme
from kiosk.okr.text import NAME_LENGTH, validated_line

SHARED = (
    *("theme", "light_from", "light_to", "dim_from", "dim_to"),
    *("timezone", "language", "teams", "dwell", "pages"),
)
"""The settings that the screens of a group share: what they show, and when."""

OF_THE_DISPLAY = ("diagonal", "distance", "rotation", "margins", "low_power")
"""The settings that depend on the display and on where it hangs."""


@dataclass(frozen=True, slots=True)
class ScreenGroup:
    """A group with its settings, those of its first screen.

    :ivar screens: the names of its screens, in order.
    """

    name: str
    screens: tuple[str, ...]
    theme: Theme
    light_from: time
    light_to: time
    dim_from: time | None
    dim_to: time | None
    timezone: str
    language: str
    teams: tuple[str, ...]
    dwell: int
    pages: tuple[PageKindSetting, ...]


def screen_group(name: str, screens: Iterable[str], settings: Screen) -> ScreenGroup:
    """A group with the shared settings of a screen."""
    shared = {field: getattr(settings, field) for field in SHARED}
    return ScreenGroup(name=name, screens=tuple(sorted(screens)), **shared)


def screen_groups(screens: Iterable[Screen]) -> tuple[ScreenGroup, ...]:
    """Every group, by name; names that differ only in case are one."""
    found = sorted((s for s in screens if s.group), key=lambda s: (_key(s.group), s.name))
    by_name = [list(members) for _, members in groupby(found, key=lambda s: _key(s.group))]
    return tuple(
        screen_group(members[0].group, [s.name for s in members], members[0]) for members in by_name
    )


def find_group(screens: Iterable[Screen], name: str) -> ScreenGroup | None:
    """The group with this name, in whatever case; None if there is none."""
    return next((g for g in screen_groups(screens) if _key(g.name) == _key(name)), None)


def with_shared(screen: Screen, of: Screen | ScreenGroup) -> Screen:
    """A screen that shows what another one or a group shows."""
    return replace(screen, **{field: getattr(of, field) for field in SHARED})


def with_settings_of_group(screen: Screen, group: ScreenGroup) -> Screen:
    """A screen as a member of a group; what depends on the display stays."""
    return replace(with_shared(screen, group), group=group.name)


def same_as(screen: Screen, other: Screen) -> Screen:
    """A screen with every setting of another one, its group included; name and place stay."""
    copied = {field: getattr(other, field) for field in (*SHARED, *OF_THE_DISPLAY, "group")}
    return replace(screen, **copied)


def _key(name: str) -> str:
    return name.casefold()


def validated_group(
    group: ScreenGroup, before: ScreenGroup, known: Iterable[Screen]
) -> ScreenGroup:
    """The group as it will be written.

    :param before: the group that it replaces.
    :param known: all screens.
    :raises ValidationError: the name is missing, too long or another group's, or it has no screen.
    """
    name = validated_line("group", group.name, NAME_LENGTH)
    same_name = find_group(known, name)
    if same_name is not None and same_name.name != before.name:
        raise ValidationError(
            "group", "There is already a group “%(name)s”. Choose another name", name=name
        )
    if not group.screens:
        raise ValidationError("screens", "Choose at least one screen")
    return replace(group, name=name)
