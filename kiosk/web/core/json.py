"""JSON with exact decimals: no value passes through a binary float."""

import json
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, overload

from flask import Response, request

from kiosk.errors import ValidationError
from kiosk.okr.number_input import MAX_DIGITS
from kiosk.okr.progress import rounded_share


def json_response(body: object, status: int = 200, kind: str = "application/json") -> Response:
    """A response whose Decimals are numbers, digit for digit (msgspec writes them so; the
    standard library cannot)."""
    # Imported here because loading takes a while, and the start does not need it.
    from msgspec.json import Encoder

    text = Encoder(decimal_format="number").encode(body)
    return Response(text, status, content_type=kind)


def json_object() -> dict[str, Any]:
    """The request's body as an object.

    :raises ValidationError: when it is not one JSON object.
    """
    try:
        body = json.loads(
            request.get_data(as_text=True),
            parse_float=_exact,
            parse_int=_exact,
            parse_constant=_exact,
        )
    except (ValueError, RecursionError):
        raise ValidationError(
            "body",
            "The body is not valid JSON. Send an object like %(example)s",
            example='{"value": 42.5}',
        ) from None
    if not isinstance(body, dict):
        raise ValidationError(
            "body",
            "The body is not a JSON object. Send one like %(example)s",
            example='{"value": 42.5}',
        )
    for name, given in body.items():
        if _has_half_character([name, given]):
            raise ValidationError(
                name.encode(errors="replace").decode()[:40],
                "There is half a character in this field (a lone surrogate). Send the whole "
                "character",
            )
    return body


def _has_half_character(given: object) -> bool:
    """Whether JSON has half a surrogate pair, which UTF-8 cannot encode."""
    waiting = [given]
    while waiting:
        match waiting.pop():
            case str() as text if any("\ud800" <= character <= "\udfff" for character in text):
                return True
            case list() as several:
                waiting.extend(several)
            case dict() as inner:
                waiting.extend([*inner, *inner.values()])
    return False


def _exact(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
        raise ValidationError(
            "body", "“%(value)s” is not a number that can be stored", value=text[:40]
        )
    return number


@overload
def normalised_decimal(number: Decimal) -> Decimal: ...


@overload
def normalised_decimal(number: None) -> None: ...


@overload
def normalised_decimal(number: Decimal | None) -> Decimal | None: ...


def normalised_decimal(number: Decimal | None) -> Decimal | None:
    """A decimal in its shortest plain writing: 42.50 is 42.5, 1E+2 is 100."""
    if number is None:
        return None
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") or "0") if "." in text else Decimal(text)


def four_places(fraction: Fraction | None) -> Decimal | None:
    """A fraction to four places, in its shortest writing; 1 and 0 only where it is that."""
    return None if fraction is None else normalised_decimal(rounded_share(fraction, 1, 4))
