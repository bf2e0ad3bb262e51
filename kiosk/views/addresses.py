"""Where things are found: paths for links, capitals for codes.

A QR code in capitals holds a link in two thirds of the modules, so the addresses behind one
are matched whatever their case.
"""

from dataclasses import dataclass

from kiosk.views.qr import QrCode, qr_code


def objective_path(code: str) -> str:
    """The path of an objective's page."""
    return f"/o/{code}"


def team_path(slug: str) -> str:
    """The path of a team's page."""
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
class Places:
    """Where phones reach this server, and the Wi-Fi they must be on.

    `base` is scheme, host and port without a final slash, or "" while no address is known.
    """

    base: str
    wifi: str

    def link(self, path: str) -> "Link | None":
        """A path as a link with its code, or None while no address is known."""
        if not self.base:
            return None
        url = f"{self.base}{path}".upper()
        return Link(qr_code(url), url.partition("://")[2], self.wifi)


@dataclass(frozen=True, slots=True)
class Link:
    """A QR code, the address it holds as somebody would type it, and the Wi-Fi's name."""

    qr: QrCode
    text: str
    wifi: str
