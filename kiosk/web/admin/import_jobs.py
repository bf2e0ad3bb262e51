"""Imports that are read or written in the background, while a page says how far they are.

The page asks again every second, without a script. The work runs outside the loop, so that the
walls go on meanwhile; what it answers is a response for whoever asks once it is done.
"""

from collections import OrderedDict
from collections.abc import Callable
from contextvars import copy_context
from secrets import token_urlsafe

import gevent
from gevent.lock import BoundedSemaphore
from werkzeug.wrappers import Response

from kiosk.okr.import_progress import ImportProgress, ImportStage, ReportProgress
from kiosk.store import Executor

MAX_JOBS = 20
SHOWN_AFTER = 1.0
"""Seconds after which a page says how far it is."""


class ImportJob:
    """A job. `progress` is None while it waits for another one."""

    def __init__(self) -> None:
        self.progress: ImportProgress | None = None
        self.is_done = False
        self._response = Response()
        self._error: Exception | None = None

    def report(self, progress: ImportProgress) -> None:
        """Called by the work with how far it is."""
        self.progress = progress

    def run(self, work: Callable[[], Response]) -> None:
        """Do the work and keep what it answers or raises."""
        try:
            self._response = work()
        except Exception as error:  # noqa: BLE001 -- raised again for whoever asks
            self._error = error
        finally:
            self.is_done = True

    def answer(self) -> Response:
        """The answer of a job that is done, which may be asked for again.

        :raises Exception: what the work has raised.
        """
        if self._error is not None:
            raise self._error
        same = self._response
        return Response(same.get_data(), same.status_code, same.headers.to_wsgi_list())


class ImportJobs:
    """Jobs by the code in their addresses, which cannot be guessed."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, ImportJob] = OrderedDict()
        # One at a time: each keeps a core busy for seconds, and the walls need one, too.
        self._turn = BoundedSemaphore(1)

    def start(
        self, call: Executor, work: Callable[[ReportProgress], Response]
    ) -> tuple[str, ImportJob]:
        """Start work in the context of this request, and wait a moment for it: most is done by
        then. Returns the job's code and the job.

        :param call: runs the work outside the loop.
        """
        code, job, context = token_urlsafe(12), ImportJob(), copy_context()
        self._jobs[code] = job
        while len(self._jobs) > MAX_JOBS:
            self._jobs.popitem(last=False)

        def in_turn() -> None:
            with self._turn:
                job.report(ImportProgress(ImportStage.READING))  # until the work says more
                call(lambda: job.run(lambda: context.run(work, job.report)))

        gevent.spawn(in_turn).join(SHOWN_AFTER)
        return code, job

    def get(self, code: str) -> ImportJob | None:
        """A job; None if there is none with this code, or no longer."""
        return self._jobs.get(code)
