"""Part i: how many visitors a page has a second, and how long the last of them waits.

Everybody in the office scans one code at once: the first after a save, and whoever comes then.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.office import Kiosk, filled, kiosk
from tests.benchmarks.options import Options
from tests.benchmarks.report import Table, median, percentile
from tests.benchmarks.visitors import Visit, Visitors, visitors

CLIENTS = 50
OF_HEALTHZ = 0.54
"""1,000 requests a core and second, beside 1,850 for /healthz, which asks nothing and renders
nothing: the ratio is the same on another machine, and on one with something else to do."""
# What one code leads to, and everybody's page.
PROMISED = ("an objective", "everyone")


@dataclass(frozen=True, slots=True)
class Rush:
    """A visit, and the seconds of CPU time that the server took for it."""

    visit: Visit
    cpu: float

    @property
    def a_second(self) -> float:
        """Requests a second."""
        return len(self.visit.times) / self.visit.took

    @property
    def a_core(self) -> float:
        """Requests in a second of CPU time, which other programs do not change."""
        return len(self.visit.times) / self.cpu


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, whom, and how often."""

    here: Kiosk
    crowd: Visitors
    options: Options

    def rush(self, path: str, each: int = 0, *, status: int = 200, **head: str) -> Rush:
        """Everybody asks for a page at once, and again."""
        before, each = self.here.cpu(), each or self.options.visits_each
        visit = self.crowd.visit(self.here.port, path, CLIENTS, each, status=status, **head)
        return Rush(visit, self.here.cpu() - before)

    def known(self, path: str) -> Rush:
        """Those ask who have the page already."""
        response, _ = self.here.get(path, **{"Accept-Encoding": "gzip"})
        return self.rush(path, status=304, **{"If-None-Match": response.headers["ETag"]})


def pages(options: Options) -> Iterator[Table]:
    """A table for each office."""
    for office in options.offices:
        with filled(office) as data, kiosk(data) as here, visitors() as crowd:
            yield _measure(Asked(here, crowd, options), office)


def _measure(asked: Asked, office: str) -> Table:
    table = Table("pages", f"Pages: {office} office, {CLIENTS} clients")
    health: list[Rush] = []
    asked.rush("/healthz")
    for name, path in _paths(asked.here).items():
        first, again, beside = [], [], []
        for _ in range(asked.options.visits):
            asked.here.write()
            first.append(asked.rush(path, 1))
            again.append(asked.rush(path))
            beside.append(asked.rush("/healthz"))
        _tell(table, f"{name}, first", first)
        _tell(table, f"{name}, repeated", again)
        ratios = [a.a_core / b.a_core for a, b in zip(again, beside, strict=True)]
        limit = OF_HEALTHZ if name in PROMISED else None
        table.add(f"{name}, repeated, of /healthz", median(ratios), "times", limit, least=True)
        if name in PROMISED:
            _tell(table, f"{name}, known", [asked.known(path)])
        health += beside
    _tell(table, "/healthz", health)
    return table


def _paths(here: Kiosk) -> dict[str, str]:
    return {
        "an objective": f"/o/{here.topic.partition('/')[2]}",
        "a team": f"/t/{here.office.teams[0].slug}",
        "everyone": "/all",
        "the week": "/week",
        "alignment": "/alignment",
        "meetings": "/meetings",
        "cycles": "/cycles",
        "a wall": "/screens/bench",
    }


def _tell(table: Table, name: str, rushes: list[Rush]) -> None:
    table.add(f"{name}: requests a second", median([rush.a_second for rush in rushes]), "")
    table.add(f"{name}: requests a core and second", median([r.a_core for r in rushes]), "")
    slowest = [percentile(rush.visit.times, 0.99) * 1000 for rush in rushes]
    table.add(f"{name}: p99", median(slowest), "ms")
