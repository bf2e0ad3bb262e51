"""The titles of a wall: short ones, where there are some."""

from dataclasses import replace

from kiosk.okr.model import KeyResult, Objective, Office


def with_short_titles(office: Office) -> Office:
    """The office with the title that a wall shows of each objective and key result."""
    return replace(
        office,
        objectives=tuple(map(_objective, office.objectives)),
        other_cycle_objectives=tuple(map(_objective, office.other_cycle_objectives)),
        recently_closed=tuple(map(with_short_titles, office.recently_closed)),
    )


def _objective(objective: Objective) -> Objective:
    # What stays as it is stays the same object: caches compare by identity first.
    key_results = tuple(map(_key_result, objective.key_results))
    if not objective.short_title and all(map(_is_same, key_results, objective.key_results)):
        return objective
    title = objective.short_title or objective.title
    return replace(objective, title=title, key_results=key_results)


def _key_result(key_result: KeyResult) -> KeyResult:
    return (
        replace(key_result, title=key_result.short_title) if key_result.short_title else key_result
    )


def _is_same(one: KeyResult, other: KeyResult) -> bool:
    return one is other
