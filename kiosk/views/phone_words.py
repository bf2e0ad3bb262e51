"""Sentences of the phone pages: what a chart shows, and how a percent was worked out."""

from datetime import datetime
from fractions import Fraction

from kiosk.okr.freshness import age_days
from kiosk.okr.model import CheckIn, KeyResult, Kind
from kiosk.okr.progress import (
    Progress,
    Standing,
    key_result_progress,
    value_of,
)
from kiosk.views.figures import goal_text, set_figure, value_figure
from kiosk.views.words import Words


def sentence(words: Words, key_result: KeyResult) -> str:
    """What stands there and what its chart shows, for those who see none."""
    latest = key_result.latest
    progress = key_result_progress(key_result, value_of(latest))
    if latest is None:
        return _before_the_first(words, key_result)
    if key_result.kind.has_limits:
        return _limits(words, key_result, latest, progress)
    if key_result.kind is Kind.MILESTONES:
        return _milestones(words, key_result, latest)
    if key_result.kind is Kind.YES_NO:
        if latest.value is True:
            return words.gettext("Yes, it is done.")
        return words.gettext("Not yet; the target is a yes.")
    return _road(words, key_result, latest, progress)


def _before_the_first(words: Words, key_result: KeyResult) -> str:
    if not key_result.kind.has_road or key_result.target is None:
        return words.gettext("Nothing is measured yet.")
    goal = str(set_figure(words, key_result, key_result.target))
    if key_result.start is None:
        return words.gettext("Nothing is measured yet; the target is %(goal)s.") % {"goal": goal}
    return words.gettext("It starts at %(start)s; the target is %(goal)s.") % {
        "start": str(set_figure(words, key_result, key_result.start)),
        "goal": goal,
    }


def _limits(words: Words, key_result: KeyResult, latest: CheckIn, progress: Progress) -> str:
    inside = progress.standing is Standing.INSIDE
    pattern = (
        words.gettext("Now %(value)s, inside the limit: %(limit)s.")
        if inside
        else words.gettext("Now %(value)s, outside the limit: %(limit)s.")
    )
    value = value_figure(words, key_result, latest.value)
    return pattern % {"value": str(value), "limit": goal_text(words, key_result)}


def _milestones(words: Words, key_result: KeyResult, latest: CheckIn) -> str:
    done = latest.value if isinstance(latest.value, frozenset) else frozenset()
    count = len(key_result.milestones)
    return words.ngettext(
        "%(done)s of %(num)s step is done.", "%(done)s of %(num)s steps are done.", count
    ) % {
        "done": words.number(sum(m.code in done for m in key_result.milestones)),
        "num": words.number(count),
    }


def _road(words: Words, key_result: KeyResult, latest: CheckIn, progress: Progress) -> str:
    start, target = key_result.start, key_result.target
    facts = {
        "value": str(value_figure(words, key_result, latest.value)),
        "start": "" if start is None else str(set_figure(words, key_result, start)),
        "goal": "" if target is None else str(set_figure(words, key_result, target)),
    }
    return _road_pattern(words, key_result, progress.raw) % facts


def _road_pattern(words: Words, key_result: KeyResult, raw: Fraction | None) -> str:
    _ = words.gettext
    if key_result.target is None:
        return _("%(value)s now; no target is set yet.")
    if key_result.start is None or raw is None:
        return _("%(value)s now; its start is not known yet. The target is %(goal)s.")
    if raw > 1:
        return _("From %(start)s at the start to %(value)s now, beyond the target of %(goal)s.")
    if raw == 1:
        return _("From %(start)s at the start to %(value)s now: the target is reached.")
    return _("From %(start)s at the start to %(value)s now; the target is %(goal)s.")


def day_text(words: Words, moment: datetime, now: datetime) -> str:
    """When something was, as people say it: today, Friday, 12 Oct."""
    day, today = words.today(moment), words.today(now)
    days = age_days(moment, today, words.zone)
    if days == 0:
        return words.gettext("today")
    return words.weekday(day) if days < 7 else words.day(day)
