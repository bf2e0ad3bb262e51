"""Text alternatives of the charts on phone pages."""

from datetime import datetime
from fractions import Fraction

from kiosk.okr.freshness import age_days
from kiosk.okr.model import CheckIn, KeyResult, KeyResultKind
from kiosk.okr.progress import (
    Progress,
    ProgressState,
    check_in_value,
    key_result_progress,
)
from kiosk.views.common.values import formatted_setting, formatted_value, goal_text
from kiosk.views.i18n.localizer import Localizer


def chart_description(localizer: Localizer, key_result: KeyResult) -> str:
    """A sentence with the value and the content of the chart, for people who cannot see it."""
    latest = key_result.latest_check_in
    progress = key_result_progress(key_result, check_in_value(latest))
    if latest is None:
        return _without_check_in(localizer, key_result)
    if key_result.kind.is_limit:
        return _limits(localizer, key_result, latest, progress)
    if key_result.kind is KeyResultKind.MILESTONES:
        return _milestones(localizer, key_result, latest)
    if key_result.kind is KeyResultKind.YES_NO:
        if latest.value is True:
            return localizer.gettext("Yes, it is done.")
        return localizer.gettext("Not yet; the target is a yes.")
    return _start_to_target(localizer, key_result, latest, progress)


def _without_check_in(localizer: Localizer, key_result: KeyResult) -> str:
    if not key_result.kind.is_start_to_target or key_result.target is None:
        return localizer.gettext("Nothing is measured yet.")
    goal = str(formatted_setting(localizer, key_result, key_result.target))
    if key_result.start is None:
        return localizer.gettext("Nothing is measured yet; the target is %(goal)s.") % {
            "goal": goal
        }
    return localizer.gettext("It starts at %(start)s; the target is %(goal)s.") % {
        "start": str(formatted_setting(localizer, key_result, key_result.start)),
        "goal": goal,
    }


def _limits(
    localizer: Localizer, key_result: KeyResult, latest: CheckIn, progress: Progress
) -> str:
    inside = progress.state is ProgressState.WITHIN_LIMITS
    pattern = (
        localizer.gettext("Now %(value)s, inside the limit: %(limit)s.")
        if inside
        else localizer.gettext("Now %(value)s, outside the limit: %(limit)s.")
    )
    value = formatted_value(localizer, key_result, latest.value)
    return pattern % {"value": str(value), "limit": goal_text(localizer, key_result)}


def _milestones(localizer: Localizer, key_result: KeyResult, latest: CheckIn) -> str:
    done = latest.value if isinstance(latest.value, frozenset) else frozenset()
    count = len(key_result.milestones)
    return localizer.ngettext(
        "%(done)s of %(num)s step is done.", "%(done)s of %(num)s steps are done.", count
    ) % {
        "done": localizer.number(sum(m.code in done for m in key_result.milestones)),
        "num": localizer.number(count),
    }


def _start_to_target(
    localizer: Localizer, key_result: KeyResult, latest: CheckIn, progress: Progress
) -> str:
    start, target = key_result.start, key_result.target
    facts = {
        "value": str(formatted_value(localizer, key_result, latest.value)),
        "start": "" if start is None else str(formatted_setting(localizer, key_result, start)),
        "goal": "" if target is None else str(formatted_setting(localizer, key_result, target)),
    }
    return _start_to_target_pattern(localizer, key_result, progress.raw) % facts


def _start_to_target_pattern(
    localizer: Localizer, key_result: KeyResult, raw: Fraction | None
) -> str:
    _ = localizer.gettext
    if key_result.target is None:
        return _("%(value)s now; no target is set yet.")
    if key_result.start is None or raw is None:
        return _("%(value)s now; its start is not known yet. The target is %(goal)s.")
    if raw > 1:
        return _("From %(start)s at the start to %(value)s now, beyond the target of %(goal)s.")
    if raw == 1:
        return _("From %(start)s at the start to %(value)s now: the target is reached.")
    return _("From %(start)s at the start to %(value)s now; the target is %(goal)s.")


def relative_day_text(localizer: Localizer, moment: datetime, now: datetime) -> str:
    """A day relative to today: today, Friday, 12 Oct."""
    day, today = localizer.today(moment), localizer.today(now)
    days = age_days(moment, today, localizer.zone)
    if days == 0:
        return localizer.gettext("today")
    return localizer.weekday(day) if days < 7 else localizer.day(day)
