"""Random tokens and their hashes."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """The hash of a token, as it is stored. Tokens are random, so a plain fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
