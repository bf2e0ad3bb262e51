"""The day by which a key result is due; like all that is aimed at, it has versions."""

DUE_DATES = """
ALTER TABLE definitions ADD COLUMN due TEXT
    CONSTRAINT "due is a day like 2026-11-15" CHECK (date(due) IS due);
"""
