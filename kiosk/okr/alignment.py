"""Alignment: the company's objectives, each with the team objectives aligned to it and why."""

from dataclasses import dataclass

from kiosk.errors import ValidationError
from kiosk.okr.model import Objective, Office


@dataclass(frozen=True, slots=True)
class SupportingObjective:
    """A team objective that is aligned to a company objective, and the reason."""

    objective: Objective
    reason: str


@dataclass(frozen=True, slots=True)
class CompanyObjective:
    """A company objective and the objectives aligned to it, team by team."""

    objective: Objective
    supporting: tuple[SupportingObjective, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """All company objectives, and the team objectives aligned to none of them."""

    company: tuple[CompanyObjective, ...]
    unaligned: tuple[Objective, ...]


def alignment(office: Office) -> Alignment:
    """The alignment of all current objectives, in the order of the wall."""
    own = {team.code for team in office.teams if team.is_company}
    company = [o for o in office.objectives if o.team in own]
    codes = {o.code for o in company}
    return Alignment(
        company=tuple(CompanyObjective(o, _serving(office, o.code)) for o in company),
        unaligned=tuple(
            o
            for o in office.objectives
            if o.team not in own and not any(s.code in codes for s in o.serves)
        ),
    )


def _serving(office: Office, code: str) -> tuple[SupportingObjective, ...]:
    return tuple(
        SupportingObjective(objective, served.reason)
        for objective in office.objectives
        for served in objective.serves
        if served.code == code
    )


def refuse_unalignable(code: str, *, is_company: bool | None) -> None:
    """Raise ValidationError unless an objective may be aligned to the one with a code.

    :param is_company: whether that is an objective of the company; None: there is no such
        objective.
    """
    if not is_company:
        raise ValidationError(
            "serves", "%(code)s is not an objective of the company. Choose one that is", code=code
        )
