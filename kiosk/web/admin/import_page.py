"""The page to import OKRs as it is shown: the form, and the preview of what was sent."""

from collections.abc import Mapping
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from kiosk.exchange.understanding.headings import plain_heading
from kiosk.okr.cycle_periods import suggested_cycle
from kiosk.okr.import_findings import PreviewObjective
from kiosk.okr.model import Cycle, Office
from kiosk.okr.text import NAME_LENGTH, REASON_LENGTH
from kiosk.views.admin import okr_import as views
from kiosk.views.admin.import_columns import column_rows
from kiosk.views.admin.import_edits import ImportEditForms, edit_texts
from kiosk.views.admin.import_questions import (
    ImportQuestion,
    import_notice_text,
    import_questions,
    line_counts,
    same_title_question,
)
from kiosk.views.common.labels import key_result_kind_names
from kiosk.web.admin.import_comparison import ComparedDraft, draft_team_row, source_period
from kiosk.web.admin.import_drafts import ImportDraft
from kiosk.web.admin.objective_scope import LIST
from kiosk.web.admin.responses import UNPROCESSABLE, form_text, render_page
from kiosk.web.core.import_texts import left_out_text
from kiosk.web.core.services import get_services


def import_page(
    sent: ComparedDraft | None,
    errors: dict[str, str],
    *,
    draft: ImportDraft | None = None,
    notice: str = "",
    code: str = "",
) -> Response:
    """The page: its form, and below what was sent its preview.

    :param sent: what was sent, beside the office; None for the empty form.
    :param errors: sentences by field.
    :param draft: what was sent, where it cannot be compared.
    :param notice: why a preview is shown again, or none is.
    :param code: of the draft in the page's address.
    """
    services = get_services()
    localizer, office, cycles = services.localizer, services.office(), services.store.cycles.all()
    draft = sent.draft if sent else draft
    fields = dict(draft.fields) if draft else dict(request.form)
    chosen = (sent.cycle if sent else fields.get("cycle", "")) or views.usual_cycle(office, cycles)
    return render_page(
        "admin/objectives/import.html",
        localizer.gettext("Import OKRs"),
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        table=draft.text if draft else form_text("table"),
        draft=code or form_text("draft"),
        given=_cycle_fields(office, cycles, fields, sent),
        cycles=views.cycle_choices(localizer, cycles, chosen),
        suggested=chosen,
        errors=errors,
        notice=import_notice_text(localizer, notice),
        **_LENGTHS,
        **_typed(fields),
        **(_preview_values(sent, office) if sent else _NO_PREVIEW),
        may_make=bool(sent and sent.may_be_written and not errors),
    )


def _typed(fields: Mapping[str, str]) -> dict[str, Any]:
    return {name: fields.get(name, "") for name in ("separator", "reason", "because")}


_LENGTHS: dict[str, Any] = {"most": NAME_LENGTH, "most_reason": REASON_LENGTH}
_NO_PREVIEW: dict[str, Any] = {
    **{
        "counts": None,
        "needs_reason": False,
        "unexplained": 0,
        "teams": (),
        "several": (),
        "seen": "",
    }
}


def _preview_values(sent: ComparedDraft, office: Office) -> dict[str, Any]:
    """What the preview shows of the sources."""
    localizer, sources = get_services().localizer, sent.sources
    edits = _edit_forms(sent)
    names = {team.code: team.name for team in office.teams}
    skipped = [line for source in sources for line in (*source.skipped, *source.found.skipped)]
    rows = _objective_rows(sent, names, edits)
    return {
        "objectives": rows,
        "teams_of_preview": views.import_team_groups(rows, edits),
        "at": request.args.get("at") or edits.opened,
        "kinds": key_result_kind_names(localizer),
        "known_teams": list(names.values()),
        "counts": line_counts([s.found for s in sources], sum(len(s.skipped) for s in sources)),
        "asked": _asked(sent),
        "same_titles": _same_titles(sent, names),
        "has_lines": not sent.draft.files,
        "skipped": [views.line_text(localizer, line) for line in skipped],
        "check_ins": len(sent.preview.checks.check_ins),
        "without_check_in": [left_out_text(localizer, e) for e in sent.preview.checks.left_out],
        "is_there_already": sent.preview.is_there_already,
        "grades": len(sent.preview.grades),
        "needs_reason": sent.needs_reason,
        "unexplained": sent.preview.unexplained,
        "problems": sent.problems,
        "seen": sent.digest,
        "teams": [draft_team_row(sent.draft, office.teams, each) for each in sent.unknown],
        "several": _target_texts(sent),
        **_questions_about_all(sent),
    }


