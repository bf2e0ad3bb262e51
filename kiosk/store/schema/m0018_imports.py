"""Imports of OKRs: what each of them wrote, so that it can be undone as a whole and redone."""

from kiosk.store.schema.constraints import MOMENT

IMPORTS = f"""
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    -- The number of its entries in the table journal.
    batch INTEGER NOT NULL UNIQUE,
    -- The names of its files, one a line; empty for text that was pasted.
    sources TEXT NOT NULL DEFAULT '',
    cycle INTEGER NOT NULL,
    teams INTEGER NOT NULL DEFAULT 0,
    objectives INTEGER NOT NULL DEFAULT 0,
    key_results INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    check_ins INTEGER NOT NULL DEFAULT 0,
    -- The ids of its check-ins: all between these two.
    first_check_in INTEGER,
    last_check_in INTEGER,
    undone_at TEXT CHECK (undone_at {MOMENT}),
    -- The key results that it changed, before and after, as JSON.
    changes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(changes)),
    -- What the undo removed, as JSON: redo brings it back.
    removed TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(removed))
) STRICT;
CREATE INDEX journal_of_batch ON journal (batch);
"""
