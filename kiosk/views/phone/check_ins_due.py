"""The check-ins due, by team, on the page that a wall's code leads to. It names no person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.freshness import age_days
from kiosk.okr.model import KeyResult, Office, Team
from kiosk.views.admin.check_in_form import CheckInForm, CheckInInput, check_in_form
from kiosk.views.common.freshness import current_check_ins
from kiosk.views.common.values import value_text
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class DueCheckIn:
    """A key result whose check-in is due. `form` is None for whoever may not save it."""

    code: str
    title: str
    value: str
    age: str
    form: CheckInForm | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class TeamDueCheckIns:
    """A team's check-ins due."""

    team: Team
    rows: tuple[DueCheckIn, ...]


@dataclass(frozen=True, slots=True)
class CheckInsDuePhonePage:
    """The page. `summary` says how many are in; `teams` are those with any due."""

    summary: str
    teams: tuple[TeamDueCheckIns, ...]


def check_ins_due_page(
    localizer: Localizer,
    office: Office,
    now: datetime,
    may_save: Callable[[KeyResult], bool],
    opened: str = "",
    typed: CheckInInput | None = None,
) -> CheckInsDuePhonePage:
    """The page at a moment (aware).

    :param may_save: whether the reader may save a check-in of a key result, as far as is known.
    :param opened: the code of the key result whose form is open.
    :param typed: the submitted fields of that form.
    """

    def form_row(key_result: KeyResult) -> DueCheckIn:
        has_form = may_save(key_result) and not key_result.is_redacted
        submitted = typed if key_result.code == opened else None
        form = check_in_form(localizer, office, key_result, now, submitted) if has_form else None
        return _row(localizer, key_result, form, now, is_open=key_result.code == opened)

    found = current_check_ins(localizer, office, now)
    total = sum(len(one.key_results) for one in found)
    due = sum(len(one.due) for one in found)
    # A form that was sent too late for its check-in to be due is shown all the same.
    return CheckInsDuePhonePage(
        summary=_summary(localizer, total, due),
        teams=tuple(
            TeamDueCheckIns(one.team, tuple(form_row(k) for k in shown))
            for one in found
            if (shown := [k for k in one.key_results if k in one.due or k.code == opened])
        ),
    )


def _row(
    localizer: Localizer,
    key_result: KeyResult,
    form: CheckInForm | None,
    now: datetime,
    *,
    is_open: bool,
) -> DueCheckIn:
    latest = key_result.latest_check_in
    return DueCheckIn(
        code=key_result.code,
        title=key_result.title,
        value=value_text(localizer, key_result, latest.value) if latest else "",
        age=_age(localizer, key_result, now),
        form=form,
        is_open=is_open,
    )


def _age(localizer: Localizer, key_result: KeyResult, now: datetime) -> str:
    latest = key_result.latest_check_in
    if latest is None:
        return localizer.gettext("no check-in yet")
    age = age_days(latest.measured_at, localizer.office_today(now), localizer.office_zone)
    return localizer.days_ago(age) if age else localizer.ago(latest.measured_at, now)


def _summary(localizer: Localizer, total: int, due: int) -> str:
    if not due:
        return localizer.gettext("Nothing is due. Anything you save appears on the wall at once.")
    sentence = localizer.ngettext(
        "%(reported)s of %(num)s number is in.", "%(reported)s of %(num)s numbers are in.", total
    )
    return sentence % {
        "reported": localizer.number(total - due),
        "num": localizer.number(total),
    }
