"""The page to carry over objectives and key results into the next cycle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiosk.okr.carry_over import is_achieved, stays_behind
from kiosk.okr.model import Cycle, KeyResult, Objective, Office
from kiosk.okr.progress import ZERO, check_in_value, key_result_progress, objective_progress
from kiosk.views.common.objective import summary_text
from kiosk.views.common.values import percent_text
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class CarriedKeyResult:
    """A key result that can be carried over."""

    code: str
    title: str
    progress: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CarryOverTarget:
    """An objective of a draft to which key results can be carried over."""

    code: str
    title: str
    team: str


@dataclass(frozen=True, slots=True)
class CarryOverSelection:
    """The submitted selection."""

    objectives: frozenset[str]
    key_results: frozenset[str]
    homes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CarryOverRow:
    """An objective that can be carried over. `home` is the code of the draft objective that takes
    its key results, "" for a copy of this one."""

    code: str
    title: str
    team: str
    color: str
    progress: str
    is_chosen: bool
    key_results: tuple[CarriedKeyResult, ...]
    home: str


@dataclass(frozen=True, slots=True)
class CarryOverPage:
    """The objectives of a cycle, the drafts they can go to, and the objectives in each draft by its
    name."""

    id: int
    name: str
    rows: tuple[CarryOverRow, ...]
    drafts: tuple[Cycle, ...]
    homes: tuple[tuple[str, tuple[CarryOverTarget, ...]], ...]


def carry_over_page(
    localizer: Localizer,
    office: Office,
    drafts: Iterable[Office],
    chosen: CarryOverSelection | None = None,
) -> CarryOverPage:
    """The page.

    :param office: an office that holds only this cycle.
    :param drafts: an office for each draft.
    :param chosen: the selection; None to select all that is not achieved yet.
    """
    (cycle,) = office.cycles
    prepared = tuple(drafts)
    homes = tuple((draft.cycles[0].name, _homes(draft)) for draft in prepared if draft.objectives)
    return CarryOverPage(
        id=cycle.id,
        name=cycle.name,
        rows=tuple(_row(localizer, office, o, chosen) for o in office.objectives),
        drafts=tuple(draft.cycles[0] for draft in prepared),
        homes=homes,
    )


def _homes(draft: Office) -> tuple[CarryOverTarget, ...]:
    return tuple(
        CarryOverTarget(o.code, o.title, draft.team(o.team).name) for o in draft.objectives
    )


def _row(
    localizer: Localizer, office: Office, objective: Objective, chosen: CarryOverSelection | None
) -> CarryOverRow:
    progress, team = objective_progress(office, objective), office.team(objective.team)
    ticked = not is_achieved(office, objective)
    return CarryOverRow(
        code=objective.code,
        title=objective.title,
        team=team.name,
        color=team.color or "neutral",
        progress=summary_text(localizer, progress) or localizer.percent(progress.clamped or ZERO),
        is_chosen=ticked if chosen is None else objective.code in chosen.objectives,
        key_results=tuple(_key_result(localizer, k, chosen) for k in objective.key_results),
        home=chosen.homes.get(objective.code, "") if chosen else "",
    )


def _key_result(
    localizer: Localizer, key_result: KeyResult, chosen: CarryOverSelection | None
) -> CarriedKeyResult:
    ticked = not stays_behind(key_result)
    progress = key_result_progress(key_result, check_in_value(key_result.latest_check_in))
    return CarriedKeyResult(
        code=key_result.code,
        title=key_result.title,
        progress=percent_text(localizer, progress)
        if key_result.latest_check_in
        else localizer.gettext("not started"),
        is_chosen=ticked if chosen is None else key_result.code in chosen.key_results,
    )
