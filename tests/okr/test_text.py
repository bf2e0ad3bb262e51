"""A line of text has something in it to see, and nothing that could not be read."""

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.text import is_visible, validated_line

NOTHING_TO_SEE = list("\u200b\u2060\u00ad\U000e0041\u3164\u115f\u2800\ufeff")


@pytest.mark.parametrize("text", NOTHING_TO_SEE, ids=ascii)
def test_a_name_of_nothing_is_empty(text: str) -> None:
    assert not is_visible(text)
    with pytest.raises(ValidationError) as refused:
        validated_line("name", text * 3, 60)
    assert refused.value.field == "name"
    assert validated_line("owner", text, 60, needed=False) == ""


@pytest.mark.parametrize("text", ["a", "7", "é", "東京", "فريق", "🎉", "👩\u200d💻", "—", "한"])
def test_a_letter_a_figure_or_a_sign_is_something(text: str) -> None:
    assert validated_line("name", text, 60) == text


def test_a_character_that_could_not_be_read_is_typed_again() -> None:
    with pytest.raises(ValidationError, match="could not be read") as refused:
        validated_line("title", "Ab\ufffdd", 60)
    assert refused.value.field == "title"
