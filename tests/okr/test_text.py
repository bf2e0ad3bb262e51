"""A line of text has something in it to see, and nothing that could not be read."""

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.text import (
    is_visible,
    paragraphs,
    validated_line,
    validated_paragraphs,
    wants_short_title,
)

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


def test_paragraphs_and_lines_are_kept_and_the_rest_is_tidied() -> None:
    typed = "  What  it means.\r\nAnd how.\n\n\n\n\u202eHow it is\tmeasured.\n \n"
    read = validated_paragraphs("description", typed, 60)
    assert read == "What it means.\nAnd how.\n\nHow it is measured."
    assert paragraphs(read) == ("What it means.\nAnd how.", "How it is measured.")
    assert validated_paragraphs("description", " \n \u200b \n", 60) == ""
    assert paragraphs("") == ()


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    with pytest.raises(ValidationError) as refused:
        validated_paragraphs("description", "x" * 61, 60)
    assert refused.value.values == {"length": 61, "most": 60}
    with pytest.raises(ValidationError, match="could not be read"):
        validated_paragraphs("description", "a\nb\ufffd", 60)


def test_a_new_long_title_wants_a_short_one() -> None:
    long = "x" * 141
    assert wants_short_title(long, "")
    assert not wants_short_title(long, "short")
    assert not wants_short_title(long, "", before=long)
    assert not wants_short_title("x" * 140, "")
