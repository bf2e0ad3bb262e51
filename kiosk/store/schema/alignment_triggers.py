"""Triggers that reject alignment links which make a circle or leave the cycle, from any program.

The store checks this first and explains it in a sentence; the triggers stop other programs.
"""

_CIRCLE = (
    "EXISTS (WITH RECURSIVE above (code) AS (SELECT NEW.serves UNION SELECT s.serves"
    " FROM serves AS s JOIN above ON s.objective = above.code)"
    " SELECT 1 FROM above WHERE code = NEW.objective)"
)

_OTHER_CYCLE = (
    "EXISTS (SELECT 1 FROM objectives AS o JOIN cycles AS y ON y.id = o.cycle"
    " JOIN objectives AS t ON t.code = NEW.serves JOIN cycles AS z ON z.id = t.cycle"
    " WHERE o.code = NEW.objective AND z.id <> y.id AND NOT (z.starts_on <= y.starts_on"
    " AND y.ends_on <= z.ends_on AND (z.starts_on < y.starts_on OR y.ends_on < z.ends_on)))"
)

_EVENTS = {"insert": "INSERT", "update": "UPDATE OF objective, serves"}


def alignment_triggers() -> dict[str, str]:
    """The SQL of every trigger by its name."""
    found = {}
    for event, sql in _EVENTS.items():
        name = f"serves_circle_{event}"
        found[name] = _trigger(name, sql, _CIRCLE, "objectives cannot serve each other in a circle")
        name = f"serves_cycle_{event}"
        found[name] = _trigger(
            name,
            sql,
            _OTHER_CYCLE,
            "an objective serves one of its own cycle, or of a longer one that contains it",
        )
    return found


def _trigger(name: str, event: str, condition: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON serves WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
