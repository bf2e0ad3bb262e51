"""Teams: read, add, edit; and the office's name, which is the company's unless it was set."""

import sqlite3

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Cycle, Team
from kiosk.okr.team_patterns import with_patterns
from kiosk.okr.team_rules import (
    is_same_name,
    refuse_known_team,
    refuse_second_company,
    refuse_taken_slug,
    team_slug,
)
from kiosk.okr.text import NAME_LENGTH, validated_line
from kiosk.store.queries.codes import fresh_code


def team_of(row: sqlite3.Row) -> Team:
    """The team in a row."""
    return Team(row["code"], row["slug"], row["name"], bool(row["is_company"]), row["color"])


def read_teams(db: sqlite3.Connection, only: Cycle | None) -> tuple[Team, ...]:
    """The current teams. For one cycle, also those that had objectives in it; for a closed one,
    with the names they had then."""
    rows = db.execute(
        "SELECT t.code, t.slug, coalesce(c.name, t.name) AS name, t.is_company,"
        " coalesce(c.color, t.color) AS color FROM teams AS t"
        " LEFT JOIN teams_at_closing AS c ON c.cycle = :cycle AND c.team = t.code"
        " WHERE t.archived_at IS NULL"
        " OR t.code IN (SELECT team FROM objectives WHERE cycle = :cycle AND archived_at IS NULL)"
        " ORDER BY t.is_company DESC, coalesce(c.position, t.position), 3",
        {"cycle": None if only is None else only.id},
    )
    return with_patterns(map(team_of, rows))


def name_office(db: sqlite3.Connection, name: str) -> None:
    """Set the office's name."""
    plain = validated_line("name", name, NAME_LENGTH, needed=False)
    db.execute("UPDATE office SET name = ?", (plain,))


def rename_office(db: sqlite3.Connection, name: str) -> None:
    """Change the office's name, and the company's with it if both were the same."""
    plain = validated_line("office_name", name, NAME_LENGTH, needed=False)
    before = db.execute("SELECT name FROM office").fetchone()["name"]
    company = db.execute("SELECT code, name FROM teams WHERE is_company").fetchone()
    if plain == before:
        return
    db.execute("UPDATE office SET name = ?", (plain,))
    if plain and company and company["name"] == before:
        try:
            _refuse_known_team(db, plain, company["code"])
        except ValidationError as error:
            raise ValidationError("office_name", error.message, **error.values) from None
        db.execute("UPDATE teams SET name = ? WHERE code = ?", (plain, company["code"]))


def add_team(db: sqlite3.Connection, name: str, slug: str, color: str, *, is_company: bool) -> Team:
    """Add the company or a team. Without a slug, it gets one from its name."""
    plain = validated_line("name", name, NAME_LENGTH)
    has_company = db.execute("SELECT 1 FROM teams WHERE is_company").fetchone() is not None
    refuse_second_company(is_company=is_company, has_company=has_company)
    code = fresh_code(db)
    stored_slug = team_slug(slug) or _slug_from_name(db, plain, code)
    if db.execute("SELECT 1 FROM teams WHERE slug = ?", (stored_slug,)).fetchone():
        if slug:
            refuse_taken_slug(stored_slug)
        # A renamed team keeps its slug, and its old name may be used again.
        stored_slug = f"{stored_slug}-{code.lower()}"
    db.execute(
        "INSERT INTO teams (code, slug, name, is_company, color, position) VALUES (?, ?, ?, ?, ?,"
        " (SELECT coalesce(max(position), 0) + 1 FROM teams))",
        (code, stored_slug, plain, int(is_company), color),
    )
    return team_of(db.execute("SELECT * FROM teams WHERE code = ?", (code,)).fetchone())


def bring_back_team(db: sqlite3.Connection, name: str) -> str | None:
    """Restore the archived team that has a name, without the objectives that were archived with it;
    its code, or None if there is none."""
    rows = db.execute("SELECT code, name FROM teams WHERE archived_at IS NOT NULL").fetchall()
    code: str | None = next((r["code"] for r in rows if is_same_name(r["name"], name)), None)
    if code is not None:
        db.execute("UPDATE teams SET archived_at = NULL WHERE code = ?", (code,))
        # From now on they stand in the archive by themselves.
        db.execute("UPDATE objectives SET archived_with = '' WHERE archived_with = ?", (code,))
    return code


def edit_team(db: sqlite3.Connection, code: str, name: str, color: str | None) -> Team:
    """Change a team's name and, unless None, its colour. Its slug stays, because its address may be
    printed."""
    stored = normal_code(code)
    row = db.execute(
        "SELECT * FROM teams WHERE code = ? AND archived_at IS NULL", (stored,)
    ).fetchone()
    if row is None:
        raise NotFound("There is no team %(code)s", code=code)
    plain = validated_line("name", name, NAME_LENGTH)
    if plain != row["name"]:
        _refuse_known_team(db, plain, stored)
    db.execute(
        "UPDATE teams SET name = ?, color = coalesce(?, color) WHERE code = ?",
        (plain, color, stored),
    )
    if row["is_company"]:  # Unless it was named otherwise, the office is called as the company.
        db.execute("UPDATE office SET name = ? WHERE name = ?", (plain, row["name"]))
    return team_of(db.execute("SELECT * FROM teams WHERE code = ?", (stored,)).fetchone())


def _slug_from_name(db: sqlite3.Connection, name: str, code: str) -> str:
    _refuse_known_team(db, name, code)
    # A name without Latin letters has no slug of its own.
    return team_slug(name) or code.lower()


def _refuse_known_team(db: sqlite3.Connection, name: str, code: str) -> None:
    others = db.execute("SELECT name, archived_at FROM teams WHERE code <> ?", (code,))
    refuse_known_team(name, ((row["name"], row["archived_at"] is not None) for row in others))
