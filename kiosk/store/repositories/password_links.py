"""The repository of one-time links to set a new password."""

from datetime import datetime

from kiosk.store.queries import password_links
from kiosk.store.queries.password_links import PasswordLink
from kiosk.store.queries.users import User
from kiosk.store.repositories.base import Repository


class PasswordLinkRepository(Repository):
    """Links that are valid, each known by the hash of its token; one at most for each user."""

    def add(self, user_id: int, token_hash: str, now: datetime) -> PasswordLink:
        """Add a link for a user; it replaces their previous one. Raises NotFound."""
        return self._database.write(
            lambda db: password_links.make_link(db, user_id, token_hash, now)
        )

    def get(self, token_hash: str, now: datetime) -> PasswordLink:
        """The link with this hash; raises NotFound if it is not valid (any more)."""
        return self._database.read(lambda db: password_links.link(db, token_hash, now))

    def expires_at(self, user_id: int, now: datetime) -> datetime | None:
        """When a user's link expires; None if they have none."""
        return self._database.read(lambda db: password_links.link_ends_at(db, user_id, now))

    def use(self, token_hash: str, password_hash: str, now: datetime) -> User:
        """Set the password, use the link up and end the user's sessions; raises NotFound."""
        return self._database.write(
            lambda db: password_links.use(db, token_hash, password_hash, now)
        )

    def withdraw(self, user_id: int) -> None:
        """Withdraw a user's link."""
        self._database.write(lambda db: password_links.delete_link(db, user_id))
