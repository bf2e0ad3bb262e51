"""JSON that cannot be read is refused with the place at which it breaks."""

import pytest

from kiosk.errors import ValidationError
from kiosk.exchange.reading.source import read_sources

OURS = '{"format": "okr-kiosk export", "cycles": '


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[{"title": "Grow"},\n {"title": Shrink}]', "from line 2, character 12 on"),
        ('{"objectives": [{"title": "Grow"', "from line 1, character 33 on"),
        ("[" * 20_000, "nested too deeply"),
        (OURS + "[", "from line 1, character"),
        (OURS + "3}", r"\$\.cycles is missing or wrong"),
        (OURS[: OURS.index(",")] + "}", "cycles is missing or wrong"),
    ],
)
def test_the_place_where_it_breaks_is_named(text: str, says: str):
    with pytest.raises(ValidationError, match=says):
        read_sources(text)
