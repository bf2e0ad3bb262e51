"""How many grades an import wrote."""

IMPORT_GRADES = """
ALTER TABLE imports ADD COLUMN grades INTEGER NOT NULL DEFAULT 0;
"""
