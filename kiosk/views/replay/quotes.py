"""The notes in the replay: one from the early weeks, one from the middle, one from the late."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.okr.model import CheckIn, Cycle, Objective, Office
from kiosk.okr.progress import contributing_objectives
from kiosk.views.i18n.hyphenation import breakable

PARTS = 3
# A longer note cannot be read before the next frames.
LONGEST = 110


@dataclass(frozen=True, slots=True)
class ReplayQuote:
    """A note and the frame in which it appears. `signed` is its author if they signed, else the
    team."""

    step: int
    text: str
    signed: str


@dataclass(frozen=True, slots=True)
class _Noted:
    step: int
    check_in: CheckIn
    order: int


def replay_quotes(
    offices: Sequence[Office], cycle: Cycle, code: str = ""
) -> tuple[ReplayQuote, ...]:
    """At most three notes, spread over the replay. They are chosen by time, preferring teams not
    yet quoted, never by content or by progress.

    :param offices: the office in every frame, oldest first.
    :param code: an objective, to quote its own notes only.
    """
    found = list(_noted(offices, cycle, code))
    last = len(offices) - 1
    chosen: list[_Noted] = []
    for part in range(PARTS):
        quoted_teams = {one.check_in.team for one in chosen}
        those = [one for one in found if (one.step - 1) * PARTS // last == part]
        middle = (2 * part + 1) * last / (2 * PARTS) + 0.5
        if those:
            chosen.append(min(those, key=lambda one: _rank(one, middle, quoted_teams)))
    names = {team.code: team.name for team in offices[-1].teams}
    return tuple(
        ReplayQuote(one.step, breakable(one.check_in.note), breakable(_signed(one.check_in, names)))
        for one in chosen
    )


def _signed(check_in: CheckIn, names: Mapping[str, str]) -> str:
    return check_in.signature or names.get(check_in.team, "")


def _rank(one: _Noted, middle: float, quoted_teams: set[str]) -> tuple[bool, float, int]:
    return one.check_in.team in quoted_teams, abs(one.step - middle), one.order


def _noted(offices: Sequence[Office], cycle: Cycle, code: str) -> Iterator[_Noted]:
    """Notes of check-ins that became the latest within a frame."""
    objectives = _quoted_objectives(offices[-1], cycle, code)
    # Guests see the replay, too: no notes of confidential key results.
    quotable = [k.code for o in objectives for k in o.key_results if not k.confidential]
    before: dict[str, int] = {}
    for step, office in enumerate(offices):
        latest = {k.code: k.latest_check_in for k in office.key_results()}
        for order, key_result in enumerate(quotable):
            check_in = latest.get(key_result)
            if check_in is None:
                continue
            is_new = before.get(key_result) != check_in.id
            before[key_result] = check_in.id
            if step and is_new and 0 < len(check_in.note) <= LONGEST:
                yield _Noted(step, check_in, order)


def _quoted_objectives(office: Office, cycle: Cycle, code: str) -> Sequence[Objective]:
    """The objectives whose notes may be quoted."""
    if not code:
        return [o for o in office.objectives if o.cycle == cycle.id]
    return contributing_objectives(office, office.objective(code))
