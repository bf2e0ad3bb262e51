"""Settings and commands of each screen, and when each was seen."""

from kiosk.store.schema.constraints import decimal_check

_TIME = "GLOB '[0-2][0-9]:[0-5][0-9]'"

# Commands to all screens are in the row "*". Visits have a table of their own, because they must
# not raise the revision.
SCREENS = f"""
CREATE TABLE screens (
    name TEXT PRIMARY KEY NOT NULL CONSTRAINT "name is of a-z, 0-9 and -, or *"
        CHECK (name = '*' OR (length(name) BETWEEN 1 AND 32 AND name NOT GLOB '*[^a-z0-9-]*')),
    label TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    diagonal INTEGER NOT NULL DEFAULT 55 CHECK (diagonal BETWEEN 10 AND 150),
    distance TEXT NOT NULL DEFAULT '5' {decimal_check("distance")},
    theme TEXT NOT NULL DEFAULT 'dark' CHECK (theme IN ('dark', 'light', 'hours')),
    light_from TEXT NOT NULL DEFAULT '07:00' CHECK (light_from {_TIME}),
    light_to TEXT NOT NULL DEFAULT '19:00' CHECK (light_to {_TIME}),
    dim_from TEXT CHECK (dim_from {_TIME}),
    dim_to TEXT CHECK (dim_to {_TIME}),
    timezone TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    teams TEXT NOT NULL DEFAULT '',
    dwell INTEGER NOT NULL DEFAULT 0 CHECK (dwell BETWEEN 0 AND 600),
    margin_top INTEGER NOT NULL DEFAULT 0 CHECK (margin_top BETWEEN 0 AND 200),
    margin_right INTEGER NOT NULL DEFAULT 0 CHECK (margin_right BETWEEN 0 AND 200),
    margin_bottom INTEGER NOT NULL DEFAULT 0 CHECK (margin_bottom BETWEEN 0 AND 200),
    margin_left INTEGER NOT NULL DEFAULT 0 CHECK (margin_left BETWEEN 0 AND 200),
    low_power INTEGER NOT NULL DEFAULT 0,
    identify_until TEXT,
    marks_until TEXT,
    reload INTEGER NOT NULL DEFAULT 0,
    show TEXT NOT NULL DEFAULT '',
    hold INTEGER NOT NULL DEFAULT 0,
    asked INTEGER NOT NULL DEFAULT 0,
    replay INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    message_until TEXT
) STRICT;

CREATE TABLE screens_seen (
    name TEXT PRIMARY KEY NOT NULL,
    since TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT;
"""
