"""One row that the server writes and reads back, to know whether anything can be saved."""

PROBE = """
CREATE TABLE probe (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at TEXT NOT NULL
) STRICT;
"""
