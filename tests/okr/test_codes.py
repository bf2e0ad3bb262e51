import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.okr.codes import ALPHABET, is_code, new_code, normal_code


@pytest.mark.parametrize("text", ["k7q2", "K7Q2", " k7-q2 "])
def test_a_code_is_read_however_it_is_written(text: str) -> None:
    assert normal_code(text) == "K7Q2"


def test_letters_that_are_no_part_of_a_code_are_read_as_what_they_look_like() -> None:
    assert normal_code("ilo0") == "1100"


@pytest.mark.parametrize("text", ["", "K7Q", "K7Q2AA", "K7QU", "k7q2", "K7Q-"])
def test_what_is_no_stored_code(text: str) -> None:
    assert not is_code(text)


@given(st.sets(st.text(ALPHABET, min_size=4, max_size=4)))
def test_a_new_code_is_one_that_nobody_has(taken: set[str]) -> None:
    code = new_code(taken)
    assert is_code(code)
    assert code not in taken
    assert normal_code(code.lower()) == code
    assert not code.isdigit()
