"""The repository of users. Only a new name changes a wall."""

from collections.abc import Iterable

from kiosk.store.queries import users
from kiosk.store.queries.users import User
from kiosk.store.repositories.base import Repository


class UserRepository(Repository):
    """The people who can log in."""

    def add(
        self,
        name: str,
        password_hash: str,
        is_admin: bool = False,
        *,
        first: bool = False,
        teams: Iterable[str] = (),
    ) -> User:
        """Add a user. With `first`, only while there is no admin: the set-up works once.

        :param teams: the codes of the teams they check in for; none means all.
        :raises ValidationError: the name is taken, there is an admin already, or a team is
            unknown.
        """
        return self._database.write(
            lambda db: users.add_user(
                db, name, password_hash, is_admin=is_admin, first=first, teams=tuple(teams)
            )
        )

    def edit(
        self, number: int, *, teams: Iterable[str], is_admin: bool, name: str | None = None
    ) -> User:
        """Change a user's teams, rights and, unless None, name. Walls show a new name where they
        own a key result. Raises ValidationError, NotFound."""
        codes = tuple(teams)
        return self._database.write(
            lambda db: users.set_user(db, number, teams=codes, is_admin=is_admin, name=name)
        )

    def all(self) -> tuple[User, ...]:
        """Every user, by name."""
        return self._database.read(users.users)

    def by_name(self, name: str) -> User | None:
        """The user with this name, in upper or lower case; None if there is none."""
        return self._database.read(lambda db: users.user_or_none(db, name))

    def remove(self, name: str) -> None:
        """Remove a user and end their sessions; raises NotFound."""
        self._database.write(lambda db: users.remove_user(db, name))

    def set_password_hash(self, name: str, password_hash: str, *, keep: str = "") -> None:
        """Set a new password and end the user's sessions, except the one whose token has the hash
        `keep`; raises NotFound."""
        self._database.write(lambda db: users.set_password_hash(db, name, password_hash, keep))
