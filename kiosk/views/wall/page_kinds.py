"""The kinds of wall pages and their names, in the default order.

Each screen may hide some and change the order.
"""

from collections.abc import Iterable, Mapping

from kiosk.okr.model import Office
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.pages.base import WallPage

ALWAYS = frozenset({"steps", "presentation"})
"""Kinds that no screen can hide: the first steps, and a presentation."""


def page_kind_names(localizer: Localizer) -> dict[str, str]:
    """The kinds that a screen may hide or reorder: stored name to label."""
    _ = localizer.gettext
    return {
        "overview": _("Overview"),
        "picture": _("Pictures"),
        "summary": _("How a cycle turned out"),
        "grades": _("Grades, once they are revealed"),
        "moved": _("What moved this week"),
        "cycle": _("Poster with the theme"),
        "meetings": _("Meetings"),
        "survey": _("The survey is open"),
        "lessons": _("You said, we changed"),
        "waiting": _("Teams with check-ins due"),
        "learned": _("What was learned this week"),
        "alignment": _("How objectives serve each other"),
        "team": _("Teams"),
        "objective": _("Objectives"),
    }


def page_titles(
    localizer: Localizer, office: Office, pages: Iterable[WallPage]
) -> tuple[tuple[str, str], ...]:
    """The pages that can be chosen: id and title, in the order of the wall."""
    kinds, things = page_kind_names(localizer), _things(office)
    found = []
    for page in pages:
        thing = _thing_of(page.id.partition("-")[2], things) or _row_range(page.id)
        if page.kind in ("team", "objective") and thing:
            found.append((page.id, thing))
        elif page.kind not in ALWAYS:
            kind = kinds.get(page.kind, page.id)
            found.append((page.id, f"{kind}: {thing}" if thing else kind))
    return tuple(found)


def _row_range(page_id: str) -> str:
    """Of a page with the further rows of a list, the number of its first one: "16–"."""
    _, _, first = page_id.partition("-from-")
    return f"{int(first) + 1}–" if first.isdecimal() else ""


def _thing_of(rest: str, things: Mapping[str, str]) -> str:
    """What a page is about, by the end of its id; with a number where that has several pages."""
    if rest in things:
        return things[rest]
    first, _, number = rest.rpartition("-")
    return f"{things[first]} ({number})" if first in things else ""


def _things(office: Office) -> dict[str, str]:
    """What a page may be about, by how its id ends."""
    names = {team.code: team.name for team in office.teams}
    return {
        **{str(cycle.id): cycle.name for cycle in office.cycles},
        **{team.slug: team.name for team in office.teams},
        **{picture.code: picture.text for picture in office.pictures},
        **{o.code: f"{names.get(o.team, '')}: {o.title}" for o in office.objectives},
    }
