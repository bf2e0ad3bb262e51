"""How a percent was worked out, in words and numbers."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction

from kiosk.okr.model import CheckIn, Cycle, KeyResult, Kind, Objective, Office
from kiosk.okr.pace import calendar
from kiosk.okr.progress import (
    ONE,
    ZERO,
    Progress,
    Standing,
    key_result_progress,
    objective_progress,
    percent_number,
    rounded,
    value_of,
    weight_in,
)
from kiosk.okr.values import MOST_DIGITS
from kiosk.views.figures import exact_value, standing_text
from kiosk.views.words import Words


def fine_percent(words: Words, fraction: Fraction) -> str:
    """A fraction as percent with one decimal, where it has one."""
    shown = percent_number(fraction, 1)
    number = shown if shown % 1 else shown.to_integral_value()
    return words.in_percent(words.number(number)).bare


def _equals(words: Words, fraction: Fraction) -> str:
    """ "= 60%" or "≈ 69.6%"."""
    exact = percent_number(fraction, 1) == fraction * 100
    return f"{'=' if exact else '≈'} {fine_percent(words, fraction)}"


def key_result_workings(words: Words, key_result: KeyResult) -> tuple[str, ...]:
    """How a key result's percent is worked out, in words and numbers."""
    progress = key_result_progress(key_result, value_of(key_result.latest))
    if progress.standing is Standing.START_NEEDED:
        pattern = words.gettext(
            "Its first value was its target already. Until its start is set it counts as %(none)s."
        )
        return (pattern % _ends(words),)
    if key_result.latest is None or progress.raw is None:
        pattern = words.gettext("Until something is measured it counts as %(none)s.")
        return (pattern % _ends(words),)
    if key_result.kind is Kind.MILESTONES:
        return _milestone_workings(words, key_result, progress.raw)
    if key_result.kind is Kind.YES_NO:
        return (words.gettext("Not yet counts as %(none)s, yes as %(full)s.") % _ends(words),)
    if key_result.kind.has_limits:
        pattern = words.gettext("Inside the limit counts as %(full)s, outside as %(none)s.")
        return (pattern % _ends(words),)
    return _road_workings(words, key_result, key_result.latest, progress.raw)


def _milestone_workings(words: Words, key_result: KeyResult, raw: Fraction) -> tuple[str, ...]:
    total = sum((Fraction(m.weight) for m in key_result.milestones), ZERO)
    facts = {
        "done": _plain(words, raw * total),
        "total": _plain(words, total),
        "percent": _equals(words, raw),
    }
    weights = {m.weight for m in key_result.milestones}
    if len(weights) == 1:
        pattern = words.gettext("All steps have the same weight: %(done)s ÷ %(total)s %(percent)s.")
    else:
        pattern = words.gettext(
            "The steps done have a weight of %(done)s out of %(total)s: %(done)s ÷ %(total)s "
            "%(percent)s."
        )
    return (pattern % facts,)


def _road_workings(
    words: Words, key_result: KeyResult, latest: CheckIn, raw: Fraction
) -> tuple[str, ...]:
    start, target, value = key_result.start, key_result.target, latest.value
    if start is None or target is None or not isinstance(value, Decimal):
        return ()
    if start == target:
        pattern = words.gettext(
            "Start and target are both %(goal)s: %(full)s at exactly that, %(none)s anywhere else."
        )
        return (pattern % {"goal": exact_value(words, key_result, target), **_ends(words)},)
    gone, way = _differences(start, target, value)
    facts = {
        "start": exact_value(words, key_result, start),
        "goal": exact_value(words, key_result, target),
        "way": words.number(way),
        "gone": words.number(gone),
        "percent": _equals(words, raw),
        "shown": words.percent(raw),
    }
    return (
        words.gettext("The distance from %(start)s to %(goal)s is %(way)s.") % facts,
        words.gettext("Done so far: %(gone)s. %(gone)s ÷ %(way)s %(percent)s.") % facts,
        *_held(words, raw),
        *_derived(words, key_result),
    )


def _derived(words: Words, key_result: KeyResult) -> tuple[str, ...]:
    if not key_result.start_is_derived:
        return ()
    return (words.gettext("No start was set, so it is the first check-in."),)


def _differences(start: Decimal, target: Decimal, value: Decimal) -> tuple[Decimal, Decimal]:
    """What is gone and the whole way, both counted in the direction of the goal."""
    with localcontext(prec=MOST_DIGITS * 3):
        way, gone = target - start, value - start
        return (gone, way) if way > 0 else (-gone, -way)


def _held(words: Words, raw: Fraction) -> tuple[str, ...]:
    if raw > 1:
        return (words.gettext("In its objective it counts as %(full)s.") % _ends(words),)
    if raw < 0:
        return (words.gettext("In its objective it counts as %(none)s.") % _ends(words),)
    return ()


