"""Triggers that count every change and normalise rows that other programs write.

sqlite-utils' transform() drops a table's triggers, so they are created again at every start.
"""

import sqlite3

from kiosk.store.schema.alignment_triggers import alignment_triggers
from kiosk.store.schema.audit_triggers import audit_triggers
from kiosk.store.schema.closed_cycle_triggers import closed_cycle_triggers

REVISION_TABLES = (
    "office",
    "teams",
    "cycles",
    "objectives",
    "serves",
    "key_results",
    "definitions",
    "milestones",
    "check_ins",
    "screens",
    "customs",
    "grades",
    "meetings",
    "pictures",
    "presentation",
    "surveys",
    "survey_lessons",
    "objective_moves",
    "key_result_moves",
    "logo",
)
"""Every table whose changes raise the revision, and so update walls. A survey's codes and answers
have no trigger at all, so that nothing reveals when somebody answers."""

TABLES_WITH_CODES = ("teams", "objectives", "key_results", "milestones", "meetings", "pictures")


def triggers(db: sqlite3.Connection) -> dict[str, str]:
    """The SQL of every trigger by its name, for a database with all migrations applied."""
    found = {}
    for table in REVISION_TABLES:
        for event in ("insert", "update", "delete"):
            name = f"revision_{table}_{event}"
            also = _record_changed_key_results(event) if table == "check_ins" else ""
            found[name] = (
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table}"
                f" BEGIN UPDATE revision SET revision = revision + 1; {also} END"
            )
    for table in TABLES_WITH_CODES:
        name = f"codes_{table}"
        found[name] = (
            f"CREATE TRIGGER {name} AFTER INSERT ON {table}"
            " BEGIN INSERT OR IGNORE INTO codes (code) VALUES (NEW.code); END"
        )
    found.update({f"moment_{column}": _normalise_timestamp(column) for column in _MOMENTS})
    found["check_ins_known"] = _REJECT_UNKNOWN_KEY_RESULT
    found["meetings_changed"] = _MEETING_CHANGED
    found.update(closed_cycle_triggers())
    found.update(alignment_triggers())
    found.update(audit_triggers(db))
    return found


def _record_changed_key_results(event: str) -> str:
    """Records which key results' check-ins changed at this revision, so that only these are read
    again. By another program's mistake, the undone check-in may be a different key result's.

    A statement for each, as a UNION of them takes half of the time of an import.
    """
    rows = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}[event]
    sources = [
        source
        for row in rows
        for source in (
            f"VALUES ({row}.key_result, (SELECT revision FROM revision))",
            "SELECT key_result, (SELECT revision FROM revision) FROM check_ins"
            f" WHERE id IN ({row}.undoes, {row}.corrects)",
        )
    ]
    return " ".join(
        f"INSERT INTO changed (key_result, revision) {source}"
        " ON CONFLICT (key_result) DO UPDATE SET revision = excluded.revision;"
        for source in sources
    )


_MOMENTS = ("measured_at", "recorded_at")

# Other programs' connections have foreign keys off; a mistyped code must be rejected.
_REJECT_UNKNOWN_KEY_RESULT = (
    "CREATE TRIGGER check_ins_known BEFORE INSERT ON check_ins"
    " WHEN NOT EXISTS (SELECT 1 FROM key_results WHERE code = NEW.key_result)"
    " BEGIN SELECT RAISE(ABORT, 'no key result has this code'); END"
)

# Calendars update a meeting only if its sequence number has increased; other programs need not
# know that.
_MEETING_CHANGED = (
    "CREATE TRIGGER meetings_changed AFTER UPDATE ON meetings"
    " WHEN NEW.changed = OLD.changed BEGIN UPDATE meetings SET changed = changed + 1,"
    " changed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE code = NEW.code; END"
)


def _normalise_timestamp(column: str) -> str:
    """Other programs may write 2026-11-20 09:12+02:00; sorting as text needs one format, in UTC."""
    one = f"strftime('%Y-%m-%dT%H:%M:%fZ', NEW.{column})"
    return (
        f"CREATE TRIGGER moment_{column} AFTER INSERT ON check_ins"
        f" WHEN {one} IS NOT NULL AND {one} <> NEW.{column}"
        f" BEGIN UPDATE check_ins SET {column} = {one} WHERE id = NEW.id; END"
    )
