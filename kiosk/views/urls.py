"""Where things are found: paths for links, and links with their codes.

A code holds a path in capitals (kiosk.views.qr), so every path is matched whatever its case
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
    """The path of the quarter week by week: everybody's, or one objective's."""
    return f"/replay?objective={objective}" if objective else "/replay"


def meeting_path(code: str) -> str:
    """The path of a meeting's page; with .ics behind it, of its file for calendars."""
    return f"/m/{code}"


def cycle_path(number: int) -> str:
    """The path of a cycle's page."""
    return f"/cycles/{number}"


ALL_PATH = "/all"
CYCLES_PATH = "/cycles"
WEEK_PATH = "/week"
ALIGNMENT_PATH = "/alignment"
MEETINGS_PATH = "/meetings"
CALENDAR_PATH = "/meetings.ics"


@dataclass(frozen=True, slots=True)
class PublicUrls:
    """Where phones reach this server, and the Wi-Fi they must be on.

    `base` is scheme, host and port without a final slash, or "" while no address is known.
    """

    base: str
    wifi: str

    def qr_link(self, path: str) -> "QrLink | None":
        """A path as a link with its code, or None while no address is known."""
        if not self.base:
            return None
        code = qr_code(f"{self.base}{path}")
        return QrLink(code, typed_address(code), self.wifi)


def typed_address(code: QrCode) -> str:
    """A code's URL as somebody would type it: no scheme, the host in small letters, which are
    narrower and easier to read, the path in capitals as codes are written everywhere."""
    host, slash, path = code.link.partition("://")[2].partition("/")
    return f"{host.lower()}{slash}{path}"


@dataclass(frozen=True, slots=True)
class QrLink:
    """A QR code, the address it holds as somebody would type it, and the Wi-Fi's name."""

    qr: QrCode
    text: str
    wifi: str
