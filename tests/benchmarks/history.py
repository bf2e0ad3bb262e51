"""Part e: every page and publish with 100 times the history, beside the same with its own.

Two offices are alike but for how often each key result was measured. They take turns, page by
page, in this process; before each a commit makes everything be read anew.
"""

import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient

from kiosk.live.content.renderer import TopicRenderer
from kiosk.store.db.conversion import timestamp_to_text
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizer_choice import Localizers
from kiosk.web.core.services import Services
from kiosk.web.core.setup_codes import SetupCodes
from kiosk.web.server.app import create_app
from tests.benchmarks.office import filled, logged_in, now, settings, store_of
from tests.benchmarks.options import Options
from tests.benchmarks.report import Table, median

TIMES = 1.2
# Of many objectives, those in the middle and at both ends speak for all.
OBJECTIVES = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two offices: how to ask it for a page or a publish."""

    data: Path
    client: FlaskClient
    contents: TopicRenderer
    services: Services
    cookie: str

    def page(self, path: str) -> None:
        """A page as a browser asks for it."""
        here = f"http://localhost:{self.services.port}"
        answer = self.client.get(path, base_url=here, headers={"Cookie": self.cookie})
        if answer.status_code != 200:
            raise RuntimeError(f"{path} was answered with {answer.status_code}")

    def publish(self, topic: str) -> None:
        """What the socket would send."""
        if self.contents(topic) is None:
            raise RuntimeError(f"there is no topic {topic}")

    def commit(self) -> None:
        """Raise the revision: nothing kept in memory is worth anything now."""
        with closing(sqlite3.connect(self.data / "kiosk.db")) as db, db:
            db.execute("PRAGMA synchronous = OFF")
            db.execute("UPDATE office SET name = name")


def history(options: Options) -> Iterator[Table]:
    """A table for each office."""
    for office in options.offices:
        with filled(office) as data, _longer(data, options.times) as longer:
            yield _measure(office, _side(data), _side(longer), options)


def _measure(office: str, once: Side, often: Side, options: Options) -> Table:
    table = Table("history", f"History: {office} office, {_rows(once)} and {_rows(often)} rows")
    ratios = []
    for name, work in _asked(once.services):
        times = _times(work, (once, often), options.rounds)
        # The quick quarter: what the work costs, without what else the machine was doing.
        before, after = (quantiles(side, n=4)[0] for side in times)
        ratios.append(after / before)
        table.add(f"{name}: {before:.1f} ms, now", after / before, "times", TIMES)
    table.add("all of them, median", median(ratios), "times")
    return table


def _asked(services: Services) -> Iterator[tuple[str, Callable[[Side], None]]]:
    """Every page and publish by its name."""
    office = services.office()
    key_result = next(iter(office.key_results()))
    step = max(1, len(office.objectives) // OBJECTIVES)
    codes = [objective.code for objective in office.objectives][::step]
    teams = [team.slug for team in office.teams]
    pages = ["/", *(f"/o/{c}" for c in codes), *(f"/t/{t}" for t in teams), "/all", "/admin/"]
    pages += ["/api/v1/okrs", f"/api/v1/key-results/{key_result.code}"]
    topics = ["wall", *(f"objective/{c}" for c in codes), *(f"team/{t}" for t in teams), "all"]
    for path in pages:
        yield f"page {path}", lambda side, path=path: side.page(path)  # type: ignore[misc]
    for topic in topics:
        yield f"publish {topic}", lambda side, topic=topic: side.publish(topic)  # type: ignore[misc]


def _times(
    work: Callable[[Side], None], sides: tuple[Side, Side], rounds: int
) -> tuple[list[float], list[float]]:
    """CPU milliseconds on each side, who is first changing from turn to turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for number in (0, 1) if turn % 2 else (1, 0):
            sides[number].commit()
            began = time.thread_time()
            work(sides[number])
            if turn:  # the first fills what is filled once
                times[number].append((time.thread_time() - began) * 1000)
    return times


def _side(data: Path) -> Side:
    store, asked = store_of(data), settings(data)
    speakers, setup = (
        Localizers(Localizer(asked.locale, asked.zone)),
        SetupCodes(store.users, now),
    )
    cookie = logged_in(store)
    services = Services(asked, store, speakers, setup, asked.port, now)
    app = create_app(services)
    app.testing = True
    client = app.test_client(use_cookies=False)
    return Side(
        data, client, TopicRenderer(store, speakers, now, services.urls, setup), services, cookie
    )


def _rows(side: Side) -> int:
    with closing(sqlite3.connect(side.data / "kiosk.db")) as db:
        return int(db.execute("SELECT count(*) FROM check_ins").fetchone()[0])


@contextmanager
def _longer(data: Path, times: int) -> Iterator[Path]:
    """A copy in which each key result was measured that many times as often."""
    with TemporaryDirectory(prefix="kiosk-bench-") as folder:
        copy = Path(folder)
        shutil.copy(data / "kiosk.db", copy / "kiosk.db")
        with closing(sqlite3.connect(copy / "kiosk.db")) as db, db:
            db.row_factory = sqlite3.Row
            _lengthen(db, times)
        yield copy


# A closed cycle stays as it is.
_OPEN = """
    SELECT check_ins.* FROM check_ins
    JOIN key_results ON key_results.code = check_ins.key_result
    JOIN objectives ON objectives.code = key_results.objective
    JOIN cycles ON cycles.id = objectives.cycle AND cycles.state <> 'closed'
    ORDER BY key_result, measured_at, check_ins.id
"""


def _lengthen(db: sqlite3.Connection, times: int) -> None:
    """Between each check-in and the one before it `times` - 1 more that say what it says."""
    rows = db.execute(_OPEN).fetchall()
    names = [name for name in rows[0].keys() if name not in ("id", "undoes")]  # noqa: SIM118
    between = [
        tuple({**dict(row), "measured_at": at, "recorded_at": at}[name] for name in names)
        for before, row in zip([None, *rows], rows, strict=False)
        if row["undoes"] is None
        for at in _moments(before, row, times)
    ]
    random.Random(1).shuffle(between)  # in a real history rows of one key result lie far apart
    marks = ", ".join("?" * len(names))
    db.executemany(f"INSERT INTO check_ins ({', '.join(names)}) VALUES ({marks})", between)


def _moments(before: sqlite3.Row | None, row: sqlite3.Row, times: int) -> Iterator[str]:
    end = datetime.fromisoformat(row["measured_at"])
    start = end - timedelta(weeks=1)
    if before is not None and before["key_result"] == row["key_result"]:
        start = datetime.fromisoformat(before["measured_at"])
    for number in range(1, times):
        yield timestamp_to_text(start + (end - start) * number / times)
