"""Finds texts of an office with a character that could not be decoded."""

from collections.abc import Iterator

from kiosk.okr.model import Office
from kiosk.okr.text import UNREADABLE


def has_unreadable(office: Office) -> bool:
    """Whether a title, name, unit or current note has one."""
    return any(UNREADABLE in text for text in _texts(office))


def _texts(office: Office) -> Iterator[str]:
    yield office.name
    yield from (team.name for team in office.teams)
    yield from (cycle.name for cycle in office.cycles)
    yield from (objective.title for objective in office.objectives)
    for key_result in office.key_results():
        yield from (key_result.title, key_result.owner, key_result.unit)
        yield key_result.latest_check_in.note if key_result.latest_check_in is not None else ""
