"""Problem details (RFC 9457): the body of an API answer that reports an error."""

from msgspec import UNSET, Struct, UnsetType


class FieldError(Struct, frozen=True, kw_only=True):
    """An invalid field, and what to send instead."""

    field: str
    detail: str


class Problem(Struct, frozen=True, kw_only=True):
    """Problem details (RFC 9457); `errors` if several fields are invalid."""

    type: str
    title: str
    status: int
    detail: str
    field: str | UnsetType = UNSET
    errors: list[FieldError] | UnsetType = UNSET
