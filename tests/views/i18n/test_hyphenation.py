import pytest

from kiosk.views.i18n.hyphenation import LONG, SOFT_HYPHEN, breakable


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Every message arrives",
        "a" * (LONG - 1),
        "世界中のどの地域にいる開発者であっても",
        "K7Q2" * 8,
    ],
)
def test_what_is_short_or_has_no_syllables_stays_as_it_is(text: str):
    assert breakable(text) == text


def test_a_compound_may_be_parted_between_its_syllables():
    word = "Kundenunterstützungsbereitschaftsdienstes"
    parts = breakable(word).split(SOFT_HYPHEN)
    assert "".join(parts) == word
    assert "reit" in parts
    assert "schafts" in parts
    assert max(map(len, parts)) < LONG


def test_nothing_shorter_than_three_letters_is_alone_at_an_end():
    parts = breakable("Verbindungswiederherstellungslogik").split(SOFT_HYPHEN)
    assert len(parts[0]) >= 3
    assert len(parts[-1]) >= 3
