"""Tables for office settings, the end of a cycle, meetings, the survey and the audit log.

A survey's answers share no key with its codes. WITHOUT ROWID and random keys hide the order in
which rows were written, and no column is more precise than the day.
"""

from kiosk.store.schema.constraints import MOMENT, NOW, decimal_check

CULTURE = f"""
-- What this office does its own way: a row only for what is not the default.
CREATE TABLE customs (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE cycles ADD COLUMN revealed_at TEXT CHECK (revealed_at {MOMENT});
ALTER TABLE cycles ADD COLUMN closed_at TEXT CHECK (closed_at {MOMENT});
-- Whether weights counted when it was closed: a custom that may be another by now.
ALTER TABLE cycles ADD COLUMN weighted INTEGER;
ALTER TABLE objectives ADD COLUMN carried_from TEXT REFERENCES objectives (code);
-- Why it is worded as it is, where that was changed after its cycle had opened.
ALTER TABLE objectives ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE key_results ADD COLUMN carried_from TEXT REFERENCES key_results (code);
ALTER TABLE key_results ADD COLUMN ambition TEXT NOT NULL DEFAULT ''
    CHECK (ambition IN ('', 'stretch', 'committed'));
ALTER TABLE users ADD COLUMN team TEXT NOT NULL DEFAULT '';

-- Until when guests are here stands in the row of every screen, "*".
ALTER TABLE screens ADD COLUMN guests_until TEXT CHECK (guests_until {MOMENT});
ALTER TABLE screens ADD COLUMN turned INTEGER NOT NULL DEFAULT 0 CHECK (turned IN (0, 90, 270));
ALTER TABLE screens ADD COLUMN pages TEXT NOT NULL DEFAULT '';

CREATE TABLE grades (
    objective TEXT PRIMARY KEY NOT NULL REFERENCES objectives (code),
    grade TEXT {decimal_check("grade")}
        CHECK (grade IS NULL OR (CAST(grade AS REAL) BETWEEN 0 AND 1)),
    reason TEXT NOT NULL DEFAULT '',
    learned TEXT NOT NULL DEFAULT '',
    given_by TEXT NOT NULL DEFAULT '',
    given_at TEXT NOT NULL DEFAULT ({NOW}) CHECK (given_at {MOMENT})
) STRICT, WITHOUT ROWID;

CREATE TABLE meetings (
    code TEXT PRIMARY KEY NOT NULL,
    cycle INTEGER NOT NULL REFERENCES cycles (id),
    kind TEXT NOT NULL CHECK (kind IN ('all-hands', 'team', 'final')),
    team TEXT REFERENCES teams (code),
    title TEXT NOT NULL,
    starts_at TEXT NOT NULL CHECK (starts_at {MOMENT}),
    minutes INTEGER NOT NULL DEFAULT 60 CHECK (minutes BETWEEN 5 AND 1440),
    place TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    anyone INTEGER NOT NULL DEFAULT 1,
    uid TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))),
    changed INTEGER NOT NULL DEFAULT 0,
    changed_at TEXT NOT NULL DEFAULT ({NOW}) CHECK (changed_at {MOMENT}),
    cancelled_at TEXT CHECK (cancelled_at {MOMENT})
) STRICT;

-- What a presentation to everybody has come to: one at a time, on all walls or on one.
CREATE TABLE presentation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    cycle INTEGER NOT NULL REFERENCES cycles (id),
    step INTEGER NOT NULL DEFAULT 0 CHECK (step >= 0),
    screen TEXT NOT NULL DEFAULT '*',
    until TEXT NOT NULL CHECK (until {MOMENT})
) STRICT;

CREATE TABLE surveys (
    cycle INTEGER PRIMARY KEY REFERENCES cycles (id),
    showing TEXT NOT NULL DEFAULT 'closed' CHECK (showing IN ('closed', 'early')),
    opened_on TEXT NOT NULL CHECK (date(opened_on) IS opened_on),
    closed_on TEXT CHECK (date(closed_on) IS closed_on),
    answered INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE survey_questions (
    code TEXT PRIMARY KEY NOT NULL,
    cycle INTEGER NOT NULL REFERENCES cycles (id),
    kind TEXT NOT NULL CHECK (kind IN ('scale', 'text')),
    question TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE survey_codes (
    code_hash TEXT PRIMARY KEY NOT NULL,
    cycle INTEGER NOT NULL REFERENCES cycles (id),
    is_used INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What may not be shown yet of an open survey: one row, written anew by each answer.
CREATE TABLE survey_sealed (
    cycle INTEGER PRIMARY KEY REFERENCES cycles (id),
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE survey_answers (
    key TEXT PRIMARY KEY NOT NULL,
    question TEXT NOT NULL REFERENCES survey_questions (code),
    answer TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE survey_lessons (
    code TEXT PRIMARY KEY NOT NULL,
    cycle INTEGER NOT NULL REFERENCES cycles (id),
    said TEXT NOT NULL,
    changed TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE invitations (
    token_hash TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    team TEXT NOT NULL DEFAULT '',
    is_admin INTEGER NOT NULL DEFAULT 0,
    ends_at TEXT NOT NULL CHECK (ends_at {MOMENT})
) STRICT, WITHOUT ROWID;

-- Every change by whoever made it: written by triggers, the author by whoever opens the
-- transaction (acting has a row only inside one).
CREATE TABLE acting (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    author TEXT NOT NULL,
    at TEXT,
    batch INTEGER NOT NULL
) STRICT;

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL DEFAULT ({NOW}),
    author TEXT NOT NULL DEFAULT '',
    batch INTEGER,
    thing TEXT NOT NULL,
    code TEXT NOT NULL,
    objective TEXT NOT NULL DEFAULT '',
    event TEXT NOT NULL CHECK (event IN ('added', 'changed', 'removed')),
    before TEXT,
    after TEXT
) STRICT;

CREATE INDEX journal_of_objective ON journal (objective, id);
CREATE INDEX meetings_of_cycle ON meetings (cycle);
CREATE INDEX survey_answers_of_question ON survey_answers (question);
CREATE INDEX survey_codes_of_cycle ON survey_codes (cycle);
"""
