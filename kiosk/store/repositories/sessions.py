"""The repository of log-in sessions."""

from datetime import datetime

from kiosk.store.queries import users
from kiosk.store.queries.users import User
from kiosk.store.repositories.base import Repository


class SessionRepository(Repository):
    """Log-in sessions, each known by the hash of its token."""

    def open(self, user_id: int, token_hash: str, now: datetime) -> None:
        """Open a session."""
        self._database.write(lambda db: users.add_session(db, user_id, token_hash, now))

    def user(self, token_hash: str, now: datetime) -> User | None:
        """The session's user; None if there is no such session, or it was unused for 30 days."""
        user, touch = self._database.read(lambda db: users.session_user(db, token_hash, now))
        if touch:
            self._database.write_later(lambda db: users.touch_session(db, token_hash, now))
        return user

    def close(self, token_hash: str) -> None:
        """End a session."""
        self._database.write(lambda db: users.delete_session(db, token_hash))

    def close_all(self, user_id: int) -> None:
        """End every session of a user."""
        self._database.write(lambda db: users.delete_sessions(db, user_id))
