"""Imports OKRs that were pasted or sent as a file: first a preview, then all of it or nothing.

What was sent is kept as a draft, and its preview has an address of its own: going back and
reloading lose nothing, and nothing is imported that the preview has not shown.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.exchange.import_source import UnderstoodSource, understand_text
from kiosk.exchange.import_worker import understand_file
from kiosk.exchange.reading.html_text import html_lines
from kiosk.exchange.reading.source_text import source_text
from kiosk.exchange.understanding.headings import plain_heading
from kiosk.okr.cycle_periods import suggested_cycle
from kiosk.okr.import_answers import ReadingAnswers
from kiosk.okr.import_findings import PreviewObjective
from kiosk.okr.import_plan import ImportPlan
from kiosk.okr.model import Cycle, Office
from kiosk.okr.text import NAME_LENGTH, REASON_LENGTH
from kiosk.store.db.dry_run import is_dry_run
from kiosk.views.admin import okr_import as views
from kiosk.views.admin.import_columns import column_answers, column_fields, column_rows
from kiosk.views.admin.import_edits import (
    ImportEditForms,
    edit_texts,
    kept_edits,
    without_edits,
)
from kiosk.views.admin.import_questions import (
    ImportQuestion,
    import_notice_text,
    import_questions,
    line_counts,
)
from kiosk.views.common.labels import key_result_kind_names
from kiosk.web.admin.idempotency import idempotent
from kiosk.web.admin.import_comparison import (
    ComparedDraft,
    compare_draft,
    draft_team_row,
    plan_of,
    refuse_cycle,
    source_period,
)
from kiosk.web.admin.import_drafts import ImportDraft
from kiosk.web.admin.notices import with_notice
from kiosk.web.admin.objective_scope import LIST
from kiosk.web.admin.responses import UNPROCESSABLE, form_text, redirect_to, render_page
from kiosk.web.admin.state import admin_state
from kiosk.web.core.backups import back_up_before
from kiosk.web.core.import_texts import left_out_text
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required, current_user

blueprint = Blueprint("okr_import", __name__)
P = ParamSpec("P")

PATH = "/admin/paste"
MAX_UPLOAD = 21_000_000
MAX_TEXT = 2_000_000
_OF_THE_CYCLE = ("name", "starts_on", "ends_on", "cycle", "team", "reason")
_EDITS = ("edit", "apply", "cancel", "as_read")
"""What a button of a row of the preview does; its value is the row's key."""
_NOT_KEPT = {"table", "once", "make", "preview", "again", "draft", "seen", *_EDITS}
MAX_FIELDS = 20_000
"""A preview of 2,000 key results, each of them corrected or asked about."""


@blueprint.get(PATH)
@admin_required
def new() -> Response:
    """The preview of a draft; without one, the empty form, with the next period of the office's
    cycle length that has no cycle."""
    code = request.args.get("draft", "")
    draft = admin_state().import_drafts.get(code, get_services().now()) if code else None
    if draft is None:
        return _page(None, {}, notice="gone" if code else "")
    try:
        return _page(compare_draft(draft), {}, notice=request.args.get("notice", ""), code=code)
    except NotFound as error:
        return _page(None, {"cycle": get_services().localizer.error(error)}, draft=draft)


def _with_room(handler: Callable[P, Response]) -> Callable[P, Response]:
    """Decorator: a form may be as long as a file, or a long preview. It stands before whatever
    reads the form, as that is where the limits count."""

    @wraps(handler)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
        request.max_content_length, request.max_form_memory_size = MAX_UPLOAD, MAX_TEXT
        request.max_form_parts = MAX_FIELDS
        return handler(*args, **kwargs)

    return wrapped


@blueprint.post(PATH)
@admin_required
@_with_room
@idempotent
def create() -> Response:
    """Keep what was sent and lead to its preview; once that is confirmed, save it."""
    errors: dict[str, str] = {}
    draft = compared = None
    notice = ""
    try:
        draft = _draft()
        compared = compare_draft(draft)
        refuse_cycle(compared)
        if "make" in request.form:
            plan = plan_of(compared)
            if form_text("seen") == compared.digest and compared.may_be_written:
                answer = _write(plan)
                _remember_columns(draft)
                return answer
            notice = _why_again(draft)
    except NotFound as error:
        errors["cycle"] = get_services().localizer.error(error)
    except ValidationError as error:
        errors[error.field] = get_services().localizer.error(error)
    if errors or draft is None or is_dry_run():
        return _page(compared, errors, draft=draft)
    url = f"{PATH}?draft={admin_state().import_drafts.keep(draft)}"
    return redirect_to(f"{url}&notice={notice}" if notice else url + _row_query())


