import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.okr.alignment_reason import joined_because, without_because


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("Because the guests like it.", "the guests like it."),
        ("Weil die Gäste es mögen.", "die Gäste es mögen."),
        ("because Because: the guests like it", "the guests like it"),
        ("WEIL, die Gäste es mögen", "die Gäste es mögen"),
        ("because … they asked for it!", "they asked for it!"),
        ("Because ... they asked for it", "they asked for it"),
        ("The guests like it.", "the guests like it."),
        ("We promised it", "we promised it"),
        # Names, nouns and abbreviations keep what they are, and so does German.
        ("Because Anna asked for it.", "Anna asked for it."),
        ("Because The Hague office opens", "The Hague office opens"),
        ("Weil Kunden es wollen", "Kunden es wollen"),
        ("Weil IT es braucht.", "IT es braucht."),
        ("Die Gäste mögen es.", "Die Gäste mögen es."),
        ("A/B tests told us so", "A/B tests told us so"),
        # Words that only begin alike.
        ("Weile haben ist gut", "Weile haben ist gut"),
        ("because of the noise", "of the noise"),
    ],
)
def test_a_reason_reads_behind_because_as_one_sentence(typed, joined):
    assert joined_because(typed) == joined


REASONS = st.text().filter(lambda text: text[:1] not in {*" ,:;…."} and text[:1].isprintable())


@given(REASONS, st.sampled_from(["because", "Because,", "WEIL", "weil:"]), st.integers(0, 3))
def test_no_reason_begins_with_the_word_the_page_says_itself(rest, word, times):
    kept = without_because(f"{word} " * times + rest)

    assert kept == without_because(rest)
    assert without_because(kept) == kept


@given(REASONS)
def test_joining_changes_nothing_but_the_word_and_the_first_letter(text):
    joined, kept = joined_because(text), without_because(text)

    assert joined[1:] == kept[1:]
    assert joined[:1].casefold() == kept[:1].casefold()
