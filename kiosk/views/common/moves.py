"""Moves of an objective or a key result, as sentences for the phone pages."""

from collections.abc import Iterable

from kiosk.okr.moves import Move
from kiosk.views.i18n.localizer import Localizer


def moves_text(localizer: Localizer, moves: Iterable[Move]) -> tuple[str, ...]:
    """A sentence for each move in an open cycle. Moves in a draft are left out: nobody had seen
    the old location."""
    return tuple(_move_text(localizer, move) for move in moves if move.reason)


def _move_text(localizer: Localizer, move: Move) -> str:
    _ = localizer.gettext
    if move.objective:
        pattern = _("Moved from “%(objective)s” on %(day)s: %(reason)s")
    elif move.team and move.cycle:
        pattern = _("Moved from %(team)s and the cycle %(cycle)s on %(day)s: %(reason)s")
    elif move.team:
        pattern = _("Moved from %(team)s on %(day)s: %(reason)s")
    else:
        pattern = _("Moved from the cycle %(cycle)s on %(day)s: %(reason)s")
    return pattern % {
        "objective": move.objective,
        "team": move.team,
        "cycle": move.cycle,
        "day": localizer.day(localizer.today(move.at)),
        "reason": move.reason,
    }
