"""The page that previews a poster, with its choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.okr.model import Cycle, Team
from kiosk.okr.paper import MM_AN_INCH, PAPERS, TILES
from kiosk.okr.poster_draft import PosterDraft
from kiosk.views.i18n.localizer import Localizer

PREVIEW_WIDTH = 900
"""Pixels of a sheet's picture."""


@dataclass(frozen=True, slots=True)
class PosterChoice:
    """One of several values of a field."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PosterForm:
    """The choices of a poster. `distance` is "" where it follows the size."""

    cycles: tuple[PosterChoice, ...]
    teams: tuple[PosterChoice, ...]
    sizes: tuple[PosterChoice, ...]
    tiles: tuple[PosterChoice, ...]
    landscape: bool
    saves_ink: bool
    confidential: bool
    has_confidential: bool
    distance: str


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """The picture of a sheet; its width and height in pixels keep its place on the page."""

    number: int
    src: str
    width: int
    height: int


def poster_form(
    localizer: Localizer,
    cycles: Sequence[Cycle],
    teams: Sequence[Team],
    given: Mapping[str, str],
    chosen_teams: Sequence[str],
    *,
    has_confidential: bool,
) -> PosterForm:
    """The choices, with what was given.

    :param given: by the fields of kiosk.okr.poster_draft, and the cycle's id.
    """
    size, tile = (given.get(name, "").casefold() for name in ("size", "tile"))
    whole = PosterChoice("", localizer.gettext("On one sheet"), not tile)
    return PosterForm(
        cycles=tuple(
            PosterChoice(str(c.id), c.name, str(c.id) == given.get("cycle")) for c in cycles
        ),
        teams=tuple(PosterChoice(t.slug, t.name, t.slug in chosen_teams) for t in teams),
        sizes=tuple(_size(localizer, name, size or "a3") for name in PAPERS),
        tiles=(whole, *(_tile(localizer, name, tile) for name in TILES)),
        landscape=bool(given.get("landscape")),
        saves_ink=bool(given.get("saves_ink")),
        confidential=bool(given.get("confidential")),
        has_confidential=has_confidential,
        distance=given.get("distance", ""),
    )


def _size(localizer: Localizer, name: str, chosen: str) -> PosterChoice:
    paper = PAPERS[name]
    label = localizer.gettext("%(size)s, read from %(distance)s m") % {
        "size": name, "distance": localizer.number(paper.distance),
    }  # fmt: skip
    return PosterChoice(name, label, name.casefold() == chosen)


def _tile(localizer: Localizer, name: str, chosen: str) -> PosterChoice:
    label = localizer.gettext("Put together from %(size)s") % {"size": name}
    return PosterChoice(name, label, name.casefold() == chosen)


def preview_ppi(draft: PosterDraft) -> float:
    """The resolution at which a sheet's picture has the width of a preview."""
    return PREVIEW_WIDTH / (draft.sheet[0] / MM_AN_INCH)


def sheet_previews(draft: PosterDraft, sheets: int, query: str) -> tuple[SheetPreview, ...]:
    """The pictures of a poster's sheets.

    :param query: of the page, which the pictures have as well.
    """
    height = round(PREVIEW_WIDTH * draft.sheet[1] / draft.sheet[0])
    return tuple(
        SheetPreview(number, f"/admin/poster/sheets/{number}?{query}", PREVIEW_WIDTH, height)
        for number in range(1, sheets + 1)
    )
