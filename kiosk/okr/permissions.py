"""For which teams somebody may check in: members of teams for these, everybody else for all."""

from collections.abc import Collection

from kiosk.okr.model import Office, Team


def own_teams(office: Office, codes: Collection[str]) -> tuple[Team, ...]:
    """The teams somebody belongs to, without archived ones, which must not restrict anybody."""
    return tuple(team for team in office.teams if team.code in codes)


def may_check_in(
    office: Office, objective_team: str, own: Collection[str], *, is_admin: bool
) -> bool:
    """Whether a member of the teams `own` (empty: none) may check in for a team's objective."""
    own_team = own_teams(office, own)
    return is_admin or not own_team or objective_team in {team.code for team in own_team}
