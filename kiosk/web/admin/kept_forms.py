"""A form that was sent after its session had ended is kept through the log-in and comes back
filled. It is never saved by itself: whoever sent it looks at it and saves again.

The log-in page carries the form in a hidden field, so that nobody who is logged out can fill this
server's memory, and it stays with the browser it was typed in. It is not signed: it holds nothing
that the same browser could not send anyway. Passwords are left out.
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Request

MAX_FIELD_LENGTH = 200_000
"""Characters of the hidden field: more would not fit into one request with the rest."""
MAX_FORM_SIZE = 1_000_000
"""Bytes of a form that was packed, so that a small field cannot become a large one."""
MAX_FORMS = 50
LIFETIME = timedelta(hours=1)
PASSWORDS = frozenset({"password", "again", "current"})


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form as it was sent: the path it went to, with its query, and its fields in order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def sent_form(request: Request) -> KeptForm | None:
    """The form of a request; None where it holds a password, which is typed anew."""
    fields = tuple(request.form.items(multi=True))
    if PASSWORDS & {name for name, _ in fields}:
        return None
    return KeptForm(request.full_path.rstrip("?"), fields)


def pack(form: KeptForm) -> str:
    """A form in the characters of a hidden field; "" for one that is too long."""
    plain = json.dumps([form.path, form.fields]).encode()
    text = urlsafe_b64encode(zlib.compress(plain)).decode()
    return text if len(text) <= MAX_FIELD_LENGTH and len(plain) <= MAX_FORM_SIZE else ""


def unpack(text: str) -> KeptForm | None:
    """The form in a hidden field; None where there is none."""
    try:
        read = zlib.decompressobj()
        plain = read.decompress(urlsafe_b64decode(text[:MAX_FIELD_LENGTH].encode()), MAX_FORM_SIZE)
        path, fields = json.loads(plain)
        pairs = tuple((str(name), str(value)) for name, value in fields)
    except (ValueError, TypeError, zlib.error):
        return None
    ours = isinstance(path, str) and path.startswith("/") and not path.startswith("//")
    return KeptForm(path, pairs) if ours else None


class KeptForms:
    """The forms of those who have just logged in, one for each session, for an hour."""

    def __init__(self) -> None:
        self._forms: OrderedDict[str, tuple[KeptForm, datetime]] = OrderedDict()

    def keep(self, session: str, form: KeptForm, now: datetime) -> None:
        """Keep a session's form; with too many, the oldest goes."""
        self._forms.pop(session, None)
        self._forms[session] = form, now
        while len(self._forms) > MAX_FORMS:
            self._forms.popitem(last=False)

    def get(self, session: str, now: datetime) -> KeptForm | None:
        """A session's form, or None."""
        form, since = self._forms.get(session, (None, now))
        return form if now - since < LIFETIME else None

    def discard(self, session: str) -> None:
        """It was saved, or is not wanted any more."""
        self._forms.pop(session, None)
