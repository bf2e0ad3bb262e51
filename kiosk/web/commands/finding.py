"""What `kiosk doctor` says of one thing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: fine, or what to do."""

    name: str
    is_ok: bool
    message: str
