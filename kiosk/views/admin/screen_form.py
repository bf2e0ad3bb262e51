"""The form of one screen, with a preview of its text size."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from kiosk.okr.model import Office
from kiosk.okr.screen_draft import DIAGONALS, DISTANCES, SIDES, ordered_pages
from kiosk.okr.screen_groups import find_group, screen_groups
from kiosk.okr.screens import PREFERRED, SMALLEST, Screen, TextHeight, text_height
from kiosk.views.i18n.catalogues import offered_languages
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.page_kinds import page_kind_names

_CAPITAL = 0.72
_USUAL = (1920, 1080)
# The shorter side of the preview, in drawing units.
_DRAWN = 360


@dataclass(frozen=True, slots=True)
class PreviewText:
    """A text in the preview: its size in drawing units, and the height of its capitals as text."""

    size: float
    height: str


@dataclass(frozen=True, slots=True)
class ScreenPreview:
    """A screen drawn to scale with its smallest and its preferred text."""

    width: int
    height: int
    pixels: str
    smallest: PreviewText
    preferred: PreviewText


@dataclass(frozen=True, slots=True)
class TeamField:
    """A team's checkbox and its order field."""

    slug: str
    name: str
    ticked: bool
    order: str


@dataclass(frozen=True, slots=True)
class KindField:
    """The fields of a page kind: shown or not, order, and seconds a page stays."""

    kind: str
    name: str
    shown: bool
    place: str
    stay: str


@dataclass(frozen=True, slots=True)
class SharedFields:
    """The fields of what screens show, and when: of one screen, or of a group."""

    teams: tuple[TeamField, ...]
    kinds: tuple[KindField, ...]
    themes: Mapping[str, str]
    languages: Mapping[str, str]
    loop: str


@dataclass(frozen=True, slots=True)
class ScreenForm:
    """A screen's form as submitted.

    :ivar group: the group it is in, whose form has the shared fields; "": none.
    :ivar group_screen: the screen whose address the form of its group has.
    :ivar groups: the groups to choose from: name and label.
    :ivar others: the screens whose settings can be taken over: name and title.
    """

    name: str
    title: str
    given: Mapping[str, str]
    shared: SharedFields
    turns: Mapping[str, str]
    sides: tuple[tuple[str, str], ...]
    diagonals: tuple[int, int]
    distances: tuple[int, int]
    preview: ScreenPreview
    group: str
    group_screen: str
    groups: Mapping[str, str]
    others: tuple[tuple[str, str], ...]


def screen_form(
    localizer: Localizer,
    office: Office,
    screen: Screen,
    given: Mapping[str, str],
    teams: Collection[str],
    size: str,
    loop: int,
    others: Sequence[Screen],
) -> ScreenForm:
    """The form.

    :param screen: the screen to preview.
    :param others: every other screen there is to choose from.
    :param given: the fields' texts.
    :param teams: the ticked teams.
    :param size: like 1920x1080; "" while no wall has reported it.
    :param loop: the seconds of a rotation; 0: unknown.
    """
    _ = localizer.gettext
    group = find_group(others, screen.group) if screen.group else None
    names = ((side, name) for side, name in zip(SIDES, _side_names(localizer), strict=True))
    return ScreenForm(
        name=screen.name,
        title=screen_title(screen),
        given=given,
        shared=shared_fields(localizer, office, screen, given, teams, loop),
        turns=_turns(localizer),
        sides=tuple(names),
        diagonals=DIAGONALS,
        distances=DISTANCES,
        preview=screen_preview(localizer, screen, size),
        group=screen.group,
        group_screen=group.screens[0] if group else screen.name,
        groups={"": _("none"), **{g.name: g.name for g in screen_groups((screen, *others))}},
        others=tuple((other.name, screen_title(other)) for other in others),
    )


def shared_fields(
    localizer: Localizer,
    office: Office,
    screen: Screen,
    given: Mapping[str, str],
    teams: Collection[str],
    loop: int = 0,
) -> SharedFields:
    """The fields of what a screen shows, and when; see screen_form."""
    return SharedFields(
        teams=tuple(
            TeamField(team.slug, team.name, team.slug in teams, given.get(f"order-{team.slug}", ""))
            for team in office.teams
        ),
        kinds=_kinds(localizer, screen, given),
        themes=themes(localizer),
        languages={"": localizer.gettext("The office’s"), **offered_languages()},
        loop=_loop(localizer, loop),
    )


