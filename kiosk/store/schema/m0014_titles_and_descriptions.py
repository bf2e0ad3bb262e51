"""Short titles for walls, and descriptions for phones."""


def _texts(table: str) -> str:
    return f"""
ALTER TABLE {table} ADD COLUMN short_title TEXT NOT NULL DEFAULT ''
    CONSTRAINT "a short title has at most 140 characters" CHECK (length(short_title) <= 140);
ALTER TABLE {table} ADD COLUMN description TEXT NOT NULL DEFAULT ''
    CONSTRAINT "a description has at most 2000 characters" CHECK (length(description) <= 2000);
"""


TITLES = _texts("objectives") + _texts("key_results")
