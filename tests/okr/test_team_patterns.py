from kiosk.okr.model import Team
from kiosk.okr.team_patterns import PATTERNS, with_patterns


def patterns(*colors: str) -> list[int]:
    teams = [Team(f"T{at:03}", f"t{at}", f"Team {at}", False, c) for at, c in enumerate(colors)]
    return [team.pattern for team in with_patterns(teams)]


def test_teams_with_a_colour_of_their_own_are_solid():
    assert patterns("neutral", "sky", "orange") == [0, 0, 0]


def test_teams_that_share_a_colour_get_different_patterns():
    assert patterns("sky", "orange", "sky", "sky", "orange") == [0, 0, 1, 2, 1]


def test_patterns_repeat_when_there_are_no_more():
    assert patterns(*["sky"] * (PATTERNS + 1)) == [*range(PATTERNS), 0]
