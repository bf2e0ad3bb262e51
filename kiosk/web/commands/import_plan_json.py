"""An import's plan as JSON, for programs."""

from typing import Any

import msgspec

from kiosk.exchange.import_preview import new_links
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.okr.import_findings import PreviewKeyResult, PreviewObjective, SkippedLine
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT
from kiosk.web.commands.import_files import ReadImport


def plan_json(read: ReadImport) -> str:
    """A plan as one JSON object; numbers are exact decimals."""
    sources = read.preview.sources
    skipped = [
        _place(read, source, line)
        for source in sources
        for line in (*source.skipped, *source.found.skipped)
    ]
    refused = [
        _place(read, source, line) for source in sources for line in source.found.not_understood
    ]
    lines = sum(source.found.lines + len(source.skipped) for source in sources)
    plan = {
        "cycle": read.cycle_name,
        "lines": lines,
        "understood": lines - len(skipped) - len(refused),
        "skipped": skipped,
        "not_understood": refused,
        "questions": _questions(read),
        "teams": _teams(read),
        "check_ins": len(read.preview.checks.check_ins),
        "check_ins_left_out": [
            {"line": each.line, "text": each.title, "reason": read.localizer.error(each.error)}
            for each in read.preview.checks.left_out
        ],
    }
    return msgspec.json.Encoder(decimal_format="number").encode(plan).decode()


def _place(read: ReadImport, source: UnderstoodSource, line: SkippedLine) -> dict[str, Any]:
    place = {"line": line.number, "text": line.text, "reason": line.reason}
    return {"source": source.name, **place} if len(read.preview.sources) > 1 else place


def _questions(read: ReadImport) -> list[dict[str, Any]]:
    asked = (each for source in read.preview.sources for each in source.found.questions)
    team = (read.assumed_team,) if read.assumed_team else ()
    return [
        {
            "lines": each.lines,
            "about": each.question.about,
            "text": each.question.text,
            "readings": each.question.readings,
            "taken": each.question.taken,
        }
        for each in (*team, *asked, *read.left_out)
    ]


def _teams(read: ReadImport) -> list[dict[str, Any]]:
    teams: dict[str, list[dict[str, Any]]] = {}
    for objective in read.preview.objectives:
        teams.setdefault(objective.team, []).append(_objective(objective))
    return [
        {"name": read.team_names.get(code, code), "objectives": rows}
        for code, rows in teams.items()
    ]


def _objective(objective: PreviewObjective) -> dict[str, Any]:
    return {
        "title": objective.found.title,
        "line": objective.found.line,
        "state": objective.state,
        "serves": [link.title for link in objective.links],
        "new_links": [{"title": k.title, "because": k.because} for k in new_links(objective)],
        "key_results": [_key_result(row) for row in objective.key_results],
    }


def _key_result(row: PreviewKeyResult) -> dict[str, Any]:
    draft = row.draft
    return {
        "title": draft.title,
        "line": row.found.line,
        "state": row.state,
        "kind": draft.kind,
        "unit": PERCENT if draft.kind is KeyResultKind.PERCENT else draft.unit,
        "start": draft.start,
        "target": draft.target,
        "low": draft.low,
        "high": draft.high,
        "value": row.found.value,
        "due": None if draft.due is None else draft.due.isoformat(),
        "milestones": [{"title": m.title, "weight": m.weight} for m in draft.milestones],
    }
