"""The page that previews a poster and offers it as a PDF. It writes nothing."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk.errors import KioskError, NotFound, ValidationError
from kiosk.exchange.poster.printing import Printed
from kiosk.okr.model import Cycle, CycleState
from kiosk.okr.poster_draft import FIELDS, parse_poster
from kiosk.views.admin.poster import poster_form, preview_ppi, sheet_previews
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.admin.responses import parse_row_id, render_page
from kiosk.web.core.poster import (
    PosterJob,
    address_text,
    fewer_sheets_text,
    missing_text,
    poster_job,
    sheets_text,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("poster", __name__)

PATH = "/admin/poster"
MAX_PREVIEWS = 4


@dataclass(slots=True)
class _Previews:
    """The last previews: the page says how many sheets there are, and then asks for each."""

    made: OrderedDict[bytes, Printed] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def of(self, job: PosterJob) -> Printed:
        """The pictures of a poster, made once. One at a time: each takes a processor."""
        key = msgspec.json.encode([job.content, job.draft])
        with self.lock:
            found = self.made.get(key)
            if found is None:
                found = self.made[key] = job.printed(preview_ppi(job.draft))
            self.made.move_to_end(key)
            while len(self.made) > MAX_PREVIEWS:
                self.made.popitem(last=False)
            return found


_previews = _Previews()


@blueprint.get(PATH)
@admin_required
def show() -> AnyResponse:
    """The choices, and how the poster will look."""
    services = get_services()
    cycles = _cycles()
    given = _given(cycles)
    errors: dict[str, str] = {}
    job, printed = None, None
    try:
        job = (
            services.read_together(lambda: _job(cycles, given, is_preview=True)) if cycles else None
        )
        printed = services.call(lambda: _previews.of(job)) if job else None
    except ValidationError as error:
        errors[error.field] = services.localizer.error(error)
    except NotFound:
        raise
    except KioskError as error:
        errors["poster"] = services.localizer.error(error)
    return render_page(
        "admin/poster/page.html",
        services.localizer.gettext("Poster"),
        nav_path=PATH,
        status=422 if errors else 200,
        form=_form(cycles, given),
        errors=errors,
        sheets=sheets_text(services.localizer, job.draft, printed) if job and printed else "",
        points=round(printed.points) if printed else 0,
        notes=_notes(services.localizer, job, printed) if job and printed else (),
        previews=sheet_previews(job.draft, printed.sheets, _query()) if job and printed else (),
        download=f"{PATH}/okrs.pdf?{_query()}",
    )


@blueprint.get(f"{PATH}/sheets/<number>")
@admin_required
def sheet(number: str) -> AnyResponse:
    """The picture of a sheet."""
    services, cycles = get_services(), _cycles()
    job = services.read_together(lambda: _job(cycles, _given(cycles), is_preview=True))
    printed = services.call(lambda: _previews.of(job))
    if not number.isdecimal() or not 1 <= int(number) <= len(printed.files):
        raise NotFound("There is no sheet %(number)s", number=number[:20])
    response = Response(printed.files[int(number) - 1], content_type="image/png")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get(f"{PATH}/okrs.pdf")
@admin_required
def download() -> AnyResponse:
    """The PDF."""
    services, cycles = get_services(), _cycles()
    given = _given(cycles)
    job = services.read_together(lambda: _job(cycles, given))
    printed = services.call(job.printed)
    response = Response(printed.files[0], content_type="application/pdf")
    name = f"okrs-{job.draft.paper.name}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _cycles() -> tuple[Cycle, ...]:
    """All cycles, the one to print first: running, then closed, then drafts."""
    order = (CycleState.OPEN, CycleState.GRADING, CycleState.CLOSED, CycleState.DRAFT)
    newest = reversed(get_services().store.cycles.all())
    return tuple(sorted(newest, key=lambda cycle: order.index(cycle.state)))


def _given(cycles: tuple[Cycle, ...]) -> dict[str, str]:
    given = {name: request.args.get(name, "") for name in (*FIELDS, "cycle")}
    return given if given["cycle"] or not cycles else given | {"cycle": str(cycles[0].id)}


def _query() -> str:
    pairs = [(name, text) for name, text in request.args.items(multi=True) if text]
    return urlencode(pairs)


def _form(cycles: tuple[Cycle, ...], given: dict[str, str]) -> object:
    services = get_services()
    office = services.office()
    return poster_form(
        services.localizer,
        cycles,
        office.teams,
        given,
        request.args.getlist("team"),
        has_confidential=any(k.confidential for k in office.key_results()),
    )


def _job(
    cycles: tuple[Cycle, ...], given: dict[str, str], *, is_preview: bool = False
) -> PosterJob:
    services = get_services()
    number = parse_row_id(given["cycle"])
    cycle = next((c for c in cycles if c.id == number), None)
    if cycle is None:
        raise NotFound("There is no cycle %(number)s", number=given["cycle"][:20])
    now = services.now()
    draft = parse_poster(given)
    return poster_job(
        services.store,
        services.localizer,
        services.urls(),
        cycle,
        draft,
        tuple(request.args.getlist("team")),
        # The moment is in the codes: previews of one hour are the same.
        now.replace(minute=0, second=0, microsecond=0) if is_preview else now,
    )


def _notes(localizer: Localizer, job: PosterJob, printed: Printed) -> tuple[str, ...]:
    _ = localizer.gettext
    notes = [
        _address_note(localizer, job),
        fewer_sheets_text(localizer, job.draft, printed),
        missing_text(localizer, printed.missing),
    ]
    if job.hides_confidential:
        notes.append(
            _("Confidential key results are printed as guests see them: title and percentage.")
        )
    if job.draft.confidential:
        notes.append(_("This poster shows confidential values. Guests can read it."))
    return tuple(note for note in notes if note)


def _address_note(localizer: Localizer, job: PosterJob) -> str:
    """The address that the codes hold, and whether another may take its place."""
    text = address_text(localizer, job.address)
    if not job.address or get_services().effective_settings.public_url:
        return text
    changes = localizer.gettext(
        "That is this server’s address at present: if it may change, set public_url before you"
        " print."
    )
    return f"{text}. {changes}"
