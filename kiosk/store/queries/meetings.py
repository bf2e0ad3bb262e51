"""Meetings: read, add, edit, cancel. They are never deleted, because calendars may have them."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from kiosk.errors import NotFound
from kiosk.okr.codes import normal_code
from kiosk.okr.cycle_rules import refuse_closed
from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import Meeting, MeetingKind
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text
from kiosk.store.queries.codes import fresh_code
from kiosk.store.queries.cycles import cycle_by_id

KEPT = timedelta(days=100)
"""How long a past meeting stays in the calendar feed."""


def read_meetings(db: sqlite3.Connection, now: datetime) -> tuple[Meeting, ...]:
    """All meetings that are not long over, cancelled ones included, by start. Those of an archived
    team come back with it."""
    rows = db.execute(
        "SELECT * FROM meetings WHERE team IS NULL"
        " OR team NOT IN (SELECT code FROM teams WHERE archived_at IS NOT NULL)"
    ).fetchall()
    found = (meeting for meeting in map(meeting_or_none, rows) if meeting)
    recent = (meeting for meeting in found if meeting.ends_at > now - KEPT)
    return tuple(sorted(recent, key=lambda m: (m.starts_at, m.code)))


def meeting_or_none(row: sqlite3.Row) -> Meeting | None:
    """The meeting in a row; None if its start is invalid."""
    starts_at = parse_timestamp(row["starts_at"])
    if starts_at is None:
        return None
    return Meeting(
        code=row["code"],
        uid=row["uid"],
        cycle=row["cycle"],
        kind=MeetingKind(row["kind"]),
        team=row["team"] or "",
        title=row["title"],
        starts_at=starts_at,
        minutes=row["minutes"],
        place=row["place"],
        link=row["link"],
        anyone=bool(row["anyone"]),
        sequence=row["changed"],
        changed_at=parse_timestamp(row["changed_at"]),
        cancelled_at=parse_timestamp(row["cancelled_at"] or ""),
    )


_SET = (
    "kind = :kind, team = :team, title = :title, starts_at = :starts_at, minutes = :minutes,"
    " place = :place, link = :link, anyone = :anyone, changed_at = :changed_at"
)
_SHOWN = ("kind", "team", "title", "starts_at", "minutes", "place", "link", "anyone")


def meeting_by_code(db: sqlite3.Connection, code: str) -> Meeting:
    """A meeting by its code in any spelling; raises NotFound."""
    row = db.execute("SELECT * FROM meetings WHERE code = ?", (normal_code(code),)).fetchone()
    found = meeting_or_none(row) if row is not None else None
    if found is None:
        raise NotFound("There is no meeting %(code)s", code=code)
    return found


def add_meetings(
    db: sqlite3.Connection, cycle: int, drafts: Sequence[MeetingDraft], now: datetime
) -> tuple[Meeting, ...]:
    """Add meetings to a cycle, all of them or none."""
    refuse_closed(cycle_by_id(db, cycle).state)
    return tuple(add_meeting(db, cycle, fresh_code(db), draft, now) for draft in drafts)


def add_meeting(
    db: sqlite3.Connection, cycle: int, code: str, draft: MeetingDraft, now: datetime
) -> Meeting:
    """Add a meeting with a new code."""
    db.execute(
        "INSERT INTO meetings (code, cycle, kind, team, title, starts_at, minutes, place, link,"
        " anyone, changed_at) VALUES (:code, :cycle, :kind, :team, :title, :starts_at, :minutes,"
        " :place, :link, :anyone, :changed_at)",
        {"code": code, "cycle": cycle, **_columns(draft, now)},
    )
    return meeting_by_code(db, code)


def edit_meeting(db: sqlite3.Connection, code: str, draft: MeetingDraft, now: datetime) -> Meeting:
    """Change a meeting. If anything that calendars show differs, they receive the new version."""
    meeting = _open_meeting(db, code, now)
    columns = _columns(draft, now)
    before = db.execute("SELECT * FROM meetings WHERE code = ?", (meeting.code,)).fetchone()
    if any(before[name] != columns[name] for name in _SHOWN):
        db.execute(
            f"UPDATE meetings SET {_SET}, changed = changed + 1 WHERE code = :code",
            {"code": meeting.code, **columns},
        )
    return meeting_by_code(db, code)


def cancel_meeting(db: sqlite3.Connection, code: str, now: datetime) -> Meeting:
    """Cancel a meeting."""
    return _set_cancelled(db, code, timestamp_to_text(now), now)


def restore_meeting(db: sqlite3.Connection, code: str, now: datetime) -> Meeting:
    """Reinstate a cancelled meeting."""
    return _set_cancelled(db, code, None, now)


def _set_cancelled(
    db: sqlite3.Connection, code: str, cancelled_at: str | None, now: datetime
) -> Meeting:
    meeting = _open_meeting(db, code, now)
    if meeting.is_cancelled != (cancelled_at is not None):
        db.execute(
            "UPDATE meetings SET cancelled_at = ?, changed = changed + 1, changed_at = ?"
            " WHERE code = ?",
            (cancelled_at, timestamp_to_text(now), meeting.code),
        )
    return meeting_by_code(db, code)


def _open_meeting(db: sqlite3.Connection, code: str, now: datetime) -> Meeting:
    """A meeting that may be changed; in a closed cycle, only one in the future."""
    meeting = meeting_by_code(db, code)
    if meeting.ends_at <= now:
        refuse_closed(cycle_by_id(db, meeting.cycle).state)
    return meeting


def _columns(draft: MeetingDraft, now: datetime) -> dict[str, object]:
    return {
        "kind": draft.kind.value,
        "team": draft.team or None,
        "title": draft.title,
        "starts_at": timestamp_to_text(draft.starts_at),
        "minutes": draft.minutes,
        "place": draft.place,
        "link": draft.link,
        "anyone": int(draft.anyone),
        "changed_at": timestamp_to_text(now),
    }
