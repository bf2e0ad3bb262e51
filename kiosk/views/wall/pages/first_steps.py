"""Pages with instructions, for a wall without an admin and for an empty office."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import Office
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls, QrLink
from kiosk.views.wall.pages.foot import CycleFoot, office_foot


@dataclass(frozen=True, slots=True)
class InstructionsPage:
    """Numbered instructions and a QR code. `cycle` is None where none runs."""

    kind: str
    name: str
    title: str
    steps: tuple[str, ...]
    link: QrLink | None
    cycle: CycleFoot | None = None


def set_up_steps(
    localizer: Localizer, office: Office, day: datetime, link: QrLink
) -> InstructionsPage:
    """How to create the first admin; `link` holds a one-time code."""
    return InstructionsPage(
        kind="set-up",
        name=office.name,
        title=localizer.gettext("Set up this wall"),
        steps=(
            localizer.gettext("Take a phone that is on the office Wi-Fi"),
            localizer.gettext("Scan the code"),
            localizer.gettext("Choose a name and a password. You will be the first admin"),
        ),
        link=link,
        cycle=office_foot(localizer, office, day),
    )


def first_steps(localizer: Localizer, office: Office, urls: PublicUrls) -> InstructionsPage:
    """How to enter the first objectives."""
    return InstructionsPage(
        kind="empty",
        name=office.name,
        title=localizer.gettext("Nothing on the wall yet"),
        steps=(
            localizer.gettext("Open the admin page with this code"),
            localizer.gettext("Enter the company’s objectives, then each team’s"),
            localizer.gettext("Add key results to each objective; they appear here at once"),
        ),
        link=urls.qr_link("/admin/"),
    )