def _questions_about_all(sent: ComparedDraft) -> dict[str, Any]:
    """The questions about the whole of a source, and how columns, days and decimals are asked."""
    localizer, fields = get_services().localizer, sent.draft.fields
    questions = [each for source in sent.sources for each in source.found.questions]
    return {
        "columns": column_rows(localizer, questions, fields, plain_heading),
        "questions": [
            views.reading_question_text(localizer, q)
            for q in (*questions, *sent.preview.left_out)
            if not q.lines and q.question.about not in ("column", "day order")
        ],
        "ambiguous": next((q.question for q in questions if q.question.is_about_separator), None),
        "day_order": fields.get("day_order", ""),
        "days": next((q.question for q in questions if q.question.about == "day order"), None),
    }


def _objective_rows(
    sent: ComparedDraft, names: Mapping[str, str], edits: ImportEditForms
) -> list[views.ImportObjectiveRow]:
    localizer, of_sources = get_services().localizer, [s.found.questions for s in sent.sources]
    return [
        views.import_objective_row(
            *(localizer, each, _team_name(sent, each, names), edits, of_sources),
            sent.preview.left_out,
        )
        for each in sent.preview.objectives
    ]


def _edit_forms(sent: ComparedDraft) -> ImportEditForms:
    localizer, typed = get_services().localizer, edit_texts(sent.draft.fields)
    return ImportEditForms(localizer, typed, sent.errors, request.args.get("edit", ""))


def _target_texts(sent: ComparedDraft) -> list[str]:
    """The cycles that the sources name, where there are several."""
    targets = sent.targets if sent.is_of_several else ()
    return [views.target_text(get_services().localizer, each.cycle) for each in targets]


def _team_name(sent: ComparedDraft, each: PreviewObjective, names: Mapping[str, str]) -> str:
    """The heading of an objective's group: its team, after its cycle where there are several."""
    team = names.get(each.team, each.found.team)
    cycle = sent.targets[each.cycle].cycle.name if sent.is_of_several else ""
    return " · ".join(filter(None, (cycle, team)))


def _asked(sent: ComparedDraft) -> dict[tuple[int, int], list[ImportQuestion]]:
    """The questions that can be answered, by their source and first line."""
    localizer = get_services().localizer
    asked: dict[tuple[int, int], list[ImportQuestion]] = {}
    for number, source in enumerate(sent.draft.sources):
        of_source = source.found.questions
        for each in import_questions(localizer, number, of_source, sent.draft.fields):
            if each.choices:
                asked.setdefault((number, each.line), []).append(each)
    return asked


def _same_titles(sent: ComparedDraft, names: Mapping[str, str]) -> dict[str, ImportQuestion]:
    """Which objectives of the same title are one, by the key of the one below which it is asked."""
    localizer = get_services().localizer
    return {
        each.at: same_title_question(localizer, each, lambda code: names.get(code, code))
        for each in sent.preview.same_titles
    }


def _cycle_fields(
    office: Office,
    cycles: tuple[Cycle, ...],
    fields: dict[str, str],
    sent: ComparedDraft | None,
) -> dict[str, str]:
    services = get_services()
    today = services.localizer.today(services.now())
    name, first, last = suggested_cycle(office.settings, today, cycles)
    suggested = {"name": name, "starts_on": first.isoformat(), "ends_on": last.isoformat()}
    typed = {field: fields.get(field, value) for field, value in suggested.items()}
    period = source_period(sent.draft) if sent else None
    if period and typed == suggested and period[0] not in {c.name for c in cycles}:
        return dict(
            zip(suggested, (period[0], *(day.isoformat() for day in period[1:])), strict=True)
        )
    return typed
