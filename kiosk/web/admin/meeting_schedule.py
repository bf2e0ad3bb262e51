"""Planning the kick-off week: all meetings of a cycle at once, as suggested or edited."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import ValidationError
from kiosk.okr.meeting_draft import MeetingDraft, parse_meeting
from kiosk.okr.meeting_schedule import suggested_meetings
from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Cycle
from kiosk.views.admin.meetings import (
    default_titles,
    fields_of_row,
    meeting_fields,
    meeting_team_choices,
)
from kiosk.web.admin import meeting_remarks
from kiosk.web.admin.idempotency import asks_before_second, idempotent
from kiosk.web.admin.meetings import LIST, chosen_cycle, open_cycles
from kiosk.web.admin.responses import UNPROCESSABLE, error_text, form_text, redirect_to, render_page
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("admin_roadmap", __name__)

PATH = "/admin/meetings/plan"
MAX_ROWS = 200


@blueprint.get(PATH)
@admin_required
def new() -> Response:
    """The meetings that a cycle still lacks."""
    if not open_cycles():
        return redirect_to(LIST)
    services = get_services()
    cycle = chosen_cycle(request.args.get("cycle", ""))
    drafts = _suggested(cycle)
    rows = [meeting_fields(draft, services.localizer.zone) | {"take": "1"} for draft in drafts]
    return _form(cycle, rows)


@blueprint.post(PATH)
@admin_required
@idempotent
@asks_before_second
def create() -> Response:
    """Add the meetings that are ticked; all of them, or none if one is invalid."""
    services = get_services()
    cycle = chosen_cycle(form_text("cycle"))
    rows = _rows(request.form)
    drafts: list[MeetingDraft] = []
    errors: dict[str, str] = {}
    teams = [choice.value for choice in meeting_team_choices(services.office())]
    for number, row in enumerate(rows):
        if not row.get("take"):
            continue
        draft, refused = parse_meeting(row, services.localizer.zone, teams)
        drafts += [draft] if draft else []
        errors |= {f"{error.field}-{number}": services.localizer.error(error) for error in refused}
    if errors:
        return _form(cycle, rows, errors)
    remarks = _remarks(drafts, cycle)
    if meeting_remarks.are_new(remarks):
        return _form(cycle, rows, remarks=remarks)
    try:
        if drafts:
            services.store.meetings.add(cycle.id, drafts, now=services.now())
    except ValidationError as error:
        return _form(cycle, rows, error_text(error))
    return redirect_to(LIST)


def _remarks(drafts: Sequence[MeetingDraft], cycle: Cycle) -> list[str]:
    """The remarks on these meetings, each compared with those before it."""
    sentences: list[str] = []
    before: list[Meeting] = []
    for number, draft in enumerate(drafts):
        found = meeting_remarks.remarks_on_meeting(draft, cycle, tuple(before))
        sentences += [f"{draft.title}: {remark}" for remark in found]
        before.append(_as_meeting(draft, cycle, number))
    return sentences


def _as_meeting(draft: MeetingDraft, cycle: Cycle, number: int) -> Meeting:
    """A meeting about to be added, with a code that does not exist."""
    named = (draft.kind, draft.team, draft.title, draft.starts_at, draft.minutes, draft.place)
    return Meeting(f"-{number}", "", cycle.id, *named)


def _suggested(cycle: Cycle) -> tuple[MeetingDraft, ...]:
    services = get_services()
    localizer, office = services.localizer, services.office()
    return suggested_meetings(
        cycle,
        office.teams,
        office.meetings,
        default_titles(localizer, cycle),
        office.settings.closed(localizer.closed),
        localizer.zone,
        localizer.today(services.now()),
    )


def _rows(given: Mapping[str, str]) -> list[dict[str, str]]:
    count = given.get("count", "0")
    whole = int(count) if count.isdecimal() and len(count) < 4 else 0
    return [fields_of_row(given, number) for number in range(min(whole, MAX_ROWS))]


def _form(
    cycle: Cycle,
    rows: list[dict[str, str]],
    errors: dict[str, str] | None = None,
    remarks: list[str] | None = None,
) -> Response:
    services = get_services()
    names = ("take", "kind", "team", "title", "day", "time", "minutes", "place", "link", "anyone")
    return render_page(
        "admin/meetings/schedule.html",
        services.localizer.gettext("Plan the kick-off week"),
        nav_path=LIST,
        status=UNPROCESSABLE if errors or remarks else 200,
        remarks=remarks or [],
        marks=meeting_remarks.marks(remarks or []),
        action=PATH,
        cycle=cycle,
        cycles=open_cycles(),
        rows=[{name: row.get(name, "") for name in names} for row in rows],
        errors=errors or {},
    )
