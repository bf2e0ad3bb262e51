"""One row that the server writes and reads back, to check that the database is writable."""

PROBE = """
CREATE TABLE probe (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at TEXT NOT NULL
) STRICT;
"""
