"""Slices of an office for one page. They are cache keys, so they change only with the page."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Objective, Office
from kiosk.okr.progress import objectives_below
from kiosk.views.common.objective import ObjectiveView, objective_view
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.pages.base import CACHE_SIZE


class _Slices:
    """The slices of the office that was asked for last: most objectives are on several pages."""

    def __init__(self) -> None:
        self._kept: tuple[Office | None, dict[str, tuple[Objective, Office]]] = (None, {})

    def of(self, office: Office, objective: Objective) -> Office:
        """The slice of an objective of the office."""
        last, slices = self._kept
        if last is not office:
            slices = {}
            self._kept = office, slices
        known = slices.get(objective.code)
        if known is None or known[0] is not objective:
            known = slices[objective.code] = objective, _objective_slice(office, objective)
        return known[1]


_slices = _Slices()


def objective_slice(office: Office, objective: Objective) -> Office:
    """The slice for an objective's page, the objective first."""
    return _slices.of(office, objective)


def _objective_slice(office: Office, objective: Objective) -> Office:
    served = {s.code for s in objective.serves}
    # Of the others no chart is shown.
    purposes = (
        replace(o, key_results=(), past=None) for o in office.objectives if o.code in served
    )
    serving = () if objective.key_results else objectives_below(office, objective)
    others = (replace(o, past=None) for o in serving)
    return office_slice(office, (objective, *purposes, *others), objective.cycle)


def office_slice(office: Office, objectives: tuple[Objective, ...], cycle: int) -> Office:
    """The office with these objectives only, without revision; this cycle comes first."""
    theirs = {o.cycle for o in objectives} | {cycle}
    return replace(
        office,
        revision=0,
        cycles=tuple(
            sorted((c for c in office.cycles if c.id in theirs), key=lambda c: c.id != cycle)
        ),
        objectives=objectives,
        changes=(),
        notes=(),
        meetings=(),
        presentation=None,
    )


def with_breakable_words(office: Office) -> Office:
    """The office with soft hyphens in the long words of all names and titles."""
    return replace(
        office,
        teams=tuple(replace(t, name=breakable(t.name)) for t in office.teams),
        cycles=tuple(replace(c, theme=breakable(c.theme)) for c in office.cycles),
        objectives=tuple(
            replace(
                o,
                title=breakable(o.title),
                key_results=tuple(replace(k, title=breakable(k.title)) for k in o.key_results),
            )
            for o in office.objectives
        ),
    )


@lru_cache(maxsize=CACHE_SIZE)
def objective_row(localizer: Localizer, part: Office, now: datetime) -> ObjectiveView:
    """The first objective of a slice as a row."""
    return objective_view(localizer, part, part.objectives[0], now)
