"""Triggers that reject changes to a closed cycle and everything in it, from any program.

The store checks this first and explains it in a sentence; the triggers stop other programs.
"""

from kiosk.store.schema.constraints import NOW

_OF_KEY_RESULT = (
    "(SELECT o.cycle FROM key_results AS k JOIN objectives AS o ON o.code = k.objective"
    " WHERE k.code = {row}.key_result)"
)
_OF_OBJECTIVE = "(SELECT cycle FROM objectives WHERE code = {row}.objective)"

_CYCLE_OF = {
    "cycles": "{row}.id",
    "objectives": "{row}.cycle",
    "serves": _OF_OBJECTIVE,
    "grades": _OF_OBJECTIVE,
    "key_results": _OF_OBJECTIVE,
    "definitions": _OF_KEY_RESULT,
    "milestones": _OF_KEY_RESULT,
    "check_ins": _OF_KEY_RESULT,
    "teams_at_closing": "{row}.cycle",
    "objective_moves": _OF_OBJECTIVE,
    "key_result_moves": _OF_KEY_RESULT,
}
"""For each table, the SQL for the cycle of a row."""

_REPLACED = {
    "cycles": "was.id = NEW.id OR was.name = NEW.name",
    "objectives": "was.code = NEW.code",
    "key_results": "was.code = NEW.code",
    "definitions": "was.id = NEW.id",
    "milestones": "was.code = NEW.code",
    "check_ins": "was.id = NEW.id OR was.undoes = NEW.undoes OR was.redoes = NEW.redoes",
    "teams_at_closing": "was.cycle = NEW.cycle AND was.team = NEW.team",
}
"""The row that INSERT OR REPLACE (sqlite-utils' --replace) removes without a delete trigger, for
tables where it may belong to a different cycle than the new row."""

_ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def closed_cycle_triggers() -> dict[str, str]:
    """The SQL of every trigger by its name."""
    found = {}
    for table in _CYCLE_OF:
        for event in _ROWS:
            # A closed cycle may be imported, and closing one writes its teams' names.
            if event == "insert" and table in ("cycles", "teams_at_closing"):
                continue
            name = f"closed_{table}_{event}"
            found[name] = _trigger(name, table, event)
    for table in _REPLACED:
        name = f"closed_{table}_replace"
        found[name] = _replacement_trigger(name, table)
    for event in ("insert", "update of state"):
        name = f"closed_at_{event.partition(' ')[0]}"
        found[name] = _closed_at_trigger(name, event)
        name = f"teams_at_closing_{event.partition(' ')[0]}"
        found[name] = _team_names_trigger(name, event)
    return found


def _closed_at_trigger(name: str, event: str) -> str:
    """A program that closes a cycle need only set its state."""
    return (
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON cycles"
        " WHEN NEW.state = 'closed' AND NEW.closed_at IS NULL"
        f" BEGIN UPDATE cycles SET closed_at = {NOW}, revealed_at = coalesce(revealed_at, {NOW})"
        " WHERE id = NEW.id; END"
    )


def _team_names_trigger(name: str, event: str) -> str:
    """A closed cycle keeps its teams' names and colours when teams are renamed."""
    return (
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON cycles WHEN NEW.state = 'closed'"
        " BEGIN INSERT OR IGNORE INTO teams_at_closing (cycle, team, name, color, position)"
        " SELECT NEW.id, code, name, color, position FROM teams; END"
    )


def _replacement_trigger(name: str, table: str) -> str:
    cycle = _CYCLE_OF[table].format(row="was")
    return (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN EXISTS"
        f" (SELECT 1 FROM {table} AS was WHERE ({_REPLACED[table]})"
        f" AND EXISTS (SELECT 1 FROM cycles WHERE state = 'closed' AND id = {cycle}))"
        " BEGIN SELECT RAISE(ABORT, 'its cycle is closed and stays as it is'); END"
    )


def _trigger(name: str, table: str, event: str) -> str:
    # The update that closes a cycle finds it open. The sample may always be removed.
    rows = ("OLD",) if table == "cycles" else _ROWS[event]
    # closed_at may still be set if the program that closed the cycle did not.
    closed = f"state = 'closed'{' AND closed_at IS NOT NULL' if table == 'cycles' else ''}"
    cycles = ", ".join(_CYCLE_OF[table].format(row=row) for row in rows)
    sample = " AND NOT EXISTS (SELECT 1 FROM office WHERE is_sample)" if event == "delete" else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} WHEN EXISTS"
        f" (SELECT 1 FROM cycles WHERE {closed} AND id IN ({cycles})){sample}"
        " BEGIN SELECT RAISE(ABORT, 'its cycle is closed and stays as it is'); END"
    )
