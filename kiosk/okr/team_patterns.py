"""Patterns that tell teams of the same colour apart, where there are more teams than colours."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from kiosk.okr.model import Team

PATTERNS = 4
"""How many there are: solid, dashes, dots and two lines. A wall draws them on its band."""


def with_patterns(teams: Iterable[Team]) -> tuple[Team, ...]:
    """The teams, each with the number of a pattern: 0, which is solid, for the first team of a
    colour, 1 for the second. From the fifth of one colour on they repeat."""
    seen: Counter[str] = Counter()
    found = []
    for team in teams:
        found.append(replace(team, pattern=seen[team.color] % PATTERNS))
        seen[team.color] += 1
    return tuple(found)
