"""Forms that were submitted without a session are kept during the log-in and shown again.

Nothing is saved until the user submits the form again. The log-in page carries the form in a hidden
field, so that users who are logged out cannot fill the server's memory, and the form stays in its
browser. It is not signed, because the browser could send anything in it anyway. Forms with a
password are not kept.
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
    """A form as it was submitted: its path with the query, and its fields in order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def sent_form(request: Request) -> KeptForm | None:
    """The form of a request; None if it has a password."""
    fields = tuple(request.form.items(multi=True))
    if PASSWORDS & {name for name, _ in fields}:
        return None
    return KeptForm(request.full_path.rstrip("?"), fields)


def pack(form: KeptForm) -> str:
    """A form as the text of a hidden field; "" if it is too long."""
    plain = json.dumps([form.path, form.fields]).encode()
    text = urlsafe_b64encode(zlib.compress(plain)).decode()
    return text if len(text) <= MAX_FIELD_LENGTH and len(plain) <= MAX_FORM_SIZE else ""


def unpack(text: str) -> KeptForm | None:
    """The form in a hidden field; None if there is none."""
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
    """Forms by session, for an hour after the log-in."""

    def __init__(self) -> None:
        self._forms: OrderedDict[str, tuple[KeptForm, datetime]] = OrderedDict()

    def keep(self, session: str, form: KeptForm, now: datetime) -> None:
        """Store a session's form; if there are too many, the oldest is dropped."""
        self._forms.pop(session, None)
        self._forms[session] = form, now
        while len(self._forms) > MAX_FORMS:
            self._forms.popitem(last=False)

    def get(self, session: str, now: datetime) -> KeptForm | None:
        """A session's form, or None."""
        form, since = self._forms.get(session, (None, now))
        return form if now - since < LIFETIME else None

    def discard(self, session: str) -> None:
        """Drop a session's form."""
        self._forms.pop(session, None)
