"""What somebody has said about columns of imported tables, for tables with the same headings."""

IMPORT_COLUMNS = """
CREATE TABLE import_columns (
    -- The fingerprint of all headings of the table.
    shape TEXT NOT NULL,
    heading TEXT NOT NULL,
    holds TEXT NOT NULL,
    PRIMARY KEY (shape, heading)
) STRICT, WITHOUT ROWID;
"""
