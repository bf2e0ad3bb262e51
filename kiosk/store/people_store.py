"""The store's methods about people, sessions and tokens. None of them moves a wall."""

import contextlib
from datetime import UTC, datetime

from kiosk.errors import Busy, NotSaved
from kiosk.store import check_ins, people
from kiosk.store.invitations_store import InvitationsStore
from kiosk.store.people import Token, User


class PeopleStore(InvitationsStore):
    """Who may log in, and which programs may ask."""

    def add_user(
        self,
        name: str,
        password_hash: str,
        is_admin: bool = False,
        *,
        first: bool = False,
        team: str = "",
    ) -> User:
        """Add somebody. With `first`, only while there is no admin (a set-up works once).

        :param team: the code of the team they check in for; "" for all of them.
        :raises Refused: the name is taken, or there is an admin already, or no such team.
        """
        return self._write(
            lambda db: people.add_user(
                db, name, password_hash, is_admin=is_admin, first=first, team=team
            )
        )

    def set_user(self, number: int, *, team: str, is_admin: bool) -> User:
        """Change somebody's team and whether they are an admin; raises Refused, NotFound."""
        return self._write(lambda db: people.set_user(db, number, team=team, is_admin=is_admin))

    def users(self) -> tuple[User, ...]:
        """Everybody, by name."""
        return self._read(people.users)

    def user_by_name(self, name: str) -> User | None:
        """Whoever has this name, in any case of letters."""
        return self._read(lambda db: people.user_or_none(db, name))

    def remove_user(self, name: str) -> None:
        """Remove somebody and end their sessions; raises NotFound."""
        self._write(lambda db: people.remove_user(db, name))

    def set_password_hash(self, name: str, password_hash: str) -> None:
        """Give a new password and end every session that knew the old one; raises NotFound."""
        self._write(lambda db: people.set_password_hash(db, name, password_hash))

    def open_session(self, user_id: int, token_hash: str, now: datetime) -> None:
        """Open a log-in session by the hash of its token."""
        self._write(lambda db: people.open_session(db, user_id, token_hash, now))

    def session_user(self, token_hash: str, now: datetime) -> User | None:
        """Whose session this is; None when there is none or it was not used for 30 days."""
        user, mark_seen = self._read(lambda db: people.session_user(db, token_hash, now))
        if mark_seen:
            # Reading a page must not fail because somebody else is writing; tomorrow will do.
            with contextlib.suppress(Busy, NotSaved):
                self._write(lambda db: people.see_session(db, token_hash, now))
        return user

    def checked_in(self, number: int) -> str | None:
        """The key result that a check-in is of, or None when there is no such check-in."""
        return self._read(lambda db: check_ins.checked_in(db, number))

    def close_session(self, token_hash: str) -> None:
        """End a session."""
        self._write(lambda db: people.close_session(db, token_hash))

    def add_token(self, name: str, token_hash: str, can: str, now: datetime | None = None) -> Token:
        """Add a token by its hash; `can` is "read" or "check-in"."""
        made_at = now or datetime.now(UTC)
        return self._write(lambda db: people.add_token(db, name, token_hash, can, made_at))

    def tokens(self) -> tuple[Token, ...]:
        """Every token, by name."""
        return self._read(people.tokens)

    def token_by_hash(self, token_hash: str) -> Token | None:
        """The token with this hash, or None."""
        return self._read(lambda db: people.token_by_hash(db, token_hash))

    def revoke_token(self, name: str) -> None:
        """Take a token's right away; raises NotFound."""
        self._write(lambda db: people.revoke_token(db, name))
