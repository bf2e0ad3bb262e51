"""The API's own description, OpenAPI 3.1."""

from typing import Any

from kiosk import __version__
from kiosk.okr.model import Kind

_NUMBER = {"type": ["number", "null"]}
_CODE = {"type": "string", "pattern": "^[0-9A-HJKMNP-TV-Z]{4,5}$"}
_VALUE = {
    "description": "a number, or a string with one; true or false for yes_no; the codes of the"
    " milestones done for milestones. A string that is a decimal as JSON writes it, like 42.5 or"
    " 1.085, is that number in every language. Any other string is read as the office writes"
    " numbers, as on its pages: with groups, the key result's own unit, k, M, Mio or bn, like"
    " € 340.000 or 1,085 in a German office",
    "oneOf": [
        {"type": ["number", "string", "boolean", "null"]},
        {"type": "array", "items": _CODE},
    ],
}


def openapi_document() -> dict[str, Any]:
    """The whole document, as JSON writes it."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "OKR kiosk", "version": __version__},
        "paths": {
            "/api/v1/okrs": {"get": _okrs()},
            "/api/v1/key-results/{code}": {"get": _key_result()},
            "/api/v1/key-results/{code}/check-ins": {"post": _check_in()},
        },
        "components": {
            "schemas": {
                "KeyResult": _key_result_schema(),
                "NewCheckIn": _new_check_in_schema(),
                "CheckIn": _check_in_schema(),
                "Problem": _problem_schema(),
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _okrs() -> dict[str, Any]:
    return {
        "summary": "Everyone's OKRs in the cycles that are running",
        "parameters": [_parameter("cycle", "query", "the name of one cycle, closed or not")],
        "responses": {
            "200": _answer("The cycles with their teams", {"type": "object"}),
            "422": _problem("No such cycle"),
        },
    }


def _key_result() -> dict[str, Any]:
    return {
        "summary": "One key result",
        "parameters": [_parameter("code", "path", "its code, in any case")],
        "responses": {
            "200": _answer("The key result", _named("KeyResult")),
            "404": _problem("No such key result"),
        },
    }


def _check_in() -> dict[str, Any]:
    return {
        "summary": "One check-in",
        "security": [{"token": []}],
        "parameters": [_parameter("code", "path", "its code, in any case")],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _named("NewCheckIn")}},
        },
        "responses": {
            "201": _answer("The check-in and the new progress", _named("CheckIn")),
            "401": _problem("No token, or an unknown one"),
            "404": _problem("No such key result"),
            "403": _problem("The token may only read"),
            "422": _problem("A field that will not do; `field` names it"),
        },
    }


def _new_check_in_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["value"],
        "properties": {
            "value": _VALUE,
            "confidence": {"type": ["integer", "null"], "minimum": 0, "maximum": 10},
            "note": {"type": "string", "maxLength": 500},
            "measured_at": {"type": "string", "format": "date-time"},
        },
    }


def _check_in_schema() -> dict[str, Any]:
    kept = _new_check_in_schema()["properties"]
    return {
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "key_result": _CODE,
            **kept,
            "recorded_at": {"type": "string", "format": "date-time"},
            "source": {"type": "string"},
            "revision": {"type": "integer"},
            "progress": _NUMBER,
            "raw_progress": _NUMBER,
            "warnings": {
                "type": "array",
                "description": "what is odd about a value that was saved all the same; empty"
                " where nothing is. A value is odd when its size lies outside a twentieth of the"
                " smallest to twenty times the largest of the start, target, limits and past"
                " values, when a thousandth or a thousand times it fits better, when it is below"
                " zero and no other is, and when a percent goes above a target of 100; a string"
                " that may mean two numbers says which was read",
                "items": _warning_schema(),
            },
        },
    }


def _warning_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["field", "message"],
        "properties": {
            "field": {"type": "string"},
            "message": {"type": "string", "description": "in the office's language"},
            "did_you_mean": {
                "type": "string",
                "description": "the value that was likely meant, as a plain decimal",
            },
        },
    }


def _key_result_schema() -> dict[str, Any]:
    numbers = ("start", "target", "low", "high", "progress", "raw_progress", "weight")
    return {
        "type": "object",
        "properties": {
            "code": {**_CODE, "type": ["string", "null"]},
            "title": {"type": "string"},
            "kind": {"enum": [*(kind.value for kind in Kind), None]},
            "unit": {"type": ["string", "null"]},
            "value": _VALUE,
            **dict.fromkeys(numbers, _NUMBER),
            "ambition": {"enum": ["stretch", "committed", None]},
            "confidence": {"type": ["integer", "null"]},
            "checked_in_at": {"type": ["string", "null"], "format": "date-time"},
            "old": {
                "type": "boolean",
                "description": "true once the value is older than its limit, as on the wall",
            },
            "milestones": {"type": "array", "items": {"type": "object"}},
            "sealed": {
                "type": "boolean",
                "description": "true while guests are in the house and no token was sent: a"
                " confidential key result has its title and progress then, the rest is null",
            },
        },
    }


def _problem_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "field": {"type": "string"},
        },
    }


def _parameter(name: str, place: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": description,
        "schema": {"type": "string"},
    }


def _named(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _answer(description: str, schema: dict[str, Any] | dict[str, str]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _problem(description: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": _named("Problem")}}
    return {"description": description, "content": content}
