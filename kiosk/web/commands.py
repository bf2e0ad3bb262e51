"""What the commands do, with the same rules as the pages and the API."""

from kiosk.config import Settings
from kiosk.errors import NotFound
from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.codes import normal_code
from kiosk.okr.progress import key_result_progress
from kiosk.okr.values import parse_confidence, parse_note, parse_value
from kiosk.views.figures import exact_value, percent_text
from kiosk.views.words import Words
from kiosk.web.house import utc_now
from kiosk.web.passwords import Passwords, checked_name, checked_password
from kiosk.web.start import open_store
from kiosk.web.tokens import new_token, token_hash


def check_in(settings: Settings, code: str, value: str, confidence: str, note: str) -> str:
    """Write one check-in; returns a sentence that says what stands now.

    :raises Refused: naming the argument that will not do.
    :raises NotFound: when no running key result has the code.
    """
    store, now = open_store(settings), utc_now()
    try:
        key_result = store.office(now).key_result(normal_code(code))
    except KeyError:
        raise NotFound("No key result that is running has the code %(code)s", code=code) from None
    written = store.check_in(
        key_result.code,
        parse_value(key_result, value),
        now=now,
        confidence=parse_confidence(confidence),
        note=parse_note(note),
        source="cli",
    )
    words = Words(settings.locale, settings.zone, closed=ClosedDays.of(settings.closed_days))
    stands = exact_value(words, key_result, written.value)
    percent = percent_text(words, key_result_progress(key_result, written.value))
    return f"{key_result.title}: {stands} ({percent})"


def add_user(settings: Settings, name: str, password: str, *, admin: bool) -> None:
    """Add somebody who may log in."""
    plain = checked_name(name)
    hashed = Passwords().hash(checked_password(password, password))
    open_store(settings).add_user(plain, hashed, is_admin=admin)


def add_token(settings: Settings, name: str, can: str) -> str:
    """Make a token; it is returned here and kept only as a hash."""
    token = new_token()
    open_store(settings).add_token(name, token_hash(token), can, utc_now())
    return token
