"""Key results' parts of a phone page, made once: a check-in changes one of them."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import Cycle, KeyResult, Office
from kiosk.store.history import History
from kiosk.views.phone_key_result import KeyResultPart, key_result_part
from kiosk.views.render import render
from kiosk.views.words import Words

# As many as a large company has.
MOST_KEPT = 2048


@dataclass(frozen=True, slots=True)
class Part:
    """A key result's part of a page, and its HTML."""

    view: KeyResultPart
    html: str


@dataclass(frozen=True, slots=True)
class _Kept:
    shown: object
    since: datetime
    until: datetime
    part: Part


_kept: dict[tuple[Words, str], _Kept] = {}


def kept_part(
    words: Words,
    office: Office,
    key_result: KeyResult,
    cycle: Cycle,
    history: History,
    now: datetime,
) -> Part:
    """A key result's part; the one there is if nothing that it shows has changed."""
    shown = (key_result, cycle, history, office.teams, office.customs)
    there = _kept.get((words, key_result.code))
    if there is not None and there.since <= now < there.until and there.shown == shown:
        return there.part
    view = key_result_part(words, office, key_result, cycle, history, now)
    part = Part(view, render("phone/_key_result.html", words, part=view))
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    until = part_changes_at(words, key_result, now)
    _kept[words, key_result.code] = _Kept(shown, now, until, part)
    return part


def part_changes_at(words: Words, key_result: KeyResult, now: datetime) -> datetime:
    """When the part says something else though nobody saves: an age, or the mark of today."""
    midnight = words.midnight_after(now)
    if key_result.latest is None:
        return midnight
    return min(midnight, words.ago_changes_at(key_result.latest.measured_at, now))
