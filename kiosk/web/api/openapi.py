"""The OpenAPI 3.1 document: addresses from here, bodies from kiosk.web.api.types."""

from typing import Any

import msgspec

from kiosk import __version__
from kiosk.web.api.types import TYPES

_REFERENCE = "#/components/schemas/{name}"


def openapi_document() -> dict[str, Any]:
    """The whole document, ready for JSON."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "OKR kiosk", "version": __version__},
        "paths": {
            "/api/v1/okrs": {"get": _okrs()},
            "/api/v1/key-results/{code}": {"get": _key_result()},
            "/api/v1/key-results/{code}/check-ins": {"post": _check_in()},
        },
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas() -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components(TYPES, ref_template=_REFERENCE)
    named: dict[str, Any] = _with_numbers(schemas)
    return named


def _with_numbers(schema: Any) -> Any:
    """A schema with decimals as numbers, as they are sent; msgspec describes them as text."""
    if isinstance(schema, list):
        return [_with_numbers(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "decimal":
        return {"type": "number"}
    return {name: _with_numbers(each) for name, each in schema.items()}


def _okrs() -> dict[str, Any]:
    return {
        "summary": "Everyone's OKRs in the cycles that are running",
        "parameters": [_parameter("cycle", "query", "the name of one cycle, closed or not")],
        "responses": {
            "200": _answer("The cycles with their teams", "Okrs"),
            "422": _problem("No such cycle"),
        },
    }


def _key_result() -> dict[str, Any]:
    return {
        "summary": "One key result",
        "parameters": [_parameter("code", "path", "its code, in any case")],
        "responses": {
            "200": _answer("The key result", "KeyResult"),
            "404": _problem("No such key result"),
        },
    }


def _check_in() -> dict[str, Any]:
    return {
        "summary": "One check-in",
        "security": [{"token": []}],
        "parameters": [_parameter("code", "path", "its code, in any case")],
        "requestBody": {"required": True, "content": _content("NewCheckIn")},
        "responses": {
            "201": _answer("The check-in and the new progress", "CheckIn"),
            "401": _problem("No token, or an unknown one"),
            "404": _problem("No such key result"),
            "403": _problem("The token may only read"),
            "422": _problem("Fields that will not do; `field` names the first, `errors` all"),
        },
    }


def _parameter(name: str, location: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": location,
        "required": location == "path",
        "description": description,
        "schema": {"type": "string"},
    }


def _content(schema: str, kind: str = "application/json") -> dict[str, Any]:
    return {kind: {"schema": {"$ref": _REFERENCE.format(name=schema)}}}


def _answer(description: str, schema: str) -> dict[str, Any]:
    return {"description": description, "content": _content(schema)}


def _problem(description: str) -> dict[str, Any]:
    content = _content("Problem", "application/problem+json")
    return {"description": description, "content": content}
