"""The tables of the first release.

Natural keys, defaults and checks help programs that write with sqlite-utils: a row of key_result
and value is a complete check-in, and an invalid row is refused.
"""

from kiosk.store.schema.constraints import NOW, decimal_check, timestamp_check

TABLES = f"""
CREATE TABLE office (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL DEFAULT '',
    is_sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE changed (
    key_result TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE codes (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE teams (
    code TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    is_company INTEGER NOT NULL DEFAULT 0,
    color TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    archived_at TEXT
) STRICT;

CREATE TABLE cycles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    theme TEXT NOT NULL DEFAULT '',
    starts_on TEXT NOT NULL CHECK (date(starts_on) IS starts_on),
    ends_on TEXT NOT NULL CHECK (date(ends_on) IS ends_on AND ends_on >= starts_on),
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'grading', 'closed'))
) STRICT;

CREATE TABLE objectives (
    code TEXT PRIMARY KEY NOT NULL,
    cycle INTEGER NOT NULL REFERENCES cycles (id),
    team TEXT NOT NULL REFERENCES teams (code),
    title TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    archived_at TEXT
) STRICT;

CREATE TABLE serves (
    objective TEXT NOT NULL REFERENCES objectives (code),
    serves TEXT NOT NULL REFERENCES objectives (code) CHECK (serves <> objective),
    because TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (objective, serves)
) STRICT;

CREATE TABLE key_results (
    code TEXT PRIMARY KEY NOT NULL,
    objective TEXT NOT NULL REFERENCES objectives (code),
    position INTEGER NOT NULL DEFAULT 0,
    weight TEXT {decimal_check("weight")} CHECK (weight NOT GLOB '-*'),
    owner TEXT NOT NULL DEFAULT '',
    freshness_days INTEGER CHECK (freshness_days BETWEEN 1 AND 366),
    confidential INTEGER NOT NULL DEFAULT 0,
    archived_at TEXT
) STRICT;

CREATE TABLE definitions (
    id INTEGER PRIMARY KEY,
    key_result TEXT NOT NULL REFERENCES key_results (code),
    version INTEGER NOT NULL DEFAULT 1,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('number', 'percent', 'currency', 'at_most', 'at_least',
        'between', 'milestones', 'yes_no')),
    unit TEXT NOT NULL DEFAULT '',
    start TEXT {decimal_check("start")},
    target TEXT {decimal_check("target")},
    low TEXT {decimal_check("low")},
    high TEXT {decimal_check("high")},
    reason TEXT NOT NULL DEFAULT '',
    changed_by TEXT NOT NULL DEFAULT '',
    since TEXT NOT NULL DEFAULT ({NOW}) {timestamp_check("since")},
    UNIQUE (key_result, version)
) STRICT;

CREATE TABLE milestones (
    code TEXT PRIMARY KEY NOT NULL,
    key_result TEXT NOT NULL REFERENCES key_results (code),
    title TEXT NOT NULL,
    weight TEXT NOT NULL DEFAULT '1' {decimal_check("weight")} CHECK (weight NOT GLOB '-*'),
    position INTEGER NOT NULL DEFAULT 0,
    archived_at TEXT
) STRICT;

CREATE TABLE check_ins (
    id INTEGER PRIMARY KEY,
    key_result TEXT NOT NULL REFERENCES key_results (code),
    measured_at TEXT NOT NULL DEFAULT ({NOW}) {timestamp_check("measured_at")},
    recorded_at TEXT NOT NULL DEFAULT ({NOW}) {timestamp_check("recorded_at")},
    value TEXT {decimal_check("value")},
    done TEXT,
    confidence INTEGER CHECK (confidence BETWEEN 0 AND 10),
    note TEXT NOT NULL DEFAULT '',
    team TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    signed TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT 'sqlite',
    nothing_changed INTEGER NOT NULL DEFAULT 0,
    undoes INTEGER REFERENCES check_ins (id),
    CONSTRAINT "a row has a value, or done, or undoes another"
        CHECK ((undoes IS NULL) = (value IS NOT NULL OR done IS NOT NULL))
) STRICT;

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password_hash TEXT NOT NULL,
    is_admin INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY NOT NULL,
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE tokens (
    name TEXT PRIMARY KEY NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    can TEXT NOT NULL CHECK (can IN ('read', 'check-in')),
    made_at TEXT NOT NULL DEFAULT ({NOW})
) STRICT;

CREATE INDEX objectives_of_cycle ON objectives (cycle);
CREATE INDEX key_results_of_objective ON key_results (objective);
CREATE INDEX milestones_of_key_result ON milestones (key_result);
CREATE INDEX sessions_of_user ON sessions (user);
-- Partial, or the planner would take it for "undoes IS NULL" and walk through all of history.
CREATE UNIQUE INDEX check_ins_undone ON check_ins (undoes) WHERE undoes IS NOT NULL;
-- Rows that undo carry no value, so the way to the newest value does not lead past them.
CREATE INDEX check_ins_measured ON check_ins (key_result, measured_at, id) WHERE undoes IS NULL;
CREATE INDEX check_ins_recorded ON check_ins (recorded_at, id) WHERE undoes IS NULL;

INSERT INTO revision (id, revision) VALUES (1, 1);
INSERT INTO office (id) VALUES (1);
"""