def _ends(words: Words) -> dict[str, str]:
    return {"none": words.percent(ZERO), "full": words.percent(ONE)}


def _plain(words: Words, number: Fraction) -> str:
    shown = rounded(number, 4).normalize()
    return words.number(shown if shown % 1 else rounded(number))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an objective's percent: what it is, what it counts as, and why so."""

    title: str
    counts: str
    why: str


@dataclass(frozen=True, slots=True)
class Workings:
    """How an objective's percent is worked out: what it is the mean of, the sum and what the
    calendar says."""

    intro: str
    parts: tuple[Part, ...]
    total: str
    calendar: str


def objective_workings(
    words: Words, office: Office, objective: Objective, now: datetime
) -> Workings | None:
    """The workings of an objective's percent; None where it has none, or nothing is measured."""
    progress = objective_progress(office, objective)
    drawn = progress.drawn
    if drawn is None or not progress.reported:
        return None
    if objective.key_results:
        return _of_key_results(words, office, objective, drawn, now)
    serving = [o for o in office.making(objective.code) if o.key_results]
    counted = [(o, objective_progress(office, o).drawn) for o in serving]
    parts = [(o.title, d) for o, d in counted if d is not None]
    return Workings(
        words.gettext(
            "It has no key results of its own: it is the mean of the objectives that serve it."
        ),
        tuple(Part(title, fine_percent(words, d), "") for title, d in parts),
        _mean(words, [(d, ONE) for _, d in parts], drawn),
        _calendar_sentence(words, office, office.cycle(objective.cycle), words.today(now)),
    )


def _of_key_results(
    words: Words, office: Office, objective: Objective, drawn: Fraction, now: datetime
) -> Workings:
    parts = []
    for key_result in objective.key_results:
        progress = key_result_progress(key_result, value_of(key_result.latest))
        parts.append((key_result, progress, Fraction(weight_in(office.customs, key_result))))
    weights = {weight for _, _, weight in parts if weight}
    intro = (
        words.gettext("It is the mean of its key results.")
        if len(weights) == 1
        else words.gettext("It is the weighted mean of its key results.")
    )
    return Workings(
        intro,
        tuple(_part(words, *part, show_weight=len(weights) > 1) for part in parts),
        _mean(words, [(p.drawn, weight) for _, p, weight in parts if weight], drawn),
        _calendar_sentence(words, office, office.cycle(objective.cycle), words.today(now)),
    )


def _part(
    words: Words, key_result: KeyResult, progress: Progress, weight: Fraction, show_weight: bool
) -> Part:
    why = []
    if not weight:
        return Part(key_result.title, "—", words.gettext("weight 0, so it is left out"))
    if show_weight:
        why.append(words.gettext("weight %(weight)s") % {"weight": _plain(words, weight)})
    if progress.standing is Standing.NOT_STARTED:
        why.append(words.gettext("not started"))
    elif progress.standing in (Standing.START_NEEDED, Standing.TARGET_OPEN):
        why.append(standing_text(words, progress))
    elif progress.raw is not None and progress.raw != progress.drawn:
        why.append(words.gettext("now at %(percent)s") % {"percent": words.percent(progress.raw)})
    return Part(key_result.title, fine_percent(words, progress.drawn), ", ".join(why))


def _mean(words: Words, parts: list[tuple[Fraction, Fraction]], drawn: Fraction) -> str:
    """The sum as it is written: "(69.6% + 60% + 43%) ÷ 3 ≈ 57.5%"."""
    same = len({weight for _, weight in parts}) == 1
    terms = [
        fine_percent(words, d) + ("" if same else f" × {_plain(words, weight)}")
        for d, weight in parts
    ]
    total = Fraction(len(parts)) if same else sum((weight for _, weight in parts), ZERO)
    return f"({' + '.join(terms)}) ÷ {_plain(words, total)} {_equals(words, drawn)}"


def _calendar_sentence(words: Words, office: Office, cycle: Cycle, today: date) -> str:
    if not office.customs.pace:
        return ""
    days = (cycle.ends_on - cycle.starts_on).days + 1
    gone = min(max((today - cycle.starts_on).days, 0), days)
    return words.ngettext(
        "%(gone)s of %(num)s day of %(cycle)s is over, %(percent)s. On schedule means within "
        "5 points of that.",
        "%(gone)s of %(num)s days of %(cycle)s are over, %(percent)s. On schedule means "
        "within 5 points of that.",
        days,
    ) % {
        "gone": words.number(gone),
        "num": words.number(days),
        "cycle": cycle.name,
        "percent": words.percent(calendar(cycle, today)),
    }
