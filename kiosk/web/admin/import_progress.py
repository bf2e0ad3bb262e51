"""The page that says how far an import in the background is."""

from collections.abc import Callable
from contextvars import copy_context

from werkzeug.wrappers import Response

from kiosk.okr.import_progress import ReportProgress
from kiosk.views.admin.import_progress import import_progress_text
from kiosk.web.admin.responses import redirect_to, render_page
from kiosk.web.admin.state import admin_state
from kiosk.web.core.services import get_services


def in_background(path: str, work: Callable[[ReportProgress], Response]) -> Response:
    """What some work answers; if that takes longer than a moment, the way to a page at this path
    that says how far it is."""
    code, job = admin_state().import_jobs.start(get_services().call, work)
    return job.answer() if job.is_done else redirect_to(f"{path}?working={code}")


def outside_loop(work: Callable[[], Response]) -> Response:
    """What some work of this request answers, done in a thread and in no transaction: comparing a
    large file with the office takes longer than a save or a socket may wait."""
    context = copy_context()
    return get_services().call(lambda: context.run(work))


def progress_page(code: str) -> Response | None:
    """How far a job is, or its answer once it is done; None if there is no such job any more."""
    job = admin_state().import_jobs.get(code)
    if job is None or job.is_done:
        return job.answer() if job else None
    localizer = get_services().localizer
    page = render_page(
        "admin/objectives/import_progress.html",
        localizer.gettext("Import OKRs"),
        nav_path="/admin/paste",
        progress=job.progress,
        text=import_progress_text(localizer, job.progress),
    )
    page.headers["Refresh"] = "1"
    return page
