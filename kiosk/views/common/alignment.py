"""The alignment page of phones and admins: company objectives, what serves each, and why."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.alignment import CompanyObjective, alignment
from kiosk.okr.alignment_reason import joined_because
from kiosk.okr.model import Office
from kiosk.views.common.objective import ObjectiveView, objective_view
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import ALIGNMENT_PATH, PublicUrls


@dataclass(frozen=True, slots=True)
class ServingRow:
    """A serving objective, and why it serves."""

    head: ObjectiveView
    because: str


@dataclass(frozen=True, slots=True)
class ServedGroup:
    """A company objective with what serves it; `cycle` is "" unless several cycles run."""

    head: ObjectiveView
    cycle: str
    rows: tuple[ServingRow, ...]


@dataclass(frozen=True, slots=True)
class AlignmentPage:
    """The company's objectives, `served` or still `open`; `alone` are the team objectives that
    serve none of them."""

    name: str
    served: tuple[ServedGroup, ...]
    open: tuple[ServedGroup, ...]
    alone: tuple[ObjectiveView, ...]
    address: str
    changes_at: datetime


def alignment_page(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls
) -> AlignmentPage:
    """The page at a moment (aware)."""
    found = alignment(office)
    groups = tuple(_group(localizer, office, served, now) for served in found.company)
    base = urls.base.partition("://")[2]
    return AlignmentPage(
        name=office.name,
        served=tuple(group for group in groups if group.rows),
        open=tuple(group for group in groups if not group.rows),
        alone=tuple(objective_view(localizer, office, o, now) for o in found.unaligned),
        address=f"{base}{ALIGNMENT_PATH}" if base else "",
        changes_at=localizer.midnight_after(now),
    )


def _group(
    localizer: Localizer, office: Office, served: CompanyObjective, now: datetime
) -> ServedGroup:
    head = objective_view(localizer, office, served.objective, now)
    return ServedGroup(
        head=head,
        cycle=office.cycle(served.objective.cycle).name if len(office.cycles) > 1 else "",
        rows=tuple(
            ServingRow(
                objective_view(localizer, office, s.objective, now), joined_because(s.reason)
            )
            for s in served.supporting
        ),
    )
