"""Random tokens, and the hash by which the database knows them."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What the database stores of a token. A token is random, so a plain fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
