"""The cycle switch of the objectives page: all running cycles, or one cycle."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.okr.model import Cycle, CycleState
from kiosk.views.i18n.localizer import Localizer

LIST = "/admin/objectives"


@dataclass(frozen=True, slots=True)
class CycleLink:
    """A link of the switch; `state` is the cycle's state, or ""."""

    path: str
    name: str
    state: str
    is_here: bool


def cycle_switch(
    localizer: Localizer, cycles: Iterable[Cycle], shown: int | None
) -> tuple[CycleLink, ...]:
    """The links of the switch; empty where there is only one.

    :param cycles: all cycles in any state.
    :param shown: the id of the one shown cycle; None where all running cycles are shown.
    """
    newest = sorted(cycles, key=lambda each: each.starts_on, reverse=True)
    running = [c for c in newest if c.state in (CycleState.OPEN, CycleState.GRADING)]
    drafts = [c for c in newest if c.state is CycleState.DRAFT]
    closed = [c for c in newest if c.state is CycleState.CLOSED]
    links = [_link(localizer, cycle, shown) for cycle in (*drafts, *closed)]
    if len(running) == 1:
        is_current = shown in (None, running[0].id)
        links.insert(0, CycleLink(LIST, running[0].name, localizer.gettext("running"), is_current))
    elif running:
        every = CycleLink(LIST, localizer.gettext("All running"), "", shown is None)
        links = [every, *(_link(localizer, cycle, shown) for cycle in running), *links]
    return tuple(links) if len(links) > 1 else ()


def _link(localizer: Localizer, cycle: Cycle, shown: int | None) -> CycleLink:
    state = {
        CycleState.DRAFT: localizer.gettext("draft"),
        CycleState.CLOSED: localizer.gettext("closed"),
    }.get(cycle.state, localizer.gettext("running"))
    return CycleLink(f"{LIST}?cycle={cycle.id}", cycle.name, state, cycle.id == shown)
