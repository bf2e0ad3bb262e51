"""The page that carries objectives over into the next cycle."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kiosk.okr.carrying import carried, is_reached
from kiosk.okr.model import Cycle, CycleState, Objective, Office
from kiosk.okr.progress import ZERO, objective_progress
from kiosk.views.objective import summary_text
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class CarryRow:
    """An objective that can be carried over. `comes` says what of it comes along."""

    code: str
    title: str
    team: str
    color: str
    stands: str
    comes: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CarryPage:
    """The objectives of a cycle, and the drafts that they can go into."""

    id: int
    name: str
    rows: tuple[CarryRow, ...]
    drafts: tuple[Cycle, ...]


def carry_page(
    words: Words,
    office: Office,
    cycles: Iterable[Cycle],
    chosen: Collection[str] | None = None,
) -> CarryPage:
    """The page.

    :param office: the one that holds the cycle alone.
    :param cycles: all there are.
    :param chosen: what was ticked; None: whatever is not reached yet.
    """
    (cycle,) = office.cycles
    return CarryPage(
        id=cycle.id,
        name=cycle.name,
        rows=tuple(_row(words, office, o, chosen) for o in office.objectives),
        drafts=tuple(c for c in cycles if c.state is CycleState.DRAFT),
    )


def _row(
    words: Words, office: Office, objective: Objective, chosen: Collection[str] | None
) -> CarryRow:
    progress, team = objective_progress(office, objective), office.team(objective.team)
    ticked = not is_reached(office, objective) if chosen is None else objective.code in chosen
    return CarryRow(
        code=objective.code,
        title=objective.title,
        team=team.name,
        color=team.color or "neutral",
        stands=summary_text(words, progress) or words.percent(progress.drawn or ZERO),
        comes=_comes(words, objective),
        is_chosen=ticked,
    )


def _comes(words: Words, objective: Objective) -> str:
    count = sum(carried(k) is not None for k in objective.key_results)
    all_of_them = len(objective.key_results)
    if not all_of_them:
        return words.gettext("no key results yet")
    return words.ngettext(
        "%(num)s of %(all)s key result will be copied",
        "%(num)s of %(all)s key results will be copied",
        count,
    ) % {"num": words.number(count), "all": words.number(all_of_them)}
