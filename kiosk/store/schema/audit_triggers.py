"""The triggers that write the journal: every change of what an office aims at and how it is set
up, as the row was before and after. Check-ins are their own history.

Never in it: the survey, whatever is a secret or its hash, log-in sessions, invitations.
"""

import sqlite3

from kiosk.store.schema.constraints import NOW

_OBJECTIVE_OF = "(SELECT objective FROM key_results WHERE code = {row}.key_result)"

# What is told of: how a row is named there, and the objective it belongs to.
AUDITED_TABLES = {
    "office": ("''", "''"),
    "teams": ("{row}.code", "''"),
    "cycles": ("{row}.id", "''"),
    "objectives": ("{row}.code", "{row}.code"),
    "serves": ("{row}.objective", "{row}.objective"),
    "key_results": ("{row}.code", "{row}.objective"),
    "definitions": ("{row}.key_result", _OBJECTIVE_OF),
    "milestones": ("{row}.key_result", _OBJECTIVE_OF),
    "objective_moves": ("{row}.objective", "{row}.objective"),
    "key_result_moves": ("{row}.key_result", _OBJECTIVE_OF),
    "grades": ("{row}.objective", "{row}.objective"),
    "meetings": ("{row}.code", "''"),
    "customs": ("{row}.name", "''"),
    "screens": ("{row}.name", "''"),
    "users": ("{row}.id", "''"),
    "user_teams": ("{row}.user", "''"),
}

_MOVED = ("moved_by", "moved_at")
_LEFT_OUT = {
    # Their words are the journal's own: who, and when.
    "definitions": {"id", "key_result", "changed_by", "since", "last_check_in"},
    "grades": {"given_by", "given_at"},
    # Where it was before is recorded with the row that was moved.
    "objective_moves": {"id", "objective", *("team", "cycle", "position", "links"), *_MOVED},
    "key_result_moves": {"id", "key_result", "objective", "position", *_MOVED},
    # For calendars: raised with each change of the others.
    "meetings": {"uid", "changed", "changed_at"},
    # Written down at its closing, which is told.
    "cycles": {"weighted"},
    # What a screen is told to do now is over in a moment.
    "screens": {
        *("identify_until", "marks_until", "reload", "show", "hold", "asked", "replay"),
        *("message", "message_until", "guests_until"),
    },
}
# A definition is never overwritten: what it was before is the version before it.
_VERSION_BEFORE = (
    "(SELECT {row} FROM definitions AS d WHERE d.key_result = NEW.key_result"
    " AND d.version < NEW.version ORDER BY d.version DESC LIMIT 1)"
)
_ALONE = {"users": ("name", "team", "is_admin"), "user_teams": ("team",)}


def audit_triggers(db: sqlite3.Connection) -> dict[str, str]:
    """Every trigger of the journal by its name, for the tables as this database has them."""
    made = {}
    for table, columns in _columns(db).items():
        for event in ("insert", "update", "delete"):
            name = f"journal_{table}_{event}"
            made[name] = _trigger(name, table, event, columns)
    return made


def _trigger(name: str, table: str, event: str, columns: tuple[str, ...]) -> str:
    row = "OLD" if event == "delete" else "NEW"
    code, objective = (part.format(row=row) for part in AUDITED_TABLES[table])
    before = "NULL" if event == "insert" else _json("OLD", columns)
    after = "NULL" if event == "delete" else _json("NEW", columns)
    said = {"insert": "'added'", "update": "'changed'", "delete": "'removed'"}[event]
    if table == "definitions" and event == "insert":
        before = _VERSION_BEFORE.format(row=_json("d", columns))
        said = "CASE WHEN NEW.version > 1 THEN 'changed' ELSE 'added' END"
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    return (
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table}"
        f"{' WHEN ' + changed if event == 'update' else ''} BEGIN INSERT INTO journal"
        " (at, author, batch, thing, code, objective, event, before, after) VALUES ("
        f"coalesce((SELECT at FROM acting), {NOW}),"
        " coalesce((SELECT author FROM acting), ''), (SELECT batch FROM acting),"
        f" '{table}', {code}, coalesce({objective}, ''), {said}, {before}, {after}); END"
    )


def _json(row: str, columns: tuple[str, ...]) -> str:
    pairs = ", ".join(f"'{column}', {row}.{column}" for column in columns)
    return f"json_object({pairs})"


def _columns(db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The columns that are recorded, by table. They are read from the database itself, so that a
    column added by any migration is recorded from then on."""
    return {table: _ALONE.get(table) or _recorded(db, table) for table in AUDITED_TABLES}


def _recorded(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    return tuple(name for name in names if name not in _LEFT_OUT.get(table, ()))
