"""A cache of rendered key results on phone pages, because a check-in changes only one."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import Cycle, KeyResult, Office
from kiosk.store.queries.key_result_history import History
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.phone.key_result import PhoneKeyResult, phone_key_result
from kiosk.views.render import render

# As many as a large company has.
CACHE_SIZE = 2048


@dataclass(frozen=True, slots=True)
class RenderedKeyResult:
    """The view of a key result and its HTML."""

    view: PhoneKeyResult
    html: str


@dataclass(frozen=True, slots=True)
class _CacheEntry:
    shown: object
    since: datetime
    until: datetime
    part: RenderedKeyResult


_cache: dict[tuple[Localizer, str], _CacheEntry] = {}


def cached_key_result(
    localizer: Localizer,
    office: Office,
    key_result: KeyResult,
    cycle: Cycle,
    history: History,
    now: datetime,
) -> RenderedKeyResult:
    """A rendered key result, from the cache if nothing that it shows has changed."""
    shown = (key_result, cycle, history, office.teams, office.settings)
    cached = _cache.get((localizer, key_result.code))
    if cached is not None and cached.since <= now < cached.until and cached.shown == shown:
        return cached.part
    view = phone_key_result(localizer, office, key_result, cycle, history, now)
    part = RenderedKeyResult(view, render("phone/objective/_key_result.html", localizer, part=view))
    if len(_cache) >= CACHE_SIZE:
        _cache.clear()
    until = key_result_changes_at(localizer, key_result, now)
    _cache[localizer, key_result.code] = _CacheEntry(shown, now, until, part)
    return part


def key_result_changes_at(localizer: Localizer, key_result: KeyResult, now: datetime) -> datetime:
    """When the key result's text next changes without a save: an age, or the tick of today."""
    midnight = localizer.midnight_after(now)
    if key_result.latest_check_in is None:
        return midnight
    return min(midnight, localizer.next_ago_change(key_result.latest_check_in.measured_at, now))
