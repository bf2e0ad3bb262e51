"""Public paths, and links with their QR codes.

A QR code holds its path in capitals (kiosk.views.qr), so routes match case-insensitively
(kiosk.web.core.case_insensitive).
"""

from dataclasses import dataclass

from kiosk.views.qr import QrCode, qr_code


def objective_path(code: str) -> str:
    """The path of an objective's page."""
    return f"/o/{code}"


def team_path(slug: str) -> str:
    """The path of a team's page, by its slug or its code."""
    return f"/t/{slug}"


def replay_path(objective: str = "") -> str:
    """The path of the replay: the whole office's, or one objective's."""
    return f"/replay?objective={objective}" if objective else "/replay"


def meeting_path(code: str) -> str:
    """The path of a meeting's page; with .ics appended, of its calendar file."""
    return f"/m/{code}"


def picture_path(code: str, digest: str) -> str:
    """The address of a picture's bytes; others have another address."""
    return f"/pictures/{code}-{digest}.webp"


def cycle_path(number: int) -> str:
    """The path of a cycle's page."""
    return f"/cycles/{number}"


def logo_path(digest: str) -> str:
    """The path of the company's logo."""
    return f"/logo/{digest}.png"


ALL_PATH = "/all"
CYCLES_PATH = "/cycles"
IN_PATH = "/in"
WEEK_PATH = "/week"
ALIGNMENT_PATH = "/alignment"
MEETINGS_PATH = "/meetings"
CALENDAR_PATH = "/meetings.ics"


@dataclass(frozen=True, slots=True)
class PublicUrls:
    """The address at which phones reach this server, and the Wi-Fi they need.

    `base` is scheme, host and port without a final slash, or "" while no address is known.
    """

    base: str
    wifi: str

    def qr_link(self, path: str) -> "QrLink | None":
        """A path as a link with its QR code; None while no address is known."""
        if not self.base:
            return None
        code = qr_code(f"{self.base}{path}")
        return QrLink(code, typed_address(code), self.wifi)


def typed_address(code: QrCode) -> str:
    """A QR code's URL as a person would type it: no scheme, the host in lower case, which is
    narrower and easier to read, the path in upper case like every object code."""
    host, slash, path = code.link.partition("://")[2].partition("/")
    return f"{host.lower()}{slash}{path}"


@dataclass(frozen=True, slots=True)
class QrLink:
    """A QR code, its address as a person would type it, and the name of the Wi-Fi."""

    qr: QrCode
    text: str
    wifi: str
