"""The page of people: users with their teams, and invitations."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.lists import format_list

from kiosk.okr.model import Office
from kiosk.okr.permissions import own_teams
from kiosk.store.queries.invitations import Invitation
from kiosk.store.queries.password_links import PasswordLink
from kiosk.store.queries.users import User
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.qr import QrCode, qr_code


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A user as a row. `role` says what they may do."""

    id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class PersonFields:
    """The fields of a user or of an invitation. `teams` are codes."""

    name: str
    teams: tuple[str, ...]
    is_admin: bool


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An unused invitation. `key` identifies it for withdrawal and cannot redeem it."""

    key: str
    name: str
    role: str
    until: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """All users by name, and the open invitations."""

    people: tuple[PersonRow, ...]
    invitations: tuple[InvitationRow, ...]


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link that is shown once, as text and QR code: an invitation or a password reset."""

    url: str
    qr: QrCode
    wifi: str
    role: str
    until: str


def people_page(
    localizer: Localizer, office: Office, users: Sequence[User], invitations: Sequence[Invitation]
) -> PeoplePage:
    """The page."""
    return PeoplePage(
        tuple(person_row(localizer, office, user) for user in users),
        tuple(
            InvitationRow(
                i.key,
                i.name,
                role_text(localizer, office, i.teams, i.is_admin),
                expiry_text(localizer, i.ends_at),
            )
            for i in invitations
        ),
    )


def person_row(localizer: Localizer, office: Office, user: User) -> PersonRow:
    """The row of a user."""
    return PersonRow(user.id, user.name, role_text(localizer, office, user.teams, user.is_admin))


def role_text(localizer: Localizer, office: Office, teams: Collection[str], is_admin: bool) -> str:
    """What a user with these teams (codes) may do."""
    own = format_list([t.name for t in own_teams(office, teams)], locale=localizer.locale)
    if is_admin and own:
        return localizer.gettext("Admin, in %(team)s") % {"team": own}
    if is_admin:
        return localizer.gettext("Admin")
    if own:
        return localizer.gettext("Check-ins for %(team)s") % {"team": own}
    return localizer.gettext("Check-ins for all teams")


def expiry_text(localizer: Localizer, moment: datetime) -> str:
    """The expiry of an invitation."""
    return localizer.gettext("until %(moment)s") % {"moment": localizer.day_and_time(moment)}


def invitation_link(
    localizer: Localizer, office: Office, invitation: Invitation, url: str, wifi: str
) -> OneTimeLink:
    """The link of a new invitation."""
    allowed = role_text(localizer, office, invitation.teams, invitation.is_admin)
    ends = expiry_text(localizer, invitation.ends_at)
    return OneTimeLink(url, qr_code(url), wifi, allowed, ends)


def password_link(localizer: Localizer, found: PasswordLink, url: str, wifi: str) -> OneTimeLink:
    """The link of a new password reset."""
    return OneTimeLink(url, qr_code(url), wifi, "", expiry_text(localizer, found.ends_at))