def _row_query() -> str:
    """The row of the preview that a button was pressed in: opened, or closed again."""
    if key := form_text("edit"):
        return f"&{urlencode({'edit': key})}"
    key = form_text("apply") or form_text("cancel") or form_text("as_read")
    return f"&{urlencode({'at': key})}" if key else ""


@blueprint.post(f"{PATH}/text")
@admin_required
def text_of_html() -> Response:
    """What was copied from a page or a sheet, as text that keeps lists and cells."""
    request.max_content_length = MAX_TEXT
    html = request.get_data(as_text=True)
    text = source_text(html_lines(html))
    return Response(text, mimetype="text/plain", status=200 if text else UNPROCESSABLE)


def _before() -> ImportDraft | None:
    """The draft whose preview the form is on."""
    return admin_state().import_drafts.get(form_text("draft"), get_services().now())


def _why_again(draft: ImportDraft) -> str:
    """Why something confirmed is shown again: its text is another, or what it would do is."""
    before = _before()
    return "choices" if before is not None and before.text == draft.text else "text"


def _draft() -> ImportDraft:
    """What was sent: a file, or a text. What is known already is not understood again.

    :raises ValidationError: nothing was sent, or both, or the file cannot be read.
    """
    services, before = get_services(), _before()
    text, file = form_text("table").replace("\r\n", "\n"), request.files.get("file")
    fields = _submitted_fields(before)
    is_known = before is not None and before.text.strip() == text.strip()
    if file is not None and file.filename:
        if text.strip() and not is_known:
            raise ValidationError(
                "file", "Both a text and a file were given. Empty the text, or choose no file"
            )
        sources = _file_sources(file.filename, file.read())
        text = "\n".join(source.text for source in sources if source.text)
        if remembered := _remembered(sources):
            fields |= column_fields(remembered)
            sources = _text_sources(text, fields)
        return ImportDraft(text, sources, fields, (file.filename,), services.now())
    if not text.strip():
        raise ValidationError("table", "Nothing was pasted yet. Paste OKRs here, or choose a file")
    if before and is_known and _reading_fields(before.fields) == _reading_fields(fields):
        return ImportDraft(text, before.sources, fields, before.files, services.now())
    files = before.files if before else ()
    sources = _text_sources(text, fields)
    is_said = any(name.startswith("column-") for name in fields)
    if not is_said and (remembered := _remembered(sources)):
        fields |= column_fields(remembered)
        sources = _text_sources(text, fields)
    return ImportDraft(text, sources, fields, files, services.now())


def _submitted_fields(before: ImportDraft | None) -> dict[str, str]:
    """The fields to keep. A row whose changes are cancelled has what it had before."""
    fields = {name: value for name, value in request.form.items() if name not in _NOT_KEPT}
    fields = kept_edits(fields)
    if key := form_text("as_read"):
        return without_edits(fields, key)
    if key := form_text("cancel"):
        return without_edits(fields, key, before.fields if before else {})
    return fields


