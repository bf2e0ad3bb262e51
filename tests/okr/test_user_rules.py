"""The rules for users and tokens, without a database."""

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.user_rules import (
    TOKEN_PERMISSIONS,
    refuse_demotion,
    refuse_removal,
    refuse_second_setup,
    validated_token_name,
    validated_user_name,
)


def test_a_name_that_is_taken_is_refused_in_the_spelling_it_would_be_saved_in():
    assert validated_user_name(" Mia  Berg ", lambda name: name != "Mia Berg") == "Mia Berg"
    with pytest.raises(ValidationError, match="“Mia Berg” is already taken"):
        validated_user_name(" Mia  Berg ", lambda name: name == "Mia Berg")


@pytest.mark.parametrize("refuse", [refuse_removal, refuse_demotion])
def test_an_admin_always_remains(refuse):
    refuse("Mia", is_only_admin=False)
    with pytest.raises(ValidationError, match="“Mia” is the only admin"):
        refuse("Mia", is_only_admin=True)


def test_the_first_admin_is_set_up_once():
    refuse_second_setup(has_admin=False)
    with pytest.raises(ValidationError, match="already an admin"):
        refuse_second_setup(has_admin=True)


def test_a_token_has_a_name_of_its_own_and_a_permission():
    for permission in TOKEN_PERMISSIONS:
        assert validated_token_name("Wiki", permission, lambda name: False) == "Wiki"
    with pytest.raises(ValidationError, match="read or check-in"):
        validated_token_name("Wiki", "write", lambda name: False)
    with pytest.raises(ValidationError, match="already a token"):
        validated_token_name("Wiki", "read", lambda name: True)
