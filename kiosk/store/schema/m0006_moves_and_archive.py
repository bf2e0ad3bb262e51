"""What was archived with its team, and moves of objectives and key results.

A move has the former place; an undone move has no row.
"""

from kiosk.store.schema.constraints import MOMENT

STRUCTURE = f"""
-- The code of the team with which it was archived, and with which it is restored.
ALTER TABLE objectives ADD COLUMN archived_with TEXT NOT NULL DEFAULT '';

CREATE TABLE objective_moves (
    id INTEGER PRIMARY KEY,
    objective TEXT NOT NULL REFERENCES objectives (code),
    team TEXT NOT NULL REFERENCES teams (code),
    cycle INTEGER NOT NULL REFERENCES cycles (id),
    position INTEGER NOT NULL,
    -- Links that could not come along, as JSON: objective, serves, because, position.
    links TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(links)),
    reason TEXT NOT NULL DEFAULT '',
    moved_by TEXT NOT NULL DEFAULT '',
    moved_at TEXT NOT NULL CHECK (moved_at {MOMENT})
) STRICT;

CREATE TABLE key_result_moves (
    id INTEGER PRIMARY KEY,
    key_result TEXT NOT NULL REFERENCES key_results (code),
    objective TEXT NOT NULL REFERENCES objectives (code),
    position INTEGER NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    moved_by TEXT NOT NULL DEFAULT '',
    moved_at TEXT NOT NULL CHECK (moved_at {MOMENT})
) STRICT;

CREATE INDEX objective_moves_of ON objective_moves (objective);
CREATE INDEX key_result_moves_of ON key_result_moves (key_result);
"""
