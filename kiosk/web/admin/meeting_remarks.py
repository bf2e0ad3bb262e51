"""A form that is odd comes back once with the remarks and is saved when it is sent again.

The form then carries which remarks it has shown. Whoever changes a field and makes something else
odd is shown that too: nothing is saved with a remark that nobody has read.
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
    """Whether the form was sent without having shown every one of these."""
    shown = form_text("remarks").split()
    return any(_mark(remark) not in shown for remark in remarks)


def marks(remarks: Sequence[str]) -> str:
    """What a form that shows these remarks carries."""
    return " ".join(_mark(remark) for remark in remarks)


def _mark(remark: str) -> str:
    return sha256(remark.encode()).hexdigest()[:16]


def remarks_on_meeting(
    draft: MeetingDraft, cycle: Cycle, besides: tuple[Meeting, ...] = (), own: str = ""
) -> list[str]:
    """What is odd about a meeting, in sentences.

    :param besides: others that are about to be added too. :param own: its code, if it has one.
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
