"""A key result on its objective's phone page: value, chart, history, notes and calculation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from kiosk.okr.codes import normal_code
from kiosk.okr.freshness import age_days
from kiosk.okr.model import CheckIn, Cycle, KeyResult, KeyResultKind, Office, Value
from kiosk.okr.text import paragraphs
from kiosk.okr.unit_conversion import as_measured, unit_name
from kiosk.store.queries.key_result_history import Definition, History
from kiosk.views.common.key_result import KeyResultView, key_result_view
from kiosk.views.common.moves import moves_text
from kiosk.views.common.values import exact_value, formatted_setting, formatted_value
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.phone.chart import Chart, chart
from kiosk.views.phone.chart_description import chart_description, relative_day_text
from kiosk.views.phone.progress_calculation import key_result_calculation


@dataclass(frozen=True, slots=True)
class PhoneMilestone:
    """A milestone and whether it is done."""

    title: str
    done: bool


@dataclass(frozen=True, slots=True)
class PhoneNote:
    """A check-in with its note, value and author; `about` is its day and confidence."""

    text: str
    value: str
    who: str
    about: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A row of the table beside a chart. `goal` is "" where the table has no such column."""

    day: str
    value: str
    goal: str


@dataclass(frozen=True, slots=True)
class PhoneKeyResult:
    """A key result in full.

    `exact` is the value in full where the short figure omits digits, else "". `changes` are the
    changes of its definition, with day and reason. `carried_from` is its code in the previous
    cycle. `age_sentence` says how old a stale value is. `earlier` are the earlier check-ins that
    have a note; `rows` are the values of all check-ins. `description` are its paragraphs.
    """

    view: KeyResultView
    exact: str
    sentence: str
    chart: Chart | None
    steps: tuple[PhoneMilestone, ...]
    rows: tuple[HistoryRow, ...]
    latest: PhoneNote | None
    earlier: tuple[PhoneNote, ...]
    changes: tuple[str, ...]
    calculation: tuple[str, ...]
    ambition: str = ""
    owner: str = ""
    age_sentence: str = ""
    carried_from: str = ""
    description: tuple[str, ...] = ()


def phone_key_result(
    localizer: Localizer,
    office: Office,
    key_result: KeyResult,
    cycle: Cycle,
    history: History,
    now: datetime,
) -> PhoneKeyResult:
    """The view of a key result on its objective's page."""
    if key_result.is_redacted:
        return _redacted_key_result(localizer, office, key_result, cycle, now)
    # In a closed cycle, dates replace "today" and "Friday".
    shown_at = now if cycle.closed_at is None else now + timedelta(days=7)
    notes = tuple(_note(localizer, office, key_result, c, shown_at) for c in history.recent)
    return PhoneKeyResult(
        view=key_result_view(localizer, key_result, cycle, now, settings=office.settings),
        exact=_exact(localizer, key_result),
        sentence=chart_description(localizer, key_result),
        age_sentence=_age_sentence(localizer, key_result, now),
        chart=chart(localizer, key_result, history, cycle, now),
        steps=_milestones(key_result),
        rows=tuple(_rows(localizer, key_result, history)),
        latest=notes[0] if notes else None,
        earlier=tuple(note for note in notes[1:] if note.text),
        changes=(
            *moves_text(localizer, history.moves),
            *_changes(localizer, key_result, history.definitions),
        ),
        calculation=key_result_calculation(localizer, key_result),
        ambition=_ambition(localizer, key_result),
        owner=key_result.owner,
        carried_from=key_result.carried_from or "",
        description=paragraphs(key_result.description),
    )


def _age_sentence(localizer: Localizer, key_result: KeyResult, now: datetime) -> str:
    """The sentence about a stale value; "" without a value."""
    if key_result.latest_check_in is None:
        return ""
    age = age_days(
        key_result.latest_check_in.measured_at, localizer.office_today(now), localizer.office_zone
    )
    return localizer.gettext("This was measured %(ago)s and is out of date.") % {
        "ago": localizer.days_ago(age)
    }


def _redacted_key_result(
    localizer: Localizer, office: Office, key_result: KeyResult, cycle: Cycle, now: datetime
) -> PhoneKeyResult:
    """Its percent only: chart and history would reveal the values."""
    return PhoneKeyResult(
        view=key_result_view(localizer, key_result, cycle, now, settings=office.settings),
        exact="",
        sentence=localizer.gettext("This is confidential: no more than this is shown."),
        chart=None,
        steps=(),
        rows=(),
        latest=None,
        earlier=(),
        changes=(),
        calculation=(),
    )


def _exact(localizer: Localizer, key_result: KeyResult) -> str:
    if key_result.latest_check_in is None or not isinstance(
        key_result.latest_check_in.value, Decimal
    ):
        return ""
    value = key_result.latest_check_in.value
    exact = exact_value(localizer, key_result, value)
    return "" if exact == str(formatted_value(localizer, key_result, value)) else exact


def _milestones(key_result: KeyResult) -> tuple[PhoneMilestone, ...]:
    value = key_result.latest_check_in.value if key_result.latest_check_in else None
    done = value if isinstance(value, frozenset) else frozenset()
    return tuple(PhoneMilestone(m.title, m.code in done) for m in key_result.milestones)


