"""Checking a password, and logging a user in."""

from flask import request
from werkzeug.wrappers import Response

from kiosk.store.queries.users import User
from kiosk.web.admin.state import admin_state
from kiosk.web.security.password_guesses import PasswordGuess
from kiosk.web.security.sessions import current_user, open_session, session_key


def log_in_as(answer: Response, user: User) -> str:
    """Log a user in with a response, and remember their browser. Returns the hash of the session's
    token."""
    session = open_session(answer, user.id)
    admin_state().devices.remember(answer, user.name)
    return session


def is_password(name: str, password: str, user: User | None) -> bool:
    """Whether a password is that of the user with this name.

    :raises TooManyGuesses: it is not looked at now.
    :raises TooLittleMemory: it could not be looked at.
    """
    me, state = current_user(), admin_state()
    is_mine = me is not None and user is not None and me.id == user.id
    device = state.devices.known(request, name) or (session_key() if is_mine else "")
    guess = PasswordGuess(name, request.remote_addr or "", device)
    known_hash = user.password_hash if user else None
    return state.guesses.is_right(guess, lambda: state.passwords.matches(password, known_hash))
