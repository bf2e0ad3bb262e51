"""Reading teams: as they are called today, or as they were when a cycle was closed."""

import sqlite3

from kiosk.okr.model import Cycle, Team


def team_of(row: sqlite3.Row) -> Team:
    """The team in a row."""
    return Team(row["code"], row["slug"], row["name"], bool(row["is_company"]), row["color"])


def read_teams(db: sqlite3.Connection, only: Cycle | None) -> tuple[Team, ...]:
    """The teams there are; of one cycle, those as well that had objectives in it, and of a closed
    one as they were called then."""
    rows = db.execute(
        "SELECT t.code, t.slug, coalesce(c.name, t.name) AS name, t.is_company,"
        " coalesce(c.color, t.color) AS color FROM teams AS t"
        " LEFT JOIN teams_at_closing AS c ON c.cycle = :cycle AND c.team = t.code"
        " WHERE t.archived_at IS NULL"
        " OR t.code IN (SELECT team FROM objectives WHERE cycle = :cycle AND archived_at IS NULL)"
        " ORDER BY t.is_company DESC, coalesce(c.position, t.position), 3",
        {"cycle": None if only is None else only.id},
    )
    return tuple(map(team_of, rows))
