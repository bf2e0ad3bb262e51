"""Corrections of what was read from a source.

Each is for one key result, objective or team, which its key names by what was read there. So it
stays while other lines of the source, or answers to questions, change.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from kiosk.errors import Collector, ValidationError
from kiosk.okr.check_in_input import unit_in
from kiosk.okr.import_findings import FoundKeyResult, FoundObjective, Understood
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_input import parse_number, typed_reading
from kiosk.okr.number_units import normalise_unit
from kiosk.okr.text import FULL_TITLE_LENGTH, NAME_LENGTH, validated_line

NUMBERS = ("start", "target", "low", "high")
_KEY_LENGTH = 12

Errors = dict[str, tuple[ValidationError, ...]]
"""What is wrong with corrections, by the key of what they correct."""


@dataclass(frozen=True, slots=True)
class ImportEdits:
    """Corrections: texts by field, by the key of what they correct.

    :ivar decimal_separator: of the numbers in them, "." or ",".
    """

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    decimal_separator: str = "."


def team_key(name: str) -> str:
    """The key of a team by its name in the source."""
    return _key("team", name.casefold())


def keyed(sources: Iterable[Understood]) -> tuple[Understood, ...]:
    """The sources with a key on each objective and key result, and the number of its source. Of
    those that say the same, each further one has a number in its key."""
    taken: Counter[str] = Counter()

    def once(*parts: str) -> str:
        key = _key(*parts)
        taken[key] += 1
        return key if taken[key] == 1 else f"{key}.{taken[key]}"

    def objective(number: int, found: FoundObjective) -> FoundObjective:
        key = once("objective", found.team, found.title)
        rows = tuple(
            replace(row, source=number, key=once("key result", key, row.draft.title))
            for row in found.key_results
        )
        return replace(found, source=number, key=key, key_results=rows)

    return tuple(
        replace(each, objectives=tuple(objective(number, found) for found in each.objectives))
        for number, each in enumerate(sources)
    )


def _key(*parts: str) -> str:
    return sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()[:_KEY_LENGTH]


def corrected(found: Understood, edits: ImportEdits) -> tuple[Understood, Errors]:
    """The source as the corrections make it, and what is wrong with them, by key. What is wrong
    leaves its field as it was read."""
    if not edits.texts:
        return found, {}
    errors: Errors = {}
    objectives = tuple(_corrected_objective(each, edits, errors) for each in found.objectives)
    return replace(found, objectives=objectives), errors


def _corrected_objective(
    found: FoundObjective, edits: ImportEdits, errors: Errors
) -> FoundObjective:
    texts, collect = edits.texts.get(found.key, {}), Collector()
    renamed = edits.texts.get(team_key(found.team), {}).get("name", "").strip()
    team, title = texts.get("team", renamed or found.team), texts.get("title", found.title)
    if texts or renamed:
        team = collect.read(
            lambda: validated_line("team", team, NAME_LENGTH, needed=False), found.team
        )
        title = collect.read(lambda: validated_line("title", title, FULL_TITLE_LENGTH), found.title)
        errors |= {found.key: collect.errors} if collect.errors else {}
    rows = tuple(_corrected_row(row, edits, errors) for row in found.key_results)
    is_read = (team, title) == (found.team, found.title)
    as_read = None if is_read else (found.team, found.title)
    return replace(found, team=team, title=title, key_results=rows, as_read=as_read)


def _corrected_row(found: FoundKeyResult, edits: ImportEdits, errors: Errors) -> FoundKeyResult:
    texts = edits.texts.get(found.key)
    if not texts:
        return found
    draft, wrong = corrected_draft(found.draft, texts, edits.decimal_separator)
    if wrong:
        errors[found.key] = wrong
    return replace(found, draft=draft, as_read=None if draft == found.draft else found.draft)


def draft_texts(draft: KeyResultDraft, number: Callable[[Decimal], str]) -> dict[str, str]:
    """The texts of a key result's fields.

    :param number: writes a number for a field.
    """
    numbers = {name: getattr(draft, name) for name in NUMBERS}
    return {
        "title": draft.title,
        "short_title": draft.short_title,
        "kind": draft.kind.value,
        "unit": draft.unit,
        **{name: "" if value is None else number(value) for name, value in numbers.items()},
        "milestones": "\n".join(step.title for step in draft.milestones),
    }


def corrected_draft(
    draft: KeyResultDraft, texts: Mapping[str, str], decimal_separator: str
) -> tuple[KeyResultDraft, tuple[ValidationError, ...]]:
    """A key result with corrections, and what is wrong with them, by field.

    :param texts: those fields that are corrected.
    """
    collect = Collector()
    kind = collect.read(lambda: _kind(texts.get("kind", draft.kind.value)), draft.kind)
    unit = texts.get("unit", draft.unit).strip()
    changed = replace(
        draft,
        title=texts.get("title", draft.title).strip(),
        short_title=texts.get("short_title", draft.short_title).strip(),
        kind=kind,
        unit=unit,
        milestones=_steps(draft, texts["milestones"])
        if "milestones" in texts
        else draft.milestones,
    )
    numbers, beside = _numbers(collect, changed, texts, decimal_separator)
    changed = replace(changed, **numbers, unit=unit or beside)
    if kind is not draft.kind:
        changed = _with_goal(changed, draft)
    return changed, collect.errors


def _kind(text: str) -> KeyResultKind:
    try:
        return KeyResultKind(text)
    except ValueError:
        raise ValidationError("kind", "Choose how it is measured") from None


def _numbers(
    collect: Collector, draft: KeyResultDraft, texts: Mapping[str, str], decimal_separator: str
) -> tuple[dict[str, Any], str]:
    """The numbers that are corrected, and the unit beside them."""
    unit = unit_in(draft.kind, draft.unit or None)
    kept = (getattr(draft, name) for name in NUMBERS if name not in texts)
    known = [number for number in kept if number is not None]
    found: dict[str, Any] = {}
    beside = ""
    for name in NUMBERS:
        text = texts.get(name, "").strip()
        if name in texts and not text:
            found[name] = None
        elif text:
            try:
                readings = parse_number(text, name, decimal_separator, unit)
                found[name] = typed_reading(readings, name, known).number
            except ValidationError as error:
                collect.refuse(error)
                continue
            beside = beside or normalise_unit(readings.unit)
    return found, "" if draft.kind is KeyResultKind.PERCENT else beside


def _steps(draft: KeyResultDraft, text: str) -> tuple[MilestoneDraft, ...]:
    """The lines of a text as steps: one that was there, or stands in its place, keeps its
    weight."""
    titles = [line.strip() for line in text.splitlines() if line.strip()]
    before = {step.title.casefold(): step for step in draft.milestones}
    in_place = draft.milestones if len(titles) == len(draft.milestones) else ()
    steps = []
    for at, title in enumerate(titles):
        known = before.get(title.casefold()) or (in_place[at] if in_place else None)
        steps.append(replace(known, title=title) if known else MilestoneDraft(title))
    return tuple(steps)


def _with_goal(changed: KeyResultDraft, before: KeyResultDraft) -> KeyResultDraft:
    """Another kind keeps the number to reach, where its own is empty."""
    goal = next((n for n in (before.target, before.high, before.low) if n is not None), None)
    if changed.kind.is_start_to_target:
        return replace(changed, target=goal if changed.target is None else changed.target)
    if changed.kind is KeyResultKind.AT_LEAST:
        return replace(changed, low=goal if changed.low is None else changed.low)
    if changed.kind is KeyResultKind.AT_MOST:
        return replace(changed, high=goal if changed.high is None else changed.high)
    return changed
