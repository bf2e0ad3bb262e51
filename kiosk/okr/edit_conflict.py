"""Optimistic locking: which fields of an item have changed since a form of it was rendered.

A form carries a fingerprint: a short digest of every field. Saving a field that somebody else has
changed since would silently restore the old value. Such a save is refused once, with the new value.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Cycle, KeyResult, Objective, Team
from kiosk.okr.pictures import Picture
from kiosk.okr.screen_groups import OF_THE_DISPLAY, SHARED, ScreenGroup
from kiosk.okr.screens import Screen
from kiosk.okr.survey import Lesson, Question

Editable = (
    Objective
    | KeyResult
    | Team
    | Cycle
    | Meeting
    | Question
    | Lesson
    | Screen
    | ScreenGroup
    | Picture
)

_FIELDS: dict[type, tuple[str, ...]] = {
    Objective: ("title", "short_title", "description", "serves"),
    KeyResult: (
        *(
            "title",
            "short_title",
            "description",
            "kind",
            "unit",
            "start",
            "target",
            "low",
            "high",
            "milestones",
            "due",
        ),
        *("weight", "owner", "freshness_days", "confidential", "ambition"),
    ),
    Team: ("name", "color"),
    Cycle: ("name", "theme", "starts_on", "ends_on"),
    Meeting: ("kind", "team", "title", "starts_at", "minutes", "place", "link", "anyone"),
    Question: ("kind", "text"),
    Lesson: ("said", "changed"),
    Picture: ("text", "alt", "until", "screens"),
    Screen: ("label", "place", "group", *OF_THE_DISPLAY, *SHARED),
    ScreenGroup: ("name", "screens", *SHARED),
}
"""The fields that the form of an item writes."""

_DIGEST_LENGTH = 10


def fingerprint(item: Editable) -> str:
    """The fingerprint of an item: each field with a digest of its value."""
    return " ".join(f"{name}:{_digest(item, name)}" for name in _FIELDS[type(item)])


def form_fields(item: Editable) -> tuple[str, ...]:
    """The fields of a thing that its form writes."""
    return _FIELDS[type(item)]


def stale_fields(form_fingerprint: str, item: Editable) -> tuple[str, ...]:
    """The fields that have changed since a form was rendered, of those in its fingerprint."""
    before = dict(re.findall(r"(\w+):([0-9a-f]+)", form_fingerprint))
    return tuple(
        name
        for name in _FIELDS[type(item)]
        if name in before and before[name] != _digest(item, name)
    )


def lost_fields(fields: Iterable[str], before: Editable, after: Editable) -> tuple[str, ...]:
    """Those of the fields whose values a save has changed."""
    return tuple(name for name in fields if _digest(before, name) != _digest(after, name))


def _digest(item: Editable, name: str) -> str:
    value = getattr(item, name)
    # The order of alignment links has no meaning.
    text = repr(sorted(map(repr, value))) if name == "serves" else repr(value)
    return sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]
