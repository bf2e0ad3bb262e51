"""Objectives of the same title: whether they are one is asked, never assumed.

Objectives of one title stand in two teams, twice in a source, or once there and once in the cycle,
in another team. Apart they lose nothing, so they stay apart until somebody says which one they are;
those whose key results the cycle has under one objective already are that one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kiosk.exchange.import_source import UnderstoodSource
from kiosk.exchange.understanding.repeated import without_repeated
from kiosk.okr.import_edits import keyed
from kiosk.okr.import_findings import APART, FoundObjective, SameTitle
from kiosk.okr.model import Objective, Office


@dataclass(frozen=True, slots=True)
class JoinedSources:
    """Sources in which objectives are joined as the answers say.

    :ivar there: the objectives of the cycle that some were joined with, by their keys.
    """

    sources: tuple[UnderstoodSource, ...]
    questions: tuple[SameTitle, ...]
    there: Mapping[str, Objective]


def with_keys(sources: Sequence[UnderstoodSource]) -> Sequence[UnderstoodSource]:
    """The sources with keys, which they have already where something in them was corrected."""
    if all(each.key for source in sources for each in source.found.objectives):
        return sources
    found = keyed(source.found for source in sources)
    return [replace(s, found=each) for s, each in zip(sources, found, strict=True)]


def joined_titles(
    sources: Sequence[UnderstoodSource],
    office: Office | None,
    team_of: Callable[[str], str],
    answers: Mapping[str, str],
) -> JoinedSources:
    """The sources with the objectives of the same title joined, or kept apart, as answered.

    :param office: the office with the cycle's objectives; None for a new cycle.
    :param team_of: the code of a team by its name in the source.
    :param answers: by the keys of the questions.
    """
    by_title: dict[str, list[FoundObjective]] = {}
    for source in sources:
        for found in source.found.objectives:
            by_title.setdefault(found.title.casefold(), []).append(found)
    existing: dict[str, list[Objective]] = {}
    for objective in office.objectives if office else ():
        existing.setdefault(objective.title.casefold(), []).append(objective)
    joining = _Joining(team_of, answers)
    for title, each in by_title.items():
        joining.take(each, existing.get(title, []))
    return JoinedSources(joining.applied(sources), tuple(joining.questions), joining.there)


class _Joining:
    def __init__(self, team_of: Callable[[str], str], answers: Mapping[str, str]) -> None:
        self._team_of, self._answers = team_of, answers
        self.questions: list[SameTitle] = []
        self.there: dict[str, Objective] = {}
        self._into: dict[str, str] = {}
        self._found: dict[str, FoundObjective] = {}

    def take(self, found: Sequence[FoundObjective], existing: Sequence[Objective]) -> None:
        """Join the objectives of one title, or note that it is asked."""
        full = self._without_empty(found)
        matched = matching(full, existing, self._team_of)
        self.there |= matched
        own = {each.code for each in matched.values()}
        teams = {self._team_of(each.team) for each in full}
        others = tuple(o for o in existing if o.code not in own and o.team not in teams)
        new = [each for each in full if each.key not in matched]
        if not new or (len(full) == 1 and not others):
            return
        answer = self._answer(full, others, new, matched)
        at = answer if answer in {each.key for each in full} else full[0].key
        self.questions.append(SameTitle(tuple(full), others, answer, at))
        if answer != APART:
            self._join(full, at)
        for other in others:
            if other.code == answer:
                self.there[at] = other

    def _without_empty(self, found: Sequence[FoundObjective]) -> list[FoundObjective]:
        """Those of which none is only another's title: a list of objectives above their key
        results."""
        full: list[FoundObjective] = []
        for each in found:
            team = self._team_of(each.team)
            same = next((o for o in full if self._team_of(o.team) == team), None)
            if same is None or (same.key_results and each.key_results):
                full.append(each)
            else:
                self._join([same, each], same.key)
                full[full.index(same)] = _with_all(same, [each])
        return full

    def _answer(
        self,
        full: Sequence[FoundObjective],
        others: Sequence[Objective],
        new: Sequence[FoundObjective],
        matched: Mapping[str, Objective],
    ) -> str:
        """The answer that was given, if it is one; or else that of an import before, if the cycle
        has what it made; or else the one that loses nothing."""
        answer = self._answers.get(full[0].key, "")
        if answer in (APART, *(o.code for o in others), *(each.key for each in full)):
            return answer
        wanted = {row.draft.title.casefold() for each in new for row in each.key_results}
        for key, there in (*matched.items(), *((o.code, o) for o in others)):
            if wanted and wanted <= {k.title.casefold() for k in there.key_results}:
                return key
        return APART

    def _join(self, objectives: Sequence[FoundObjective], key: str) -> None:
        for each in objectives:
            self._found.setdefault(each.key, each)
            if each.key != key:
                self._into[each.key] = key
                self.there.pop(each.key, None)

    def applied(self, sources: Sequence[UnderstoodSource]) -> tuple[UnderstoodSource, ...]:
        """The sources without the objectives that are joined with another, which has their key
        results."""
        if not self._into:
            return tuple(sources)
        more: dict[str, list[FoundObjective]] = {}
        for key in self._into:
            target = key
            while target in self._into:
                target = self._into[target]
            more.setdefault(target, []).append(self._found[key])
        return tuple(self._applied(source, more) for source in sources)

    def _applied(
        self, source: UnderstoodSource, more: Mapping[str, Sequence[FoundObjective]]
    ) -> UnderstoodSource:
        kept = tuple(
            _with_all(found, more[found.key]) if found.key in more else found
            for found in source.found.objectives
            if found.key not in self._into
        )
        return replace(source, found=without_repeated(replace(source.found, objectives=kept)))


def _with_all(found: FoundObjective, others: Sequence[FoundObjective]) -> FoundObjective:
    rows = (*found.key_results, *(row for each in others for row in each.key_results))
    serves = tuple(dict.fromkeys((*found.serves, *(s for each in others for s in each.serves))))
    return replace(
        found,
        key_results=rows,
        serves=serves,
        because=found.because or next((e.because for e in others if e.because), ""),
        description=found.description or next((e.description for e in others if e.description), ""),
        short_title=found.short_title or next((e.short_title for e in others if e.short_title), ""),
    )


def matching(
    found: Sequence[FoundObjective],
    existing: Sequence[Objective],
    team_of: Callable[[str], str],
) -> dict[str, Objective]:
    """The objectives of the cycle that those of one title are, by key: of their own team, each
    once, those with the most key results in common first."""
    pairs = [
        (-_shared(each, there), at, place, each.key, there)
        for at, each in enumerate(found)
        for place, there in enumerate(existing)
        if team_of(each.team) == there.team
    ]
    matched: dict[str, Objective] = {}
    taken: set[str] = set()
    for _, _, _, key, there in sorted(pairs, key=lambda pair: pair[:3]):
        if key not in matched and there.code not in taken:
            matched[key] = there
            taken.add(there.code)
    return matched


def _shared(found: FoundObjective, there: Objective) -> int:
    titles = {key_result.title.casefold() for key_result in there.key_results}
    return sum(row.draft.title.casefold() in titles for row in found.key_results)
