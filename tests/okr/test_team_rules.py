"""The rules for teams, without a database."""

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.team_rules import (
    refuse_company_archive,
    refuse_known_team,
    refuse_second_company,
    team_slug,
)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Customer Success", "customer-success"), ("Größe & Maß", "grosse-mass"), ("営業", "")],
)
def test_a_slug_has_only_latin_letters_digits_and_hyphens(name, slug):
    assert team_slug(name) == slug


def test_names_that_differ_only_in_case_and_signs_are_the_same_team():
    refuse_known_team("Sales", [("Product", False), ("営業", False)])
    with pytest.raises(ValidationError, match="already a team"):
        refuse_known_team("SALES!", [("Sales", False)])
    with pytest.raises(ValidationError, match="archived team"):
        refuse_known_team("sales", [("Sales", True)])
    with pytest.raises(ValidationError, match="already a team"):
        refuse_known_team("営業", [("営業", False)])


def test_there_is_one_company_and_it_is_never_archived():
    refuse_second_company(is_company=False, has_company=True)
    refuse_second_company(is_company=True, has_company=False)
    with pytest.raises(ValidationError, match="already a company"):
        refuse_second_company(is_company=True, has_company=True)
    refuse_company_archive(is_company=False)
    with pytest.raises(ValidationError, match="stays"):
        refuse_company_archive(is_company=True)
