"""A line of text has something in it to see, and nothing that could not be read."""

import pytest

from kiosk.errors import Refused
from kiosk.okr.texts import is_visible, line

NOTHING_TO_SEE = list("\u200b\u2060\u00ad\U000e0041\u3164\u115f\u2800\ufeff")


@pytest.mark.parametrize("text", NOTHING_TO_SEE, ids=ascii)
def test_a_name_of_nothing_is_empty(text: str) -> None:
    assert not is_visible(text)
    with pytest.raises(Refused) as refused:
        line("name", text * 3, 60)
    assert refused.value.field == "name"
    assert line("owner", text, 60, needed=False) == ""


@pytest.mark.parametrize("text", ["a", "7", "é", "東京", "فريق", "🎉", "👩\u200d💻", "—", "한"])
def test_a_letter_a_figure_or_a_sign_is_something(text: str) -> None:
    assert line("name", text, 60) == text


def test_a_character_that_could_not_be_read_is_typed_again() -> None:
    with pytest.raises(Refused, match="could not be read") as refused:
        line("title", "Ab\ufffdd", 60)
    assert refused.value.field == "title"
