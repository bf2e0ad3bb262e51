"""What the API says of things: numbers exact and in their shortest writing, unknown is null."""

from collections.abc import Container
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kiosk.okr.customs import Customs
from kiosk.okr.model import CheckIn, Cycle, KeyResult, Kind, Objective, Office, Team, Value
from kiosk.okr.progress import (
    key_result_progress,
    objective_progress,
    value_of,
    weight_in,
    whole_percent,
)
from kiosk.okr.units import plural
from kiosk.web.json import four_places, shortest


def cycle_body(office: Office, cycle: Cycle, old: Container[str] = ()) -> dict[str, Any]:
    """A cycle with its teams.

    :param old: the codes of the key results whose number is old.
    """
    teams = [_team_body(office, cycle, team, old) for team in office.teams]
    return {
        "name": cycle.name,
        "theme": cycle.theme,
        "starts_on": cycle.starts_on.isoformat(),
        "ends_on": cycle.ends_on.isoformat(),
        "state": cycle.state.value,
        "teams": [team for team in teams if team["objectives"]],
    }


def _team_body(office: Office, cycle: Cycle, team: Team, old: Container[str]) -> dict[str, Any]:
    own = [o for o in office.objectives if o.team == team.code and o.cycle == cycle.id]
    return {
        "slug": team.slug,
        "name": team.name,
        "is_company": team.is_company,
        "objectives": [_objective_body(office, objective, old) for objective in own],
    }


def _objective_body(office: Office, objective: Objective, old: Container[str]) -> dict[str, Any]:
    return {
        "code": objective.code,
        "title": objective.title,
        "serves": [{"code": s.code, "because": s.because} for s in objective.serves],
        "progress": four_places(objective_progress(office, objective).drawn),
        **_grade(objective),
        "key_results": [
            key_result_body(k, office.customs, is_old=k.code in old) for k in objective.key_results
        ],
    }


def _grade(objective: Objective) -> dict[str, Any]:
    """What its team says at the end; no word of it before all grades are revealed."""
    given = objective.grade
    if given is None:
        return {}
    return {"grade": shortest(given.grade), "reason": given.reason, "learned": given.learned}


def key_result_body(
    key_result: KeyResult, customs: Customs, *, is_old: bool = False
) -> dict[str, Any]:
    """A key result as it stands."""
    if key_result.sealed:
        return _sealed_body(key_result, customs) | {"old": is_old}
    latest = key_result.latest
    progress = key_result_progress(key_result, value_of(latest))
    known = progress.raw is not None
    body = {
        "code": key_result.code,
        "title": key_result.title,
        "kind": key_result.kind.value,
        "unit": plural(key_result.unit),
        **_aims(key_result),
        "value": None if latest is None else value_body(key_result, latest.value),
        "progress": four_places(progress.drawn) if known else None,
        "raw_progress": four_places(progress.raw),
        "weight": shortest(weight_in(customs, key_result)),
        "ambition": key_result.ambition or None,
        "confidence": latest.confidence if latest and customs.confidence else None,
        "checked_in_at": _moment(latest.measured_at) if latest else None,
        "old": is_old,
    }
    if key_result.kind is Kind.MILESTONES:
        body["milestones"] = _milestones(key_result)
    return body


def _sealed_body(key_result: KeyResult, customs: Customs) -> dict[str, Any]:
    """What guests are told: the percent, in whole percents, and when it was measured."""
    latest = key_result.latest
    raw = key_result_progress(key_result, value_of(latest)).raw
    told = None if raw is None else four_places(Fraction(whole_percent(raw), 100))
    hidden = ("code", "kind", "unit", "start", "target", "value", "confidence", "ambition")
    return {
        **dict.fromkeys(hidden),
        "title": key_result.title,
        "progress": None if told is None else min(max(told, Decimal(0)), Decimal(1)),
        "raw_progress": told,
        "weight": shortest(weight_in(customs, key_result)),
        "checked_in_at": _moment(latest.measured_at) if latest else None,
        "sealed": True,
    }


def _aims(key_result: KeyResult) -> dict[str, Decimal | None]:
    aims = {"start": shortest(key_result.start), "target": shortest(key_result.target)}
    if key_result.kind.has_limits:
        aims |= {"low": shortest(key_result.low), "high": shortest(key_result.high)}
    return aims


def _milestones(key_result: KeyResult) -> list[dict[str, Any]]:
    value = value_of(key_result.latest)
    done = value if isinstance(value, frozenset) else frozenset()
    return [
        {"code": m.code, "title": m.title, "weight": shortest(m.weight), "done": m.code in done}
        for m in key_result.milestones
    ]


def check_in_body(check_in: CheckIn) -> dict[str, Any]:
    """A check-in as it was written."""
    value = check_in.value
    return {
        "id": check_in.id,
        "key_result": check_in.key_result,
        "value": sorted(value) if isinstance(value, frozenset) else _plain(value),
        "confidence": check_in.confidence,
        "note": check_in.note,
        "measured_at": _moment(check_in.measured_at),
        "recorded_at": _moment(check_in.recorded_at),
        "source": check_in.source,
    }


def value_body(key_result: KeyResult, value: Value) -> Any:
    """A value as JSON: a number, true or false, or the codes of the milestones done."""
    if isinstance(value, frozenset):
        return [m.code for m in key_result.milestones if m.code in value]
    return _plain(value)


def _plain(value: bool | Decimal) -> bool | Decimal | None:
    return value if isinstance(value, bool) else shortest(value)


def _moment(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
