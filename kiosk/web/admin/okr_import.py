"""Imports OKRs that were pasted or sent as a file: first a preview, then all of it or nothing.

What was sent is kept as a draft, and its preview has an address of its own: going back and
reloading lose nothing, and nothing is imported that the preview has not shown.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from kiosk.errors import ChangedSincePreview, NotFound, ValidationError, each_error
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.exchange.reading.html_text import html_lines
from kiosk.exchange.reading.source_text import source_text
from kiosk.okr.import_plan import ImportPlan
from kiosk.okr.import_progress import (
    ImportProgress,
    ImportStage,
    ReportProgress,
    report_nothing,
)
from kiosk.store.db.dry_run import is_dry_run
from kiosk.views.admin.import_columns import column_answers, column_fields
from kiosk.views.admin.import_edits import kept_edits, opened_edits, without_edits
from kiosk.views.admin.import_notices import too_much_text
from kiosk.web.admin.idempotency import idempotent
from kiosk.web.admin.import_compared import last_comparison
from kiosk.web.admin.import_comparison import (
    ComparedDraft,
    compare_draft,
    plan_of,
    refuse_cycle,
)
from kiosk.web.admin.import_drafts import ImportDraft
from kiosk.web.admin.import_page import PATH, import_page
from kiosk.web.admin.import_progress import in_background, outside_loop, progress_page
from kiosk.web.admin.import_reading import Upload, file_sources, reading_answers, text_sources
from kiosk.web.admin.kept_forms import MAX_FORM_SIZE
from kiosk.web.admin.notices import with_notice
from kiosk.web.admin.objective_scope import LIST
from kiosk.web.admin.responses import (
    NO_CONTENT,
    TOO_LARGE,
    UNPROCESSABLE,
    form_text,
    redirect_to,
)
from kiosk.web.admin.state import admin_state
from kiosk.web.core.backups import back_up_before
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required, current_user, wants_fragment

blueprint = Blueprint("okr_import", __name__)
P = ParamSpec("P")

MAX_TEXT = 21_000_000
MAX_BODY = 44_000_000
"""A text and a file, each a little larger than what is read."""
TRIES = 3
NEXT_PAGE = "X-Next-Page"
_OF_THE_CYCLE = ("name", "starts_on", "ends_on", "cycle", "team", "reason", "because")
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
    return outside_loop(_shown)


def _shown() -> Response:
    if working := request.args.get("working", ""):
        return progress_page(working) or import_page(None, {}, notice="gone")
    code = request.args.get("draft", "")
    draft = admin_state().import_drafts.get(code, get_services().now()) if code else None
    if draft is None:
        return import_page(None, {}, notice="gone" if code else "")
    try:
        return import_page(
            last_comparison.take(draft), {}, notice=request.args.get("notice", ""), code=code
        )
    except NotFound as error:
        return import_page(None, {"cycle": get_services().localizer.error(error)}, draft=draft)


def _with_room(handler: Callable[P, Response | str]) -> Callable[P, Response | str]:
    """Decorator: a form may be as long as a file, or a long preview; that of somebody who is not
    logged in, as long as one that is kept for afterwards. It stands before whatever reads the form,
    as that is where the limits count."""

    @wraps(handler)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response | str:
        text = MAX_TEXT if current_user() else MAX_FORM_SIZE
        request.max_content_length, request.max_form_memory_size = MAX_BODY, text
        request.max_form_parts = MAX_FIELDS
        try:
            return handler(*args, **kwargs)
        except RequestEntityTooLarge:
            request.form = ImmutableMultiDict()  # what is not read cannot be asked for again
            sentence = too_much_text(get_services().localizer)
            return import_page(None, {"table": sentence}, status=TOO_LARGE)

    return wrapped


def _in_place(handler: Callable[P, Response]) -> Callable[P, Response]:
    """Decorator: a script that sends the form in place gets the address of the next page in a
    header, and decides whether to go there."""

    @wraps(handler)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
        answer = handler(*args, **kwargs)
        if not (wants_fragment() and answer.location):
            return answer
        return Response(status=NO_CONTENT, headers={NEXT_PAGE: answer.location})

    return wrapped


@blueprint.post(PATH)
@_with_room
@admin_required
@_in_place
@idempotent
def create() -> Response:
    """Keep what was sent and lead to its preview; once that is confirmed, save it. What takes
    longer than a moment leads to a page that says how far it is."""
    file = request.files.get("file")
    upload = (file.filename, file.read()) if file is not None and file.filename else None
    if is_dry_run():
        return _created(upload, report_nothing)
    return in_background(PATH, lambda report: _created(upload, report))


def _created(upload: Upload | None, report: ReportProgress) -> Response:
    errors: dict[str, str] = {}
    draft = compared = None
    notice = ""
    try:
        draft = _draft(upload, report)
        report(ImportProgress(ImportStage.COMPARING))
        for _ in range(TRIES):
            compared = compare_draft(draft)
            if "make" not in request.form:
                refuse_cycle(compared)
                break
            plan = plan_of(compared)
            if form_text("seen") != compared.digest or not compared.may_be_written:
                notice = _why_again(compared)
                break
            # Somebody may have saved something in between, which may change nothing here.
            with suppress(ChangedSincePreview):
                return _write(draft, plan, report)
    except NotFound as error:
        errors["cycle"] = get_services().localizer.error(error)
    except ValidationError as error:
        localizer = get_services().localizer
        errors |= {each.field: localizer.error(each) for each in each_error(error)}
    if errors or draft is None or is_dry_run():
        return import_page(compared, errors, draft=draft)
    if compared is not None:
        last_comparison.keep(compared)
    url = f"{PATH}?draft={_kept(draft)}"
    return redirect_to(f"{url}&notice={notice}" if notice else url + _row_query())


def _kept(draft: ImportDraft) -> str:
    """The code under which a draft is kept. A preview that follows its answers stays the same one,
    so that it does not drop those in other tabs."""
    drafts, code = admin_state().import_drafts, form_text("draft")
    if wants_fragment() and _before() is not None:
        drafts.replace(code, draft)
        return code
    return drafts.keep(draft)


def _row_query() -> str:
    """The row of the preview that a button was pressed in: opened, or closed again."""
    if key := form_text("edit"):
        return f"&{urlencode({'edit': key})}"
    key = form_text("apply") or form_text("cancel") or form_text("as_read")
    if "again" in request.form:  # Enter in a field, which a script would have applied
        key = next(iter(opened_edits(request.form)), "")
    return f"&{urlencode({'at': key})}" if key else ""


@blueprint.post(f"{PATH}/text")
@admin_required
def text_of_html() -> Response:
    """What was copied from a page or a sheet, as text that keeps lists and cells."""
    request.max_content_length = MAX_TEXT
    request.max_form_memory_size = MAX_TEXT
    html = request.get_data(as_text=True)
    text = get_services().call(lambda: source_text(html_lines(html)))
    return Response(text, mimetype="text/plain", status=200 if text else UNPROCESSABLE)


def _before() -> ImportDraft | None:
    """The draft whose preview the form is on."""
    return admin_state().import_drafts.get(form_text("draft"), get_services().now())


def _why_again(compared: ComparedDraft) -> str:
    """Why something confirmed is shown again: its text is another, or a choice, or the office."""
    before = _before()
    if before is None or before.text != compared.draft.text:
        return "text"
    return "office" if compare_draft(before).digest == compared.digest else "choices"


def _draft(upload: Upload | None, report: ReportProgress) -> ImportDraft:
    """What was sent: a file, or a text. What is known already is not understood again.

    :raises ValidationError: nothing was sent, or both, or the file cannot be read.
    """
    services, before = get_services(), _before()
    text = form_text("table").replace("\r\n", "\n")
    fields = _submitted_fields(before)
    is_known = before is not None and before.text.strip() == text.strip()
    if upload is not None:
        if text.strip() and not is_known:
            raise ValidationError(
                "file", "Both a text and a file were given. Empty the text, or choose no file"
            )
        sources = file_sources(*upload, fields, report)
        text = "\n".join(source.text for source in sources if source.text)
        if remembered := _remembered(sources):
            fields |= column_fields(remembered)
            sources = text_sources(text, fields, report)
        return ImportDraft(text, sources, fields, (upload[0],), services.now())
    if not text.strip():
        raise ValidationError("table", "Nothing was pasted yet. Paste OKRs here, or choose a file")
    if before and is_known and reading_answers(before.fields) == reading_answers(fields):
        return ImportDraft(text, before.sources, fields, before.files, services.now())
    files = before.files if before else ()
    sources = text_sources(text, fields, report)
    is_said = any(name.startswith("column-") for name in fields)
    if not is_said and (remembered := _remembered(sources)):
        fields |= column_fields(remembered)
        sources = text_sources(text, fields, report)
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


def _remembered(sources: tuple[UnderstoodSource, ...]) -> dict[str, str]:
    shapes = [shape for source in sources for shape in source.found.fingerprints]
    return get_services().store.imports.columns(shapes) if shapes else {}


def _remember_columns(draft: ImportDraft) -> None:
    """Next time, tables with these headings are read the same way."""
    shapes = [shape for source in draft.sources for shape in source.found.fingerprints]
    if shapes and any(name.startswith("column-") for name in draft.fields):
        columns = column_answers(draft.fields)
        get_services().store.imports.remember_columns(shapes, columns)


def _write(draft: ImportDraft, plan: ImportPlan, report: ReportProgress) -> Response:
    services, me = get_services(), current_user()
    report(ImportProgress(ImportStage.BACKING_UP))
    back_up_before(services.settings, "import", services.now())
    author = me.name if me else ""
    try:
        done = services.store.imports.add(plan, now=services.now(), author=author, report=report)
    except ChangedSincePreview:
        raise
    except ValidationError as error:
        if error.field in _OF_THE_CYCLE:
            raise
        raise ValidationError("table", error.message, **error.values) from error
    _remember_columns(draft)
    # Whoever goes back to the preview sees that all of it is there.
    fields = {**draft.fields, "cycle": str(done.cycle)}
    admin_state().import_drafts.replace(form_text("draft"), replace(draft, fields=fields))
    drafts = {c.id for c in services.store.cycles.all()} - {c.id for c in services.office().cycles}
    url = f"{LIST}?cycle={done.cycle}" if done.cycle in drafts else LIST
    return redirect_to(with_notice(url, imported=str(done.batch)))
