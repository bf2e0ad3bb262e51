"""Meetings of all cycles that are not closed: list, add, edit, cancel."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError, ValidationErrors
from kiosk.okr.meeting_draft import FIELDS, MeetingDraft, parse_meeting
from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Cycle, CycleState
from kiosk.views.admin.meetings import meeting_fields, meeting_lists, meeting_team_choices
from kiosk.views.common.labels import meeting_kind_names
from kiosk.views.common.meetings import meeting_views
from kiosk.web.admin import meeting_remarks
from kiosk.web.admin.edit_conflicts import edit_form_of, submitted_fingerprint
from kiosk.web.admin.idempotency import asks_before_second, idempotent
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    Confirmation,
    confirmation_page,
    error_text,
    form_text,
    redirect_to,
    render_page,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("admin_meetings", __name__)

LIST = "/admin/meetings"
DEFAULTS = {"kind": "all-hands", "minutes": "60", "anyone": "1"}


@blueprint.get(LIST)
@admin_required
def index() -> Response:
    """All meetings, cycle by cycle."""
    services = get_services()
    office = services.office()
    coming = {m.cycle for m in office.meetings if m.ends_at > services.now()}
    # A cycle may be closed before its last meeting, which can still be moved and cancelled.
    cycles = [c for c in services.store.cycles.all() if c in open_cycles() or c.id in coming]
    lists = meeting_lists(services.localizer, office, cycles, services.now())
    title = services.localizer.gettext("Meetings")
    return render_page("admin/meetings/list.html", title, nav_path=LIST, office=office, lists=lists)


@blueprint.get(f"{LIST}/new")
@admin_required
def new() -> Response:
    """The form of a meeting."""
    return _form(DEFAULTS | {"cycle": request.args.get("cycle", "")})


@blueprint.post(f"{LIST}/new")
@admin_required
@idempotent
@asks_before_second
def create() -> Response:
    """Add a meeting."""
    draft, errors = _submitted_meeting()
    if draft is None:
        return _form(request.form.to_dict(), errors)
    cycle = chosen_cycle(form_text("cycle"))
    remarks = meeting_remarks.remarks_on_meeting(draft, cycle)
    if meeting_remarks.are_new(remarks):
        return _form(request.form.to_dict(), remarks=remarks)
    try:
        (meeting,) = get_services().store.meetings.add(cycle.id, [draft], now=get_services().now())
    except ValidationError as error:
        return _form(request.form.to_dict(), error_text(error))
    return redirect_to(f"{LIST}#m-{meeting.code}")


@blueprint.get(f"{LIST}/<code>")
@admin_required
@edit_form_of("meetings")
def edit(code: str) -> Response:
    """The form of an existing meeting."""
    meeting = get_services().store.meetings.get(code)
    return _form(meeting_fields(meeting, get_services().localizer.zone), meeting=meeting)


@blueprint.post(f"{LIST}/<code>")
@admin_required
@edit_form_of("meetings")
def update(code: str) -> Response:
    """Change a meeting; subscribed calendars receive the change."""
    meeting = get_services().store.meetings.get(code)
    draft, errors = _submitted_meeting()
    if draft is None:
        return _form(request.form.to_dict(), errors, meeting)
    remarks = _remarks_on_change(meeting, draft)
    if meeting_remarks.are_new(remarks):
        return _form(request.form.to_dict(), meeting=meeting, remarks=remarks)
    try:
        get_services().store.meetings.edit(
            meeting.code,
            draft,
            now=get_services().now(),
            if_unchanged_since=submitted_fingerprint(),
        )
    except ValidationError as error:
        return _form(request.form.to_dict(), error_text(error), meeting)
    return redirect_to(f"{LIST}#m-{meeting.code}")


@blueprint.get(f"{LIST}/<code>/cancel")
@admin_required
def ask_to_cancel(code: str) -> Response:
    """Ask for confirmation."""
    services = get_services()
    _ = services.localizer.gettext
    meeting = services.store.meetings.get(code)
    view = meeting_views(services.localizer, services.office(), [meeting], services.now())[0]
    sentence = _(
        "“%(title)s”, %(day)s at %(time)s, is removed from the wall and shown as cancelled in"
        " the calendars that follow it."
    ) % {"title": view.title, "day": view.day, "time": view.time}
    action = f"{LIST}/{meeting.code}/cancel"
    back = f"{LIST}#m-{meeting.code}"
    ask = Confirmation(sentence, _("Cancel the meeting"), action, back, no=_("Keep the meeting"))
    return confirmation_page(_("Cancel this meeting?"), ask, LIST)


@blueprint.post(f"{LIST}/<code>/cancel")
@admin_required
def cancel(code: str) -> Response:
    """Cancel a meeting."""
    meeting = get_services().store.meetings.cancel(code, now=get_services().now())
    return redirect_to(f"{LIST}#m-{meeting.code}")


@blueprint.post(f"{LIST}/<code>/restore")
@admin_required
def restore(code: str) -> Response:
    """Reinstate a cancelled meeting."""
    meeting = get_services().store.meetings.restore(code, now=get_services().now())
    return redirect_to(f"{LIST}#m-{meeting.code}")


def open_cycles() -> list[Cycle]:
    """All cycles that are not closed; drafts first."""
    return [
        cycle for cycle in get_services().store.cycles.all() if cycle.state is not CycleState.CLOSED
    ]


def chosen_cycle(number: str) -> Cycle:
    """The cycle with this id, or the newest one for ""; raises NotFound."""
    cycles = open_cycles()
    found = [cycle for cycle in cycles if str(cycle.id) == number] or ([] if number else cycles)
    if not found:
        raise NotFound("There is no cycle %(number)s", number=number or "—")
    return max(found, key=lambda cycle: cycle.starts_on)


def _remarks_on_change(meeting: Meeting, draft: MeetingDraft) -> list[str]:
    """The remarks on a meeting's new time and place; none if both are unchanged."""
    before = (meeting.starts_at, meeting.minutes, meeting.place)
    if (draft.starts_at, draft.minutes, draft.place) == before:
        return []
    cycle = next(cycle for cycle in get_services().store.cycles.all() if cycle.id == meeting.cycle)
    return meeting_remarks.remarks_on_meeting(draft, cycle, own=meeting.code)


def _submitted_meeting() -> tuple[MeetingDraft | None, dict[str, str]]:
    localizer = get_services().localizer
    teams = [choice.value for choice in meeting_team_choices(get_services().office())]
    draft, refused = parse_meeting(request.form, localizer.zone, teams)
    return draft, error_text(ValidationErrors(refused)) if refused else {}


def _form(
    given: dict[str, str],
    errors: dict[str, str] | None = None,
    meeting: Meeting | None = None,
    remarks: list[str] | None = None,
) -> Response:
    services = get_services()
    _ = services.localizer.gettext
    cycles = open_cycles()
    if not cycles and meeting is None:
        return redirect_to(LIST)
    return render_page(
        "admin/meetings/form.html",
        _("Edit the meeting") if meeting else _("New meeting"),
        nav_path=LIST,
        status=UNPROCESSABLE if errors or remarks else 200,
        remarks=remarks or [],
        marks=meeting_remarks.marks(remarks or []),
        action=f"{LIST}/{meeting.code}" if meeting else f"{LIST}/new",
        meeting=meeting,
        cycles=cycles,
        kinds=meeting_kind_names(services.localizer),
        teams=meeting_team_choices(services.office()),
        given={name: given.get(name, "") for name in (*FIELDS, "cycle")},
        errors=errors or {},
    )
