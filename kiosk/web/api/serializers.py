"""Serializers of the API: numbers are exact and in their shortest form, unknown values are null."""

from collections.abc import Container, Iterable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import cast

from msgspec import UNSET
from msgspec.structs import replace

from kiosk.okr import model
from kiosk.okr.office_settings import OfficeSettings
from kiosk.okr.progress import (
    check_in_value,
    effective_weight,
    key_result_progress,
    objective_progress,
    whole_percent,
)
from kiosk.okr.units import plural_unit
from kiosk.web.api.types import (
    Ambition,
    CheckIn,
    CheckInWarning,
    Cycle,
    KeyResult,
    Milestone,
    Objective,
    Serves,
    Team,
    Value,
)
from kiosk.web.api.value_warnings import ValueWarning
from kiosk.web.core.json import four_places, normalised_decimal


def cycle_to_json(office: model.Office, cycle: model.Cycle, old: Container[str] = ()) -> Cycle:
    """A cycle with its teams.

    :param old: the codes of the key results with a stale value.
    """
    teams = [_team(office, cycle, team, old) for team in office.teams]
    return Cycle(
        name=cycle.name,
        theme=cycle.theme,
        starts_on=cycle.starts_on.isoformat(),
        ends_on=cycle.ends_on.isoformat(),
        state=cycle.state.value,
        teams=[team for team in teams if team.objectives],
    )


def _team(office: model.Office, cycle: model.Cycle, team: model.Team, old: Container[str]) -> Team:
    own = [o for o in office.objectives if o.team == team.code and o.cycle == cycle.id]
    return Team(
        slug=team.slug,
        name=team.name,
        is_company=team.is_company,
        objectives=[_objective(office, objective, old) for objective in own],
    )


def _objective(office: model.Office, objective: model.Objective, old: Container[str]) -> Objective:
    body = Objective(
        code=objective.code,
        title=objective.title,
        short_title=objective.short_title or None,
        description=objective.description or None,
        serves=[Serves(code=s.code, because=s.reason) for s in objective.serves],
        progress=four_places(objective_progress(office, objective).clamped),
        key_results=[
            key_result_to_json(k, office.settings, is_old=k.code in old)
            for k in objective.key_results
        ],
    )
    given = objective.grade  # What its team says at the end; no word of it before all are revealed.
    if given is None:
        return body
    return replace(
        body, grade=normalised_decimal(given.grade), reason=given.reason, learned=given.learned
    )


def key_result_to_json(
    key_result: model.KeyResult, settings: OfficeSettings, *, is_old: bool = False
) -> KeyResult:
    """A key result with its current value and progress."""
    if key_result.is_redacted:
        return _redacted(key_result, settings, is_old)
    latest, kind = key_result.latest_check_in, key_result.kind
    progress = key_result_progress(key_result, check_in_value(latest))
    known = progress.raw is not None
    return KeyResult(
        code=key_result.code,
        title=key_result.title,
        short_title=key_result.short_title or None,
        description=key_result.description or None,
        kind=kind,
        unit=plural_unit(key_result.unit),
        start=normalised_decimal(key_result.start),
        target=normalised_decimal(key_result.target),
        low=normalised_decimal(key_result.low) if kind.is_limit else UNSET,
        high=normalised_decimal(key_result.high) if kind.is_limit else UNSET,
        due=None if key_result.due is None else key_result.due.isoformat(),
        value=None if latest is None else _value(key_result, latest.value),
        progress=four_places(progress.clamped) if known else None,
        raw_progress=four_places(progress.raw),
        weight=normalised_decimal(effective_weight(settings, key_result)),
        ambition=cast(Ambition | None, key_result.ambition or None),
        confidence=latest.confidence if latest and settings.confidence else None,
        checked_in_at=_moment(latest.measured_at) if latest else None,
        old=is_old,
        milestones=_milestones(key_result) if kind is model.KeyResultKind.MILESTONES else UNSET,
    )


def _redacted(key_result: model.KeyResult, settings: OfficeSettings, is_old: bool) -> KeyResult:
    """A key result as guests see it: whole percent, and when it was measured."""
    latest = key_result.latest_check_in
    raw = key_result_progress(key_result, check_in_value(latest)).raw
    shown = None if raw is None else four_places(Fraction(whole_percent(raw), 100))
    return KeyResult(
        code=None,
        title=key_result.title,
        short_title=key_result.short_title or None,
        description=None,
        kind=None,
        unit=None,
        start=None,
        target=None,
        due=None,
        value=None,
        progress=None if shown is None else min(max(shown, Decimal(0)), Decimal(1)),
        raw_progress=shown,
        weight=normalised_decimal(effective_weight(settings, key_result)),
        ambition=None,
        confidence=None,
        checked_in_at=_moment(latest.measured_at) if latest else None,
        old=is_old,
        sealed=True,
    )


def _milestones(key_result: model.KeyResult) -> list[Milestone]:
    value = check_in_value(key_result.latest_check_in)
    done = value if isinstance(value, frozenset) else frozenset()
    return [
        Milestone(
            code=m.code, title=m.title, weight=normalised_decimal(m.weight), done=m.code in done
        )
        for m in key_result.milestones
    ]


def check_in_to_json(
    check_in: model.CheckIn,
    key_result: KeyResult,
    *,
    revision: int,
    warnings: Iterable[ValueWarning] = (),
) -> CheckIn:
    """A check-in.

    :param key_result: its key result, including the check-in.
    """
    value = check_in.value
    return CheckIn(
        id=check_in.id,
        key_result=check_in.key_result,
        value=sorted(value) if isinstance(value, frozenset) else _number(value),
        confidence=check_in.confidence,
        note=check_in.note,
        measured_at=_moment(check_in.measured_at),
        recorded_at=_moment(check_in.recorded_at),
        source=check_in.source,
        revision=revision,
        progress=key_result.progress,
        raw_progress=key_result.raw_progress,
        warnings=[_warning(each) for each in warnings],
    )


def _warning(warning: ValueWarning) -> CheckInWarning:
    meant = warning.did_you_mean
    return CheckInWarning(
        field="value",
        message=warning.message,
        # A string, so that sending it back changes no digit.
        did_you_mean=UNSET if meant is None else format(meant, "f"),
    )


def _value(key_result: model.KeyResult, value: model.Value) -> Value:
    """A value for JSON: a number, true or false, or the codes of the milestones done."""
    if isinstance(value, frozenset):
        return [m.code for m in key_result.milestones if m.code in value]
    return _number(value)


def _number(value: bool | Decimal) -> bool | Decimal:
    return value if isinstance(value, bool) else normalised_decimal(value)


def _moment(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
