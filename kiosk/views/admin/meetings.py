"""Admin pages of meetings: the list, and the forms of one meeting and of a schedule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meeting_schedule import MeetingTitles
from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Cycle, Office
from kiosk.views.common.forms import Choice
from kiosk.views.common.meetings import MeetingView, meeting_views
from kiosk.views.i18n.cycle_phrases import cycle_names
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class MeetingsList:
    """A cycle's meetings: upcoming ones, next first, and the others, latest first."""

    cycle: Cycle
    coming: tuple[MeetingView, ...]
    others: tuple[MeetingView, ...]


def meeting_lists(
    localizer: Localizer, office: Office, cycles: Iterable[Cycle], now: datetime
) -> tuple[MeetingsList, ...]:
    """The meetings of each cycle, newest cycle first."""
    lists = []
    for cycle in sorted(cycles, key=lambda each: each.starts_on, reverse=True):
        own = [m for m in office.meetings if m.cycle == cycle.id]
        upcoming = [m for m in own if m.ends_at > now and not m.is_cancelled]
        rest = [m for m in reversed(own) if m not in upcoming]
        lists.append(
            MeetingsList(
                cycle,
                meeting_views(localizer, office, upcoming, now),
                meeting_views(localizer, office, rest, now),
            )
        )
    return tuple(lists)


def default_titles(localizer: Localizer, cycle: Cycle) -> MeetingTitles:
    """The default titles of a cycle's meetings."""
    return MeetingTitles(
        all_hands=localizer.gettext("All-Hands"),
        team=localizer.gettext("Kick-off: %(name)s"),
        final=cycle_names(localizer, cycle).review,
    )


def meeting_fields(draft: MeetingDraft | Meeting, zone: ZoneInfo) -> dict[str, str]:
    """A meeting as texts for its form, in the office's time zone."""
    local = draft.starts_at.astimezone(zone)
    return {
        "kind": draft.kind.value,
        "team": draft.team,
        "title": draft.title,
        "day": local.date().isoformat(),
        "time": f"{local:%H:%M}",
        "minutes": str(draft.minutes),
        "place": draft.place,
        "link": draft.link,
        "anyone": "1" if draft.anyone else "",
    }


def meeting_team_choices(office: Office) -> tuple[Choice, ...]:
    """The teams as options."""
    return tuple(Choice(t.code, t.name) for t in office.teams if not t.is_company)


def fields_of_row(given: Mapping[str, str], number: int) -> dict[str, str]:
    """The fields of one meeting in a form of several, without the number suffix."""
    ending = f"-{number}"
    return {
        name.removesuffix(ending): text for name, text in given.items() if name.endswith(ending)
    }
