"""For whom somebody checks in: a member of a team for that team, everybody else for all."""

from kiosk.okr.model import Office, Team


def own_team(office: Office, code: str) -> Team | None:
    """The team somebody is in, if it is there still; nobody is kept out by one put away."""
    return next((team for team in office.teams if code and team.code == code), None)


def may_check_in(office: Office, objective_team: str, own: str, *, is_admin: bool) -> bool:
    """Whether somebody of the team `own` ("" for none) may check in for another's objective."""
    mine = own_team(office, own)
    return is_admin or mine is None or mine.code == objective_team
