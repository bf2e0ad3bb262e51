"""Permissions: sessions, passwords, tokens, origins, rate limits."""
