"""Key results that stand twice under an objective: one is kept, another number is reported."""

from dataclasses import replace

from kiosk.errors import N_
from kiosk.okr.import_findings import FoundKeyResult, FoundObjective, SkippedLine, Understood

TWICE = N_("it is there twice")
TWO_NUMBERS = N_("a key result above has the same title and another measure")


def without_repeated(whole: Understood) -> Understood:
    """A source in which each title stands once under its objective."""
    skipped: list[SkippedLine] = []
    refused: list[SkippedLine] = []
    objectives = tuple(_once(objective, skipped, refused) for objective in whole.objectives)
    return replace(
        whole,
        objectives=objectives,
        skipped=(*whole.skipped, *skipped),
        not_understood=(*whole.not_understood, *refused),
    )


def _once(
    objective: FoundObjective, skipped: list[SkippedLine], refused: list[SkippedLine]
) -> FoundObjective:
    first: dict[str, FoundKeyResult] = {}
    for found in objective.key_results:
        before = first.setdefault(found.draft.title.casefold(), found)
        if before is not found:
            is_same = replace(found.draft, owner=before.draft.owner) == before.draft
            reasons = (skipped, TWICE) if is_same else (refused, TWO_NUMBERS)
            reasons[0].append(SkippedLine(found.line, found.draft.title, reasons[1]))
    return replace(objective, key_results=tuple(first.values()))
