"""Slips for meeting rooms: a code that joins the Wi-Fi, and one that opens the OKRs."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.okr.logo import Logo
from kiosk.okr.model import Office, Team
from kiosk.okr.wifi import WifiNetwork
from kiosk.views.admin.poster import PosterChoice
from kiosk.views.common.company import shown_logo
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.qr import QUIET, QrCode, exact_code
from kiosk.views.urls import ALL_PATH, PublicUrls, QrLink, team_path

SLIPS_ON_A_PAGE = 2


@dataclass(frozen=True, slots=True)
class WifiCode:
    """The code of a Wi-Fi, with its name and password to type."""

    qr: QrCode
    network: WifiNetwork


@dataclass(frozen=True, slots=True)
class RoomSlips:
    """Slips, a room each, on pages of A4. `quiet`: so many modules around each code are white."""

    pages: tuple[tuple[str, ...], ...]
    office: str
    logo: Logo | None
    wifi: WifiCode | None
    link: QrLink | None
    opens: str
    quiet: int = QUIET


def slip_choices(localizer: Localizer, teams: Sequence[Team], chosen: str) -> list[PosterChoice]:
    """What a slip's code can open: by "" everyone's OKRs, by a slug a team's."""
    everyone = PosterChoice("", localizer.gettext("Everyone’s OKRs"), not chosen)
    return [everyone, *(PosterChoice(t.slug, t.name, t.slug == chosen) for t in teams)]


def room_slips(
    localizer: Localizer,
    office: Office,
    urls: PublicUrls,
    rooms: Sequence[str],
    network: WifiNetwork | None,
    team: Team | None,
) -> RoomSlips:
    """The slips of these rooms; without a room, one that names none."""
    named = tuple(rooms) or ("",)
    starts = range(0, len(named), SLIPS_ON_A_PAGE)
    return RoomSlips(
        pages=tuple(named[at : at + SLIPS_ON_A_PAGE] for at in starts),
        office=office.name,
        logo=shown_logo(office),
        wifi=WifiCode(exact_code(network.text), network) if network else None,
        link=urls.qr_link(team_path(team.slug) if team else ALL_PATH),
        opens=team.name if team else localizer.gettext("Everyone’s OKRs"),
    )
