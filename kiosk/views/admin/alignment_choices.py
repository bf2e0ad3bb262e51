"""What an objective may serve, as the choices of its form: the company's objectives first, then
team by team, then those of longer cycles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.okr.alignment import alignment_circle, may_serve
from kiosk.okr.model import Cycle, Objective, Office, Team

# With so many choices or fewer all of them are shown at once.
FEW = 6


@dataclass(frozen=True, slots=True)
class AlignmentChoice:
    """An objective that may be served, and the reason."""

    code: str
    title: str
    is_chosen: bool
    because: str


@dataclass(frozen=True, slots=True)
class AlignmentChoiceGroup:
    """The choices of a team in a cycle; `cycle` is "" for that of the objective itself."""

    team: Team
    cycle: str
    choices: tuple[AlignmentChoice, ...]
    is_open: bool


def alignment_choices(
    office: Office,
    team: Team,
    cycles: Iterable[Cycle],
    code: str,
    because: Mapping[str, str],
    typed: Mapping[str, str] = MappingProxyType({}),
) -> tuple[AlignmentChoiceGroup, ...]:
    """The objectives that an objective of this team may serve. The company's own are offered only
    those of the company's longer cycles.

    :param office: with all that may be served.
    :param cycles: the cycle of the objective; several while it is not chosen.
    :param code: of the objective; "" for a new one.
    :param because: the reason by code of each served or ticked objective.
    :param typed: the submitted reason by code of those not ticked.
    """
    own = tuple(cycles)
    links = {o.code: [s.code for s in o.serves] for o in office.objectives}
    found = [
        o
        for o in office.objectives
        if o.code in because
        or (
            any(may_serve(cycle, office.cycle(o.cycle)) for cycle in own)
            and not (team.is_company and (o.team != team.code or o.cycle in {c.id for c in own}))
            and not (code and alignment_circle(code, o.code, links))
        )
    ]
    reasons = {**typed, **because}
    here = sorted({c.id for c in own})
    longer = [c.id for c in office.cycles if c.id not in here]
    return tuple(
        AlignmentChoiceGroup(
            team=each,
            cycle="" if cycle in here else office.cycle(cycle).name,
            choices=tuple(_choice(o, because, reasons) for o in those),
            is_open=each.is_company or len(found) <= FEW or any(o.code in reasons for o in those),
        )
        for cycle in (*here, *longer)
        for each in office.teams
        if (those := [o for o in found if (o.team, o.cycle) == (each.code, cycle)])
    )


def _choice(
    objective: Objective, because: Mapping[str, str], reasons: Mapping[str, str]
) -> AlignmentChoice:
    code = objective.code
    return AlignmentChoice(code, objective.title, code in because, reasons.get(code, ""))
