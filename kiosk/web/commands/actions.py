"""The commands' actions, with the same rules as the pages and the API."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from functools import partial

from kiosk.config import Settings
from kiosk.errors import Collector, NotFound, ValidationError
from kiosk.okr.check_in_date import moment_on
from kiosk.okr.check_in_input import ReadValue, parse_confidence, parse_note, read_value
from kiosk.okr.check_in_rules import CheckInDraft
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CheckIn, Team
from kiosk.okr.permissions import own_teams
from kiosk.okr.progress import key_result_progress
from kiosk.store import Store, User
from kiosk.store.db.author import current_author
from kiosk.views.common.check_in_line import for_day
from kiosk.views.common.values import exact_value, percent_text
from kiosk.web.api.value_warnings import value_warnings
from kiosk.web.core.command_language import office_localizer
from kiosk.web.core.services import open_store, utc_now
from kiosk.web.security.api_tokens import new_api_token
from kiosk.web.security.hashing import hash_token
from kiosk.web.security.passwords import Passwords, validated_password, validated_person


def check_in(
    settings: Settings,
    code: str,
    value: str,
    confidence: str,
    note: str,
    warn: Callable[[str], object] = len,
    *,
    on: str = "",
) -> str:
    """Add a check-in. Returns a sentence with the new progress.

    :param on: the day it is for, like 2026-11-20; "" for today.
    :param warn: takes each sentence about a value that was saved though it is odd.
    :raises ValidationError: naming each argument that will not do.
    :raises NotFound: when no running key result has the code.
    """
    store, now, localizer = open_store(settings), utc_now(), office_localizer(settings)
    try:
        key_result = store.office(now).key_result(normal_code(code))
    except KeyError:
        raise NotFound("No running key result has the code %(code)s", code=code) from None
    past = store.key_results.history(key_result.code, now).numbers
    collect, nothing, mark = Collector(), ReadValue(Decimal(0)), localizer.decimal_separator
    read = collect.read(lambda: read_value(key_result, value, mark, past), nothing)
    draft = CheckInDraft(
        read.value,
        collect.read(lambda: moment_on(on, now, localizer.office_zone), None),
        collect.read(lambda: parse_confidence(confidence), None),
        collect.read(lambda: parse_note(note), ""),
    )
    collect.finish()
    written = _written(store, key_result.code, draft, now)
    for warning in value_warnings(localizer, key_result, read, past):
        warn(warning.message)
    shown_value = exact_value(localizer, key_result, written.value)
    percent = percent_text(localizer, key_result_progress(key_result, written.value))
    day = f" {for_day(localizer, written, now)}" if on else ""
    return f"{key_result.title}: {shown_value} ({percent}){day}"


def _written(store: Store, code: str, draft: CheckInDraft, now: datetime) -> CheckIn:
    return store.check_ins.add(
        code,
        draft.value,
        now=now,
        measured_at=draft.measured_at,
        confidence=draft.confidence,
        note=draft.note,
        author=current_author.get(),
        source="cli",
    )


def add_user(
    settings: Settings, name: str, password: str, *, admin: bool, teams: Iterable[str] = ()
) -> None:
    """Add a user.

    :param teams: the slugs or codes of the teams they check in for; empty: all teams.
    """
    store, collect = open_store(settings), Collector()
    plain, _ = collect.read(lambda: validated_person(name, password, password), ("", ""))
    codes = [collect.read(partial(_team_code, store, team), "") for team in teams]
    collect.finish()
    hashed = Passwords().hash(password)
    store.users.add(plain, hashed, is_admin=admin, teams=codes)


def set_password(settings: Settings, name: str, password: str) -> str:
    """Give somebody a new password, which ends all their sessions; returns their name as it is.

    :raises NotFound: nobody has this name.
    :raises ValidationError: the password will not do.
    """
    store = open_store(settings)
    user = store.users.by_name(name)
    if user is None:
        raise NotFound("Nobody is called “%(name)s”", name=name)
    store.users.set_password_hash(
        user.name, Passwords().hash(validated_password(password, password))
    )
    return user.name


def people(settings: Settings) -> list[str]:
    """All users, one per line, by name."""
    store = open_store(settings)
    office = store.office(utc_now())
    return [_person(user, own_teams(office, user.teams)) for user in store.users.all()]


def _person(user: User, teams: Iterable[Team]) -> str:
    slugs = ", ".join(team.slug for team in teams)
    return f"{user.name}{' (admin)' if user.is_admin else ''}{f' [{slugs}]' if slugs else ''}"


def _team_code(store: Store, team: str) -> str:
    teams = store.office(utc_now()).teams
    for each in teams:
        if team.casefold() == each.slug or normal_code(team) == each.code:
            return each.code
    known = ", ".join(each.slug for each in teams) or "—"
    raise ValidationError(
        "team", "There is no team “%(team)s”. Use one of these: %(known)s", team=team, known=known
    )


def add_token(settings: Settings, name: str, can: str) -> str:
    """Create a token. It is returned and stored only as a hash."""
    token = new_api_token()
    open_store(settings).api_tokens.add(name, hash_token(token), can, utc_now())
    return token
