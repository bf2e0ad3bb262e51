"""For whom somebody may check in."""

from dataclasses import replace

import pytest

from kiosk.okr.model import Team
from kiosk.okr.permissions import may_check_in, own_teams
from tests.okr.factories import office

TEAMS = tuple(Team(code, code.lower(), code, False, "sky") for code in ("ENG", "MKT", "OPS"))


@pytest.mark.parametrize(
    ("own", "is_admin", "may"),
    [
        ((), False, "ENG MKT OPS"),
        (("ENG",), False, "ENG"),
        (("ENG", "OPS"), False, "ENG OPS"),
        (("ENG",), True, "ENG MKT OPS"),
        # A team that is archived keeps nobody out.
        (("GONE",), False, "ENG MKT OPS"),
        (("GONE", "MKT"), False, "MKT"),
    ],
)
def test_members_check_in_for_their_teams_and_everybody_else_for_all(own, is_admin, may):
    whole = replace(office(), teams=TEAMS)
    found = [t.code for t in TEAMS if may_check_in(whole, t.code, own, is_admin=is_admin)]
    assert found == may.split()


def test_one_s_teams_come_in_the_office_s_order():
    mine = own_teams(replace(office(), teams=TEAMS), ("OPS", "ENG"))
    assert [team.code for team in mine] == ["ENG", "OPS"]
