"""Meetings of every cycle that is not closed: list, add, edit, cancel."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.meeting_draft import FIELDS, MeetingDraft, typed_meeting
from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Cycle, CycleState
from kiosk.views.admin_meetings import given_of, kind_names, meeting_lists, team_choices
from kiosk.views.meetings import meeting_views
from kiosk.web.admin import remarks
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, Ask, confirm, error_text, page, see, typed
from kiosk.web.admin.stood import carried, fills_form_of
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("admin_meetings", __name__)

LIST = "/admin/meetings"
USUAL = {"kind": "all-hands", "minutes": "60", "anyone": "1"}


@blueprint.get(LIST)
@admin_only
def index() -> Response:
    """Every meeting, cycle by cycle."""
    here = house()
    office = here.office()
    coming = {m.cycle for m in office.meetings if m.ends_at > here.now()}
    # A cycle may be closed before its last meeting, which can be moved and called off all the same.
    cycles = [c for c in here.store.cycles() if c in open_cycles() or c.id in coming]
    lists = meeting_lists(here.words, office, cycles, here.now())
    title = here.words.gettext("Meetings")
    return page("admin/meetings.html", title, here=LIST, office=office, lists=lists)


@blueprint.get(f"{LIST}/new")
@admin_only
def new() -> Response:
    """The form of a meeting."""
    return _form(USUAL | {"cycle": request.args.get("cycle", "")})


@blueprint.post(f"{LIST}/new")
@admin_only
@once
def add() -> Response:
    """Add a meeting."""
    draft, errors = _typed()
    if draft is None:
        return _form(request.form.to_dict(), errors)
    cycle = chosen_cycle(typed("cycle"))
    odd = remarks.of_meeting(draft, cycle)
    if remarks.unread(odd):
        return _form(request.form.to_dict(), odd=odd)
    try:
        (meeting,) = house().store.add_meetings(cycle.id, [draft], now=house().now())
    except Refused as error:
        return _form(request.form.to_dict(), error_text(error))
    return see(f"{LIST}#m-{meeting.code}")


@blueprint.get(f"{LIST}/<code>")
@admin_only
@fills_form_of("meetings")
def edit(code: str) -> Response:
    """The form of a meeting that is there."""
    meeting = house().store.meeting(code)
    return _form(given_of(meeting, house().words.zone), meeting=meeting)


@blueprint.post(f"{LIST}/<code>")
@admin_only
def change(code: str) -> Response:
    """Change a meeting; calendars that follow it hear of it."""
    meeting = house().store.meeting(code)
    draft, errors = _typed()
    if draft is None:
        return _form(request.form.to_dict(), errors, meeting)
    odd = _odd_change(meeting, draft)
    if remarks.unread(odd):
        return _form(request.form.to_dict(), meeting=meeting, odd=odd)
    try:
        house().store.edit_meeting(meeting.code, draft, now=house().now(), carried=carried())
    except Refused as error:
        return _form(request.form.to_dict(), error_text(error), meeting)
    return see(f"{LIST}#m-{meeting.code}")


@blueprint.get(f"{LIST}/<code>/cancel")
@admin_only
def ask_to_cancel(code: str) -> Response:
    """Asks a second time."""
    here = house()
    _ = here.words.gettext
    meeting = here.store.meeting(code)
    view = meeting_views(here.words, here.office(), [meeting], here.now())[0]
    sentence = _(
        "“%(title)s”, %(day)s at %(time)s, is removed from the wall and shown as cancelled in"
        " the calendars that follow it."
    ) % {"title": view.title, "day": view.day, "time": view.time}
    action = f"{LIST}/{meeting.code}/cancel"
    back = f"{LIST}#m-{meeting.code}"
    ask = Ask(sentence, _("Cancel the meeting"), action, back, no=_("Keep the meeting"))
    return confirm(_("Cancel this meeting?"), ask, LIST)


@blueprint.post(f"{LIST}/<code>/cancel")
@admin_only
def cancel(code: str) -> Response:
    """Cancel a meeting."""
    meeting = house().store.cancel_meeting(code, now=house().now())
    return see(f"{LIST}#m-{meeting.code}")


@blueprint.post(f"{LIST}/<code>/restore")
@admin_only
def restore(code: str) -> Response:
    """Have a cancelled meeting take place after all."""
    meeting = house().store.restore_meeting(code, now=house().now())
    return see(f"{LIST}#m-{meeting.code}")


def open_cycles() -> list[Cycle]:
    """Every cycle that is not closed: a draft's meetings come first of all."""
    return [cycle for cycle in house().store.cycles() if cycle.state is not CycleState.CLOSED]


def chosen_cycle(number: str) -> Cycle:
    """The cycle of that number, or the newest where none is said; raises NotFound."""
    cycles = open_cycles()
    found = [cycle for cycle in cycles if str(cycle.id) == number] or ([] if number else cycles)
    if not found:
        raise NotFound("There is no cycle %(number)s", number=number or "—")
    return max(found, key=lambda cycle: cycle.starts_on)


def _odd_change(meeting: Meeting, draft: MeetingDraft) -> list[str]:
    """What is odd about a meeting's new time and place; where both stay, it was said before."""
    before = (meeting.starts_at, meeting.minutes, meeting.place)
    if (draft.starts_at, draft.minutes, draft.place) == before:
        return []
    cycle = next(cycle for cycle in house().store.cycles() if cycle.id == meeting.cycle)
    return remarks.of_meeting(draft, cycle, own=meeting.code)


def _typed() -> tuple[MeetingDraft | None, dict[str, str]]:
    words = house().words
    teams = [choice.value for choice in team_choices(house().office())]
    draft, refused = typed_meeting(request.form, words.zone, teams)
    return draft, {error.field: words.error(error) for error in refused}


def _form(
    given: dict[str, str],
    errors: dict[str, str] | None = None,
    meeting: Meeting | None = None,
    odd: list[str] | None = None,
) -> Response:
    here = house()
    _ = here.words.gettext
    cycles = open_cycles()
    if not cycles and meeting is None:
        return see(LIST)
    return page(
        "admin/meeting.html",
        _("Edit the meeting") if meeting else _("New meeting"),
        here=LIST,
        status=UNPROCESSABLE if errors or odd else 200,
        remarks=odd or [],
        marks=remarks.marks(odd or []),
        action=f"{LIST}/{meeting.code}" if meeting else f"{LIST}/new",
        meeting=meeting,
        cycles=cycles,
        kinds=kind_names(here.words),
        teams=team_choices(here.office()),
        given={name: given.get(name, "") for name in (*FIELDS, "cycle")},
        errors=errors or {},
    )
