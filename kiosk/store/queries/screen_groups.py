"""Groups of screens: the screens of a group have equal settings, written in one transaction."""

import sqlite3
from dataclasses import replace

from kiosk.errors import NotFound
from kiosk.okr.screen_groups import (
    ScreenGroup,
    find_group,
    screen_group,
    validated_group,
    with_settings_of_group,
)
from kiosk.okr.screens import Screen
from kiosk.store.queries.screens import screens, set_screen


def save_screen(db: sqlite3.Connection, screen: Screen) -> None:
    """Write a screen's settings. In a group with other screens it takes the group's."""
    others = [s for name, s in screens(db).by_name.items() if name != screen.name]
    group = find_group(others, screen.group) if screen.group else None
    set_screen(db, with_settings_of_group(screen, group) if group else screen)


def group_of(db: sqlite3.Connection, name: str) -> ScreenGroup:
    """The group that a screen is in; a screen in none is read as a group without a name, of itself
    alone."""
    known = screens(db)
    own = known.of(name)
    found = find_group(known.by_name.values(), own.group) if own.group else None
    return found or screen_group("", [name], own)


def save_group(db: sqlite3.Connection, name: str, group: ScreenGroup) -> None:
    """Write a group's name, screens and settings in place of the group of the screen `name`.
    Screens that are no longer in it keep their settings.

    :raises ValidationError: the name is missing, too long or another group's, or no screen is left.
    """
    known, before = screens(db), group_of(db, name)
    group = validated_group(group, before, known.by_name.values())
    for left in set(before.screens) - set(group.screens):
        _write(db, known.of(left), replace(known.of(left), group=""))
    for member in group.screens:
        _write(db, known.of(member), with_settings_of_group(known.of(member), group))


def dissolve_group(db: sqlite3.Connection, name: str) -> None:
    """End the group of a screen. Its screens keep their settings.

    :raises NotFound: the screen is in no group.
    """
    group, known = group_of(db, name), screens(db)
    if not group.name:
        raise NotFound("There is no such group (any more)")
    for member in group.screens:
        _write(db, known.of(member), replace(known.of(member), group=""))


def _write(db: sqlite3.Connection, before: Screen, after: Screen) -> None:
    if before != after:
        set_screen(db, after)
