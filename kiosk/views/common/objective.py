"""The view of an objective without its key results, shared by every page."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from kiosk.okr.alignment_reason import joined_because
from kiosk.okr.expected_progress import expected_objective_progress
from kiosk.okr.model import Objective, Office, Team
from kiosk.okr.pace import (
    current_week,
    days_until_start,
    expected_progress_state,
    week_count,
)
from kiosk.okr.progress import (
    ObjectiveProgress,
    ProgressSummary,
    contributing_key_results,
    objective_progress,
)
from kiosk.views.common.bars import Bar
from kiosk.views.common.freshness import is_stale_number
from kiosk.views.common.key_result import pace_text
from kiosk.views.common.values import thousandths
from kiosk.views.i18n.localizer import FormattedNumber, Localizer


@dataclass(frozen=True, slots=True)
class ServesView:
    """An objective that this objective serves, and why."""

    code: str
    title: str
    because: str


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """An objective as every page shows it, without its key results.

    Where `percent` is None, `summary` replaces it ("inside all limits", "not started", "no key
    results yet"). `week_change` is the week's change ("+6 this week"), `points` its number ("+6",
    "±0"; "" for a first value, None where all numbers are out of date).
    """

    code: str
    title: str
    team: Team
    serves: tuple[ServesView, ...]
    percent: FormattedNumber | None
    summary: str
    bar: Bar | None
    pace: str
    reported: str
    week_change: str
    points: str | None
    cycle: str


def objective_view(
    localizer: Localizer, office: Office, objective: Objective, now: datetime
) -> ObjectiveView:
    """The view of an objective at a moment (aware)."""
    today = localizer.today(now)
    progress = objective_progress(office, objective)
    drawn = progress.clamped
    # Without a check-in there is no pace.
    has_pace = drawn is not None and bool(progress.reported) and office.settings.pace
    counted = contributing_key_results(office, objective)
    has_pace = has_pace and any(k.kind.has_expected_progress for k in counted)
    expected = expected_objective_progress(office, objective, today)
    tick = thousandths(expected) if has_pace else None
    before = objective_progress(office, objective, week_ago=True)
    all_old = _all_old(localizer, office, objective, now)
    week_change, points = _week_change(localizer, progress, before, all_old)
    return ObjectiveView(
        code=objective.code,
        title=objective.title,
        team=office.team(objective.team),
        serves=_serves(office, objective),
        percent=localizer.percent_figure(drawn)
        if drawn is not None and progress.reported
        else None,
        summary=summary_text(localizer, progress),
        bar=None if drawn is None else _bar(drawn, tick, progress, before),
        pace=pace_text(localizer, expected_progress_state(drawn, expected))
        if has_pace and drawn is not None
        else "",
        reported=_reported(localizer, progress),
        week_change=week_change,
        points=points,
        cycle=cycle_text(localizer, office, objective, now),
    )


def cycle_text(localizer: Localizer, office: Office, objective: Objective, now: datetime) -> str:
    """ "Q4 2026, week 8 of 13", or in how many days it begins."""
    cycle = office.cycle(objective.cycle)
    if days := days_until_start(cycle, localizer.today(now)):
        return localizer.ngettext(
            "%(cycle)s, begins in %(num)s day", "%(cycle)s, begins in %(num)s days", days
        ) % {"cycle": cycle.name, "num": localizer.number(days)}
    return localizer.gettext("%(cycle)s, week %(week)s of %(weeks)s") % {
        "cycle": cycle.name,
        "week": localizer.number(current_week(cycle, localizer.today(now))),
        "weeks": localizer.number(week_count(cycle)),
    }


def _serves(office: Office, objective: Objective) -> tuple[ServesView, ...]:
    titles = {o.code: o.title for o in (*office.other_cycle_objectives, *office.objectives)}
    return tuple(
        ServesView(s.code, titles[s.code], joined_because(s.reason))
        for s in objective.serves
        if s.code in titles
    )


def summary_text(localizer: Localizer, progress: ObjectiveProgress) -> str:
    """The text that replaces an objective's percent; "" where there is a percent."""
    if progress.summary is ProgressSummary.NO_KEY_RESULTS:
        return localizer.gettext("no key results yet")
    if progress.summary is ProgressSummary.PERCENT:
        # Before any check-in, 0 % would look like a reported value.
        return "" if progress.reported else localizer.gettext("not started")
    if not progress.limits:
        return localizer.gettext("nothing has a weight")
    if progress.inside == progress.limits:
        return localizer.gettext("inside all limits")
    return localizer.ngettext(
        "inside %(inside)s of %(num)s limit", "inside %(inside)s of %(num)s limits", progress.limits
    ) % {"inside": localizer.number(progress.inside), "num": localizer.number(progress.limits)}


def _reported(localizer: Localizer, progress: ObjectiveProgress) -> str:
    if not progress.counted:
        return ""
    return localizer.gettext("%(reported)s of %(counted)s checked in") % {
        "reported": localizer.number(progress.reported),
        "counted": localizer.number(progress.counted),
    }


def _bar(
    drawn: Fraction, tick: int | None, progress: ObjectiveProgress, before: ObjectiveProgress
) -> Bar:
    """The bar, with where it ended a week ago unless a first value has moved it since."""
    fill = thousandths(drawn)
    is_first = before.clamped is None or before.reported < progress.reported
    week_ago = fill if is_first else thousandths(before.clamped or Fraction(0))
    return Bar(fill, tick, None if week_ago == fill else week_ago)


def _all_old(localizer: Localizer, office: Office, objective: Objective, now: datetime) -> bool:
    """Whether every number that has been reported is old."""
    return all(
        is_stale_number(localizer, k, now, office.settings)
        for k in contributing_key_results(office, objective)
        if k.latest_check_in is not None
    )


def _week_change(
    localizer: Localizer, progress: ObjectiveProgress, before: ObjectiveProgress, all_old: bool
) -> tuple[str, str | None]:
    """The change over a week, and its number alone. A first value counts as a first value, not as
    points gained. Where all numbers are old, the change is unknown."""
    if progress.clamped is None or before.clamped is None or not progress.reported:
        return "", ""
    first = progress.reported - before.reported
    if first > 0:
        text = localizer.ngettext(
            "%(num)s first value this week", "%(num)s first values this week", first
        )
        return text % {"num": localizer.number(first)}, ""
    # The difference of the rounded percents, so that the figures on the wall add up.
    points = localizer.percent_point_change(progress.clamped, before.clamped)
    if not points:
        if all_old:
            return localizer.gettext("all out of date"), None
        return localizer.gettext("no change"), f"±{localizer.number(0)}"
    return localizer.gettext("%(points)s this week") % {"points": points}, points
