"""The store's methods about people, sessions and tokens. None of them moves a wall."""

from collections.abc import Iterable
from datetime import UTC, datetime

from kiosk.store.queries import check_ins, password_links
from kiosk.store.queries import users as people
from kiosk.store.queries.password_links import PasswordLink
from kiosk.store.queries.users import Token, User
from kiosk.store.repositories.invitations import InvitationRepository


class UserRepository(InvitationRepository):
    """Who may log in, and which programs may ask."""

    def add_user(
        self,
        name: str,
        password_hash: str,
        is_admin: bool = False,
        *,
        first: bool = False,
        teams: Iterable[str] = (),
    ) -> User:
        """Add somebody. With `first`, only while there is no admin (a set-up works once).

        :param teams: the codes of those they check in for; none for all of them.
        :raises ValidationError: the name is taken, or there is an admin already, or no such team.
        """
        return self._write(
            lambda db: people.add_user(
                db, name, password_hash, is_admin=is_admin, first=first, teams=tuple(teams)
            )
        )

    def set_user(
        self, number: int, *, teams: Iterable[str], is_admin: bool, name: str | None = None
    ) -> User:
        """Change somebody's name, teams and whether they are an admin; raises ValidationError,
        NotFound. With a new name, walls show it where they own a key result."""
        codes = tuple(teams)
        return self._write(
            lambda db: people.set_user(db, number, teams=codes, is_admin=is_admin, name=name)
        )

    def users(self) -> tuple[User, ...]:
        """Everybody, by name."""
        return self._read(people.users)

    def user_by_name(self, name: str) -> User | None:
        """Whoever has this name, in any case of letters."""
        return self._read(lambda db: people.user_or_none(db, name))

    def remove_user(self, name: str) -> None:
        """Remove somebody and end their sessions; raises NotFound."""
        self._write(lambda db: people.remove_user(db, name))

    def set_password_hash(self, name: str, password_hash: str, *, keep: str = "") -> None:
        """Give a new password and end every session that knew the old one, but for the one whose
        token has the hash `keep`; raises NotFound."""
        self._write(lambda db: people.set_password_hash(db, name, password_hash, keep))

    def make_password_link(self, number: int, token_hash: str, now: datetime) -> PasswordLink:
        """Make the one-time link by which somebody sets a new password, by its token's hash; the
        link they had is over. Raises NotFound."""
        return self._write(lambda db: password_links.make_link(db, number, token_hash, now))

    def password_link(self, token_hash: str, now: datetime) -> PasswordLink:
        """The link with this hash; raises NotFound when it is not good (any more)."""
        return self._read(lambda db: password_links.link(db, token_hash, now))

    def password_link_ends_at(self, number: int, now: datetime) -> datetime | None:
        """Until when somebody has such a link; None for none."""
        return self._read(lambda db: password_links.link_ends_at(db, number, now))

    def use_password_link(self, token_hash: str, password_hash: str, now: datetime) -> User:
        """Set the password, use the link up and end that person's sessions; raises NotFound."""
        return self._write(lambda db: password_links.use(db, token_hash, password_hash, now))

    def withdraw_password_link(self, number: int) -> None:
        """Take back the link of somebody."""
        self._write(lambda db: password_links.withdraw(db, number))

    def open_session(self, user_id: int, token_hash: str, now: datetime) -> None:
        """Open a log-in session by the hash of its token."""
        self._write(lambda db: people.open_session(db, user_id, token_hash, now))

    def session_user(self, token_hash: str, now: datetime) -> User | None:
        """Whose session this is; None when there is none or it was not used for 30 days."""
        user, mark_seen = self._read(lambda db: people.session_user(db, token_hash, now))
        if mark_seen:
            self._write_afterwards(lambda db: people.touch_session(db, token_hash, now))
        return user

    def checked_in(self, number: int) -> str | None:
        """The key result that a check-in is of, or None when there is no such check-in."""
        return self._read(lambda db: check_ins.key_result_of_check_in(db, number))

    def close_sessions(self, number: int) -> None:
        """End every session of somebody."""
        self._write(lambda db: people.close_sessions(db, number))

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
