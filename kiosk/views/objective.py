"""An objective's headline as it is shown anywhere."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.because import joined_because
from kiosk.okr.model import KeyResult, Objective, Office, Team
from kiosk.okr.pace import calendar, days_until, pace, week, weeks
from kiosk.okr.progress import ObjectiveProgress, Summary, objective_progress
from kiosk.views.figures import thousandths
from kiosk.views.key_result import Bar, pace_text
from kiosk.views.words import Figure, Words


@dataclass(frozen=True, slots=True)
class ServesView:
    """A company objective that is served, and why."""

    code: str
    title: str
    because: str


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """What every page says of an objective before its key results.

    `percent` is None where no percent can be told; `summary` then says what can ("inside all
    limits", "not started", "no key results yet"). `moved` tells the change over a week ("+6 this
    week").
    """

    code: str
    title: str
    team: Team
    serves: tuple[ServesView, ...]
    percent: Figure | None
    summary: str
    bar: Bar | None
    pace: str
    reported: str
    moved: str
    cycle: str


def objective_view(
    words: Words, office: Office, objective: Objective, now: datetime
) -> ObjectiveView:
    """The view of an objective at a moment (aware)."""
    cycle = office.cycle(objective.cycle)
    today = words.today(now)
    progress = objective_progress(office, objective)
    drawn = progress.drawn
    # Nothing reported yet says nothing about the calendar.
    has_pace = drawn is not None and bool(progress.reported) and office.customs.pace
    has_pace = has_pace and any(
        k.kind.has_pace for k in objective.key_results or _served_by(office, objective)
    )
    tick = thousandths(calendar(cycle, today)) if has_pace else None
    return ObjectiveView(
        code=objective.code,
        title=objective.title,
        team=office.team(objective.team),
        serves=_serves(office, objective),
        percent=words.percent_figure(drawn) if drawn is not None and progress.reported else None,
        summary=summary_text(words, progress),
        bar=None if drawn is None else Bar(thousandths(drawn), tick),
        pace=pace_text(words, pace(drawn, cycle, today)) if has_pace and drawn is not None else "",
        reported=_reported(words, progress),
        moved=_moved(words, office, objective, progress),
        cycle=cycle_text(words, office, objective, now),
    )


def cycle_text(words: Words, office: Office, objective: Objective, now: datetime) -> str:
    """ "Q4 2026, week 8 of 13", or in how many days it begins."""
    cycle = office.cycle(objective.cycle)
    if days := days_until(cycle, words.today(now)):
        return words.ngettext(
            "%(cycle)s, begins in %(num)s day", "%(cycle)s, begins in %(num)s days", days
        ) % {"cycle": cycle.name, "num": words.number(days)}
    return words.gettext("%(cycle)s, week %(week)s of %(weeks)s") % {
        "cycle": cycle.name,
        "week": words.number(week(cycle, words.today(now))),
        "weeks": words.number(weeks(cycle)),
    }


def foot_text(words: Words, office: Office, now: datetime) -> str:
    """What stands in the foot of a page that is of no one cycle: where the first is; "" between
    two cycles."""
    return cycle_text(words, office, office.objectives[0], now) if office.objectives else ""


def _served_by(office: Office, objective: Objective) -> tuple[KeyResult, ...]:
    return tuple(k for o in office.making(objective.code) for k in o.key_results)


def _serves(office: Office, objective: Objective) -> tuple[ServesView, ...]:
    titles = {o.code: o.title for o in (*office.elsewhere, *office.objectives)}
    return tuple(
        ServesView(s.code, titles[s.code], joined_because(s.because))
        for s in objective.serves
        if s.code in titles
    )


def summary_text(words: Words, progress: ObjectiveProgress) -> str:
    """What is said of an objective where a percent would stand, "" where the percent says it."""
    if progress.summary is Summary.NO_KEY_RESULTS:
        return words.gettext("no key results yet")
    if progress.summary is Summary.PERCENT:
        # Of what nobody has measured, 0 % would be a figure that nobody gave.
        return "" if progress.reported else words.gettext("not started")
    if not progress.limits:
        return words.gettext("nothing has a weight")
    if progress.inside == progress.limits:
        return words.gettext("inside all limits")
    return words.ngettext(
        "inside %(inside)s of %(num)s limit", "inside %(inside)s of %(num)s limits", progress.limits
    ) % {"inside": words.number(progress.inside), "num": words.number(progress.limits)}


def _reported(words: Words, progress: ObjectiveProgress) -> str:
    if not progress.counted:
        return ""
    return words.gettext("%(reported)s of %(counted)s checked in") % {
        "reported": words.number(progress.reported),
        "counted": words.number(progress.counted),
    }


def _moved(words: Words, office: Office, objective: Objective, progress: ObjectiveProgress) -> str:
    """The change over a week. What was measured for the first time has not moved: it is told as
    that, and not as so many points."""
    before = objective_progress(office, objective, week_ago=True)
    if progress.drawn is None or before.drawn is None or not progress.reported:
        return ""
    first = progress.reported - before.reported
    if first > 0:
        return words.ngettext(
            "%(num)s first value this week", "%(num)s first values this week", first
        ) % {"num": words.number(first)}
    # The difference of what was shown, so that the wall's own figures add up.
    points = words.shown_points(progress.drawn, before.drawn)
    if not points:
        return words.gettext("no change")
    return words.gettext("%(points)s this week") % {"points": points}
