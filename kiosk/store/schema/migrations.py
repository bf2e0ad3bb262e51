"""The steps a database has come through, oldest first, by sqlite-utils' Migrations.

A step that has been released is never edited; a new one is added below it, and its name goes
into schema.LAST_MIGRATION. Triggers are no step: they are made again after every one.
"""

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from kiosk.store.schema.m0001_tables import TABLES
from kiosk.store.schema.m0002_screens import SCREENS
from kiosk.store.schema.m0003_office_practices import CULTURE
from kiosk.store.schema.m0004_team_names_at_closing import CLOSING
from kiosk.store.schema.m0005_check_in_corrections import CORRECTIONS
from kiosk.store.schema.m0006_moves_and_archive import STRUCTURE
from kiosk.store.schema.m0007_users_in_several_teams import PEOPLE
from kiosk.store.schema.m0008_write_probe import PROBE
from kiosk.store.schema.m0009_unit_conversions import UNITS

migrations = Migrations("kiosk")


@migrations()
def first_tables(db: Database) -> None:
    """Every table of the first release."""
    for statement in statements(TABLES):
        db.conn.execute(statement)


@migrations()
def screens(db: Database) -> None:
    """What each screen was set to and told, and which there are."""
    for statement in statements(SCREENS):
        db.conn.execute(statement)


@migrations()
def culture(db: Database) -> None:
    """Customs, grades, meetings, the survey, invitations and the journal of every change."""
    for statement in statements(CULTURE):
        db.conn.execute(statement)


@migrations()
def closing(db: Database) -> None:
    """What teams were called and coloured when a cycle was closed."""
    for statement in statements(CLOSING):
        db.conn.execute(statement)


@migrations()
def corrections(db: Database) -> None:
    """Check-ins that correct others, and those that bring back what was taken back."""
    for statement in statements(CORRECTIONS):
        db.conn.execute(statement)


@migrations()
def structure(db: Database) -> None:
    """What was archived with its team, and where objectives and key results came from."""
    for statement in statements(STRUCTURE):
        db.conn.execute(statement)


@migrations()
def people(db: Database) -> None:
    """People in several teams, and links to set a new password."""
    for statement in statements(PEOPLE):
        db.conn.execute(statement)


@migrations()
def probe(db: Database) -> None:
    """What the server writes to know whether anything can be saved."""
    for statement in statements(PROBE):
        db.conn.execute(statement)


@migrations()
def units(db: Database) -> None:
    """By what values are converted where a unit was changed."""
    for statement in statements(UNITS):
        db.conn.execute(statement)


def statements(script: str) -> list[str]:
    """The statements of a script one by one: executescript() would commit in between."""
    found, part = [], ""
    for line in script.splitlines():
        part += line + "\n"
        if sqlite3.complete_statement(part) and part.strip():
            found.append(part.strip())
            part = ""
    return found


def apply(connection: sqlite3.Connection) -> None:
    """Apply what is pending, inside the transaction that the connection has begun."""
    migrations.apply(Database(connection))