def screen_title(screen: Screen) -> str:
    """What people call it."""
    return screen.label or screen.name


def themes(localizer: Localizer) -> dict[str, str]:
    """The choices of a screen's colours: stored name to label."""
    _ = localizer.gettext
    return {
        "dark": _("Dark"),
        "light": _("Light"),
        "hours": _("By time of day: light between these hours, otherwise dark"),
    }


def _turns(localizer: Localizer) -> dict[str, str]:
    _ = localizer.gettext
    return {
        "0": _("Not rotated, or rotated by the system"),
        "90": _("A quarter turn to the right"),
        "270": _("A quarter turn to the left"),
    }


def _kinds(localizer: Localizer, screen: Screen, given: Mapping[str, str]) -> tuple[KindField, ...]:
    names = page_kind_names(localizer)
    return tuple(
        KindField(
            kind=choice.kind,
            name=names[choice.kind],
            shown=bool(given.get(f"page-{choice.kind}")),
            place=given.get(f"place-{choice.kind}", ""),
            stay=given.get(f"stay-{choice.kind}", ""),
        )
        for choice in ordered_pages(screen, tuple(names))
    )


def screen_fields(screen: Screen, kinds: Sequence[str]) -> dict[str, str]:
    """A screen's settings as texts for the form.

    :param kinds: the page kinds in their default order.
    """
    margins, choices = screen.margins, ordered_pages(screen, kinds)
    return {
        **{f"page-{choice.kind}": "1" if choice.shown else "" for choice in choices},
        **{f"place-{choice.kind}": str(place) for place, choice in enumerate(choices, 1)},
        **{f"stay-{choice.kind}": str(choice.seconds or "") for choice in choices},
        "label": screen.label,
        "place": screen.place,
        "group": screen.group,
        "diagonal": str(screen.diagonal),
        "distance": format(screen.distance, "f"),
        "theme": screen.theme.value,
        "light_from": f"{screen.light_from:%H:%M}",
        "light_to": f"{screen.light_to:%H:%M}",
        "dim_from": f"{screen.dim_from:%H:%M}" if screen.dim_from else "",
        "dim_to": f"{screen.dim_to:%H:%M}" if screen.dim_to else "",
        "timezone": screen.timezone,
        "language": screen.language,
        "dwell": str(screen.dwell or ""),
        "turned": str(screen.rotation),
        "low_power": "1" if screen.low_power else "",
        **{f"order-{slug}": str(place) for place, slug in enumerate(screen.teams, 1)},
        **{f"margin_{side}": str(getattr(margins, side)) for side in SIDES},
    }


def screen_preview(localizer: Localizer, screen: Screen, size: str) -> ScreenPreview:
    """A preview of the text size on a screen of this size in pixels."""
    wide, high = _pixels(size)
    scale = _DRAWN / min(wide, high)
    width, height = round(wide * scale), round(high * scale)
    smallest, preferred = (
        text_height(minutes, screen.diagonal, screen.distance, wide, high)
        for minutes in (SMALLEST, PREFERRED)
    )
    return ScreenPreview(
        width=width,
        height=height,
        pixels=f"{wide} × {high}",
        smallest=PreviewText(_drawn(smallest, height), _height_text(localizer, smallest, high)),
        preferred=PreviewText(_drawn(preferred, height), _height_text(localizer, preferred, high)),
    )


def _pixels(size: str) -> tuple[int, int]:
    wide, _, high = size.partition("x")
    return (int(wide), int(high)) if wide.isdigit() and high.isdigit() else _USUAL


def _drawn(text: TextHeight, height: int) -> float:
    return round(text.share * height / _CAPITAL, 2)


def _height_text(localizer: Localizer, text: TextHeight, high: int) -> str:
    return localizer.gettext("%(millimetres)s mm, %(pixels)s pixels") % {
        "millimetres": localizer.number(ceil(text.millimetres)),
        "pixels": localizer.number(ceil(text.share * high)),
    }


def _side_names(localizer: Localizer) -> tuple[str, ...]:
    _ = localizer.gettext
    return _("Above"), _("Right"), _("Below"), _("Left")


def _loop(localizer: Localizer, seconds: int) -> str:
    if not seconds:
        return ""
    return localizer.gettext("All its pages take %(seconds)s seconds in total.") % {
        "seconds": localizer.number(seconds)
    }
