"""What of an undone import can be brought back: what is not there again by then.

An objective that is there again is left alone with all of its key results.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.okr.import_redo import TitlePlace, there_again
from kiosk.okr.team_rules import is_same_name
from kiosk.store.queries.import_scope import codes_json

_Rows = Mapping[str, Sequence[Mapping[str, Any]]]
_Codes = Mapping[str, Sequence[str]]
_Places = dict[str, TitlePlace]


@dataclass(frozen=True, slots=True)
class RedoScope:
    """Deleted rows and codes of what was archived, by table, that can be brought back; and the
    titles of what is there again."""

    rows: dict[str, list[dict[str, Any]]]
    archived: dict[str, list[str]]
    left: tuple[str, ...]


def redo_scope(db: sqlite3.Connection, rows: _Rows, archived: _Codes) -> RedoScope:
    """What of the deleted rows, and of what was archived, can be brought back now."""
    wanted = _in_place(db, rows)
    objectives = _brought_objectives(db, wanted, archived)
    twins = there_again(objectives, _places(db, _OBJECTIVES, _LIVE))
    key_results = _brought_key_results(db, wanted, archived)
    there = there_again(key_results, _places(db, _KEY_RESULTS, _LIVE))
    titles = [objectives[code].title for code in twins]
    titles += [key_results[code].title for code in there]
    return RedoScope(
        _without(db, wanted, twins, there),
        _still_archived(db, archived, {*twins, *there}),
        tuple(sorted(titles)),
    )


def _in_place(db: sqlite3.Connection, rows: _Rows) -> dict[str, list[dict[str, Any]]]:
    """The rows, with the teams and cycles that are there again by name in place of the deleted."""
    teams = _teams_again(db, rows.get("teams", ()))
    cycles = _cycles_again(db, rows.get("cycles", ()))
    found = {table: [dict(row) for row in each] for table, each in rows.items()}
    found["teams"] = [row for row in found.get("teams", []) if row["code"] not in teams]
    found["cycles"] = [row for row in found.get("cycles", []) if row["id"] not in cycles]
    for row in found.get("objectives", []):
        row["team"] = teams.get(row["team"], row["team"])
        row["cycle"] = cycles.get(row["cycle"], row["cycle"])
    return found


def _teams_again(db: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    live = db.execute("SELECT code, name FROM teams WHERE archived_at IS NULL").fetchall()
    return {
        row["code"]: team["code"]
        for row in rows
        for team in live
        if is_same_name(row["name"], team["name"])
    }


def _cycles_again(db: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    names = {row["name"]: row["id"] for row in db.execute("SELECT id, name FROM cycles")}
    return {row["id"]: names[row["name"]] for row in rows if row["name"] in names}


_OBJECTIVES = "SELECT t.code, t.cycle || ' ' || t.team AS parent, t.title FROM objectives AS t"
_KEY_RESULTS = """
SELECT t.code, t.objective AS parent, d.title FROM key_results AS t
JOIN definitions AS d ON d.key_result = t.code AND d.version =
    (SELECT max(version) FROM definitions WHERE key_result = t.code)
"""
_LIVE = "t.archived_at IS NULL"
_NAMED = "t.code IN (SELECT value FROM json_each(?))"


def _places(db: sqlite3.Connection, sql: str, where: str, *values: str) -> _Places:
    rows = db.execute(f"{sql} WHERE {where} ORDER BY t.code", values)
    return {row["code"]: TitlePlace(row["parent"], row["title"]) for row in rows}


def _brought_objectives(db: sqlite3.Connection, rows: _Rows, archived: _Codes) -> _Places:
    found = _places(db, _OBJECTIVES, _NAMED, codes_json(archived.get("objectives", ())))
    for row in rows.get("objectives", ()):
        found[row["code"]] = TitlePlace(f"{row['cycle']} {row['team']}", row["title"])
    return found


def _brought_key_results(db: sqlite3.Connection, rows: _Rows, archived: _Codes) -> _Places:
    """Those in objectives that were there before the import."""
    found = _places(db, _KEY_RESULTS, _NAMED, codes_json(archived.get("key_results", ())))
    own = {row["code"] for row in rows.get("objectives", ())}
    parents = {row["code"]: row["objective"] for row in rows.get("key_results", ())}
    for row in sorted(rows.get("definitions", ()), key=lambda each: each["version"]):
        if parents[row["key_result"]] not in own:
            found[row["key_result"]] = TitlePlace(parents[row["key_result"]], row["title"])
    return found


def _without(
    db: sqlite3.Connection,
    rows: dict[str, list[dict[str, Any]]],
    twins: Mapping[str, str],
    there: Mapping[str, str],
) -> dict[str, list[dict[str, Any]]]:
    """The rows without what is there again; a link to such an objective leads to the one there."""
    key_results = set(there)
    key_results |= {r["code"] for r in rows.get("key_results", ()) if r["objective"] in twins}
    found = {table: list(each) for table, each in rows.items()}
    for table, column in (("objectives", "code"), ("serves", "objective"), ("grades", "objective")):
        found[table] = [row for row in found.get(table, ()) if row[column] not in twins]
    of_key_results = (("key_results", "code"), *((t, "key_result") for t in _OF_KEY_RESULTS))
    for table, column in of_key_results:
        found[table] = [row for row in found.get(table, ()) if row[column] not in key_results]
    links = [{**row, "serves": twins.get(row["serves"], row["serves"])} for row in found["serves"]]
    found["serves"] = [row for row in links if not _has_link(db, row)]
    return {table: each for table, each in found.items() if each}


_OF_KEY_RESULTS = ("definitions", "milestones")


def _has_link(db: sqlite3.Connection, row: Mapping[str, Any]) -> bool:
    both = (row["objective"], row["serves"])
    found = db.execute("SELECT 1 FROM serves WHERE objective = ? AND serves = ?", both).fetchone()
    return found is not None


def _still_archived(
    db: sqlite3.Connection, archived: _Codes, there: set[str]
) -> dict[str, list[str]]:
    """The codes of what is still in the archive and is not there again."""
    found = {}
    for table, codes in archived.items():
        if table == "cycles":
            continue
        rows = db.execute(
            f"SELECT code FROM {table} WHERE archived_at IS NOT NULL"
            " AND code IN (SELECT value FROM json_each(?)) ORDER BY code",
            (codes_json(codes),),
        )
        still = [row["code"] for row in rows if row["code"] not in there]
        if still:
            found[table] = still
    return found
