"""Who is logged in: a random token in a cookie, its hash in the database, nothing else."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlencode

from flask import Response, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk.store.acting import act
from kiosk.web.access import LogInNeeded, NotAllowed
from kiosk.web.house import house

COOKIE = "session"
LONGEST = timedelta(days=180)
_TOKEN_LENGTH = 80
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is logged in. Members check in, for their teams if they have any; admins also
    edit objectives, screens and people. `teams` are codes."""

    id: int
    name: str
    is_admin: bool
    teams: tuple[str, ...] = ()


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(now: datetime) -> str:
    """256 random bits and the day they were made on, which the hash holds unforgeable: so the
    end of the longest session needs no column."""
    return f"{secrets.token_urlsafe(32)}.{int(now.timestamp())}"


def has_ended(token: str, now: datetime) -> bool:
    """Whether a token is older than the longest session, or no token at all."""
    _, dot, made = token.rpartition(".")
    if not dot or len(token) > _TOKEN_LENGTH or not (made.isascii() and made.isdigit()):
        return True
    return now.timestamp() - int(made) > LONGEST.total_seconds()


def open_session(response: AnyResponse, user_id: int) -> str:
    """Log somebody in, always with a new token: one planted in the browser before is worth
    nothing. Returns what the database keeps of it."""
    here = house()
    now = here.now()
    _end_session()
    token = new_token(now)
    here.store.open_session(user_id, token_hash(token), now)
    response.set_cookie(
        COOKIE,
        token,
        max_age=LONGEST,
        path="/",
        secure=request.is_secure,
        httponly=True,
        # With Strict, a link in a mail or a chat would look logged out. Lax is enough: no GET
        # changes anything, and every write is checked for its Origin as well.
        samesite="Lax",
    )
    return token_hash(token)


def close_session(response: AnyResponse) -> None:
    """Log out whoever sent this request: the session ends on the server, not in the cookie."""
    _end_session()
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="Lax")


def _end_session() -> None:
    token = request.cookies.get(COOKIE, "")
    if token:
        house().store.close_session(token_hash(token))


def member() -> Member | None:
    """Who sent the present request, or None. Asked of the database once a request."""
    if "member" not in g:
        g.member = _member()
    found: Member | None = g.member
    return found


def _member() -> Member | None:
    here = house()
    token = request.cookies.get(COOKIE, "")
    if not token or has_ended(token, here.now()):
        return None
    user = here.store.session_user(token_hash(token), here.now())
    if user is None:
        return None
    act(user.name, here.now())
    return Member(user.id, user.name, user.is_admin, user.teams)


def member_only(
    handler: Callable[Asked, Answer],
) -> Callable[Asked, Answer | AnyResponse]:
    """Let only those in who are logged in; others are led to the log-in, and back."""

    @wraps(handler)
    def guarded(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer | AnyResponse:
        return handler(*args, **kwargs) if member() else _to_log_in()

    return guarded


def admin_only(
    handler: Callable[Asked, AnyResponse | str],
) -> Callable[Asked, AnyResponse | str]:
    """Let only admins in; members get 403."""

    @wraps(handler)
    def guarded(*args: Asked.args, **kwargs: Asked.kwargs) -> AnyResponse | str:
        somebody = member()
        if somebody is None:
            return _to_log_in()
        if not somebody.is_admin:
            raise NotAllowed("Only an admin can do this. Ask one, or log in as one")
        return handler(*args, **kwargs)

    return guarded


def reads_once(
    handler: Callable[Asked, Callable[[], AnyResponse] | AnyResponse],
) -> Callable[Asked, AnyResponse]:
    """For a page that saves nothing: the handler reads, all of it in one transaction, and returns
    what makes the page after that; or an answer."""

    @wraps(handler)
    def read(*args: Asked.args, **kwargs: Asked.kwargs) -> AnyResponse:
        return house().drawn(lambda: _making(handler(*args, **kwargs)))

    return read


def _making(found: Callable[[], AnyResponse] | AnyResponse) -> Callable[[], AnyResponse]:
    # A response can be called, too: by the server that sends it.
    return (lambda: found) if isinstance(found, AnyResponse) else found


def wants_part() -> bool:
    """Whether a script asks for a part of a page, to put in place of the one there is."""
    return request.headers.get("X-Part") == "1"


def session_key() -> str:
    """What the database keeps of the token that the present request carries."""
    return token_hash(request.cookies.get(COOKIE, ""))


def _to_log_in() -> AnyResponse:
    if wants_part():
        return Response(status=401)
    if request.method == "POST":
        raise LogInNeeded("Log in first")
    back = request.full_path.rstrip("?")
    return redirect("/admin/login?" + urlencode({"next": back}), 303)


def safe_next(path: str) -> str:
    """Where to go after the log-in: a path of this server, never another site."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    ours = path.startswith("/") and not path.startswith("//")
    return path if plain and ours and not path.startswith("/admin/log") else "/admin/"
