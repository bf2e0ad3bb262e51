"""Planning the roadmap week: all of a cycle's meetings at once, each as it is suggested or as
somebody would rather have it."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Refused
from kiosk.okr.meeting_draft import MeetingDraft, typed_meeting
from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Cycle
from kiosk.okr.roadmap import roadmap_week
from kiosk.views.admin_meetings import fields_of_row, given_of, team_choices, usual_titles
from kiosk.web.admin import remarks
from kiosk.web.admin.meetings import LIST, chosen_cycle, open_cycles
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, error_text, page, see, typed
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("admin_roadmap", __name__)

PLAN = "/admin/meetings/plan"
MOST_ROWS = 200


@blueprint.get(PLAN)
@admin_only
def suggest() -> Response:
    """The meetings that a cycle still lacks."""
    if not open_cycles():
        return see(LIST)
    here = house()
    cycle = chosen_cycle(request.args.get("cycle", ""))
    drafts = _suggested(cycle)
    rows = [given_of(draft, here.words.zone) | {"take": "1"} for draft in drafts]
    return _form(cycle, rows)


@blueprint.post(PLAN)
@admin_only
@once
def plan() -> Response:
    """Add those that are ticked, all of them or, where one will not do, none."""
    here = house()
    cycle = chosen_cycle(typed("cycle"))
    rows = _rows(request.form)
    drafts: list[MeetingDraft] = []
    errors: dict[str, str] = {}
    teams = [choice.value for choice in team_choices(here.office())]
    for number, row in enumerate(rows):
        if not row.get("take"):
            continue
        draft, refused = typed_meeting(row, here.words.zone, teams)
        drafts += [draft] if draft else []
        errors |= {f"{error.field}-{number}": here.words.error(error) for error in refused}
    if errors:
        return _form(cycle, rows, errors)
    odd = _odd(drafts, cycle)
    if remarks.unread(odd):
        return _form(cycle, rows, odd=odd)
    try:
        if drafts:
            here.store.add_meetings(cycle.id, drafts, now=here.now())
    except Refused as error:
        return _form(cycle, rows, error_text(error))
    return see(LIST)


def _odd(drafts: Sequence[MeetingDraft], cycle: Cycle) -> list[str]:
    """What is odd about these meetings, each beside those before it too."""
    said: list[str] = []
    before: list[Meeting] = []
    for number, draft in enumerate(drafts):
        found = remarks.of_meeting(draft, cycle, tuple(before))
        said += [f"{draft.title}: {remark}" for remark in found]
        before.append(_as_meeting(draft, cycle, number))
    return said


def _as_meeting(draft: MeetingDraft, cycle: Cycle, number: int) -> Meeting:
    """A meeting that is about to be added, under a code that none has."""
    named = (draft.kind, draft.team, draft.title, draft.starts_at, draft.minutes, draft.place)
    return Meeting(f"-{number}", "", cycle.id, *named)


def _suggested(cycle: Cycle) -> tuple[MeetingDraft, ...]:
    here = house()
    words, office = here.words, here.office()
    return roadmap_week(
        cycle,
        office.teams,
        office.meetings,
        usual_titles(words, cycle),
        office.customs.closed(words.closed),
        words.zone,
        words.today(here.now()),
    )


def _rows(given: Mapping[str, str]) -> list[dict[str, str]]:
    count = given.get("count", "0")
    whole = int(count) if count.isdecimal() and len(count) < 4 else 0
    return [fields_of_row(given, number) for number in range(min(whole, MOST_ROWS))]


def _form(
    cycle: Cycle,
    rows: list[dict[str, str]],
    errors: dict[str, str] | None = None,
    odd: list[str] | None = None,
) -> Response:
    here = house()
    names = ("take", "kind", "team", "title", "day", "time", "minutes", "place", "link", "anyone")
    return page(
        "admin/roadmap.html",
        here.words.gettext("Plan the kick-off week"),
        here=LIST,
        status=UNPROCESSABLE if errors or odd else 200,
        remarks=odd or [],
        marks=remarks.marks(odd or []),
        action=PLAN,
        cycle=cycle,
        cycles=open_cycles(),
        rows=[{name: row.get(name, "") for name in names} for row in rows],
        errors=errors or {},
    )
