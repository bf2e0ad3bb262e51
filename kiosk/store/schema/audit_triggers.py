"""Triggers that write the audit log (the table `journal`): every change to OKRs and
settings, with the row before and after. Check-ins are their own history.

It never contains survey data, secrets or their hashes, log-in sessions or invitations.
"""

import sqlite3

from kiosk.store.schema.constraints import NOW

_OBJECTIVE_OF = "(SELECT objective FROM key_results WHERE code = {row}.key_result)"

# For each table: how the log identifies a row, and the objective it belongs to.
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
    "pictures": ("{row}.code", "''"),
    "customs": ("{row}.name", "''"),
    "logo": ("''", "''"),
    "screens": ("{row}.name", "''"),
    "users": ("{row}.id", "''"),
    "user_teams": ("{row}.user", "''"),
    "imports": ("{row}.id", "''"),
}

_MOVED = ("moved_by", "moved_at")
UNAUDITED_COLUMNS = {
    # The log has its own columns for author and time.
    "definitions": {"id", "key_result", "changed_by", "since", "last_check_in"},
    "grades": {"given_by", "given_at"},
    # The entry of the moved row has its former place.
    "objective_moves": {"id", "objective", *("team", "cycle", "position", "links"), *_MOVED},
    "key_result_moves": {"id", "key_result", "objective", "position", *_MOVED},
    # For calendars: changes along with the other columns.
    "meetings": {"uid", "changed", "changed_at"},
    # The picture itself, which is never changed.
    "pictures": {"digest", "width", "height"},
    # Set when the cycle is closed, which is an entry itself.
    "cycles": {"weighted"},
    # Commands to a screen, not settings.
    "screens": {
        *("identify_until", "marks_until", "reload", "show", "hold", "asked", "replay"),
        *("message", "message_until", "guests_until"),
    },
}
# A definition is never overwritten: the row before is the previous version.
_VERSION_BEFORE = (
    "(SELECT {row} FROM definitions AS d WHERE d.key_result = NEW.key_result"
    " AND d.version < NEW.version ORDER BY d.version DESC LIMIT 1)"
)
_COUNTS = ("teams", "objectives", "key_results", "changed", "check_ins", "grades", "links")
ONLY_COLUMNS = {
    "logo": ("digest",),
    "users": ("name", "team", "is_admin"),
    "user_teams": ("team",),
    "imports": ("sources", *_COUNTS, "undone_at"),
}


def audit_triggers(db: sqlite3.Connection) -> dict[str, str]:
    """The SQL of every audit trigger by its name, for the columns that this database has."""
    triggers = {}
    for table, columns in _columns(db).items():
        for event in ("insert", "update", "delete"):
            name = f"journal_{table}_{event}"
            triggers[name] = _trigger(name, table, event, columns)
    return triggers


def _trigger(name: str, table: str, event: str, columns: tuple[str, ...]) -> str:
    row = "OLD" if event == "delete" else "NEW"
    code, objective = (part.format(row=row) for part in AUDITED_TABLES[table])
    before = "NULL" if event == "insert" else _json("OLD", columns)
    after = "NULL" if event == "delete" else _json("NEW", columns)
    event_sql = {"insert": "'added'", "update": "'changed'", "delete": "'removed'"}[event]
    if table == "definitions" and event == "insert":
        before = _VERSION_BEFORE.format(row=_json("d", columns))
        event_sql = "CASE WHEN NEW.version > 1 THEN 'changed' ELSE 'added' END"
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    return (
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table}"
        f"{' WHEN ' + changed if event == 'update' else ''} BEGIN INSERT INTO journal"
        " (at, author, batch, thing, code, objective, event, before, after) VALUES ("
        f"coalesce((SELECT at FROM acting), {NOW}),"
        " coalesce((SELECT author FROM acting), ''), (SELECT batch FROM acting),"
        f" '{table}', {code}, coalesce({objective}, ''), {event_sql}, {before}, {after}); END"
    )


def _json(row: str, columns: tuple[str, ...]) -> str:
    pairs = ", ".join(f"'{column}', {row}.{column}" for column in columns)
    return f"json_object({pairs})"


def _columns(db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The audited columns by table, read from the database, so that a column added by any
    migration is included."""
    return {table: ONLY_COLUMNS.get(table) or _recorded(db, table) for table in AUDITED_TABLES}


def _recorded(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    return tuple(name for name in names if name not in UNAUDITED_COLUMNS.get(table, ()))
