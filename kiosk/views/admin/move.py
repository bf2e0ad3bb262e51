"""Targets of a move of an objective or key result, and the links that it removes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiosk.okr.model import Cycle, CycleState, Objective, Office
from kiosk.okr.moves import MovedLink
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class MoveChoice:
    """A target of a move: its form value and its name."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class MoveChoiceGroup:
    """A team's objectives as targets."""

    team: str
    choices: tuple[MoveChoice, ...]


def objectives_to(office: Office, objective: Objective) -> tuple[MoveChoiceGroup, ...]:
    """The other objectives of the same cycle, team by team."""
    others = [o for o in office.objectives if o.cycle == objective.cycle and o is not objective]
    groups = (
        MoveChoiceGroup(
            team.name, tuple(MoveChoice(o.code, o.title) for o in others if o.team == team.code)
        )
        for team in office.teams
    )
    return tuple(group for group in groups if group.choices)


def cycles_to(objective: Objective, cycles: Iterable[Cycle]) -> tuple[MoveChoice, ...]:
    """The objective's cycle, and the cycles it can be moved to."""
    open_ones = (CycleState.DRAFT, CycleState.OPEN)
    return tuple(
        MoveChoice(str(cycle.id), cycle.name)
        for cycle in cycles
        if cycle.id == objective.cycle or cycle.state in open_ones
    )


def serving_text(localizer: Localizer, count: int) -> str:
    """The note that serving objectives keep their links; "" where there are none."""
    if not count:
        return ""
    return localizer.ngettext(
        "%(num)s objective serves it: its link stays in this cycle.",
        "%(num)s objectives serve it: their links stay in this cycle.",
        count,
    ) % {"num": localizer.number(count)}


def lost_text(
    localizer: Localizer, links: Iterable[MovedLink], titles: Mapping[str, str]
) -> tuple[str, ...]:
    """The links that a move removes, a sentence each."""
    pattern = localizer.gettext("“%(objective)s” serves “%(served)s”")
    return tuple(
        pattern
        % {
            "objective": titles.get(link.objective, link.objective),
            "served": titles.get(link.serves, link.serves),
        }
        for link in links
    )
