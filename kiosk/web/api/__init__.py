"""The JSON API, version 1: everyone's OKRs, one key result, and a check-in."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, request

from kiosk.errors import Collector, NotFound, ValidationError
from kiosk.okr.check_in_input import (
    ReadValue,
    parse_confidence,
    parse_decimal,
    parse_milestones,
    parse_note,
    read_value,
)
from kiosk.okr.check_in_rules import validated_measured_at
from kiosk.okr.codes import normal_code
from kiosk.okr.dates import is_supported_date
from kiosk.okr.model import CheckIn, CycleState, KeyResult, KeyResultKind, Office
from kiosk.okr.number_input import is_json_number
from kiosk.okr.redaction import redacted_key_result, redacted_office
from kiosk.views.common.freshness import is_stale_number
from kiosk.web.api.value_warnings import ValueWarning, value_warnings
from kiosk.web.core.json import json_object, json_response
from kiosk.web.core.services import get_services
from kiosk.web.security.api_tokens import known_token, require_check_in

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/okrs")
def okrs() -> Response:
    """The running cycles; or the one named by ?cycle=, in any state."""
    office = get_services().office() if known_token() else get_services().public_office()
    if "cycle" in request.args:
        office = _cycle_office(office, request.args["cycle"])
    cycles = [c for c in office.cycles if request.args.get("cycle", c.name) == c.name]
    old = _stale_codes(office)
    # Here and not above, as below: no start needs the types, and they take a while to load.
    from kiosk.web.api.serializers import cycle_to_json
    from kiosk.web.api.types import Okrs

    bodies = [cycle_to_json(office, cycle, old) for cycle in cycles]
    return json_response(Okrs(revision=office.revision, cycles=bodies))


@blueprint.get("/key-results/<code>")
def key_result(code: str) -> Response:
    """One key result; redacted for requests without a token while guests are here."""
    office = get_services().office()
    found = _key_result(office, code)
    if found.confidential and get_services().renderer.guest_mode_until() and not known_token():
        found = redacted_key_result(office, found.code)
    old = is_stale_number(get_services().localizer, found, get_services().now(), office.settings)
    from kiosk.web.api.serializers import key_result_to_json

    return json_response(key_result_to_json(found, office.settings, is_old=old))


@blueprint.post("/key-results/<code>/check-ins")
def check_in(code: str) -> Response:
    """Add a check-in. Returns it with the key result's new progress."""
    services = get_services()
    token, found, past = services.read_together(lambda: _read_before(code))
    body, collect, now = json_object(), Collector(), services.now()
    for error in _unknown_fields(body):
        collect.refuse(error)
    read = collect.read(lambda: _value(found, body.get("value"), past), ReadValue(Decimal(0)))
    measured_at = collect.read(
        lambda: validated_measured_at(_moment(body.get("measured_at")), now), None
    )
    confidence = collect.read(lambda: _confidence(body.get("confidence")), None)
    note = collect.read(lambda: _note(body.get("note")), "")
    collect.finish()
    written = services.store.check_ins.add(
        found.code,
        read.value,
        now=now,
        measured_at=measured_at,
        confidence=confidence,
        note=note,
        author=f"token {token}",
        source="api",
    )
    warnings = value_warnings(services.localizer, found, read, past)
    return _created_response(services.office(), written, warnings)


def _read_before(code: str) -> tuple[str, KeyResult, tuple[Decimal, ...]]:
    """The name of the request's token, its key result, and the numbers reported before."""
    token, services = require_check_in(), get_services()
    found = _key_result(services.snapshot().whole, code)
    return token, found, services.store.key_results.history(found.code, services.now()).numbers


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI document."""
    from kiosk.web.api.openapi import openapi_document

    return json_response(openapi_document())


def _stale_codes(office: Office) -> frozenset[str]:
    """The key results whose value is stale, or was when their cycle was closed."""
    localizer, now = get_services().localizer, get_services().now()
    return frozenset(
        k.code
        for o in office.objectives
        for k in o.key_results
        if is_stale_number(localizer, k, office.cycle(o.cycle).closed_at or now, office.settings)
    )


def _cycle_office(office: Office, name: str) -> Office:
    """The office of a cycle: all running cycles, or a closed one alone, as it was."""
    services = get_services()
    known = [c for c in services.store.cycles.all() if c.state is not CycleState.DRAFT]
    for cycle in known:
        if cycle.name == name and cycle.state is not CycleState.CLOSED:
            return office
        if cycle.name == name:
            archive = services.store.cycles.office(cycle.id, services.now())
            is_open = known_token() or not services.renderer.guest_mode_until()
            return archive if is_open else redacted_office(archive)
    raise ValidationError(
        "cycle",
        "There is no cycle “%(value)s”. Use one of these: %(known)s",
        value=name[:60],
        known=", ".join(c.name for c in known) or "—",
    )


def _created_response(office: Office, written: CheckIn, warnings: list[ValueWarning]) -> Response:
    from kiosk.web.api.serializers import check_in_to_json, key_result_to_json

    key_result_body = key_result_to_json(_key_result(office, written.key_result), office.settings)
    body = check_in_to_json(written, key_result_body, revision=office.revision, warnings=warnings)
    return json_response(body, 201)


def _key_result(office: Office, code: str) -> KeyResult:
    try:
        return office.key_result(normal_code(code))
    except KeyError:
        raise NotFound("No running key result has the code %(code)s", code=code[:20]) from None


def _unknown_fields(body: dict[str, Any]) -> Iterator[ValidationError]:
    from kiosk.web.api.types import NewCheckIn

    known = NewCheckIn.__struct_fields__
    for name in body:
        if name not in known:
            yield ValidationError(
                name[:40],
                "There is no field “%(name)s”. Use one of these: %(known)s",
                name=name[:40],
                known=", ".join(known),
            )


def _value(key_result: KeyResult, given: object, past: Sequence[Decimal]) -> ReadValue:
    """A value from JSON: a number or a string, true or false, or a list of codes."""
    match given:
        case bool() if key_result.kind is KeyResultKind.YES_NO:
            return ReadValue(given)
        case Decimal() if key_result.kind.is_decimal:
            return ReadValue(parse_decimal(format(given, "f")))
        case str() if key_result.kind.is_decimal and is_json_number(given):
            return ReadValue(parse_decimal(given))
        case str():
            return read_value(key_result, given, get_services().localizer.decimal_separator, past)
        case list() if key_result.kind is KeyResultKind.MILESTONES and all(
            isinstance(code, str) for code in given
        ):
            return ReadValue(parse_milestones(key_result, given))
    wanted = {
        KeyResultKind.YES_NO: "true or false",
        KeyResultKind.MILESTONES: "a list of milestone codes",
    }
    raise ValidationError(
        "value",
        "Send the value of %(code)s as %(wanted)s",
        code=key_result.code,
        wanted=wanted.get(key_result.kind, "a number, or a string with one"),
    )


def _confidence(given: object) -> int | None:
    if isinstance(given, bool | list | dict):
        raise ValidationError(
            "confidence", "Send the confidence as a whole number from 0 to 10, or null"
        )
    return None if given is None else parse_confidence(str(given))


def _note(given: object) -> str:
    if given is not None and not isinstance(given, str):
        raise ValidationError("note", "Send the note as a string")
    return parse_note(given or "")


def _moment(given: object) -> datetime | None:
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given if isinstance(given, str) else "")
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not is_supported_date(moment):
        raise ValidationError(
            "measured_at",
            "“%(value)s” is not a time with its offset. Send one like 2026-11-20T09:12:00Z",
            value=str(given)[:40],
        )
    return moment.astimezone(UTC)
