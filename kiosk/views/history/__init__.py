"""The audit log as text."""
