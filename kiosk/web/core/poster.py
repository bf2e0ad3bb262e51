"""A poster on its way to paper: read from the database first, and set afterwards."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.errors import ValidationError
from kiosk.exchange.poster.content import PosterContent, poster_content
from kiosk.exchange.poster.printing import Printed, print_poster
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Cycle, Office, Team
from kiosk.okr.paper import larger_paper
from kiosk.okr.poster_draft import PosterDraft
from kiosk.store import Store
from kiosk.views.common.company import shown_logo
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls

FEW_SHEETS = 2
"""So many sheets hang beside each other; of more, the maker hears how to have fewer."""


@dataclass(frozen=True, slots=True)
class PosterJob:
    """A poster with everything that is printed on it.

    :ivar hides_confidential: whether key results were redacted.
    :ivar address: what the codes hold, without a path; "": it has no codes, because phones can
        reach no address.
    """

    content: PosterContent
    draft: PosterDraft
    now: datetime
    logo: bytes | None
    tile_label: str
    hides_confidential: bool
    address: str

    def printed(self, ppi: float = 0) -> Printed:
        """The PDF, or pictures of its sheets. It takes a while; outside a transaction."""
        return print_poster(
            self.content,
            self.draft,
            self.now,
            logo=self.logo,
            tile_label=self.tile_label,
            ppi=ppi,
        )


def poster_job(
    store: Store,
    localizer: Localizer,
    urls: PublicUrls,
    cycle: Cycle,
    draft: PosterDraft,
    teams: tuple[str, ...],
    now: datetime,
) -> PosterJob:
    """Read what is on the poster of a cycle.

    :param teams: slugs or codes of those whose objectives are on it; none: everybody's.
    :raises ValidationError: on "team".
    """
    running = store.office(now)
    is_running = any(each.id == cycle.id for each in running.cycles)
    office = running if is_running else store.cycles.office(cycle.id, now)
    chosen = tuple(_team(office, name) for name in teams)
    content = poster_content(localizer, office, cycle, now, urls, draft, chosen)
    logo = shown_logo(office)
    label = localizer.gettext("Sheet %(sheet)s of %(sheets)s: row %(row)s, column %(column)s")
    hides = not draft.confidential and any(
        k.confidential for o in office.objectives if o.cycle == cycle.id for k in o.key_results
    )
    return PosterJob(
        content=content,
        draft=draft,
        now=now,
        logo=store.logo.file(logo.digest) if logo else None,
        tile_label=label % {n: f"{{{n}}}" for n in ("sheet", "sheets", "row", "column")},
        hides_confidential=hides,
        address=urls.base,
    )


def poster_cycle(store: Store, name: str, now: datetime) -> Cycle:
    """The cycle of this name; "": the one that is running.

    :raises ValidationError: on "cycle".
    """
    cycles = store.cycles.all()
    named = [c for c in cycles if name and c.name.casefold() == name.strip().casefold()]
    found = named if name else list(store.office(now).cycles)
    if len(found) == 1:
        return found[0]
    known = ", ".join(c.name for c in cycles) or "—"
    if name:
        raise ValidationError(
            "cycle", "No cycle is called “%(cycle)s”. Name one of these with --cycle: %(known)s",
            cycle=name, known=known,
        )  # fmt: skip
    raise ValidationError("cycle", "Name one of the cycles with --cycle: %(known)s", known=known)


def _team(office: Office, name: str) -> Team:
    for team in office.teams:
        if team.slug.casefold() == name.strip().casefold() or team.code == normal_code(name):
            return team
    raise ValidationError(
        "team", "There is no team “%(name)s”. Teams: %(known)s",
        name=name, known=", ".join(team.slug for team in office.teams) or "—",
    )  # fmt: skip


def address_text(localizer: Localizer, base: str) -> str:
    """The address that the codes hold, or that there are none."""
    _ = localizer.gettext
    if not base:
        return _("No codes are printed: set public_url to the address that phones can reach")
    return _("The codes hold the address %(address)s") % {"address": base}


def missing_text(localizer: Localizer, characters: str) -> str:
    """What is said about characters that no font has; "" where there are none."""
    if not characters:
        return ""
    return localizer.gettext(
        "No font on this server has these characters, which are printed as boxes: %(characters)s."
        " Install one, such as the packages fonts-noto-core and fonts-noto-cjk"
    ) % {"characters": " ".join(characters[:20]) + (" …" if len(characters) > 20 else "")}


def fewer_sheets_text(localizer: Localizer, draft: PosterDraft, printed: Printed) -> str:
    """What to choose for fewer sheets; "" where there are few."""
    if printed.sheets <= FEW_SHEETS:
        return ""
    _, larger = localizer.gettext, larger_paper(draft.paper)
    distance = {"distance": localizer.number(draft.distance)}
    if larger is None:
        return _("For fewer sheets, choose a distance shorter than %(distance)s m") % distance
    return _(
        "For fewer sheets, choose %(size)s at the same distance, or a distance shorter than"
        " %(distance)s m"
    ) % {**distance, "size": larger.name}


def sheets_text(localizer: Localizer, draft: PosterDraft, printed: Printed) -> str:
    """ "3 sheets of A1"; and of how many pages each is put together."""
    text = localizer.ngettext(
        "%(num)s sheet of %(size)s", "%(num)s sheets of %(size)s", printed.sheets
    ) % {"num": localizer.number(printed.sheets), "size": draft.paper.name}
    if draft.tile is None:
        return text
    pages = localizer.ngettext(
        "put together from %(num)s page of %(size)s", "put together from %(num)s pages of %(size)s",
        printed.pages,
    ) % {"num": localizer.number(printed.pages), "size": draft.tile.name}  # fmt: skip
    return f"{text}, {pages}"
