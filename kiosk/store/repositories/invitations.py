"""The store's methods about invitations. None of them moves a wall."""

from collections.abc import Iterable
from datetime import datetime

from kiosk.store.queries import invitations
from kiosk.store.queries.invitations import Invitation
from kiosk.store.queries.users import User
from kiosk.store.repositories.audit_log import AuditLogRepository


class InvitationRepository(AuditLogRepository):
    """Who was asked to join and has not yet."""

    def invite(
        self,
        token_hash: str,
        *,
        now: datetime,
        name: str = "",
        teams: Iterable[str] = (),
        is_admin: bool = False,
    ) -> Invitation:
        """Add an invitation by the hash of its token; raises ValidationError for a team not
        there."""
        codes = tuple(teams)
        return self._write(
            lambda db: invitations.invite(
                db, token_hash, name=name, teams=codes, is_admin=is_admin, now=now
            )
        )

    def invitations(self, now: datetime) -> tuple[Invitation, ...]:
        """Those that may still be used."""
        return self._read(lambda db: invitations.invitations(db, now))

    def invitation(self, token_hash: str, now: datetime) -> Invitation:
        """The one with this hash; raises NotFound when it is good for nothing (any more)."""
        return self._read(lambda db: invitations.invitation(db, token_hash, now))

    def accept_invitation(
        self, token_hash: str, name: str, password_hash: str, now: datetime
    ) -> User:
        """Make the person and use the invitation up; raises NotFound, ValidationError."""
        return self._write(lambda db: invitations.accept(db, token_hash, name, password_hash, now))

    def withdraw_invitation(self, token_hash: str) -> None:
        """Take an invitation back."""
        self._write(lambda db: invitations.withdraw(db, token_hash))
