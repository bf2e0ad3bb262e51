"""The page to import OKRs as it is shown: the form, and the preview of what was sent."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from kiosk.exchange.reading.source import MOST_BYTES
from kiosk.exchange.understanding.headings import plain_heading
from kiosk.okr.cycle_periods import suggested_cycle
from kiosk.okr.import_findings import PreviewObjective
from kiosk.okr.model import Cycle, Office
from kiosk.okr.proposed_titles import proposed_titles
from kiosk.okr.text import NAME_LENGTH, REASON_LENGTH
from kiosk.views.admin import okr_import as views
from kiosk.views.admin.import_columns import column_rows
from kiosk.views.admin.import_edits import ImportEditForms, edit_texts
from kiosk.views.admin.import_notices import import_notice_text, line_counts, too_much_text
from kiosk.views.admin.import_questions import (
    SHORT_TITLES,
    ImportQuestion,
    column_questions,
    day_order_question,
    import_questions,
    same_title_question,
    separator_question,
    short_title_question,
    team_questions,
)
from kiosk.views.admin.import_remarks import reading_question_text
from kiosk.views.admin.import_values import imported_check_in_text, imported_value_text
from kiosk.views.common.labels import key_result_kind_names
from kiosk.web.admin.import_comparison import (
    ComparedDraft,
    draft_team_row,
    is_cycle_chosen,
    source_period,
)
from kiosk.web.admin.import_drafts import ImportDraft
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
    status: int = 0,
) -> Response:
    """The page: its form, and below what was sent its preview.

    :param sent: what was sent, beside the office; None for the empty form.
    :param errors: sentences by field.
    :param draft: what was sent, where it cannot be compared.
    :param notice: why a preview is shown again, or none is; `code` that of the draft's address.
    :param status: of the response; by default it depends on the errors.
    """
    services = get_services()
    localizer, office, cycles = services.localizer, services.office(), services.store.cycles.all()
    draft = sent.draft if sent else draft
    fields = dict(draft.fields if draft else request.form)
    chosen = (sent.cycle if sent else fields.get("cycle", "")) or views.usual_cycle(office, cycles)
    return render_page(
        "admin/objectives/import.html",
        localizer.gettext("Import OKRs"),
        nav_path=PATH,
        status=status or (UNPROCESSABLE if errors else 200),
        office=office,
        table=draft.text if draft else form_text("table"),
        draft=code or form_text("draft"),
        given=_cycle_fields(office, cycles, fields, sent),
        cycles=views.cycle_choices(localizer, cycles, chosen),
        suggested=_suggested(fields, chosen),
        errors=errors,
        **_notices(notice),
        **_LENGTHS,
        **_typed(fields),
        **(_preview_values(sent, office) if sent else _NO_PREVIEW),
        may_make=bool(sent and sent.may_be_written and not errors.keys() - _FILLED_IN_BESIDE),
    )


def _suggested(fields: Mapping[str, str], shown: str) -> str:
    """The cycle that the form says was suggested: what somebody has chosen would be taken for that
    the next time."""
    return fields.get("suggested", "") if is_cycle_chosen(fields) else shown


# Fields whose error does not take the import's button away: they are filled in beside it.
_FILLED_IN_BESIDE = {"team", "cycle", "name", "starts_on", "ends_on", "reason", "because"}


def _notices(notice: str) -> dict[str, Any]:
    localizer = get_services().localizer
    return {
        "notice": import_notice_text(localizer, notice),
        "too_much": too_much_text(localizer),
        "most_bytes": MOST_BYTES,
    }


def _typed(fields: Mapping[str, str]) -> dict[str, Any]:
    return {name: fields.get(name, "") for name in ("reason", "because")}


PATH = "/admin/paste"
_LENGTHS: dict[str, Any] = {"most": NAME_LENGTH, "most_reason": REASON_LENGTH}
_NO_PREVIEW: dict[str, Any] = {
    **{
        "counts": None,
        "needs_reason": False,
        "unexplained": 0,
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
    rows, asked = _objective_rows(sent, names, edits), _asked(sent)
    same_titles = _same_titles(sent, names)
    once = dict.fromkeys(each for of_line in asked.values() for each in of_line)
    return {
        "objectives": rows,
        "teams_of_preview": views.import_team_groups(rows, edits),
        "at": request.args.get("at") or edits.opened,
        "kinds": key_result_kind_names(localizer),
        "known_teams": list(names.values()),
        "counts": line_counts([s.found for s in sources], sum(len(s.skipped) for s in sources)),
        "asked": asked,
        "same_titles": same_titles,
        "decisions": (
            *_about_all(sent, office),
            *same_titles.values(),
            *once,
            *_short_titles(sent),
        ),
        "remarks_on_all": _remarks_on_all(sent),
        "has_lines": not sent.draft.files,
        "skipped": [views.line_text(localizer, line) for line in skipped],
        "check_ins": _check_ins(sent),
        "without_check_in": [left_out_text(localizer, e) for e in sent.preview.checks.left_out],
        "is_there_already": sent.preview.is_there_already,
        "grades": len(sent.preview.grades),
        "needs_reason": sent.needs_reason,
        "unexplained": sent.preview.unexplained,
        "problems": sent.problems,
        "seen": sent.digest,
        "several": _target_texts(sent),
    }


def _check_ins(sent: ComparedDraft) -> list[str]:
    """The check-ins that will be written, in words."""
    localizer = get_services().localizer
    there = {
        key_result.code: key_result
        for target in sent.targets
        for objective in (target.office.objectives if target.office else ())
        for key_result in objective.key_results
    }
    texts = []
    for each in sent.preview.checks.check_ins:
        code = each.check_in.key_result
        key_result = (
            each.row.draft if each.row else there.get(code) if isinstance(code, str) else None
        )
        if key_result is not None:
            measure = key_result.kind, key_result.unit
            value = imported_value_text(localizer, *measure, each.check_in.value)
            day = each.check_in.measured_on
            texts.append(imported_check_in_text(localizer, key_result.title, value, day))
    return texts


def _about_all(sent: ComparedDraft, office: Office) -> Iterator[ImportQuestion]:
    """The questions about the whole of the sources: teams, and how numbers, days and columns are
    to be read."""
    localizer, fields = get_services().localizer, sent.draft.fields
    asked = [each for source in sent.sources for each in source.found.questions]
    teams = [draft_team_row(sent.draft, office.teams, each) for each in sent.unknown]
    yield from team_questions(teams)
    for question in (
        separator_question(localizer, asked, fields.get("separator", "")),
        day_order_question(localizer, asked, fields.get("day_order", "")),
    ):
        if question is not None:
            yield question
    yield from column_questions(localizer, column_rows(localizer, asked, fields, plain_heading))


def _short_titles(sent: ComparedDraft) -> Iterator[ImportQuestion]:
    """Whether walls show the short titles that are proposed."""
    titles = [title for source in sent.draft.sources for title in proposed_titles(source.found)]
    chosen = sent.draft.fields.get(SHORT_TITLES, "")
    if question := short_title_question(get_services().localizer, titles, chosen):
        yield question


def _remarks_on_all(sent: ComparedDraft) -> list[str]:
    """How the whole of the sources was read, and what of it is left out."""
    questions = (each for source in sent.sources for each in source.found.questions)
    return [
        reading_question_text(get_services().localizer, q)
        for q in (*questions, *sent.preview.left_out)
        if not q.lines and q.question.about not in ("column", "day order")
    ]


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
    """The questions about single lines, by their source and line."""
    localizer = get_services().localizer
    asked: dict[tuple[int, int], list[ImportQuestion]] = {}
    for number, source in enumerate(sent.draft.sources):
        of_source = source.found.questions
        text = source.text or sent.draft.text
        for each in import_questions(localizer, number, of_source, sent.draft.fields, text):
            for line in each.lines:
                asked.setdefault((number, line), []).append(each)
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
