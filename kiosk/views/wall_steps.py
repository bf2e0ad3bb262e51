"""Pages that say what to do next: on a wall nobody has set up, or in an empty office."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import Office
from kiosk.views.addresses import Link, Places
from kiosk.views.objective import foot_text
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class StepsPage:
    """What to do next, in steps, and a code that leads there. `cycle` is "" where none runs."""

    kind: str
    name: str
    title: str
    steps: tuple[str, ...]
    link: Link | None
    cycle: str = ""


def set_up_steps(words: Words, office: Office, day: datetime, link: Link) -> StepsPage:
    """How the first admin is made; `link` holds a code that works once."""
    return StepsPage(
        kind="set-up",
        name=office.name,
        title=words.gettext("Set up this wall"),
        steps=(
            words.gettext("Take a phone that is on the office Wi-Fi"),
            words.gettext("Scan the code"),
            words.gettext("Choose a name and a password. You will be the first admin"),
        ),
        link=link,
        cycle=foot_text(words, office, day),
    )


def first_steps(words: Words, office: Office, places: Places) -> StepsPage:
    """What an office without objectives needs."""
    return StepsPage(
        kind="empty",
        name=office.name,
        title=words.gettext("Nothing on the wall yet"),
        steps=(
            words.gettext("Open the admin page with this code"),
            words.gettext("Enter the company’s objectives, then each team’s"),
            words.gettext("Give each objective its key results; they appear here at once"),
        ),
        link=places.link("/admin/"),
    )
