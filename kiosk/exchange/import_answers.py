"""Answers to the questions about a source: another reading makes other key results of a line."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kiosk.okr.import_findings import FoundKeyResult, FoundObjective, Understood
from kiosk.okr.key_result_draft import KeyResultDraft

Outcomes = Mapping[int, tuple[KeyResultDraft, ...]]


def answered(found: Understood, answers: Mapping[int, int]) -> Understood:
    """What a source means with answers to its questions.

    :param answers: which reading is right, by the number of the question.
    """
    outcomes: dict[int, tuple[KeyResultDraft, ...]] = {}
    for number, chosen in answers.items():
        about = found.questions[number] if number < len(found.questions) else None
        if about and chosen < len(about.question.outcomes):
            outcomes |= dict.fromkeys(about.lines, about.question.outcomes[chosen])
    if not outcomes:
        return found
    objectives = tuple(_objective(each, outcomes) for each in found.objectives)
    return replace(found, objectives=objectives)


def _objective(objective: FoundObjective, outcomes: Outcomes) -> FoundObjective:
    return replace(objective, key_results=tuple(_key_results(objective, outcomes)))


def _key_results(objective: FoundObjective, outcomes: Outcomes) -> Iterator[FoundKeyResult]:
    done = set()
    for key_result in objective.key_results:
        drafts = outcomes.get(key_result.line)
        if drafts is None:
            yield key_result
        elif key_result.line not in done:
            done.add(key_result.line)
            yield from (replace(key_result, draft=draft) for draft in drafts)
