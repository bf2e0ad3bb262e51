"""The check-ins of an import: written all at once, and those that are there to compare with."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from kiosk.okr.check_in_input import parse_note
from kiosk.okr.check_in_rules import validated_confidence
from kiosk.okr.import_check_ins import (
    CountedValue,
    imported_moment,
    imported_signature,
    imported_value,
)
from kiosk.okr.import_findings import FoundValue
from kiosk.okr.import_plan import ImportedCheckIn
from kiosk.okr.import_progress import ProgressCounter
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind, Value
from kiosk.store.db.conversion import (
    CHECK_IN_COLUMNS,
    check_in_or_none,
    parse_timestamp,
    timestamp_to_text,
    value_or_none,
    value_to_columns,
)
from kiosk.store.queries.check_ins import (
    KEY_RESULTS_WITH_DEFINITION,
    counts_sql,
    open_context,
)
from kiosk.store.queries.import_record import stored_draft
from kiosk.store.queries.import_scope import codes_json

_INSERT = """
INSERT INTO check_ins (key_result, measured_at, recorded_at, value, done, confidence, note, team,
    author, signed, nothing_changed, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'import')
"""
_Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class PreparedCheckIn:
    """A check-in with everything in its row that needs nothing from the database."""

    given: ImportedCheckIn
    measured_at: str
    confidence: int | None
    note: str
    signature: str


def prepared_check_ins(
    check_ins: Sequence[ImportedCheckIn], now: datetime, zone: ZoneInfo
) -> tuple[PreparedCheckIn, ...]:
    """What is done before the transaction, in which other writers wait.

    :raises ValidationError: a day is in the future, or a note or a confidence is invalid.
    """

    @lru_cache(maxsize=4096)
    def measured_at(day: date | None, exact: datetime | None) -> str:
        return timestamp_to_text(imported_moment(day, now, zone, exact))

    return tuple(
        PreparedCheckIn(
            each,
            measured_at(each.measured_on, each.measured_at),
            validated_confidence(each.confidence),
            parse_note(each.note),
            imported_signature(each),
        )
        for each in check_ins
    )


def add_imported_check_ins(
    db: sqlite3.Connection,
    check_ins: Sequence[PreparedCheckIn],
    code_of: Callable[[ImportedCheckIn], str],
    counter: ProgressCounter,
    *,
    now: datetime,
    by: str,
) -> tuple[int, int] | None:
    """Append check-ins, of which each counts on its own day.

    :param code_of: the code of a check-in's key result.
    :param counter: counts those that are written.
    :return: the first and the last id; None without any.
    :raises NotFound: a key result is not there any more.
    :raises ValidationError: a value is not of its kind, or its key result takes no check-ins.
    """
    if not check_ins:
        return None
    newest = "SELECT coalesce(max(id), 0) FROM check_ins"
    first = db.execute(newest).fetchone()[0] + 1
    db.executemany(_INSERT, _rows(db, counter.over(check_ins), code_of, now=now, by=by))
    return first, db.execute(newest).fetchone()[0]


def _rows(
    db: sqlite3.Connection,
    check_ins: Iterable[PreparedCheckIn],
    code_of: Callable[[ImportedCheckIn], str],
    *,
    now: datetime,
    by: str,
) -> Iterator[_Row]:
    recorded_at = timestamp_to_text(now)

    @lru_cache(maxsize=4096)
    def place(code: str) -> tuple[str, str, KeyResultDraft]:
        where = open_context(db, code)
        return where["code"], where["team"], stored_draft(db, where["code"])

    for each in check_ins:
        code, team, draft = place(code_of(each.given))
        value = value_to_columns(_stored_value(each.given.value, draft))
        signed = each.signature, int(each.given.is_confirmation)
        about = (each.confidence, each.note, team, by, *signed)
        yield (code, each.measured_at, recorded_at, *value, *about)


def _stored_value(value: FoundValue | None, draft: KeyResultDraft) -> Value:
    checked = imported_value(value, draft, [step.title for step in draft.milestones])
    if not isinstance(checked, tuple):
        return checked
    codes = {step.title: step.code for step in draft.milestones}
    return frozenset(codes[title] for title in checked)


@dataclass(frozen=True, slots=True)
class ImportedValue:
    """The newest check-in of a key result that an import brought."""

    code: str
    title: str
    kind: KeyResultKind
    unit: str
    value: Value | None


_NEWEST_OF_IMPORT = f"""
SELECT k.code, d.title, d.kind, d.unit, c.value, c.done
FROM {KEY_RESULTS_WITH_DEFINITION} JOIN check_ins AS c ON c.key_result = k.code
JOIN imports AS i ON c.id BETWEEN i.first_check_in AND i.last_check_in
WHERE i.batch = :batch AND i.undone_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM check_ins AS n WHERE n.key_result = c.key_result
    AND n.id BETWEEN i.first_check_in AND i.last_check_in
    AND (n.measured_at, n.id) > (c.measured_at, c.id))
ORDER BY c.id LIMIT :most
"""


def imported_values(db: sqlite3.Connection, batch: int, most: int) -> tuple[ImportedValue, ...]:
    """The newest values that an import brought, of the first of its key results."""
    rows = db.execute(_NEWEST_OF_IMPORT, {"batch": batch, "most": most})
    return tuple(
        ImportedValue(code, title, kind, unit, value_or_none(kind, value, done))
        for code, title, name, unit, value, done in rows
        for kind in (KeyResultKind(name),)
    )


_OF_KEY_RESULTS = f"""
FROM {KEY_RESULTS_WITH_DEFINITION}
JOIN check_ins AS c ON c.key_result = k.code AND {counts_sql("d.kind")}
WHERE k.code IN (SELECT value FROM json_each(?)) ORDER BY c.measured_at, c.id
"""
_COUNTED = f"SELECT c.key_result, c.measured_at, c.value, c.done, d.kind {_OF_KEY_RESULTS}"
_CONVERTED = f"SELECT {CHECK_IN_COLUMNS}, d.kind {_OF_KEY_RESULTS}"
_WITH_OTHER_UNIT = """
SELECT DISTINCT key_result FROM definitions
WHERE last_check_in IS NOT NULL AND key_result IN (SELECT value FROM json_each(?))
"""


def counted_values(db: sqlite3.Connection, codes: Iterable[str]) -> dict[str, list[CountedValue]]:
    """The values of key results that count, oldest first."""
    wanted = frozenset(codes)
    converted = {row[0] for row in db.execute(_WITH_OTHER_UNIT, (codes_json(wanted),))}
    found: dict[str, list[CountedValue]] = {}
    # What was measured in another unit takes as long to read as many others.
    for *columns, kind in db.execute(_CONVERTED, (codes_json(converted),)):
        check_in = check_in_or_none(columns, KeyResultKind(kind), "")
        if check_in is not None:
            counted = CountedValue(check_in.measured_at, check_in.value)
            found.setdefault(check_in.key_result, []).append(counted)
    for code, *row in db.execute(_COUNTED, (codes_json(wanted - converted),)):
        measured_at, value, done, kind = row
        moment, known = (
            parse_timestamp(measured_at),
            value_or_none(KeyResultKind(kind), value, done),
        )
        if moment is not None and known is not None:
            found.setdefault(code, []).append(CountedValue(moment, known))
    return found
