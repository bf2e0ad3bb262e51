"""Key results: add, edit, archive. Definitions are versioned and never overwritten."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from kiosk.errors import NotFound
from kiosk.okr.change_rules import (
    conversion_factor,
    refuse_change_without_reason,
    refuse_kind_change,
    refuse_unknown_milestones,
)
from kiosk.okr.codes import normal_code
from kiosk.okr.cycle_rules import refuse_closed
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft, validated_key_result
from kiosk.okr.model import Cycle, CycleState, KeyResultKind
from kiosk.okr.text import REASON_LENGTH, validated_line
from kiosk.okr.title_spelling import is_recent, is_spelling_correction
from kiosk.okr.unit_conversion import Conversion
from kiosk.store.db.conversion import (
    decimal_text,
    optional_text,
    parse_timestamp,
    timestamp_to_text,
)
from kiosk.store.queries.check_ins import key_result_context
from kiosk.store.queries.codes import fresh_code
from kiosk.store.queries.cycles import cycle_by_id
from kiosk.store.queries.objectives import open_objective

_DEFINED = ("title", "kind", "unit", "start", "target", "low", "high", "due")


def add_key_result(
    db: sqlite3.Connection, objective: str, draft: KeyResultDraft, *, now: datetime, by: str
) -> str:
    """Add a key result after the objective's others; returns its code."""
    return add_key_results(db, objective, (draft,), now=now, by=by)[0]


def add_key_results(
    db: sqlite3.Connection,
    objective: str,
    drafts: Sequence[KeyResultDraft],
    *,
    now: datetime,
    by: str,
) -> list[str]:
    """Add key results after the objective's others; returns their codes."""
    owner = open_objective(db, objective)
    cycle = _cycle(db, owner)
    last = db.execute(
        "SELECT coalesce(max(position), 0) FROM key_results WHERE objective = ?", (owner,)
    ).fetchone()[0]
    codes = []
    for position, given in enumerate(drafts, start=last + 1):
        draft = _validated(given, cycle)
        codes.append(fresh_code(db))
        db.execute(
            "INSERT INTO key_results (code, objective, position) VALUES (?, ?, ?)",
            (codes[-1], owner, position),
        )
        _update(db, codes[-1], draft)
        define(db, codes[-1], 1, draft, reason="", by=by, since=now)
        if draft.milestones:
            _set_milestones(db, codes[-1], draft.milestones, now)
    return codes


def edit_key_result(
    db: sqlite3.Connection,
    code: str,
    draft: KeyResultDraft,
    *,
    reason: str,
    now: datetime,
    by: str,
    conversion: Conversion | None = None,
) -> str:
    """Change a key result; returns its code.

    :param conversion: what happens to its check-ins if the unit changes.
    :raises ValidationError: on "reason", if its definition changes after the cycle opened and there
        is no reason; on "factor", if the unit changes and no conversion is chosen; or on an invalid
        field.
    """
    where = key_result_context(db, code)
    draft = _validated(draft, _cycle(db, where["objective"]))
    code = where["code"]
    if where["archived"]:
        raise NotFound("There is no key result %(code)s", code=code)
    refuse_closed(CycleState(where["state"]))
    reason = validated_line("reason", reason, REASON_LENGTH, needed=False)
    kind = KeyResultKind(where["kind"])
    refuse_kind_change(kind, draft.kind, has_check_ins=lambda: _is_measured(db, code))
    if not reason:
        _correct_title(db, code, draft.title, now)
    version, changed = _change(db, code, draft)
    unit_change = _unit_change(db, code, draft, conversion)
    if changed:
        refuse_change_without_reason(CycleState(where["state"]), reason)
    if changed and where["state"] == CycleState.DRAFT and not _is_measured(db, code):
        version, reason = _forget_definitions(db, code), ""
    if changed:
        define(db, code, version + 1, draft, reason, by, now, unit_change)
    _update(db, code, draft)
    _set_milestones(db, code, draft.milestones, now)
    return code


def _validated(draft: KeyResultDraft, cycle: Cycle) -> KeyResultDraft:
    return validated_key_result(draft, is_prepared=cycle.state is CycleState.DRAFT, cycle=cycle)


def _forget_definitions(db: sqlite3.Connection, code: str) -> int:
    """Delete a draft's definitions: it was never published, so it needs no history. Returns 0, the
    version before the first."""
    db.execute("DELETE FROM definitions WHERE key_result = ?", (code,))
    return 0


UnitChange = tuple[str | None, int | None]
"""By what earlier values are multiplied, and the newest of them; None and None: no change."""


def _unit_change(
    db: sqlite3.Connection, code: str, draft: KeyResultDraft, conversion: Conversion | None
) -> UnitChange:
    before = db.execute(
        "SELECT kind, unit FROM definitions WHERE key_result = ? ORDER BY version DESC LIMIT 1",
        (code,),
    ).fetchone()
    newest = db.execute("SELECT max(id) FROM check_ins WHERE key_result = ?", (code,)).fetchone()[0]
    return conversion_factor(
        KeyResultKind(before["kind"]), before["unit"], draft, conversion, newest
    )


