"""What the objectives of an import serve: others of the sources, or of the cycle."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kiosk.errors import ValidationError
from kiosk.okr.alignment import alignment_circle
from kiosk.okr.alignment_reason import without_because
from kiosk.okr.import_findings import (
    FoundObjective,
    ItemState,
    PreviewLink,
    PreviewObjective,
    QuestionAboutLines,
    ReadingQuestion,
)
from kiosk.okr.model import Objective, Office
from kiosk.okr.text import REASON_LENGTH, validated_line


def with_links(
    objectives: Sequence[PreviewObjective], office: Office | None
) -> tuple[tuple[PreviewObjective, ...], tuple[QuestionAboutLines, ...]]:
    """The objectives with what they serve, and a question for each link that is left out.

    :param office: the office with the cycle's objectives; None for a new cycle.
    """
    links = _Links(objectives, office)
    return tuple(links.linked(at) for at in range(len(objectives))), tuple(links.left_out)


class _Links:
    def __init__(self, objectives: Sequence[PreviewObjective], office: Office | None) -> None:
        there = office.objectives if office else ()
        self.left_out: list[QuestionAboutLines] = []
        self._objectives = objectives
        self._there: Mapping[str, Objective] = {o.code: o for o in there}
        self._serves = {o.code: [link.code for link in o.serves] for o in there}
        self._titles: dict[str, dict[str, str]] = {}
        for at, objective in enumerate(objectives):
            self._name(objective.found.title, _key(objective, at))
        for objective_there in there:
            self._name(objective_there.title, objective_there.code)

    def _name(self, title: str, key: str) -> None:
        self._titles.setdefault(title.casefold(), {})[key] = title

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
        return replace(objective, links=tuple(links))

    def _link(
        self, objective: PreviewObjective, at: int, title: str, because: str
    ) -> PreviewLink | str:
        """A link, or what the question is about that says why it is left out."""
        known = self._titles.get(title.casefold(), {})
        if len(known) != 1:
            return "serves several" if known else "serves unknown"
        [(target, name)] = known.items()
        key = _key(objective, at)
        if objective.state is not ItemState.NEW:
            is_there = target in self._serves.get(key, ())
            return PreviewLink(target, name, because) if is_there else "serves kept"
        if alignment_circle(key, target, self._serves):
            return "serves circle"
        try:
            reason = validated_line("because", without_because(because), REASON_LENGTH)
        except ValidationError:
            return "serves reason"
        self._serves.setdefault(key, []).append(target)
        return PreviewLink(target, name, reason)


def link_key(at: int) -> str:
    """What names a new objective in links, by its place in the preview."""
    return f"new {at}"


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
