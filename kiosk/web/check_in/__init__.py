"""Checking in: the admin page and the page on phones."""
