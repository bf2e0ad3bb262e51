"""Objectives: add, edit, reorder, archive. Nothing is deleted."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from kiosk.errors import Collector, NotFound
from kiosk.okr.alignment import refuse_circle, refuse_unservable, refuse_unservable_cycle
from kiosk.okr.alignment_reason import without_because
from kiosk.okr.change_rules import refuse_change_without_reason
from kiosk.okr.codes import normal_code
from kiosk.okr.cycle_rules import refuse_closed
from kiosk.okr.model import AlignmentLink, CycleState
from kiosk.okr.objective_texts import NO_TEXTS, ObjectiveTexts
from kiosk.okr.text import FULL_TITLE_LENGTH, REASON_LENGTH, validated_line
from kiosk.okr.title_spelling import is_recent, is_spelling_correction
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text
from kiosk.store.queries.codes import fresh_code
from kiosk.store.queries.cycles import cycle_by_id, cycle_of


def add_objective(
    db: sqlite3.Connection,
    cycle: int,
    team: str,
    title: str,
    serves: Sequence[AlignmentLink],
    texts: ObjectiveTexts = NO_TEXTS,
) -> str:
    """Add an objective after the team's others; returns its code."""
    refuse_closed(cycle_by_id(db, cycle).state)
    team = normal_code(team)
    if not db.execute(
        "SELECT 1 FROM teams WHERE code = ? AND archived_at IS NULL", (team,)
    ).fetchone():
        raise NotFound("There is no team %(code)s", code=team)
    plain = validated_line("title", title, FULL_TITLE_LENGTH)
    code = fresh_code(db)
    db.execute(
        "INSERT INTO objectives (code, cycle, team, title, position) VALUES (?, ?, ?, ?,"
        " (SELECT coalesce(max(position), 0) + 1 FROM objectives WHERE team = ?))",
        (code, cycle, team, plain, team),
    )
    _set_texts(db, code, texts)
    set_serves(db, code, serves)
    return code


def edit_objective(
    db: sqlite3.Connection,
    code: str,
    title: str,
    serves: Sequence[AlignmentLink] | None,
    reason: str = "",
    *,
    now: datetime,
    texts: ObjectiveTexts | None = None,
) -> str:
    """Change an objective's title and, unless None, its links and texts; returns its code.

    :raises ValidationError: on "reason", if its wording changes after the cycle opened, is
        neither new nor a spelling correction, and no reason is given; or on an invalid field.
    """
    code = open_objective(db, code)
    _reword(db, code, validated_line("title", title, FULL_TITLE_LENGTH), reason, now)
    if texts is not None:
        _set_texts(db, code, texts)
    if serves is not None:
        set_serves(db, code, serves)
    return code


def _set_texts(db: sqlite3.Connection, code: str, texts: ObjectiveTexts) -> None:
    collect = Collector()
    validated = texts.validated(collect)
    collect.finish()
    db.execute(
        "UPDATE objectives SET short_title = ?, description = ? WHERE code = ?",
        (validated.short_title, validated.description, code),
    )


def _reword(db: sqlite3.Connection, code: str, title: str, reason: str, now: datetime) -> None:
    reason = validated_line("reason", reason, REASON_LENGTH, needed=False)
    row = db.execute(
        "SELECT o.title, o.reason, y.state FROM objectives AS o JOIN cycles AS y ON y.id = o.cycle"
        " WHERE o.code = ?",
        (code,),
    ).fetchone()
    if title == row["title"]:
        return
    # A draft has not been published, so its changes need no reason.
    is_draft = row["state"] == CycleState.DRAFT
    if not is_draft and not reason:
        is_correction = is_spelling_correction(row["title"], title)
        if not is_correction and not is_recent(_worded_at(db, code), now):
            refuse_change_without_reason(CycleState(row["state"]), reason)
        reason = row["reason"]  # of its last change
    db.execute(
        "UPDATE objectives SET title = ?, reason = ? WHERE code = ?",
        (title, "" if is_draft else reason, code),
    )


def _worded_at(db: sqlite3.Connection, code: str) -> datetime | None:
    """When the objective was added, or its title last changed with a reason; None if that was not
    recorded."""
    row = db.execute(
        "SELECT at FROM journal WHERE objective = ? AND thing = 'objectives' AND (event = 'added'"
        " OR json_extract(before, '$.reason') <> json_extract(after, '$.reason'))"
        " ORDER BY id DESC LIMIT 1",
        (code,),
    ).fetchone()
    return parse_timestamp(row["at"]) if row else None


def archive_objective(db: sqlite3.Connection, code: str, now: datetime) -> None:
    """Archive an objective and its key results; nothing is deleted."""
    code = open_objective(db, code)
    db.execute(
        "UPDATE objectives SET archived_at = ? WHERE code = ?", (timestamp_to_text(now), code)
    )


def order_objectives(db: sqlite3.Connection, team: str, codes: Sequence[str]) -> None:
    """Set the order of a team's objectives; those not named come last."""
    # Objectives of closed cycles keep their position.
    open_ones = "cycle NOT IN (SELECT id FROM cycles WHERE state = 'closed')"
    _reorder(db, "objectives", "team", normal_code(team), codes, open_ones)