def _reading_fields(fields: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The answers that are needed while a text is read."""
    return fields.get("separator", ""), column_answers(fields)


def _remembered(sources: tuple[UnderstoodSource, ...]) -> dict[str, str]:
    shapes = [shape for source in sources for shape in source.found.fingerprints]
    return get_services().store.imports.columns(shapes) if shapes else {}


def _file_sources(name: str, data: bytes) -> tuple[UnderstoodSource, ...]:
    services = get_services()
    separator = form_text("separator") or services.localizer.decimal_separator
    return services.call(lambda: understand_file(name, data, separator))


def _text_sources(text: str, fields: Mapping[str, str]) -> tuple[UnderstoodSource, ...]:
    chosen = fields.get("separator", "")
    separator = chosen or get_services().localizer.decimal_separator
    answers = ReadingAnswers(columns=column_answers(fields))
    return understand_text(text, separator, is_settled=bool(chosen), answers=answers)


def _remember_columns(draft: ImportDraft) -> None:
    """Next time, tables with these headings are read the same way."""
    shapes = [shape for source in draft.sources for shape in source.found.fingerprints]
    if shapes and any(name.startswith("column-") for name in draft.fields):
        columns = column_answers(draft.fields)
        get_services().store.imports.remember_columns(shapes, columns)


def _write(plan: ImportPlan) -> Response:
    services, me = get_services(), current_user()
    services.call(lambda: back_up_before(services.settings, "import", services.now()))
    try:
        done = services.store.imports.add(plan, now=services.now(), author=me.name if me else "")
    except ValidationError as error:
        if error.field in _OF_THE_CYCLE:
            raise
        raise ValidationError("table", error.message, **error.values) from error
    drafts = {c.id for c in services.store.cycles.all()} - {c.id for c in services.office().cycles}
    url = f"{LIST}?cycle={done.cycle}" if done.cycle in drafts else LIST
    return redirect_to(with_notice(url, imported=str(done.batch)))


def _page(
    sent: ComparedDraft | None,
    errors: dict[str, str],
    *,
    draft: ImportDraft | None = None,
    notice: str = "",
    code: str = "",
) -> Response:
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
        seen=sent.digest if sent else "",
        given=_cycle_fields(office, cycles, fields, sent),
        cycles=views.cycle_choices(localizer, cycles, chosen),
        several=_target_texts(sent),
        suggested=chosen,
        teams=[draft_team_row(sent.draft, office.teams, *each) for each in sent.unknown]
        if sent
        else [],
        errors=errors,
        notice=import_notice_text(localizer, notice),
        problems=sent.problems if sent else (),
        most=NAME_LENGTH,
        most_reason=REASON_LENGTH,
        separator=fields.get("separator", ""),
        reason=fields.get("reason", ""),
        **_preview_values(sent, office),
        may_make=bool(sent and sent.may_be_written and not errors),
    )


def _preview_values(sent: ComparedDraft | None, office: Office) -> dict[str, Any]:
    """What the preview shows of the sources."""
    if sent is None:
        return {"counts": None, "needs_reason": False}
    localizer, sources = get_services().localizer, sent.sources
    questions = [each for source in sources for each in source.found.questions]
    of_sources = [source.found.questions for source in sources]
    edits = _edit_forms(sent)
    names = {team.code: team.name for team in office.teams}
    skipped = [line for source in sources for line in (*source.skipped, *source.found.skipped)]
    rows = [
        views.import_objective_row(
            *(localizer, each, _team_name(sent, each, names), edits, of_sources),
            sent.preview.left_out,
        )
        for each in sent.preview.objectives
    ]
    return {
        "objectives": rows,
        "teams_of_preview": views.import_team_groups(rows, edits),
        "at": request.args.get("at") or edits.opened,
        "kinds": key_result_kind_names(localizer),
        "known_teams": list(names.values()),
        "counts": line_counts([s.found for s in sources], sum(len(s.skipped) for s in sources)),
        "asked": _asked(sent),
        "has_lines": not sent.draft.files,
        "columns": column_rows(localizer, questions, sent.draft.fields, plain_heading),
        "questions": [
            views.reading_question_text(localizer, q)
            for q in (*questions, *sent.preview.left_out)
            if not q.lines and q.question.about != "column"
        ],
        "skipped": [views.line_text(localizer, line) for line in skipped],
        "check_ins": len(sent.preview.checks.check_ins),
        "without_check_in": [left_out_text(localizer, e) for e in sent.preview.checks.left_out],
        "ambiguous": next((q.question for q in questions if q.question.is_about_separator), None),
        "is_there_already": sent.preview.is_there_already,
        "grades": len(sent.preview.grades),
        "needs_reason": sent.needs_reason,
    }


def _edit_forms(sent: ComparedDraft) -> ImportEditForms:
    localizer, typed = get_services().localizer, edit_texts(sent.draft.fields)
    return ImportEditForms(localizer, typed, sent.errors, request.args.get("edit", ""))


def _target_texts(sent: ComparedDraft | None) -> list[str]:
    """The cycles that the sources name, where there are several."""
    targets = sent.targets if sent and sent.is_of_several else ()
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
