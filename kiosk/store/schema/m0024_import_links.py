"""How many links an import added to objectives that were there."""

IMPORT_LINKS = """
ALTER TABLE imports ADD COLUMN links INTEGER NOT NULL DEFAULT 0;
"""
