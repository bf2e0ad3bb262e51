"""Triggers: they count every change, whoever makes it, and keep a stranger's rows in order.

sqlite-utils' transform() drops those of its table, so they are made again at every start.
"""

import sqlite3

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
    "presentation",
    "surveys",
    "survey_lessons",
    "objective_moves",
    "key_result_moves",
)
"""Every table whose change moves a wall: each raises the revision. A survey's codes and answers
never do, and have no trigger at all: that somebody answers just now is nobody's business."""

TABLES_WITH_CODES = ("teams", "objectives", "key_results", "milestones", "meetings")


def triggers(db: sqlite3.Connection) -> dict[str, str]:
    """Every trigger by its name, for a database with all its migrations applied."""
    made = {}
    for table in REVISION_TABLES:
        for event in ("insert", "update", "delete"):
            name = f"revision_{table}_{event}"
            also = _changed(event) if table == "check_ins" else ""
            made[name] = (
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table}"
                f" BEGIN UPDATE revision SET revision = revision + 1; {also} END"
            )
    for table in TABLES_WITH_CODES:
        name = f"codes_{table}"
        made[name] = (
            f"CREATE TRIGGER {name} AFTER INSERT ON {table}"
            " BEGIN INSERT OR IGNORE INTO codes (code) VALUES (NEW.code); END"
        )
    made.update({f"moment_{column}": _one_writing(column) for column in _MOMENTS})
    made["check_ins_known"] = _KNOWN
    made["meetings_changed"] = _MEETING_CHANGED
    made.update(closed_cycle_triggers())
    made.update(audit_triggers(db))
    return made


def _changed(event: str) -> str:
    """Says which key results' check-ins changed at this revision, so that nobody need read the
    others; an undone check-in may, by a stranger's mistake, be another key result's."""
    rows = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}[event]
    touched = " UNION ".join(
        f"SELECT {row}.key_result AS code UNION"
        f" SELECT key_result FROM check_ins WHERE id IN ({row}.undoes, {row}.corrects)"
        for row in rows
    )
    return (
        "INSERT INTO changed (key_result, revision)"
        f" SELECT code, (SELECT revision FROM revision) FROM ({touched}) WHERE true"
        " ON CONFLICT (key_result) DO UPDATE SET revision = excluded.revision;"
    )


_MOMENTS = ("measured_at", "recorded_at")

# Foreign keys are off in a stranger's connection; a mistyped code must not vanish silently.
_KNOWN = (
    "CREATE TRIGGER check_ins_known BEFORE INSERT ON check_ins"
    " WHEN NOT EXISTS (SELECT 1 FROM key_results WHERE code = NEW.key_result)"
    " BEGIN SELECT RAISE(ABORT, 'no key result has this code'); END"
)

# A calendar takes in a meeting only when its number has been raised; a stranger need not know.
_MEETING_CHANGED = (
    "CREATE TRIGGER meetings_changed AFTER UPDATE ON meetings"
    " WHEN NEW.changed = OLD.changed BEGIN UPDATE meetings SET changed = changed + 1,"
    " changed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE code = NEW.code; END"
)


def _one_writing(column: str) -> str:
    """A stranger may write 2026-11-20 09:12+02:00; sorting by text needs one writing, in UTC."""
    one = f"strftime('%Y-%m-%dT%H:%M:%fZ', NEW.{column})"
    return (
        f"CREATE TRIGGER moment_{column} AFTER INSERT ON check_ins"
        f" WHEN {one} IS NOT NULL AND {one} <> NEW.{column}"
        f" BEGIN UPDATE check_ins SET {column} = {one} WHERE id = NEW.id; END"
    )
