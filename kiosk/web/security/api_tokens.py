"""API tokens: shown once, stored as a hash, with permission to read or to check in."""

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from kiosk.errors import NotAllowed
from kiosk.store import Token
from kiosk.store.db.author import set_author
from kiosk.web.core.services import get_services
from kiosk.web.security.hashing import hash_token, new_token

CAN = ("read", "check-in")


def new_api_token() -> str:
    """A random token. Its prefix lets scanners of leaked secrets recognise it."""
    return f"kiosk_{new_token()}"


def known_token() -> Token | None:
    """The request's token, if it is known."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return None
    return get_services().store.api_tokens.by_hash(hash_token(token.strip()))


def require_check_in() -> str:
    """The name of the request's token, which must be allowed to check in.

    :raises Unauthorized: there is no token, or it is unknown.
    :raises NotAllowed: it may only read.
    """
    known = known_token()
    if known is None:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "kiosk"}))
    if known.can != "check-in":
        raise NotAllowed(
            "The token “%(name)s” can only read. Create one that can check in: kiosk token add "
            "NAME --can check-in",
            name=known.name,
        )
    set_author(f"token {known.name}", get_services().now())
    return str(known.name)
