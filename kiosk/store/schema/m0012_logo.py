"""The company's logo: one row, or none. It is in the database so that backups hold it."""

LOGO = """
CREATE TABLE logo (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    digest TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    png BLOB NOT NULL
) STRICT;
"""
