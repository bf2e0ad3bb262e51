"""Backups: making, checking, keeping and restoring them."""
