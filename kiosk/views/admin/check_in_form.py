"""The check-in form of a key result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from kiosk.okr.check_in_input import NOTE_ON_WALL
from kiosk.okr.freshness import age_days
from kiosk.okr.model import CheckIn, KeyResult, KeyResultKind, Office, Team
from kiosk.okr.progress import needs_start
from kiosk.okr.units import plural_unit
from kiosk.views.common.check_in_line import UndoneCheckIn, undone_of_key_result
from kiosk.views.common.freshness import is_stale_number
from kiosk.views.common.value_question import ValueQuestionView
from kiosk.views.common.values import exact_value, goal_text, value_text
from kiosk.views.i18n.localizer import Localizer

NO_ERRORS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CheckInInput:
    """The submitted fields of a form, with an error for each invalid one.

    `shown` is the value that the form was rendered with, `seen` the id of its check-in (None in a
    new form). `touched`: the value was entered, even if unchanged. `on` is the day it is for, ""
    for today. `question` is the question about an unlikely value.
    """

    value: str = ""
    done: frozenset[str] = frozenset()
    confidence: str = ""
    note: str = ""
    sign: bool = False
    shown: str = ""
    seen: str | None = None
    touched: bool = False
    on: str = ""
    question: ValueQuestionView | None = None
    errors: Mapping[str, str] = field(default_factory=lambda: NO_ERRORS)

    @property
    def keeps_value(self) -> bool:
        """Whether the value was left as rendered."""
        submitted = self.value.strip() or ",".join(sorted(self.done))
        return not self.touched and submitted == self.shown

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was entered at all."""
        return self.keeps_value and not any(
            text.strip() for text in (self.confidence, self.note, self.on)
        )


@dataclass(frozen=True, slots=True)
class MilestoneField:
    """A milestone and whether its checkbox is ticked."""

    code: str
    title: str
    done: bool


@dataclass(frozen=True, slots=True)
class CheckInForm:
    """A key result's form. `field` is "decimal", "yes_no" or "milestones"; `seen` is the id of the
    latest check-in at rendering, "0" for none, `shown` its value; `confidence_was` is last week's
    confidence, "" for none; `owner` is "" where it is the team itself; `is_fresh`: not submitted
    yet."""

    code: str
    title: str
    who: str
    owner: str
    value: str
    is_stale: bool
    field: str
    label: str
    typed: CheckInInput
    steps: tuple[MilestoneField, ...]
    note_label: str
    note_fits: int
    may_repeat: bool
    seen: str
    shown: str
    has_confidence: bool
    confidence_was: str
    is_fresh: bool
    today: str
    undone: UndoneCheckIn | None = None


def check_in_form(
    localizer: Localizer,
    office: Office,
    key_result: KeyResult,
    now: datetime,
    typed: CheckInInput | None = None,
    undone: UndoneCheckIn | None = None,
) -> CheckInForm:
    """A key result's form, with the submitted fields or else its current value.

    :param undone: a check-in that was just undone, of any key result.
    """
    latest, is_fresh = key_result.latest_check_in, typed is None
    # A form with errors keeps the check-in and value that it was first rendered with.
    typed = typed or input_with(localizer, latest)
    seen = str(latest.id if latest else 0) if typed.seen is None else typed.seen
    team = office.team(office.objective(key_result.objective).team)
    return CheckInForm(
        code=key_result.code,
        title=key_result.title,
        who=_who(localizer, team, latest, now),
        # If the team is the owner, the form names it already.
        owner="" if key_result.owner == team.name else key_result.owner,
        value=value_text(localizer, key_result, latest.value) if latest else "",
        is_stale=is_stale_number(localizer, key_result, now, office.settings),
        field=_field(key_result.kind),
        label=_label(localizer, key_result),
        typed=typed,
        steps=_milestone_fields(key_result, typed),
        note_label=_note_label(localizer, team),
        note_fits=NOTE_ON_WALL,
        may_repeat=latest is not None,
        seen=seen,
        shown=typed.shown,
        has_confidence=office.settings.confidence,
        confidence_was=_confidence_was(localizer, key_result),
        is_fresh=is_fresh,
        today=localizer.office_today(now).isoformat(),
        undone=undone_of_key_result(undone, key_result),
    )


def _milestone_fields(key_result: KeyResult, typed: CheckInInput) -> tuple[MilestoneField, ...]:
    steps = key_result.milestones
    return tuple(MilestoneField(step.code, step.title, step.code in typed.done) for step in steps)


def _confidence_was(localizer: Localizer, key_result: KeyResult) -> str:
    """The confidence of the newest check-in, or of last week's if it has none."""
    before = (key_result.latest_check_in, key_result.value_a_week_ago)
    given = (c.confidence for c in before if c is not None and c.confidence is not None)
    found = next(given, None)
    return "" if found is None else localizer.number(found)


def input_with(localizer: Localizer, latest: CheckIn | None) -> CheckInInput:
    """The fields of a form that nobody has touched, with the value of a check-in."""
    value, done = _current_value(localizer, latest), _done(latest)
    return CheckInInput(value, done, shown=value or ",".join(sorted(done)))


def _current_value(localizer: Localizer, latest: CheckIn | None) -> str:
    if latest is None or isinstance(latest.value, frozenset):
        return ""
    if isinstance(latest.value, Decimal):
        return localizer.for_input(latest.value)
    return "yes" if latest.value else "no"


def _done(latest: CheckIn | None) -> frozenset[str]:
    return latest.value if latest and isinstance(latest.value, frozenset) else frozenset()


def _field(kind: KeyResultKind) -> str:
    return "decimal" if kind.is_decimal else kind.value


def _who(localizer: Localizer, team: Team, latest: CheckIn | None, now: datetime) -> str:
    if latest is None:
        return localizer.gettext("%(team)s, no check-in yet") % {"team": team.name}
    age = age_days(latest.measured_at, localizer.office_today(now), localizer.office_zone)
    since = localizer.days(age) if age else localizer.ago(latest.measured_at, now)
    return localizer.gettext("%(team)s, %(since)s") % {"team": team.name, "since": since}


def _label(localizer: Localizer, key_result: KeyResult) -> str:
    if key_result.kind is KeyResultKind.MILESTONES:
        return localizer.gettext("Done so far")
    if key_result.kind is KeyResultKind.YES_NO:
        return localizer.gettext("Achieved?")
    unit = "%" if key_result.kind is KeyResultKind.PERCENT else plural_unit(key_result.unit)
    way = _range_text(localizer, key_result)
    if not unit:
        return localizer.gettext("Current value (%(way)s)") % {"way": way}
    return localizer.gettext("Current value, %(unit)s (%(way)s)") % {"unit": unit, "way": way}


def _range_text(localizer: Localizer, key_result: KeyResult) -> str:
    if key_result.start is None or key_result.target is None or needs_start(key_result):
        return goal_text(localizer, key_result, exact=True, has_unit=True)
    return localizer.gettext("from %(start)s to %(target)s") % {
        "start": _bound_text(localizer, key_result, key_result.start),
        "target": _bound_text(localizer, key_result, key_result.target),
    }


def _bound_text(localizer: Localizer, key_result: KeyResult, value: Decimal) -> str:
    """A start or target: money with its currency, else the number without a unit."""
    if key_result.kind is KeyResultKind.CURRENCY:
        return exact_value(localizer, key_result, value)
    return localizer.number(value)


def _note_label(localizer: Localizer, team: Team) -> str:
    return localizer.gettext("Note, shown as %(team)s (up to %(count)s characters stay large)") % {
        "team": team.name,
        "count": localizer.number(NOTE_ON_WALL),
    }
