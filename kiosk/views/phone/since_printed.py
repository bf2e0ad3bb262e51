"""What changed in an objective since a poster was printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.okr.model import CheckIn, Cycle, KeyResult, Objective, Office
from kiosk.okr.progress import objective_progress
from kiosk.okr.unit_conversion import as_measured
from kiosk.store.queries.values_at import ValueAt
from kiosk.views.common.values import value_text
from kiosk.views.history.entries import HistoryDay, SaveEntry, group_by_day
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class MovedNumber:
    """A key result whose value is another than when the poster was printed; `before` is "—" where
    there was none."""

    code: str
    title: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class SincePrinted:
    """What changed since a poster was printed.

    :ivar sentence: how many numbers moved, and since when.
    :ivar percent: the objective's progress then and now, where it can be compared and differs.
    :ivar check_ins: how many check-ins were made.
    :ivar changed: changes of titles, targets and the like.
    :ivar closing: of a closed cycle, when it was closed and with what; "" while it runs.
    """

    sentence: str
    percent: tuple[str, str] | None
    check_ins: str
    moved: tuple[MovedNumber, ...]
    changed: tuple[HistoryDay, ...]
    closing: str = ""


def numbers_shown(office: Office, objective: Objective) -> tuple[KeyResult, ...]:
    """The key results whose numbers an objective shows: its own, or else those of the objectives
    that serve it. Redacted ones have no history."""
    own = objective.key_results or tuple(
        k for o in office.contributing_objectives(objective.code) for k in o.key_results
    )
    return tuple(k for k in own if not k.is_redacted)


def since_printed(
    localizer: Localizer,
    office: Office,
    objective: Objective,
    moment: datetime,
    values: Mapping[str, ValueAt],
    changed: tuple[SaveEntry, ...],
    closed: Cycle | None = None,
) -> SincePrinted:
    """What changed since a moment (aware).

    :param values: what counted then, of numbers_shown().
    :param changed: the changes since then that are no check-ins.
    :param closed: the objective's cycle, if that is closed.
    """
    moved = tuple(_moved(localizer, office, objective, values))
    made = sum(value.made_since for value in values.values())
    return SincePrinted(
        sentence=_sentence(
            *(localizer, len(moved), moment, closed), is_same=not (moved or made or changed)
        ),
        percent=None if changed else _percents(localizer, office, objective, values),
        check_ins=localizer.ngettext("%(num)s check-in", "%(num)s check-ins", made)
        % {"num": localizer.number(made)}
        if made
        else "",
        moved=moved,
        changed=group_by_day(localizer, changed),
        closing=_closing(localizer, office, objective, closed) if closed else "",
    )


def _closing(localizer: Localizer, office: Office, objective: Objective, closed: Cycle) -> str:
    """When the cycle was closed, and the objective's progress then."""
    at = closed.closed_at
    day = localizer.long_day(closed.ends_on if at is None else localizer.today(at))
    found = objective_progress(office, objective)
    values = {"cycle": closed.name, "day": day}
    if found.clamped is None or not found.reported:
        return localizer.gettext("%(cycle)s was closed on %(day)s.") % values
    values["percent"] = localizer.percent(found.clamped)
    text = localizer.gettext("%(cycle)s was closed on %(day)s, with this objective at %(percent)s.")
    return text % values


def _sentence(
    localizer: Localizer, moved: int, moment: datetime, closed: Cycle | None, *, is_same: bool
) -> str:
    day = localizer.long_day(localizer.today(moment))
    if closed is not None:
        return _sentence_of_closed(localizer, moved, moment, closed, is_same=is_same) % {
            "num": localizer.number(moved),
            "day": day,
        }
    if is_same:
        return localizer.gettext("Nothing has changed since this was printed on %(day)s.") % {
            "day": day
        }
    if not moved:
        return localizer.gettext("No number has moved since %(day)s.") % {"day": day}
    return localizer.ngettext(
        "%(num)s number has moved since %(day)s.", "%(num)s numbers have moved since %(day)s.",
        moved,
    ) % {"num": localizer.number(moved), "day": day}  # fmt: skip


def _sentence_of_closed(
    localizer: Localizer, moved: int, moment: datetime, closed: Cycle, *, is_same: bool
) -> str:
    """What had changed by the time that the cycle was closed."""
    _ = localizer.gettext
    if is_same and closed.closed_at is not None and moment >= closed.closed_at:
        return _("This was printed after that, on %(day)s, and has not changed.")
    if is_same:
        return _("Nothing had changed by then since this was printed on %(day)s.")
    if not moved:
        return _("No number had moved by then since %(day)s.")
    return localizer.ngettext(
        "%(num)s number had moved by then since %(day)s.",
        "%(num)s numbers had moved by then since %(day)s.",
        moved,
    )


def _moved(
    localizer: Localizer, office: Office, objective: Objective, values: Mapping[str, ValueAt]
) -> Iterator[MovedNumber]:
    for each in numbers_shown(office, objective):
        then = values[each.code].check_in
        before, now = (_text(localizer, each, at) for at in (then, each.latest_check_in))
        if before != now:
            yield MovedNumber(each.code, each.title, before, now)


def _text(localizer: Localizer, key_result: KeyResult, check_in: CheckIn | None) -> str:
    if check_in is None:
        return "—"
    return value_text(localizer, as_measured(key_result, check_in.measured), check_in.value)


def _percents(
    localizer: Localizer, office: Office, objective: Objective, values: Mapping[str, ValueAt]
) -> tuple[str, str] | None:
    """The progress then and now; only of an objective with key results of its own, all of which
    are to be seen."""
    if not objective.key_results or any(k.is_redacted for k in objective.key_results):
        return None
    then = replace(
        objective,
        key_results=tuple(
            replace(k, latest_check_in=values[k.code].check_in) for k in objective.key_results
        ),
    )
    found = tuple(objective_progress(office, each) for each in (then, objective))
    before, now = (
        localizer.percent(each.clamped) if each.clamped is not None and each.reported else ""
        for each in found
    )
    return (before, now) if before and now and before != now else None
