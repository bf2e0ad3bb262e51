"""One finding of `kiosk doctor`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: passed, or what to do."""

    name: str
    is_ok: bool
    message: str