def order_key_results(db: sqlite3.Connection, objective: str, codes: Sequence[str]) -> None:
    """Set the order of an objective's key results; those not named come last."""
    _reorder(db, "key_results", "objective", open_objective(db, objective), codes)


def _reorder(
    db: sqlite3.Connection,
    table: str,
    column: str,
    owner: str,
    codes: Sequence[str],
    among: str = "true",
) -> None:
    rows = db.execute(
        f"SELECT code FROM {table} WHERE {column} = ? AND {among} ORDER BY position, code",
        (owner,),
    ).fetchall()
    existing = [row["code"] for row in rows]
    wanted = [normal_code(code) for code in codes]
    unknown = [code for code in wanted if code not in existing]
    if unknown:
        raise NotFound("There is no %(code)s here to reorder", code=unknown[0])
    ordered = list(dict.fromkeys([*wanted, *existing]))
    db.executemany(
        f"UPDATE {table} SET position = ? WHERE code = ? AND position <> ?",
        [(number, code, number) for number, code in enumerate(ordered, start=1)],
    )


def open_objective(db: sqlite3.Connection, code: str) -> str:
    """The stored code of an objective that may be changed.

    :raises NotFound: there is none, or it is archived.
    :raises ValidationError: its cycle is closed.
    """
    stored = normal_code(code)
    row = db.execute(
        "SELECT y.state FROM objectives AS o JOIN cycles AS y ON y.id = o.cycle"
        " WHERE o.code = ? AND o.archived_at IS NULL",
        (stored,),
    ).fetchone()
    if row is None:
        raise NotFound("There is no objective %(code)s", code=code)
    refuse_closed(CycleState(row["state"]))
    return stored


def set_serves(db: sqlite3.Connection, code: str, serves: Sequence[AlignmentLink]) -> None:
    """Set what an objective serves, and why.

    :raises ValidationError: it may not serve one of them, or a reason is missing.
    """
    # Write only rows that differ: the audit log records every write.
    wanted = {normal_code(served.code) for served in serves}
    # Keep links to closed cycles, which can no longer be chosen, and to archived objectives, whose
    # links are restored with them.
    rows = db.execute(
        "SELECT s.serves FROM serves AS s JOIN objectives AS o ON o.code = s.serves"
        " JOIN cycles AS y ON y.id = o.cycle WHERE s.objective = ? AND y.state <> 'closed'"
        " AND o.archived_at IS NULL",
        (code,),
    ).fetchall()
    existing = {row["serves"] for row in rows}
    for old in existing:
        if old not in wanted:
            db.execute("DELETE FROM serves WHERE objective = ? AND serves = ?", (code, old))
    for number, served in enumerate(serves, start=1):
        target = normal_code(served.code)
        because = validated_line("because", without_because(served.reason), REASON_LENGTH)
        if target not in existing:
            _refuse_unservable(db, code, target)
        db.execute(
            "INSERT INTO serves (objective, serves, because, position) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (objective, serves) DO UPDATE SET because = excluded.because,"
            " position = excluded.position",
            (code, target, because, number),
        )


def add_serves(db: sqlite3.Connection, code: str, links: Sequence[AlignmentLink]) -> int:
    """Add to what an objective serves, after what it serves already; returns how many were new.

    :raises ValidationError: it may not serve one of them, or a reason is missing.
    """
    added = 0
    for link in links:
        target = normal_code(link.code)
        because = validated_line("because", without_because(link.reason), REASON_LENGTH)
        _refuse_unservable(db, code, target)
        added += db.execute(
            "INSERT INTO serves (objective, serves, because, position) VALUES (?, ?, ?, (SELECT"
            " coalesce(max(position), 0) + 1 FROM serves WHERE objective = ?))"
            " ON CONFLICT (objective, serves) DO NOTHING",
            (code, target, because, code),
        ).rowcount
    return added


def _refuse_unservable(db: sqlite3.Connection, code: str, target: str) -> None:
    row = db.execute(
        "SELECT o.title, o.cycle FROM objectives AS o WHERE o.code = ? AND o.archived_at IS NULL",
        (target,),
    ).fetchone()
    own = cycle_of(db, code)
    refuse_unservable(target, is_there=row is not None and own is not None)
    own_cycle = cycle_by_id(db, own or 0)
    refuse_unservable_cycle(row["title"], own_cycle, cycle_by_id(db, row["cycle"]))
    refuse_circle(code, target, all_links(db), titles(db))


def all_links(db: sqlite3.Connection) -> dict[str, list[str]]:
    """What each objective serves, archived ones as well: their links come back with them."""
    found: dict[str, list[str]] = {}
    for row in db.execute("SELECT objective, serves FROM serves ORDER BY objective, position"):
        found.setdefault(row["objective"], []).append(row["serves"])
    return found


def titles(db: sqlite3.Connection) -> dict[str, str]:
    """The title of every objective, archived or not, by its code."""
    return dict(db.execute("SELECT code, title FROM objectives").fetchall())
