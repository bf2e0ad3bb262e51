"""Remarks about unusual meetings. The form is shown once more with its remarks, and saved when it
is submitted again.

The form carries which remarks it has shown, so nothing is saved with a remark that nobody has read.
"""

from collections.abc import Sequence
from hashlib import sha256

from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meeting_remarks import MeetingContext, meeting_remarks
from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Cycle
from kiosk.views.admin.meeting_remarks import remark_text
from kiosk.web.admin.responses import form_text
from kiosk.web.core.services import get_services


def are_new(remarks: Sequence[str]) -> bool:
    """Whether any of these remarks was not shown by the submitted form yet."""
    shown = form_text("remarks").split()
    return any(_mark(remark) not in shown for remark in remarks)


def marks(remarks: Sequence[str]) -> str:
    """The value by which a form says that it has shown these remarks."""
    return " ".join(_mark(remark) for remark in remarks)


def _mark(remark: str) -> str:
    return sha256(remark.encode()).hexdigest()[:16]


def remarks_on_meeting(
    draft: MeetingDraft, cycle: Cycle, besides: tuple[Meeting, ...] = (), own: str = ""
) -> list[str]:
    """What is unusual about a meeting, as sentences.

    :param besides: other meetings about to be added.
    :param own: its code, if it has one.
    """
    services = get_services()
    localizer, office = services.localizer, services.office()
    around = MeetingContext(
        cycle,
        tuple(other for other in (*office.meetings, *besides) if other.code != own),
        office.settings.closed(localizer.closed),
        localizer.zone,
        services.now(),
        str(localizer.locale),
    )
    return [remark_text(localizer, remark) for remark in meeting_remarks(draft, around)]
