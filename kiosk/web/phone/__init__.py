"""The pages on phones."""
