"""The group that a screen is in: its screens show the same."""

SCREEN_GROUPS = """
ALTER TABLE screens ADD COLUMN in_group TEXT NOT NULL DEFAULT '';
"""
