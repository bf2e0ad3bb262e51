"""The alignment page of phones and admins: what serves each objective, and why, as trees."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.alignment import ServedObjective, SupportingObjective, alignment
from kiosk.okr.alignment_reason import joined_because
from kiosk.okr.model import Objective, Office
from kiosk.views.common.objective import ObjectiveView, objective_view
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import ALIGNMENT_PATH, PublicUrls

# Deeper rows are indented no further; they say what they serve.
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class ServingRow:
    """A serving objective, and why it serves. `level` is how far it is indented, from 1 on;
    `under` and `served` are the code and title of what it serves, the title "" where that is the
    head of the group."""

    head: ObjectiveView
    because: str
    level: int
    under: str
    served: str


@dataclass(frozen=True, slots=True)
class ServedGroup:
    """An objective with everything below it; `cycle` is "" unless several cycles run."""

    head: ObjectiveView
    cycle: str
    rows: tuple[ServingRow, ...]


@dataclass(frozen=True, slots=True)
class AlignmentPage:
    """The company's objectives, `served` or still `open`; `alone` are the team objectives that
    serve nothing, with what serves them."""

    name: str
    served: tuple[ServedGroup, ...]
    open: tuple[ServedGroup, ...]
    alone: tuple[ServedGroup, ...]
    address: str
    changes_at: datetime


def alignment_page(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls
) -> AlignmentPage:
    """The page at a moment (aware)."""
    found = alignment(office)
    views: dict[str, ObjectiveView] = {}

    def view(objective: Objective) -> ObjectiveView:
        if objective.code not in views:
            views[objective.code] = objective_view(localizer, office, objective, now)
        return views[objective.code]

    def group(tree: ServedObjective) -> ServedGroup:
        cycle = office.cycle(tree.objective.cycle).name if len(office.cycles) > 1 else ""
        rows = tuple(_row(one, view(one.objective)) for one in tree.supporting)
        return ServedGroup(view(tree.objective), cycle, rows)

    base = urls.base.partition("://")[2]
    return AlignmentPage(
        name=office.name,
        served=tuple(group(tree) for tree in found.company if tree.supporting),
        open=tuple(group(ServedObjective(o, ())) for o in found.unserved),
        alone=tuple(map(group, found.unaligned)),
        address=f"{base}{ALIGNMENT_PATH}" if base else "",
        changes_at=localizer.midnight_after(now),
    )


def _row(one: SupportingObjective, head: ObjectiveView) -> ServingRow:
    served = one.served.title if one.level > 1 else ""
    return ServingRow(
        head, joined_because(one.reason), min(one.level, DEEPEST), one.served.code, served
    )
