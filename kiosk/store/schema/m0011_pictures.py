"""Pictures on the wall. Their bytes have a table of their own, so that lists never read them."""

PICTURES = """
CREATE TABLE pictures (
    code TEXT PRIMARY KEY NOT NULL,
    text TEXT NOT NULL,
    alt TEXT NOT NULL DEFAULT '',
    shown_until TEXT NOT NULL,
    screens TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL,
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0),
    removed_at TEXT
) STRICT;

CREATE TABLE picture_files (
    picture TEXT PRIMARY KEY NOT NULL REFERENCES pictures (code) ON DELETE CASCADE,
    image BLOB NOT NULL
) STRICT;
"""
