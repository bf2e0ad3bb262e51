"""An import beside what the office has: each item is new, changed or the same."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kiosk.exchange.import_alignment import link_key
from kiosk.exchange.import_histories import NO_CHECK_INS, CheckInPreview
from kiosk.exchange.import_same_titles import JoinedSources
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.exchange.understanding.measure_patterns import AMOUNT
from kiosk.exchange.understanding.outline_reader import A_REMARK, A_TITLE
from kiosk.okr.cycle_names import period_in
from kiosk.okr.cycle_periods import CyclePeriod
from kiosk.okr.import_findings import (
    FoundKeyResult,
    FoundObjective,
    ItemState,
    PreviewKeyResult,
    PreviewLink,
    PreviewObjective,
    QuestionAboutLines,
    SameTitle,
)
from kiosk.okr.import_plan import (
    ImportedGrade,
    ImportedLink,
    ImportPlan,
    KeyResultChange,
    KeyResultPlace,
    NewObjective,
    NewTeam,
)
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResult, KeyResultKind, NewCycle, Objective
from kiosk.okr.units import plural_unit


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do, in the order of the sources. `left_out` says what of it is not
    written: links between objectives, grades, and what is for a cycle that takes nothing more;
    `same_titles` says which objectives may be one."""

    sources: tuple[UnderstoodSource, ...]
    objectives: tuple[PreviewObjective, ...]
    checks: CheckInPreview = NO_CHECK_INS
    left_out: tuple[QuestionAboutLines, ...] = ()
    grades: tuple[ImportedGrade, ...] = ()
    same_titles: tuple[SameTitle, ...] = ()

    @property
    def changed(self) -> int:
        """How many key results would change."""
        return sum(row.state is ItemState.CHANGED for o in self.objectives for row in o.key_results)

    @property
    def unexplained(self) -> int:
        """How many new links have no reason in the source."""
        return sum(not link.because for each in self.objectives for link in new_links(each))

    @property
    def is_there_already(self) -> bool:
        """Whether nothing would be written."""
        is_any = bool(self.objectives or self.checks.same)
        is_same = all(o.state is ItemState.SAME for o in self.objectives)
        return is_any and is_same and not self.checks.check_ins and not self.grades

    @property
    def is_empty(self) -> bool:
        """Whether nothing was understood."""
        return not (self.objectives or self.checks.check_ins or self.checks.same)

    def plan(
        self,
        cycles: Sequence[int | NewCycle],
        teams: Sequence[NewTeam],
        reason: str = "",
        because: str = "",
    ) -> ImportPlan:
        """What is to be written: what is the same is left out.

        :param cycles: what the objectives are for, by their place.
        :param reason: why key results of an open cycle change.
        :param because: why objectives serve others where the source does not say it; without that,
            these links are left out.
        """
        wanted = [(o, _new_rows(o)) for o in self.objectives]
        wanted = [
            (o, rows) for o, rows in wanted if rows or o.state is ItemState.NEW or new_links(o)
        ]
        places = {
            id(row): KeyResultPlace(number, position)
            for number, (_, rows) in enumerate(wanted)
            for position, row in enumerate(rows)
        }
        check_ins = tuple(
            replace(each.check_in, key_result=places.get(id(each.row), each.check_in.key_result))
            for each in self.checks.check_ins
        )
        used = {o.team for o, _ in wanted}
        return ImportPlan(
            tuple(cycles),
            tuple(team for team in teams if team.temporary_code in used),
            tuple(_new_objective(o, rows) for o, rows in wanted),
            self._changes(),
            reason,
            check_ins,
            links=self._links({id(o): number for number, (o, _) in enumerate(wanted)}, because),
            grades=self.grades,
        )

    def _changes(self) -> tuple[KeyResultChange, ...]:
        return tuple(
            KeyResultChange(k.code, k.draft)
            for o in self.objectives
            for k in o.key_results
            if k.state is ItemState.CHANGED
        )

    def _links(self, places: Mapping[int, int], because: str) -> tuple[ImportedLink, ...]:
        """What objectives serve from now on, by the places of the objectives in the plan."""
        keys = {
            link_key(at): places[id(o)]
            for at, o in enumerate(self.objectives)
            if o.state is ItemState.NEW
        }
        return tuple(
            ImportedLink(places[id(o)], keys.get(link.key, link.key), link.because or because)
            for o in self.objectives
            for link in new_links(o)
            if link.because or because
        )


def _new_objective(objective: PreviewObjective, rows: Sequence[PreviewKeyResult]) -> NewObjective:
    found, drafts = objective.found, tuple(row.draft for row in rows)
    texts = found.description, found.short_title
    places = objective.cycle, objective.code
    return NewObjective(objective.team, found.title, drafts, *texts, *places)


def new_links(objective: PreviewObjective) -> list[PreviewLink]:
    """What an objective would serve, and does not yet."""
    return [link for link in objective.links if not link.is_there]


def _new_rows(objective: PreviewObjective) -> list[PreviewKeyResult]:
    return [row for row in objective.key_results if row.state is ItemState.NEW]


def preview_objectives(
    joined: JoinedSources, team_of: Callable[[str], str]
) -> tuple[PreviewObjective, ...]:
    """The objectives in sources beside those of a cycle, without what they serve.

    :param team_of: the code of a team by its name in the source.
    """
    return tuple(
        _objective(found, team_of(found.team), joined.there.get(found.key))
        for source in joined.sources
        for found in source.found.objectives
    )