def _cycle(db: sqlite3.Connection, objective: str) -> Cycle:
    row = db.execute("SELECT cycle FROM objectives WHERE code = ?", (objective,)).fetchone()
    return cycle_by_id(db, row["cycle"])


def _is_measured(db: sqlite3.Connection, code: str) -> bool:
    found = db.execute("SELECT 1 FROM check_ins WHERE key_result = ? LIMIT 1", (code,))
    return found.fetchone() is not None


def archive_key_result(db: sqlite3.Connection, code: str, now: datetime) -> None:
    """Archive a key result; nothing is deleted."""
    where = key_result_context(db, code)
    if where["archived"]:
        raise NotFound("There is no key result %(code)s", code=code)
    refuse_closed(CycleState(where["state"]))
    db.execute(
        "UPDATE key_results SET archived_at = ? WHERE code = ?",
        (timestamp_to_text(now), where["code"]),
    )


def define(
    db: sqlite3.Connection,
    code: str,
    version: int,
    draft: KeyResultDraft,
    reason: str,
    by: str,
    since: datetime,
    unit_change: UnitChange = (None, None),
) -> None:
    """Append a version of a key result's definition."""
    db.execute(
        "INSERT INTO definitions (key_result, version, title, kind, unit, start, target, low,"
        " high, due, reason, changed_by, since, factor, last_check_in)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (code, version, *_definition(draft), reason, by, timestamp_to_text(since), *unit_change),
    )


def _definition(draft: KeyResultDraft) -> tuple[str | None, ...]:
    numbers = (draft.start, draft.target, draft.low, draft.high)
    due = None if draft.due is None else draft.due.isoformat()
    return (draft.title, draft.kind.value, draft.unit, *map(optional_text, numbers), due)


def _change(db: sqlite3.Connection, code: str, draft: KeyResultDraft) -> tuple[int, bool]:
    """The newest version, and whether the draft's definition differs from it."""
    row = db.execute(
        f"SELECT version, {', '.join(_DEFINED)} FROM definitions WHERE key_result = ?"
        " ORDER BY version DESC LIMIT 1",
        (code,),
    ).fetchone()
    steps = _steps(db, code)
    wanted = [(normal_code(m.code), m.title, m.weight) for m in draft.milestones]
    milestones_changed = sorted(steps) != sorted(
        (code, title, decimal_text(weight)) for code, title, weight in wanted
    )
    same = tuple(row[name] for name in _DEFINED) == _definition(draft)
    return row["version"], not same or milestones_changed


def _correct_title(db: sqlite3.Connection, code: str, title: str, now: datetime) -> None:
    """Correct a title without a reason, if that is allowed: in all versions that have it, because
    the definition itself does not change."""
    rows = db.execute(
        "SELECT version, title, since FROM definitions WHERE key_result = ? ORDER BY version DESC",
        (code,),
    ).fetchall()
    before = rows[0]["title"]
    first = list(takewhile(lambda row: row["title"] == before, rows))[-1]
    if is_spelling_correction(before, title) or is_recent(parse_timestamp(first["since"]), now):
        db.execute(
            "UPDATE definitions SET title = ? WHERE key_result = ? AND version >= ?",
            (title, code, first["version"]),
        )


def _steps(db: sqlite3.Connection, code: str) -> list[tuple[str, str, str]]:
    rows = db.execute(
        "SELECT code, title, weight FROM milestones WHERE key_result = ? AND archived_at IS NULL",
        (code,),
    ).fetchall()
    return [(row["code"], row["title"], row["weight"]) for row in rows]


def _update(db: sqlite3.Connection, code: str, draft: KeyResultDraft) -> None:
    db.execute(
        "UPDATE key_results SET weight = ?, owner = ?, freshness_days = ?, confidential = ?,"
        " ambition = ?, short_title = ?, description = ? WHERE code = ?",
        (
            optional_text(draft.weight),
            draft.owner,
            draft.freshness_days,
            int(draft.confidential),
            draft.ambition,
            draft.short_title,
            draft.description,
            code,
        ),
    )


def _set_milestones(
    db: sqlite3.Connection, key_result: str, drafts: tuple[MilestoneDraft, ...], now: datetime
) -> None:
    """Update milestones by their codes, add those without a code, archive those left out."""
    known = {code for code, _, _ in _steps(db, key_result)}
    kept_codes = {normal_code(draft.code) for draft in drafts if draft.code}
    refuse_unknown_milestones(kept_codes, known)
    for code in known - kept_codes:
        db.execute(
            "UPDATE milestones SET archived_at = ? WHERE code = ?", (timestamp_to_text(now), code)
        )
    for position, draft in enumerate(drafts, start=1):
        code = normal_code(draft.code) or fresh_code(db)
        db.execute(
            "INSERT INTO milestones (code, key_result, title, weight, position)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET"
            " title = excluded.title, weight = excluded.weight, position = excluded.position",
            (code, key_result, draft.title, decimal_text(draft.weight), position),
        )
