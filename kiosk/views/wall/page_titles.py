"""What the pages of a wall are called where one of them can be chosen."""

from collections.abc import Iterable

from kiosk.okr.model import Office
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.page_kinds import ALWAYS, page_kind_names
from kiosk.views.wall.pages.base import WallPage


def page_titles(
    localizer: Localizer, office: Office, pages: Iterable[WallPage]
) -> tuple[tuple[str, str], ...]:
    """The pages that can be chosen, by their ids, each with a title, in the order of the wall."""
    kinds, things = page_kind_names(localizer), _things(office)
    found = []
    for page in pages:
        thing = things.get(page.id.partition("-")[2], "")
        if page.kind in ("team", "objective") and thing:
            found.append((page.id, thing))
        elif page.kind not in ALWAYS:
            kind = kinds.get(page.kind, page.id)
            found.append((page.id, f"{kind}: {thing}" if thing else kind))
    return tuple(found)


def _things(office: Office) -> dict[str, str]:
    """What a page may be about, by how its id ends."""
    names = {team.code: team.name for team in office.teams}
    return {
        **{str(cycle.id): cycle.name for cycle in office.cycles},
        **{team.slug: team.name for team in office.teams},
        **{o.code: f"{names.get(o.team, '')}: {o.title}" for o in office.objectives},
    }
