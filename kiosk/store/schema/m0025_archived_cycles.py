"""When a cycle was archived with everything in it, because the import that made it was undone."""

ARCHIVED_CYCLES = """
ALTER TABLE cycles ADD COLUMN archived_at TEXT;
"""
