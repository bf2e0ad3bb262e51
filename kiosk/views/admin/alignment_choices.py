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
    found = [
        o for o in office.objectives if o.code in because or _is_offered(office, team, own, code, o)
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


def _is_offered(
    office: Office, team: Team, own: tuple[Cycle, ...], code: str, target: Objective
) -> bool:
    """Whether an objective of these cycles may serve another one."""
    if not any(may_serve(cycle, office.cycle(target.cycle)) for cycle in own):
        return False
    if team.is_company and (target.team != team.code or target.cycle in {c.id for c in own}):
        return False
    links = {o.code: [s.code for s in o.serves] for o in office.objectives}
    return not (code and alignment_circle(code, target.code, links))


def _choice(
    objective: Objective, because: Mapping[str, str], reasons: Mapping[str, str]
) -> AlignmentChoice:
    code = objective.code
    return AlignmentChoice(code, objective.title, code in because, reasons.get(code, ""))
