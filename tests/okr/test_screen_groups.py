"""The rules for groups of screens, without a database."""

from dataclasses import replace

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.screen_groups import screen_group, validated_group
from kiosk.okr.screens import Screen

KITCHEN = replace(Screen("kitchen"), group="Kitchens")
GROUP = screen_group("Kitchens", ["kitchen"], KITCHEN)


def test_a_group_has_a_name_of_its_own_in_one_line():
    other = screen_group("Halls", ["hall"], Screen("hall"))

    assert (
        validated_group(replace(other, name=" All  halls "), other, [KITCHEN]).name == "All halls"
    )
    assert validated_group(GROUP, GROUP, [KITCHEN]) == GROUP
    with pytest.raises(ValidationError, match="already a group “Kitchens”"):
        validated_group(replace(other, name="Kitchens"), other, [KITCHEN])


def test_a_group_has_one_screen_at_least():
    with pytest.raises(ValidationError, match="at least one screen"):
        validated_group(replace(GROUP, screens=()), GROUP, [KITCHEN])
