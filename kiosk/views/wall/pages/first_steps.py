"""Pages that say what to do next: on a wall nobody has set up, or in an empty office."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import Office
from kiosk.views.common.objective import foot_text
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls, QrLink


@dataclass(frozen=True, slots=True)
class InstructionsPage:
    """What to do next, in steps, and a code that leads there. `cycle` is "" where none runs."""

    kind: str
    name: str
    title: str
    steps: tuple[str, ...]
    link: QrLink | None
    cycle: str = ""


def set_up_steps(
    localizer: Localizer, office: Office, day: datetime, link: QrLink
) -> InstructionsPage:
    """How the first admin is made; `link` holds a code that works once."""
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
        cycle=foot_text(localizer, office, day),
    )


def first_steps(localizer: Localizer, office: Office, urls: PublicUrls) -> InstructionsPage:
    """What an office without objectives needs."""
    return InstructionsPage(
        kind="empty",
        name=office.name,
        title=localizer.gettext("Nothing on the wall yet"),
        steps=(
            localizer.gettext("Open the admin page with this code"),
            localizer.gettext("Enter the company’s objectives, then each team’s"),
            localizer.gettext("Give each objective its key results; they appear here at once"),
        ),
        link=urls.qr_link("/admin/"),
    )
