"""Sessions: a random token in a cookie, its hash in the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlencode

from flask import Response, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk.errors import LogInNeeded, NotAllowed, NotFound
from kiosk.store.db.author import set_author
from kiosk.web.core.services import get_services
from kiosk.web.security.hashing import hash_token, new_token

COOKIE = "session"
MAX_SESSION_AGE = timedelta(days=180)
_TOKEN_LENGTH = 80
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class CurrentUser:
    """A user who is logged in. Members check in, for their teams if they have any; admins also edit
    objectives, screens and users. `teams` are codes."""

    id: int
    name: str
    is_admin: bool
    teams: tuple[str, ...] = ()


def new_session_token(now: datetime) -> str:
    """A random token with its time of creation. The hash covers both, so the longest session needs
    no column."""
    return f"{new_token()}.{int(now.timestamp())}"


def is_expired(token: str, now: datetime) -> bool:
    """Whether a token is older than the longest session, or malformed."""
    _, dot, created = token.rpartition(".")
    if not dot or len(token) > _TOKEN_LENGTH or not (created.isascii() and created.isdigit()):
        return True
    return now.timestamp() - int(created) > MAX_SESSION_AGE.total_seconds()


def open_session(response: AnyResponse, user_id: int) -> str:
    """Start a session with a new token, against session fixation. Returns the token's hash."""
    services = get_services()
    now = services.now()
    _end_session()
    token = new_session_token(now)
    services.store.sessions.open(user_id, hash_token(token), now)
    response.set_cookie(
        COOKIE,
        token,
        max_age=MAX_SESSION_AGE,
        path="/",
        secure=request.is_secure,
        httponly=True,
        # With Strict, a link in a mail or a chat would look logged out. Lax is enough: no GET
        # changes anything, and every write is checked for its Origin as well.
        samesite="Lax",
    )
    return hash_token(token)


def close_session(response: AnyResponse) -> None:
    """End the session of this request on the server, not only in the cookie."""
    _end_session()
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="Lax")


def _end_session() -> None:
    token = request.cookies.get(COOKIE, "")
    if token:
        get_services().store.sessions.close(hash_token(token))


def current_user() -> CurrentUser | None:
    """The user who sent this request, or None. Queried once per request."""
    if "member" not in g:
        g.member = _find_user()
    found: CurrentUser | None = g.member
    return found


def require_user() -> CurrentUser:
    """The user who is logged in.

    :raises NotFound: nobody is.
    """
    found = current_user()
    if found is None:
        raise NotFound("Nobody is logged in")
    return found


def _find_user() -> CurrentUser | None:
    services = get_services()
    token = request.cookies.get(COOKIE, "")
    if not token or is_expired(token, services.now()):
        return None
    user = services.store.sessions.user(hash_token(token), services.now())
    if user is None:
        return None
    set_author(user.name, services.now())
    return CurrentUser(user.id, user.name, user.is_admin, user.teams)


def login_required(
    handler: Callable[P, R],
) -> Callable[P, R | AnyResponse]:
    """Decorator: require a log-in; others are redirected to it, and back afterwards."""

    @wraps(handler)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | AnyResponse:
        return handler(*args, **kwargs) if current_user() else _redirect_to_login()

    return guarded


def admin_required(
    handler: Callable[P, AnyResponse | str],
) -> Callable[P, AnyResponse | str]:
    """Decorator: require an admin; members get 403."""

    @wraps(handler)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> AnyResponse | str:
        somebody = current_user()
        if somebody is None:
            return _redirect_to_login()
        if not somebody.is_admin:
            raise NotAllowed("Only an admin can do this. Ask one, or log in as one")
        return handler(*args, **kwargs)

    return guarded


def wants_fragment() -> bool:
    """Whether a script requests a fragment to insert into the page."""
    return request.headers.get("X-Part") == "1"


def session_key() -> str:
    """The hash of this request's session token."""
    return hash_token(request.cookies.get(COOKIE, ""))


def _redirect_to_login() -> AnyResponse:
    if wants_fragment():
        return Response(status=401)
    if request.method == "POST":
        raise LogInNeeded("Log in first")
    back = request.full_path.rstrip("?")
    return redirect("/admin/login?" + urlencode({"next": back}), 303)


def safe_redirect_path(path: str) -> str:
    """The path to go to after the log-in: always one of this server."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    ours = path.startswith("/") and not path.startswith("//")
    return path if plain and ours and not path.startswith("/admin/log") else "/admin/"
