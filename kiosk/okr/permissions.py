"""For whom somebody checks in: a member of teams for those teams, everybody else for all."""

from collections.abc import Collection

from kiosk.okr.model import Office, Team


def own_teams(office: Office, codes: Collection[str]) -> tuple[Team, ...]:
    """The teams somebody is in, without those that were archived: nobody is kept out by one."""
    return tuple(team for team in office.teams if team.code in codes)


def may_check_in(
    office: Office, objective_team: str, own: Collection[str], *, is_admin: bool
) -> bool:
    """Whether somebody of the teams `own` (none: of no team) may check in for a team's
    objective."""
    mine = own_teams(office, own)
    return is_admin or not mine or objective_team in {team.code for team in mine}
