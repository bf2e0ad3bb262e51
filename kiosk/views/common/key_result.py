"""The view of a key result, shared by every page."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.okr.expected_progress import expected_key_result_progress
from kiosk.okr.freshness import age_days
from kiosk.okr.model import CheckIn, Cycle, KeyResult, KeyResultKind
from kiosk.okr.office_settings import DEFAULTS, OfficeSettings
from kiosk.okr.pace import Pace, due_day, expected_progress_state
from kiosk.okr.progress import (
    Progress,
    ProgressState,
    check_in_value,
    is_reached_today,
    key_result_progress,
)
from kiosk.views.common.bars import Bar, Gauge, bar_label, limit_gauge, progress_bar
from kiosk.views.common.freshness import is_stale_number
from kiosk.views.common.title_numbers import says_start_and_target
from kiosk.views.common.values import (
    formatted_value,
    goal_text,
    percent_text,
    progress_state_text,
)
from kiosk.views.i18n.localizer import FormattedNumber, Localizer


@dataclass(frozen=True, slots=True)
class KeyResultView:
    """A key result as every page shows it.

    `figure` is None before the first check-in. `state` replaces a percent ("not started",
    "inside"); `percent` is that text or the raw percent. Either `bar` or `gauge` is set;
    `bar_label` is the bar in words, for a wall. `age` ("12 days") is set once the value
    `is_stale`. Where it `is_redacted`, the figure is the percent (None where there is none) and
    there is no goal; nor is there on a wall whose title says it. A target that `is_reached_today`
    is marked for the day. `due` is its due date in words, "" for none.
    """

    code: str
    objective: str
    title: str
    kind: str
    unit: str
    figure: FormattedNumber | None
    goal: str
    state: str
    percent: str
    pace: str
    bar: Bar | None
    gauge: Gauge | None
    bar_label: str
    is_stale: bool
    age: str
    ago: str
    measured_at: datetime | None
    confidence: int | None
    note: str
    signed: str
    confidential: bool
    is_redacted: bool = False
    is_reached_today: bool = False
    due: str = ""


def key_result_view(
    localizer: Localizer,
    key_result: KeyResult,
    cycle: Cycle,
    now: datetime,
    *,
    for_wall: bool = False,
    settings: OfficeSettings = DEFAULTS,
) -> KeyResultView:
    """The view of a key result at a moment (aware); `for_wall`: shortened for a wall."""
    latest = key_result.latest_check_in
    progress = key_result_progress(key_result, check_in_value(latest))
    old, due = is_stale_number(localizer, key_result, now, settings), due_day(key_result, cycle)
    return KeyResultView(
        code=key_result.code,
        objective=key_result.objective,
        title=key_result.title,
        # A redacted yes/no is shown and drawn as a percent.
        kind=(KeyResultKind.PERCENT if key_result.is_redacted else key_result.kind).value,
        unit=key_result.unit,
        figure=_figure(localizer, key_result, progress, for_wall=for_wall),
        goal=_goal(localizer, key_result, for_wall=for_wall),
        state=progress_state_text(localizer, progress),
        percent=percent_text(localizer, progress),
        pace=_pace_of(localizer, key_result, progress, cycle, now) if settings.pace else "",
        bar=progress_bar(key_result, progress, cycle, localizer.today(now), settings),
        gauge=limit_gauge(key_result, latest) if key_result.kind.is_limit else None,
        bar_label=bar_label(localizer, key_result, progress, due) if for_wall else "",
        is_stale=old,
        age=_age(localizer, latest, now) if latest and old else "",
        ago=_ago(localizer, latest.measured_at, cycle, now) if latest else "",
        measured_at=latest.measured_at if latest else None,
        confidence=latest.confidence if latest and settings.confidence else None,
        note=latest.note if latest else "",
        signed=latest.signature if latest else "",
        confidential=key_result.confidential,
        is_redacted=key_result.is_redacted,
        is_reached_today=is_reached_today(key_result),
        due="" if due is None else _due_text(localizer, due, for_wall=for_wall),
    )


def _goal(localizer: Localizer, key_result: KeyResult, *, for_wall: bool) -> str:
    is_in_title = for_wall and key_result.latest_check_in and key_result.kind.is_start_to_target
    if key_result.is_redacted or (is_in_title and says_start_and_target(localizer, key_result)):
        return ""
    return goal_text(localizer, key_result, for_wall=for_wall)


def _due_text(localizer: Localizer, due: date, *, for_wall: bool) -> str:
    if for_wall:
        return localizer.gettext("by %(day)s") % {"day": localizer.day(due)}
    return localizer.gettext("due %(day)s") % {"day": localizer.day_and_month(due)}


def _age(localizer: Localizer, latest: CheckIn, now: datetime) -> str:
    return localizer.days(
        age_days(latest.measured_at, localizer.office_today(now), localizer.office_zone)
    )


def _figure(
    localizer: Localizer, key_result: KeyResult, progress: Progress, *, for_wall: bool
) -> FormattedNumber | None:
    latest = key_result.latest_check_in
    if latest is None or (key_result.is_redacted and progress_state_text(localizer, progress)):
        return None
    return formatted_value(localizer, key_result, latest.value, for_wall=for_wall)


def _ago(localizer: Localizer, measured_at: datetime, cycle: Cycle, now: datetime) -> str:
    """How long ago; in a closed cycle, the date."""
    if cycle.closed_at is None:
        return localizer.ago(measured_at, now)
    return localizer.long_day(localizer.today(measured_at))


def pace_text(localizer: Localizer, pace: Pace) -> str:
    """A pace as text, neutral in both directions."""
    return {
        Pace.AHEAD: localizer.gettext("ahead of schedule"),
        Pace.ON_TRACK: localizer.gettext("on schedule"),
        Pace.BEHIND: localizer.gettext("behind schedule"),
    }[pace]


def _pace_of(
    localizer: Localizer, key_result: KeyResult, progress: Progress, cycle: Cycle, now: datetime
) -> str:
    if not key_result.kind.has_expected_progress or progress.state is not ProgressState.MEASURED:
        return ""
    expected = expected_key_result_progress(key_result, cycle, localizer.today(now))
    return pace_text(localizer, expected_progress_state(progress.clamped, expected))
