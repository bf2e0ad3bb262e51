"""OKRs as JSON, with everything that is known of them and exact decimals."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.exchange.export_source import ExportedCycle, OfficeExport
from kiosk.exchange.reading.source import OWN_FORMAT
from kiosk.okr.model import CheckIn, Grade, KeyResult, Objective, Team, Value
from kiosk.okr.progress import (
    check_in_value,
    key_result_progress,
    objective_progress,
    rounded_share,
)
from kiosk.okr.unit_conversion import as_measured
from kiosk.okr.units import plural_unit
from kiosk.views.i18n.localizer import Localizer

VERSION = 1


def json_file(localizer: Localizer, export: OfficeExport) -> bytes:
    """Every cycle with its teams, objectives, key results and check-ins; the same in every
    language."""
    import msgspec.json

    body = {
        "format": OWN_FORMAT,
        "version": VERSION,
        "office": export.office,
        "exported_at": _moment(export.exported_at),
        "cycles": [_cycle(each, localizer.office_zone) for each in export.cycles],
    }
    encoded = msgspec.json.Encoder(decimal_format="number").encode(body)
    return msgspec.json.format(encoded, indent=1) + b"\n"


def _cycle(each: ExportedCycle, zone: ZoneInfo) -> dict[str, Any]:
    cycle, office = each.cycle, each.office
    used = {objective.team for objective in office.objectives}
    return {
        "name": cycle.name,
        "theme": cycle.theme,
        "starts_on": cycle.starts_on.isoformat(),
        "ends_on": cycle.ends_on.isoformat(),
        "state": cycle.state.value,
        "teams": [_team(each, team, zone) for team in office.teams if team.code in used],
    }


def _team(each: ExportedCycle, team: Team, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "name": team.name,
        "slug": team.slug,
        "is_company": team.is_company,
        "color": team.color,
        "objectives": [
            _objective(each, o, zone) for o in each.office.objectives if o.team == team.code
        ],
    }


def _objective(each: ExportedCycle, objective: Objective, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "code": objective.code,
        "title": objective.title,
        "short_title": objective.short_title,
        "description": objective.description,
        "serves": [
            {"code": code, "title": title, "because": reason}
            for code, title, reason in each.served(objective)
        ],
        "progress": _share(objective_progress(each.office, objective).clamped),
        "grade": _grade(objective.grade),
        "carried_from": objective.carried_from,
        "key_results": [_key_result(each, k, zone) for k in objective.key_results],
    }


def _grade(grade: Grade | None) -> dict[str, Any] | None:
    if grade is None:
        return None
    return {
        "grade": _decimal(grade.grade), "reason": grade.reason, "learned": grade.learned
    }  # fmt: skip


def _key_result(each: ExportedCycle, key_result: KeyResult, zone: ZoneInfo) -> dict[str, Any]:
    value = check_in_value(key_result.latest_check_in)
    done = value if isinstance(value, frozenset) else frozenset()
    progress = None if value is None else key_result_progress(key_result, value).raw
    return {
        "code": key_result.code,
        "title": key_result.title,
        "short_title": key_result.short_title,
        "description": key_result.description,
        "kind": key_result.kind.value,
        "unit": plural_unit(key_result.unit),
        "start": None if key_result.start_is_derived else _decimal(key_result.start),
        "target": _decimal(key_result.target),
        "low": _decimal(key_result.low),
        "high": _decimal(key_result.high),
        "milestones": [
            {"code": m.code, "title": m.title, "weight": _decimal(m.weight), "done": m.code in done}
            for m in key_result.milestones
        ],
        "weight": _decimal(key_result.weight),
        "owner": key_result.owner,
        "due": None if key_result.due is None else key_result.due.isoformat(),
        "ambition": key_result.ambition or None,
        "confidential": key_result.confidential,
        "freshness_days": key_result.freshness_days,
        "carried_from": key_result.carried_from,
        "value": None if value is None else _value(key_result, value),
        "progress": _share(progress),
        "check_ins": [
            _check_in(key_result, c, zone) for c in each.check_ins.get(key_result.code, ())
        ],
    }


def _check_in(key_result: KeyResult, check_in: CheckIn, zone: ZoneInfo) -> dict[str, Any]:
    body = {
        "measured_at": _moment(check_in.measured_at),
        "measured_on": check_in.measured_at.astimezone(zone).date().isoformat(),
        "value": _value(key_result, check_in.value),
        "confidence": check_in.confidence,
        "note": check_in.note,
        "signed": check_in.signature,
        "nothing_changed": check_in.is_confirmation,
    }
    if check_in.measured is not None:  # in a unit that nothing converts into today's
        body["unit"] = plural_unit(as_measured(key_result, check_in.measured).unit)
    return body


def _value(key_result: KeyResult, value: Value) -> Decimal | bool | list[str]:
    if isinstance(value, frozenset):
        return [m.code for m in key_result.milestones if m.code in value]
    return value if isinstance(value, bool) else _shortest(value)


def _decimal(number: Decimal | None) -> Decimal | None:
    return None if number is None else _shortest(number)


def _shortest(number: Decimal) -> Decimal:
    """A decimal in its shortest plain writing: 42.50 is 42.5, 1E+2 is 100."""
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") or "0") if "." in text else Decimal(text)


def _share(fraction: Fraction | None) -> Decimal | None:
    return None if fraction is None else _shortest(rounded_share(fraction, 1, 4))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
