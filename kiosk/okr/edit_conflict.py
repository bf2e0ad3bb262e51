"""What stood in a thing when somebody's form of it was made, and what is another by now.

A form carries a short digest of every field. Whoever saves a field that somebody else has changed
since would put the old text back without a word: that is refused once, and told.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Cycle, KeyResult, Objective, Team
from kiosk.okr.survey import Lesson, Question

Editable = Objective | KeyResult | Team | Cycle | Meeting | Question | Lesson

_FIELDS: dict[type, tuple[str, ...]] = {
    Objective: ("title", "serves"),
    KeyResult: (
        *("title", "kind", "unit", "start", "target", "low", "high", "milestones"),
        *("weight", "owner", "freshness_days", "confidential", "ambition"),
    ),
    Team: ("name", "color"),
    Cycle: ("name", "theme", "starts_on", "ends_on"),
    Meeting: ("kind", "team", "title", "starts_at", "minutes", "place", "link", "anyone"),
    Question: ("kind", "text"),
    Lesson: ("said", "changed"),
}
"""What the form of a thing writes."""

_DIGEST_LENGTH = 10


def fingerprint(thing: Editable) -> str:
    """What a form carries of a thing: its fields, each with a digest of what stands there."""
    return " ".join(f"{name}:{_digest(thing, name)}" for name in _FIELDS[type(thing)])


def form_fields(thing: Editable) -> tuple[str, ...]:
    """The fields of a thing that its form writes."""
    return _FIELDS[type(thing)]


def stale_fields(carried: str, thing: Editable) -> tuple[str, ...]:
    """The fields that are another than when a form was made; what it does not carry is none."""
    before = dict(re.findall(r"(\w+):([0-9a-f]+)", carried))
    return tuple(
        name
        for name in _FIELDS[type(thing)]
        if name in before and before[name] != _digest(thing, name)
    )


def lost_fields(fields: Iterable[str], was: Editable, now: Editable) -> tuple[str, ...]:
    """Those of the fields that a save has made another."""
    return tuple(name for name in fields if _digest(was, name) != _digest(now, name))


def _digest(thing: Editable, name: str) -> str:
    value = getattr(thing, name)
    # The order of what is served says nothing.
    said = repr(sorted(map(repr, value))) if name == "serves" else repr(value)
    return sha256(said.encode()).hexdigest()[:_DIGEST_LENGTH]