def _objective(found: FoundObjective, team: str, existing: Objective | None) -> PreviewObjective:
    known = _matches(found.key_results, existing.key_results) if existing else {}
    rows = tuple(_key_result(k, known.get(k.draft.title)) for k in found.key_results)
    if existing is None:
        return PreviewObjective(found, ItemState.NEW, team, rows)
    is_same = all(row.state is ItemState.SAME for row in rows)
    state = ItemState.SAME if is_same else ItemState.CHANGED
    return PreviewObjective(found, state, existing.team, rows, existing.code)


def _matches(
    found: Sequence[FoundKeyResult], existing: Sequence[KeyResult]
) -> dict[str, KeyResult]:
    """The existing key results by the titles of those found: of the same title, or else of one that
    differs only in its numbers, where there is only one."""
    by_title = {k.title.casefold(): k for k in existing}
    same = {f.draft.title: by_title.get(f.draft.title.casefold()) for f in found}
    matched = {title: k for title, k in same.items() if k is not None}
    taken = {k.code for k in matched.values()}
    rest: dict[str, list[KeyResult]] = {}
    for key_result in existing:
        if key_result.code not in taken:
            rest.setdefault(_without_numbers(key_result.title), []).append(key_result)
    wanted = Counter(_without_numbers(t) for t in same if t not in matched)
    for title in same:
        plain = _without_numbers(title)
        if title not in matched and wanted[plain] == len(rest.get(plain, ())) == 1:
            matched[title] = rest[plain][0]
    return matched


def _without_numbers(title: str) -> str:
    return re.sub(AMOUNT, "#", title).casefold()


def _key_result(found: FoundKeyResult, existing: KeyResult | None) -> PreviewKeyResult:
    if existing is None:
        return PreviewKeyResult(found, ItemState.NEW, found.draft)
    draft = _merged(found.draft, existing)
    state = ItemState.SAME if _is_same(draft, existing) else ItemState.CHANGED
    return PreviewKeyResult(found, state, draft, existing.code)


def _merged(draft: KeyResultDraft, existing: KeyResult) -> KeyResultDraft:
    """The draft, with what the source does not say as it is."""
    kept_start = None if existing.start_is_derived else existing.start
    codes = {m.title.casefold(): m for m in existing.milestones}
    return replace(
        draft,
        start=kept_start if draft.start is None and draft.kind is existing.kind else draft.start,
        weight=existing.weight if draft.weight is None else draft.weight,
        owner=draft.owner or existing.owner,
        unit=existing.unit if _are_percentages(draft, existing) else draft.unit or existing.unit,
        freshness_days=existing.freshness_days,
        confidential=existing.confidential,
        ambition=existing.ambition,
        due=draft.due or existing.due,
        short_title=draft.short_title or existing.short_title,
        description=draft.description or existing.description,
        milestones=tuple(_with_code(m, codes) for m in draft.milestones),
    )


def _are_percentages(draft: KeyResultDraft, existing: KeyResult) -> bool:
    """Whether both are percentages, which may be written with or without their sign."""
    return draft.kind is existing.kind is KeyResultKind.PERCENT


def _with_code(milestone: MilestoneDraft, codes: Mapping[str, object]) -> MilestoneDraft:
    known = codes.get(milestone.title.casefold())
    return replace(
        milestone,
        code=getattr(known, "code", ""),
        weight=getattr(known, "weight", milestone.weight),
    )


def _is_same(draft: KeyResultDraft, existing: KeyResult) -> bool:
    start = None if existing.start_is_derived else existing.start
    return (
        (draft.kind, plural_unit(draft.unit), draft.start, draft.target, draft.low, draft.high)
        == (
            existing.kind,
            plural_unit(existing.unit),
            start,
            existing.target,
            existing.low,
            existing.high,
        )
        and (draft.weight, draft.owner, draft.due, draft.short_title)
        == (existing.weight, existing.owner, existing.due, existing.short_title)
        and [m.title.casefold() for m in draft.milestones]
        == [m.title.casefold() for m in existing.milestones]
    )


def named_period(
    sources: Iterable[UnderstoodSource], file_names: Iterable[str]
) -> CyclePeriod | None:
    """The one period that the title of a page or the name of a file says it is for; where they say
    none, a remark above the first objective."""
    sources = tuple(sources)
    above = tuple(text for source in sources for text in _remarks_above(source))
    titles = (
        line.text for source in sources for line in source.found.skipped if line.reason == A_TITLE
    )
    for texts in ((*titles, *file_names), above):
        if periods := {period for period in map(period_in, texts) if period}:
            return periods.pop() if len(periods) == 1 else None
    return None


def _remarks_above(source: UnderstoodSource) -> Iterator[str]:
    first = min((o.line for o in source.found.objectives), default=0)
    for line in source.found.skipped:
        if line.reason == A_REMARK and line.number < first:
            yield line.text


def team_names(sources: Iterable[UnderstoodSource]) -> tuple[str, ...]:
    """The names of teams in the sources, each once, ignoring case; "" for none given."""
    once: dict[str, str] = {}
    for source in sources:
        for objective in source.found.objectives:
            once.setdefault(objective.team.casefold(), objective.team)
    return tuple(once.values())
