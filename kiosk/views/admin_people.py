"""The page of people: who may log in, for which team, and who is asked to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.lists import format_list

from kiosk.okr.members import own_teams
from kiosk.okr.model import Office
from kiosk.store.invitations import Invitation
from kiosk.store.password_links import PasswordLink
from kiosk.store.people import User
from kiosk.views.qr import QrCode, qr_code
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a line. `may` says what they may do, in words."""

    id: int
    name: str
    may: str


@dataclass(frozen=True, slots=True)
class PersonFields:
    """The form of somebody, or of an invitation, as it is or was typed. `teams` are codes."""

    name: str
    teams: tuple[str, ...]
    is_admin: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation that nobody has used yet. `key` withdraws it and opens nothing."""

    key: str
    name: str
    may: str
    until: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody by name, and the invitations that may still be used."""

    people: tuple[Person, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link that is shown once, as text and as a code: an invitation, or to set a new password."""

    url: str
    qr: QrCode
    wifi: str
    may: str
    until: str


def people_page(
    words: Words, office: Office, users: Sequence[User], invitations: Sequence[Invitation]
) -> PeoplePage:
    """The page."""
    return PeoplePage(
        tuple(person(words, office, user) for user in users),
        tuple(
            Asked(i.key, i.name, may(words, office, i.teams, i.is_admin), until(words, i.ends_at))
            for i in invitations
        ),
    )


def person(words: Words, office: Office, user: User) -> Person:
    """Somebody in a line."""
    return Person(user.id, user.name, may(words, office, user.teams, user.is_admin))


def may(words: Words, office: Office, teams: Collection[str], is_admin: bool) -> str:
    """What somebody of these teams, by their codes, may do."""
    own = format_list([t.name for t in own_teams(office, teams)], locale=words.locale)
    if is_admin and own:
        return words.gettext("Admin, in %(team)s") % {"team": own}
    if is_admin:
        return words.gettext("Admin")
    if own:
        return words.gettext("Check-ins for %(team)s") % {"team": own}
    return words.gettext("Check-ins for all teams")


def until(words: Words, moment: datetime) -> str:
    """Until when an invitation may be used."""
    return words.gettext("until %(moment)s") % {"moment": words.day_and_time(moment)}


def invitation_link(
    words: Words, office: Office, invitation: Invitation, url: str, wifi: str
) -> OneTimeLink:
    """What is shown once, after an invitation was made."""
    allowed = may(words, office, invitation.teams, invitation.is_admin)
    ends = until(words, invitation.ends_at)
    return OneTimeLink(url, qr_code(url), wifi, allowed, ends)


def password_link(words: Words, found: PasswordLink, url: str, wifi: str) -> OneTimeLink:
    """What is shown once, after a link to set a new password was made."""
    return OneTimeLink(url, qr_code(url), wifi, "", until(words, found.ends_at))
