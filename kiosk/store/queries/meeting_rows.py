"""Meetings as they stand in their rows."""

import sqlite3
from datetime import datetime, timedelta

from kiosk.okr.meetings import Meeting, MeetingKind
from kiosk.store.db.conversion import parse_timestamp

KEPT = timedelta(days=100)
"""How long a meeting that is over stands in the feed."""


def read_meetings(db: sqlite3.Connection, now: datetime) -> tuple[Meeting, ...]:
    """Every meeting that is not long over, cancelled ones too, by their beginnings. Those of an
    archived team come back with it."""
    rows = db.execute(
        "SELECT * FROM meetings WHERE team IS NULL"
        " OR team NOT IN (SELECT code FROM teams WHERE archived_at IS NOT NULL)"
    ).fetchall()
    found = (meeting for meeting in map(meeting_or_none, rows) if meeting)
    recent = (meeting for meeting in found if meeting.ends_at > now - KEPT)
    return tuple(sorted(recent, key=lambda m: (m.starts_at, m.code)))


def meeting_or_none(row: sqlite3.Row) -> Meeting | None:
    """The meeting in a row; a stranger's odd moment is none."""
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
