"""The page that carries objectives and key results over into the next cycle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiosk.okr.carrying import is_left, is_reached
from kiosk.okr.model import Cycle, KeyResult, Objective, Office
from kiosk.okr.progress import ZERO, key_result_progress, objective_progress, value_of
from kiosk.views.figures import percent_text
from kiosk.views.objective import summary_text
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class CarryKeyResult:
    """A key result that can come along."""

    code: str
    title: str
    stands: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Home:
    """An objective of a draft that can take key results in."""

    code: str
    title: str
    team: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was ticked and chosen in a form that was sent."""

    objectives: frozenset[str]
    key_results: frozenset[str]
    homes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CarryRow:
    """An objective that can be carried over. `home` is the code of the objective of a draft that
    takes its key results in, "" for a copy of this one."""

    code: str
    title: str
    team: str
    color: str
    stands: str
    is_chosen: bool
    key_results: tuple[CarryKeyResult, ...]
    home: str


@dataclass(frozen=True, slots=True)
class CarryPage:
    """The objectives of a cycle, the drafts that they can go into, and by the names of these
    the objectives there."""

    id: int
    name: str
    rows: tuple[CarryRow, ...]
    drafts: tuple[Cycle, ...]
    homes: tuple[tuple[str, tuple[Home, ...]], ...]


def carry_page(
    words: Words,
    office: Office,
    drafts: Iterable[Office],
    chosen: Chosen | None = None,
) -> CarryPage:
    """The page.

    :param office: the one that holds the cycle alone.
    :param drafts: those that hold a draft each.
    :param chosen: what was ticked; None: whatever is not reached yet.
    """
    (cycle,) = office.cycles
    prepared = tuple(drafts)
    homes = tuple((draft.cycles[0].name, _homes(draft)) for draft in prepared if draft.objectives)
    return CarryPage(
        id=cycle.id,
        name=cycle.name,
        rows=tuple(_row(words, office, o, chosen) for o in office.objectives),
        drafts=tuple(draft.cycles[0] for draft in prepared),
        homes=homes,
    )


def _homes(draft: Office) -> tuple[Home, ...]:
    return tuple(Home(o.code, o.title, draft.team(o.team).name) for o in draft.objectives)


def _row(words: Words, office: Office, objective: Objective, chosen: Chosen | None) -> CarryRow:
    progress, team = objective_progress(office, objective), office.team(objective.team)
    ticked = not is_reached(office, objective)
    return CarryRow(
        code=objective.code,
        title=objective.title,
        team=team.name,
        color=team.color or "neutral",
        stands=summary_text(words, progress) or words.percent(progress.drawn or ZERO),
        is_chosen=ticked if chosen is None else objective.code in chosen.objectives,
        key_results=tuple(_key_result(words, k, chosen) for k in objective.key_results),
        home=chosen.homes.get(objective.code, "") if chosen else "",
    )


def _key_result(words: Words, key_result: KeyResult, chosen: Chosen | None) -> CarryKeyResult:
    ticked = not is_left(key_result)
    progress = key_result_progress(key_result, value_of(key_result.latest))
    return CarryKeyResult(
        code=key_result.code,
        title=key_result.title,
        stands=percent_text(words, progress) if key_result.latest else words.gettext("not started"),
        is_chosen=ticked if chosen is None else key_result.code in chosen.key_results,
    )