def _note(
    localizer: Localizer, office: Office, key_result: KeyResult, check_in: CheckIn, now: datetime
) -> PhoneNote:
    who = [check_in.signature, _team_name(office, check_in.team)]
    about = relative_day_text(localizer, check_in.measured_at, now)
    if check_in.confidence is not None and office.settings.confidence:
        about += " · " + localizer.gettext("confidence %(confidence)s of 10") % {
            "confidence": localizer.number(check_in.confidence)
        }
    if check_in.corrects is not None:
        about += " · " + localizer.gettext("corrected")
    text = check_in.note
    if not text and check_in.is_confirmation:
        text = localizer.gettext("Nothing changed.")
    value = _full_value(localizer, as_measured(key_result, check_in.measured), check_in.value)
    return PhoneNote(text, value, ", ".join(part for part in who if part), about)


def _team_name(office: Office, code: str) -> str:
    """The team's name; a row from an external program may hold a slug or free text."""
    for team in office.teams:
        if team.code == normal_code(code) or team.slug == code.lower():
            return team.name
    return code


def _full_value(localizer: Localizer, key_result: KeyResult, value: Value) -> str:
    """A value for the table: in full; milestones as "3 of 5"."""
    if key_result.kind is not KeyResultKind.MILESTONES:
        return exact_value(localizer, key_result, value)
    return localizer.gettext("%(done)s of %(steps)s") % {
        "done": str(formatted_value(localizer, key_result, value)),
        "steps": localizer.number(len(key_result.milestones)),
    }


def _rows(localizer: Localizer, key_result: KeyResult, history: History) -> Iterator[HistoryRow]:
    """The rows, oldest first, each with the goal at that time if the goal has changed."""
    moved = key_result.kind.is_decimal and len({_aim(d) for d in history.definitions}) > 1
    for point in history.points:
        known = history.in_unit if point.measured is None else history.definitions
        then = _definition_at(known, point.measured_at)
        goal = _aim_text(localizer, key_result, then) if moved and then else ""
        day = localizer.day(localizer.today(point.measured_at))
        changed = as_measured(key_result, point.measured)
        yield HistoryRow(day, _full_value(localizer, changed, point.value), goal)


def _definition_at(definitions: tuple[Definition, ...], moment: datetime) -> Definition | None:
    past = [d for d in definitions if d.since <= moment]
    return past[-1] if past else definitions[0] if definitions else None


def _aim(definition: Definition) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return definition.target, definition.low, definition.high


def _aim_text(localizer: Localizer, key_result: KeyResult, definition: Definition) -> str:
    then = replace(key_result, kind=definition.kind, unit=definition.unit)
    aims = [exact_value(localizer, then, aim) for aim in _aim(definition) if aim is not None]
    return " – ".join(aims) or "—"


def _changes(
    localizer: Localizer, key_result: KeyResult, definitions: tuple[Definition, ...]
) -> Iterator[str]:
    """The changes of the definition, newest first, each with its reason."""
    pairs = list(pairwise(definitions))
    for before, after in reversed(pairs[-5:]):
        changed = "; ".join(_differences(localizer, key_result, before, after))
        reason = (
            localizer.gettext("“%(reason)s”") % {"reason": after.reason} if after.reason else ""
        )
        line = localizer.gettext("Changed on %(day)s: %(what)s. %(reason)s") % {
            "day": localizer.day(localizer.today(after.since)),
            "what": changed or localizer.gettext("the wording"),
            "reason": reason,
        }
        yield line.strip()


def _differences(
    localizer: Localizer, key_result: KeyResult, before: Definition, after: Definition
) -> Iterator[str]:
    names = (
        ("start", localizer.gettext("the start is %(now)s, it was %(before)s")),
        ("target", localizer.gettext("the target is %(now)s, it was %(before)s")),
        ("low", localizer.gettext("the lower limit is %(now)s, it was %(before)s")),
        ("high", localizer.gettext("the upper limit is %(now)s, it was %(before)s")),
    )
    for name, pattern in names:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield pattern % {
                "now": _value_at(localizer, key_result, after, new),
                "before": _value_at(localizer, key_result, before, old),
            }
    yield from _due_differences(localizer, before, after)
    yield from _unit_differences(localizer, before, after)
    if before.title != after.title:
        yield localizer.gettext("it was called “%(title)s”") % {"title": before.title}


def _due_differences(localizer: Localizer, before: Definition, after: Definition) -> Iterator[str]:
    if before.due == after.due:
        return
    was, now = (
        localizer.gettext("not set") if due is None else localizer.day_and_month(due)
        for due in (before.due, after.due)
    )
    yield localizer.gettext("the due date is %(now)s, it was %(before)s") % {
        "now": now,
        "before": was,
    }


def _unit_differences(localizer: Localizer, before: Definition, after: Definition) -> Iterator[str]:
    was, now = unit_name(before.kind, before.unit), unit_name(after.kind, after.unit)
    if was == now:
        return
    yield localizer.gettext("the unit changed from %(before)s to %(now)s") % {
        "before": was or "—",
        "now": now or "—",
    }
    if after.is_other_unit and after.factor is None:
        yield localizer.gettext("values until then stay in %(unit)s") % {"unit": was or "—"}
    elif after.is_other_unit and after.factor != "1":
        yield localizer.gettext("values until then are multiplied by %(factor)s") % {
            "factor": after.factor
        }


def _ambition(localizer: Localizer, key_result: KeyResult) -> str:
    return {
        "stretch": localizer.gettext("Stretch: reaching about 70 percent of it is good."),
        "committed": localizer.gettext("Committed: the team promises all of it."),
    }.get(key_result.ambition, "")


def _value_at(
    localizer: Localizer, key_result: KeyResult, definition: Definition, value: Decimal | None
) -> str:
    if value is None:
        return localizer.gettext("not set")
    then = replace(key_result, kind=definition.kind, unit=definition.unit)
    return str(formatted_setting(localizer, then, value))
