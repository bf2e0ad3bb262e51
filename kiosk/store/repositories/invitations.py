"""The repository of invitations. None of its writes changes a wall."""

from collections.abc import Iterable
from datetime import datetime

from kiosk.store.queries import invitations
from kiosk.store.queries.invitations import Invitation
from kiosk.store.queries.users import User
from kiosk.store.repositories.base import Repository


class InvitationRepository(Repository):
    """Invitations that were sent and not yet accepted."""

    def add(
        self,
        token_hash: str,
        *,
        now: datetime,
        name: str = "",
        teams: Iterable[str] = (),
        is_admin: bool = False,
    ) -> Invitation:
        """Add an invitation by the hash of its token; raises ValidationError for an unknown
        team."""
        codes = tuple(teams)
        return self._database.write(
            lambda db: invitations.invite(
                db, token_hash, name=name, teams=codes, is_admin=is_admin, now=now
            )
        )

    def all(self, now: datetime) -> tuple[Invitation, ...]:
        """The valid invitations."""
        return self._database.read(lambda db: invitations.invitations(db, now))

    def get(self, token_hash: str, now: datetime) -> Invitation:
        """The invitation with this hash; raises NotFound if it is not valid (any more)."""
        return self._database.read(lambda db: invitations.invitation(db, token_hash, now))

    def accept(self, token_hash: str, name: str, password_hash: str, now: datetime) -> User:
        """Add the user and use the invitation up; raises NotFound, ValidationError."""
        return self._database.write(
            lambda db: invitations.accept(db, token_hash, name, password_hash, now)
        )

    def withdraw(self, token_hash: str) -> None:
        """Withdraw an invitation."""
        self._database.write(lambda db: invitations.delete_invitation(db, token_hash))
