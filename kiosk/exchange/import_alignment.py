"""What the objectives of an import serve: others of the sources, or of their cycles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.errors import ValidationError
from kiosk.okr.alignment import alignment_circle, may_serve
from kiosk.okr.alignment_reason import without_because
from kiosk.okr.cycle_rules import is_accepting
from kiosk.okr.import_findings import (
    FoundObjective,
    ItemState,
    PreviewLink,
    PreviewObjective,
    QuestionAboutLines,
    ReadingQuestion,
)
from kiosk.okr.model import Cycle, Office
from kiosk.okr.text import REASON_LENGTH, validated_line

_NEW = "new "
NO_REASON = "serves reason"
"""What a question is about if the source has no reason for a link: one may be given for all."""


def with_links(
    objectives: Sequence[PreviewObjective],
    cycles: Sequence[Cycle],
    offices: Sequence[Office | None],
    longer: Sequence[Office] = (),
) -> tuple[tuple[PreviewObjective, ...], tuple[QuestionAboutLines, ...]]:
    """The objectives with what they serve, and a question for each link that is left out, or has no
    reason.

    :param cycles: those that the objectives are for, by their place.
    :param offices: for each, the office with its objectives; None for a new cycle.
    :param longer: offices with the objectives of longer cycles, which these may serve.
    """
    links = _Links(objectives, cycles, offices, longer)
    return tuple(links.linked(at) for at in range(len(objectives))), tuple(links.left_out)


@dataclass(frozen=True, slots=True)
class _Target:
    """An objective that may be served; `cycle` is None where only those that serve it know it."""

    title: str
    cycle: Cycle | None


class _Links:
    def __init__(
        self,
        objectives: Sequence[PreviewObjective],
        cycles: Sequence[Cycle],
        offices: Sequence[Office | None],
        longer: Sequence[Office],
    ) -> None:
        self.left_out: list[QuestionAboutLines] = []
        self._objectives, self._cycles = objectives, cycles
        self._serves: dict[str, list[str]] = {}
        self._titles: dict[str, dict[str, _Target]] = {}
        for office in offices:
            for other in office.other_cycle_objectives if office else ():
                self._name(other.title, other.code, None)
        for office in longer:
            for there in office.objectives:
                self._name(there.title, there.code, office.cycle(there.cycle))
        for at, objective in enumerate(objectives):
            self._name(objective.found.title, _key(objective, at), cycles[objective.cycle])
        for cycle, office in zip(cycles, offices, strict=True):
            for there in office.objectives if office else ():
                self._serves[there.code] = [link.code for link in there.serves]
                self._name(there.title, there.code, cycle)

    def _name(self, title: str, key: str, cycle: Cycle | None) -> None:
        self._titles.setdefault(title.casefold(), {})[key] = _Target(title, cycle)
        if not key.startswith(_NEW):  # a code names its objective as well
            self._titles.setdefault(key.casefold(), {key: _Target(title, cycle)})

    def linked(self, at: int) -> PreviewObjective:
        """An objective with its links."""
        objective = self._objectives[at]
        links: list[PreviewLink] = []
        for title, because in _found_links(objective.found):
            link = self._link(objective, at, title, because)
            if isinstance(link, str):
                question = ReadingQuestion(link, title, (), "")
                self.left_out.append(QuestionAboutLines((objective.found.line,), question))
            elif all(each.key != link.key for each in links):
                links.append(link)
                if not link.because and objective.state is ItemState.NEW:
                    question = ReadingQuestion(NO_REASON, title, (), "")
                    self.left_out.append(QuestionAboutLines((objective.found.line,), question))
        state = objective.state
        if state is ItemState.SAME and any(not each.is_there for each in links):
            state = ItemState.CHANGED
        return replace(objective, links=tuple(links), state=state)

    def _link(
        self, objective: PreviewObjective, at: int, title: str, because: str
    ) -> PreviewLink | str:
        """A link, or what the question is about that says why it is left out."""
        known = self._known(self._cycles[objective.cycle], title)
        if len(known) != 1:
            return "serves several" if known else "serves unknown"
        [(target, named)] = known.items()
        key = _key(objective, at)
        if target in self._serves.get(key, ()):
            return PreviewLink(target, named.title, because, is_there=bool(objective.code))
        if refusal := self._refusal(self._cycles[objective.cycle], named, key, target):
            return refusal
        reason = without_because(because)
        try:
            reason = validated_line("because", reason, REASON_LENGTH) if reason.strip() else ""
        except ValidationError:
            return "serves long reason"
        if objective.state is not ItemState.NEW and not reason:
            return "serves kept"
        self._serves.setdefault(key, []).append(target)
        return PreviewLink(target, named.title, reason)

    def _refusal(self, cycle: Cycle, named: _Target, key: str, target: str) -> str:
        """What the question is about if an objective of a cycle may not serve another; "" if it
        may."""
        if not is_accepting(cycle.state):
            return "serves graded"
        if named.cycle is None or not may_serve(cycle, named.cycle):
            return "serves other cycle"
        return "serves circle" if alignment_circle(key, target, self._serves) else ""

    def _known(self, cycle: Cycle, title: str) -> dict[str, _Target]:
        """The objectives with a title: those of the same cycle, or else of any other."""
        known = self._titles.get(title.casefold(), {})
        same = {key: each for key, each in known.items() if each.cycle == cycle}
        return same or known


def link_key(at: int) -> str:
    """What names a new objective in links, by its place in the preview."""
    return f"{_NEW}{at}"


def _key(objective: PreviewObjective, at: int) -> str:
    return objective.code or link_key(at)


def _found_links(found: FoundObjective) -> Iterator[tuple[str, str]]:
    """The titles of what it serves, each with its reason. A cell with several has a line for each,
    and so may the reasons."""
    titles = [title.strip() for cell in found.serves for title in cell.splitlines()]
    titles = [title for title in titles if title]
    reasons = [reason for reason in found.because.splitlines() if reason.strip()]
    if len(reasons) != len(titles):
        reasons = [" ".join(reasons)] * len(titles)
    return zip(titles, reasons, strict=True)
