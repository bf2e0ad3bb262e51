import re

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.company_color import GROUNDS, contrast, parse_color
from kiosk.web.core import assets


@pytest.mark.parametrize("text", ["#b3471f", "B3471F", " #b3471f "])
def test_a_colour_that_both_themes_show_is_taken(text):
    assert parse_color("company_color", text) == "#b3471f"


def test_none_is_neutral():
    assert parse_color("company_color", " ") == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("red", "“red” is not a colour. Write it like #b3471f"),
        ("#3a0000", "“#3a0000” is too dark for dark walls. Choose a lighter one"),
        ("#ffd400", "“#ffd400” is too light for light walls. Choose a darker one"),
    ],
)
def test_one_that_a_wall_would_not_show_is_refused(text, sentence):
    with pytest.raises(ValidationError) as refused:
        parse_color("company_color", text)
    assert (refused.value.field, str(refused.value)) == ("company_color", sentence)


def test_the_grounds_are_those_of_the_walls():
    wall = assets.stylesheet("wall").text
    grounds = [
        re.findall(rf'data-theme="{theme}"\] {{[^}}]*--color-bg: (#\w+)', wall)[-1]
        for theme in ("dark", "light")
    ]
    assert tuple(grounds) == GROUNDS
    assert round(contrast("#000000", "#ffffff")) == 21
