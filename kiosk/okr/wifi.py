"""A Wi-Fi network as the text of a code that phones join it by."""

import re
from dataclasses import dataclass

from kiosk.errors import ValidationError

MOST_NAME_BYTES = 32
_HEX_KEY = re.compile(r"[0-9A-Fa-f]{64}")
_SPECIAL = re.compile(r'([\\;,:"])')


@dataclass(frozen=True, slots=True)
class WifiNetwork:
    """A network. Without a password it is open. `is_hidden`: it does not announce its name."""

    name: str
    password: str = ""
    is_hidden: bool = False

    @property
    def text(self) -> str:
        """The text of its code: WIFI:T:WPA;S:…;P:…;;"""
        parts = [f"T:{'WPA' if self.password else 'nopass'}", f"S:{_escaped(self.name)}"]
        if self.password:
            parts.append(f"P:{_escaped(self.password)}")
        if self.is_hidden:
            parts.append("H:true")
        return f"WIFI:{';'.join(parts)};;"


def parse_wifi(name: str, password: str, *, is_open: bool, is_hidden: bool) -> WifiNetwork | None:
    """A network from a form; None without a name. Its error messages never repeat the password.

    :raises ValidationError: on "wifi" or "password".
    """
    if not name:
        return None
    if len(name.encode()) > MOST_NAME_BYTES or not name.isprintable():
        raise ValidationError("wifi", "The name of a Wi-Fi has at most 32 letters")
    if is_open:
        return WifiNetwork(name, "", is_hidden)
    ascii_only = password.isascii() and password.isprintable()
    if not (ascii_only and (8 <= len(password) <= 63 or _HEX_KEY.fullmatch(password))):
        raise ValidationError(
            "password",
            "A Wi-Fi password has 8 to 63 letters, digits and signs. Enter it, or tick that it"
            " has none",
        )
    return WifiNetwork(name, password, is_hidden)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
