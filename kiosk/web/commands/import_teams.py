"""Which teams the names in imported files are, and which have to be created."""

from collections.abc import Sequence

from kiosk.errors import ValidationError
from kiosk.exchange.import_preview import team_names
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.okr.import_findings import FoundTeam
from kiosk.okr.import_plan import NewTeam
from kiosk.okr.model import TEAM_COLORS, Team
from kiosk.views.admin.okr_import import known_team


def import_teams(
    teams: Sequence[Team], sources: Sequence[UnderstoodSource], otherwise: str
) -> tuple[dict[str, str], tuple[NewTeam, ...], dict[str, str]]:
    """The codes of teams by their names in the source, the teams to create, and names by code."""
    codes: dict[str, str] = {}
    new: dict[str, NewTeam] = {}
    shown = {team.code: team.name for team in teams}
    company = next((team.code for team in teams if team.is_company), "")
    used = {team.color for team in teams}
    free = [color for color in TEAM_COLORS if color not in used and color != "neutral"] or ["sky"]
    said = {each.name.casefold(): each for source in sources for each in source.teams}
    for given in team_names(sources):
        name = given or otherwise
        code = known_team(teams, name) if name else company
        if not code and not name:
            raise ValidationError(
                "team", "Some objectives name no team. Say whose they are with --team"
            )
        if not code:
            code = f"new {name.casefold()}"
            about = said.get(name.casefold(), FoundTeam(name))
            is_company = about.is_company and not company
            is_free = about.color in TEAM_COLORS and about.color not in used
            color = about.color if is_free else free[len(new) % len(free)]
            new.setdefault(code, NewTeam(code, name, color, is_company))
            shown[code] = name
        codes[given.casefold()] = code
    return codes, tuple(new.values()), shown
