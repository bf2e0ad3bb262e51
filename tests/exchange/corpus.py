"""Sources of every shape with what they mean, as files: NAME.ext and NAME.json beside it.

Add a case by adding its file, then `python -m tests.exchange.corpus NAME` writes what is understood
today. Read it, correct what is wrong, and mend the code until the test agrees.
`python -m tests.exchange.corpus --figures` counts how much is right.
"""

import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from kiosk.errors import ValidationError
from kiosk.exchange.import_source import UnderstoodSource, understood_sources
from kiosk.exchange.reading.source import read_file
from kiosk.okr.import_findings import FoundCheckIn, FoundHistory, FoundKeyResult, FoundObjective
from kiosk.okr.key_result_draft import MilestoneDraft
from kiosk.okr.model import KeyResultKind

FOLDER = Path(__file__).parent / "corpus_files"


def cases() -> list[Path]:
    """Every source, by name."""
    return sorted(path for path in FOLDER.iterdir() if not _is_expected(path))


def _is_expected(path: Path) -> bool:
    return path.suffix == ".json" and path.with_suffix("").suffix != ""


def expected_path(source: Path) -> Path:
    """Where it stands what a source means."""
    return source.with_name(f"{source.name}.json")


def summary(source: Path) -> dict[str, Any]:
    """What a source means, in a form to read."""
    try:
        found = understood_sources(read_file(source.name, source.read_bytes()), ".")
    except ValidationError as error:
        return {"error": str(error)}
    return {"sources": [_source(each) for each in found]}


def _source(source: UnderstoodSource) -> dict[str, Any]:
    found = source.found
    return {
        "lines": found.lines + len(source.skipped),
        "objectives": [
            {
                "line": o.line,
                "team": o.team,
                "title": o.title,
                **_more(o),
                "key_results": [f"{k.line}: {k.draft.title} | {measure(k)}" for k in o.key_results],
            }
            for o in found.objectives
        ],
        "skipped": [f"{each.number}: {each.reason}" for each in (*source.skipped, *found.skipped)],
        "not_understood": [f"{each.number}: {each.reason}" for each in found.not_understood],
        "questions": [
            f"{', '.join(map(str, q.lines))}: {q.question.about} {q.question.text}"
            for q in found.questions
        ],
        **({"histories": [_history(each) for each in found.histories]} if found.histories else {}),
    }


def _history(found: FoundHistory) -> str:
    name = " / ".join(filter(None, (found.objective, found.key_result, found.code)))
    return f"{name} | " + ", ".join(map(_check_in, found.check_ins))


def _check_in(found: FoundCheckIn) -> str:
    day = "" if found.measured_on is None else found.measured_on.iso
    confidence = "" if found.confidence is None else f"confidence {found.confidence}"
    note = f"“{found.note}”" if found.note else ""
    return " ".join(filter(None, (f"{found.line}:", day, str(found.value), confidence, note)))


def _more(found: FoundObjective) -> dict[str, str]:
    more = {"serves": ", ".join(found.serves), "because": found.because}
    more["description"] = found.description
    return {name: text for name, text in more.items() if text}


def measure(found: FoundKeyResult) -> str:
    """A key result's measure in one line: number 800 → 2000, at_most 3 %."""
    draft = found.draft
    numbers = {
        KeyResultKind.AT_MOST: _number(draft.high),
        KeyResultKind.AT_LEAST: _number(draft.low),
        KeyResultKind.BETWEEN: f"{_number(draft.low)}–{_number(draft.high)}",
        KeyResultKind.YES_NO: "",
        KeyResultKind.MILESTONES: ", ".join(map(_step, draft.milestones)),
    }
    text = numbers.get(draft.kind, f"{_number(draft.start)} → {_number(draft.target)}")
    owner = f"owner {draft.owner}" if draft.owner else ""
    value = "" if found.value is None else f"now {found.value}"
    more = {
        "confidence": "" if found.confidence is None else found.confidence,
        "due": "" if found.due is None else found.due.iso,
        "measured": "" if found.measured_on is None else found.measured_on.iso,
        "note": found.note and f"“{found.note}”",
        "described": found.description and f"“{found.description}”",
    }
    rest = (f"{name} {said}" for name, said in more.items() if said != "")
    parts = (draft.kind.value, text, draft.unit, value, owner, *rest)
    return " ".join(part for part in parts if part)


def _step(step: MilestoneDraft) -> str:
    return step.title if step.weight == 1 else f"{step.title} ({step.weight})"


def _number(number: Decimal | None) -> str:
    return "?" if number is None else format(number, "f")


def figures() -> str:
    """How many key results and lines of the corpus are understood as is written beside them."""
    counts: Counter[str] = Counter()
    for source in cases():
        today = summary(source).get("sources", [])
        meant = json.loads(expected_path(source).read_text(encoding="utf-8")).get("sources", [])
        wanted, found = _key_results(meant), _key_results(today)
        counts["sources"] += 1
        counts["key results"] += len(wanted)
        counts["right"] += len(wanted & found)
        counts["lines"] += sum(each["lines"] for each in today)
        counts["questions"] += sum(len(each["questions"]) for each in today)
        counts["not understood"] += sum(len(each["not_understood"]) for each in today)
    share = 100 * counts["right"] / counts["key results"]
    return f"{share:.1f} % right: " + ", ".join(f"{n} {name}" for name, n in counts.items())


def _key_results(sources: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {
        (o["team"], o["title"], key_result)
        for source in sources
        for o in source["objectives"]
        for key_result in o["key_results"]
    }


def main(names: list[str]) -> None:
    """Write down what is understood of the named cases, or of all."""
    if names == ["--figures"]:
        sys.stdout.write(figures() + "\n")
        return
    for source in cases():
        if not names or source.stem in names:
            text = json.dumps(summary(source), ensure_ascii=False, indent=1)
            expected_path(source).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
