import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.okr.title_spelling import is_spelling_correction

WORDS = st.text(alphabet=string.ascii_letters + "äöüßéñ", min_size=1, max_size=12)
TITLES = st.lists(WORDS, min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Recieve every message", "Receive every message"),
        ("Median delivry time", "Median delivery time"),
        ("Custommmers stay", "Customers stay"),
        ("Kundenzufridenheit steigt", "Kundenzufriedenheit steigt"),
        ("teh first answer", "the first answer"),
        ("Every Customer knows us", "Every customer knows us"),
        ("Café Munster opens", "Café Münster opens"),
        ("Answer within 10 mintes", "Answer within 10 minutes"),
    ],
)
def test_a_slip_within_one_word_is_spelling(before, after):
    assert is_spelling_correction(before, after)
    assert is_spelling_correction(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Digits and signs.
        ("Answer within 10 minutes", "Answer within 12 minutes"),
        ("Reach 40k visits", "Reach 40M visits"),
        ("Grow by +5", "Grow by -5"),
        ("Ten percent", "Ten percent."),
        ("Version ² is out", "Version ³ is out"),
        # Negations, numbers in words, opposites.
        ("We do not ship on Friday", "We do now ship on Friday"),
        ("Kein Ausfall", "Mein Ausfall"),
        ("Wir sind nicht allein", "Wir sind nichts allein"),
        ("Customers are happy", "Customers are unhappy"),
        ("Increase the cost", "Decrease the cost"),
        ("Typical answers", "Atypical answers"),
        ("Legal advice", "Illegal advice"),
        ("Import the data", "Export the data"),
        ("Das ist möglich", "Das ist unmöglich"),
        ("Seven teams", "Eleven teams"),
        ("A million users", "A billion users"),
        ("More meetings", "Mere meetings"),
        ("We can't wait", "We cant wait"),
        ("Wir können das", "Wir könnten es"),
        # Other words, and more or fewer of them.
        ("Grow revenue", "Shrink revenue"),
        ("Every customer", "Each customer"),
        ("In ms", "In s"),
        ("Min delay", "Max delay"),
        ("Two words", "Twowords"),
        ("Same words", "Same words"),
        ("Recieve evry message", "Receive every message"),
    ],
)
def test_what_may_say_something_else_is_none(before, after):
    assert not is_spelling_correction(before, after)
    assert not is_spelling_correction(after, before)


@given(TITLES, st.data())
def test_spelling_changes_letters_of_one_word_and_nothing_else(words, data):
    other = [*words]
    for number in data.draw(st.lists(st.integers(0, len(words) - 1), max_size=3)):
        at = data.draw(st.integers(0, len(other[number])))
        letter = data.draw(st.sampled_from(" abcxyzä7-"))
        other[number] = other[number][:at] + letter + other[number][at + 1 :]
    before, after = " ".join(words), " ".join(other)

    if is_spelling_correction(before, after):
        split = after.split()
        assert len(words) == len(split)
        assert sum(a != b for a, b in zip(words, split, strict=True)) == 1
        assert sum(c.isalpha() for c in after) >= len(after.replace(" ", "")), "only letters"
        assert is_spelling_correction(after, before)


@given(TITLES, st.data())
def test_no_digit_or_sign_is_ever_spelling(words, data):
    number = data.draw(st.integers(0, len(words) - 1))
    at = data.draw(st.integers(0, len(words[number])))
    sign = data.draw(st.sampled_from([*"0123456789+-−%€$.,/<>=²½"]))
    word = words[number]
    changed = [*words]
    changed[number] = word[:at] + sign + word[at:]

    assert not is_spelling_correction(" ".join(words), " ".join(changed))
    with_sign = [*changed]
    with_sign[number] = changed[number].replace(sign, "7" if sign != "7" else "8")
    assert not is_spelling_correction(" ".join(changed), " ".join(with_sign))


@given(TITLES, st.sampled_from(["not", "no", "never", "nicht", "kein", "keine", "ohne"]), WORDS)
def test_a_negation_never_comes_or_goes_as_spelling(words, negation, other):
    assume(other.casefold() != negation)
    assert not is_spelling_correction(" ".join([*words, negation]), " ".join([*words, other]))
    assert not is_spelling_correction(" ".join([*words, other]), " ".join([*words, negation]))
    assert not is_spelling_correction(" ".join(words), " ".join([negation, *words]))


@given(TITLES, st.data())
def test_two_neighbours_swapped_in_a_long_word_are_spelling(words, data):
    word = data.draw(st.text(alphabet="bcdghkmopqrstw", min_size=7, max_size=12))
    at = data.draw(st.integers(3, len(word) - 2))
    assume(word[at] != word[at + 1])
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assume(not word.endswith(("los", "less")) and not swapped.endswith(("los", "less")))
    assume(not word.startswith(("dis", "mis", "de")))

    assert is_spelling_correction(" ".join([*words, word]), " ".join([*words, swapped]))
