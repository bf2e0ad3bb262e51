"""The conversion of earlier values when a unit changes."""

UNITS = """
-- By what earlier values are multiplied, as 60 or 1/60; empty where they stay in their own unit.
ALTER TABLE definitions ADD COLUMN factor TEXT
    CHECK (factor IS NULL OR (factor GLOB '[0-9]*' AND factor NOT GLOB '*[^0-9./]*'));
-- The newest check-in that was measured in the unit before; empty where the unit stayed.
ALTER TABLE definitions ADD COLUMN last_check_in INTEGER;
"""
