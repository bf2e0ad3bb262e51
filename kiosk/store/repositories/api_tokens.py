"""The repository of API tokens."""

from datetime import UTC, datetime

from kiosk.store.queries import users
from kiosk.store.queries.users import Token
from kiosk.store.repositories.base import Repository


class ApiTokenRepository(Repository):
    """Tokens by which programs use the API, each stored as its hash."""

    def add(self, name: str, token_hash: str, can: str, now: datetime | None = None) -> Token:
        """Add a token; `can` is "read" or "check-in"."""
        created_at = now or datetime.now(UTC)
        return self._database.write(
            lambda db: users.add_token(db, name, token_hash, can, created_at)
        )

    def all(self) -> tuple[Token, ...]:
        """Every token, by name."""
        return self._database.read(users.tokens)

    def by_hash(self, token_hash: str) -> Token | None:
        """The token with this hash, or None."""
        return self._database.read(lambda db: users.token_by_hash(db, token_hash))

    def revoke(self, name: str) -> None:
        """Revoke a token; raises NotFound."""
        self._database.write(lambda db: users.revoke_token(db, name))
