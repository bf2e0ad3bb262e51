"""The migrations, oldest first, as sqlite-utils' Migrations.

A released migration is never edited. A new one is added at the end, and its name at the end of
MIGRATIONS in migrate.py. Triggers are not part of migrations: they are created after them.
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
from kiosk.store.schema.m0010_screen_groups import SCREEN_GROUPS
from kiosk.store.schema.m0011_pictures import PICTURES
from kiosk.store.schema.m0012_logo import LOGO
from kiosk.store.schema.m0013_due_dates import DUE_DATES
from kiosk.store.schema.m0014_titles_and_descriptions import TITLES
from kiosk.store.schema.m0018_imports import IMPORTS
from kiosk.store.schema.m0019_import_columns import IMPORT_COLUMNS
from kiosk.store.schema.m0023_import_grades import IMPORT_GRADES
from kiosk.store.schema.m0024_import_links import IMPORT_LINKS
from kiosk.store.schema.m0025_archived_cycles import ARCHIVED_CYCLES

migrations = Migrations("kiosk")


@migrations()
def first_tables(db: Database) -> None:
    """Every table of the first release."""
    for statement in statements(TABLES):
        db.conn.execute(statement)


@migrations()
def screens(db: Database) -> None:
    """Settings and commands of each screen, and when each was seen."""
    for statement in statements(SCREENS):
        db.conn.execute(statement)


@migrations()
def culture(db: Database) -> None:
    """Office settings, grades, meetings, the survey, invitations and the audit log."""
    for statement in statements(CULTURE):
        db.conn.execute(statement)


@migrations()
def closing(db: Database) -> None:
    """The teams' names and colours when a cycle was closed."""
    for statement in statements(CLOSING):
        db.conn.execute(statement)


@migrations()
def corrections(db: Database) -> None:
    """Corrections of check-ins, and redoing undone ones."""
    for statement in statements(CORRECTIONS):
        db.conn.execute(statement)


@migrations()
def structure(db: Database) -> None:
    """What was archived with its team, and moves of objectives and key results."""
    for statement in statements(STRUCTURE):
        db.conn.execute(statement)


@migrations()
def people(db: Database) -> None:
    """Users in several teams, and links to set a new password."""
    for statement in statements(PEOPLE):
        db.conn.execute(statement)


@migrations()
def probe(db: Database) -> None:
    """The row that the server writes to check that the database is writable."""
    for statement in statements(PROBE):
        db.conn.execute(statement)


@migrations()
def units(db: Database) -> None:
    """The conversion of earlier values when a unit changes."""
    for statement in statements(UNITS):
        db.conn.execute(statement)


@migrations()
def screen_groups(db: Database) -> None:
    """The group that a screen is in."""
    for statement in statements(SCREEN_GROUPS):
        db.conn.execute(statement)


@migrations()
def pictures(db: Database) -> None:
    """Pictures on the wall."""
    for statement in statements(PICTURES):
        db.conn.execute(statement)


@migrations()
def logo(db: Database) -> None:
    """The company's logo."""
    for statement in statements(LOGO):
        db.conn.execute(statement)


@migrations()
def imports(db: Database) -> None:
    """What imports wrote, so that they can be undone."""
    for statement in statements(IMPORTS):
        db.conn.execute(statement)


@migrations()
def due_dates(db: Database) -> None:
    """The day by which a key result is due."""
    for statement in statements(DUE_DATES):
        db.conn.execute(statement)


@migrations()
def short_titles(db: Database) -> None:
    """Short titles for walls, and descriptions for phones."""
    for statement in statements(TITLES):
        db.conn.execute(statement)


@migrations()
def import_columns(db: Database) -> None:
    """What columns of imported tables hold."""
    for statement in statements(IMPORT_COLUMNS):
        db.conn.execute(statement)


@migrations()
def import_grades(db: Database) -> None:
    """How many grades an import wrote."""
    for statement in statements(IMPORT_GRADES):
        db.conn.execute(statement)


@migrations()
def import_links(db: Database) -> None:
    """How many links an import added to objectives that were there."""
    for statement in statements(IMPORT_LINKS):
        db.conn.execute(statement)


@migrations()
def archived_cycles(db: Database) -> None:
    """When a cycle was archived."""
    for statement in statements(ARCHIVED_CYCLES):
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
    """Apply pending migrations inside the connection's open transaction."""
    migrations.apply(Database(connection))
