"""Part a: one save to many sockets, beside a bare loop of send() and websockets.broadcast.

The three take turns, save by save, in one process of listeners each socket of which is told the
same bytes. While a reference has its turn the server is stopped, so that its heartbeats to
thousands cost the reference nothing.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.crowd import Crowd, Receipt, crowd
from tests.benchmarks.office import Kiosk, filled, kiosk
from tests.benchmarks.options import Options
from tests.benchmarks.references import Reference, reference
from tests.benchmarks.report import Table, median

OURS, BARE, BROADCAST = "kiosk", "bare", "broadcast"
LOOP_TIMES = 1.4  # of the bare loop's p99, from the first receipt
SAVE_MS = 20  # the save's own part, at the median
SOCKET_KB = 45
JUDGED_FROM = 1000  # sockets; fewer are told, not judged
# Sockets that come and go before memory is measured: what the first costs is not each one's.
WARMING = 50
SETTLE = 0.03
# A server that is stopped so often finds no time to ask who is still there: each socket says so
# by itself, and the server has this long, in seconds, to hear each of them.
HEARD = 50e-6
# After this share of a core the listeners, not who sends, decide the last receipt.
BOTTLENECK = 0.9


@dataclass(slots=True)
class Series:
    """One sender's turns: receipts, and the moment each turn's save began."""

    receipts: list[Receipt] = field(default_factory=list)
    saves: list[int] = field(default_factory=list)
    cpu: float = 0.0
    memory: float = 0.0

    def spread(self, which: str) -> list[float]:
        """Milliseconds from the first receipt to `which`, turn by turn."""
        return [(getattr(r, which) - r.first) / 1e6 for r in self.receipts]

    def since_save(self, which: str) -> list[float]:
        """Milliseconds from the save's stamp to `which`, turn by turn."""
        pairs = zip(self.receipts, self.saves, strict=True)
        return [(getattr(r, which) - saved) / 1e6 for r, saved in pairs]


@dataclass(frozen=True, slots=True)
class Setup:
    """What is measured: an office, a topic (None: the objective saved to), how many sockets."""

    office: str
    topic: str | None
    sockets: int
    deflate: bool

    @property
    def name(self) -> str:
        """As the table's title has it."""
        topic = "wall" if self.topic else "phones"
        wire = "deflate" if self.deflate else "raw"
        return f"{self.office} office, {topic}, {self.sockets} sockets, {wire}"


def fanout(options: Options) -> Iterator[Table]:
    """Every setup's table."""
    for office in options.offices:
        setups = [Setup(office, None, n, d) for n in options.sockets for d in (False, True)]
        if office == "forty":
            few = options.sockets[:2]
            setups += [Setup(office, "wall", n, d) for n in few for d in (False, True)]
        with filled(office) as data:
            for setup in setups:
                yield measure(setup, data, options)


def measure(setup: Setup, data: Path, options: Options) -> Table:
    """One setup, all three senders in turn."""
    turns = options.turns(setup.sockets, wall=bool(setup.topic))
    with _connected(setup, data) as (here, people, references, series):
        for _ in range(turns):
            _our_turn(here, people, series[OURS])
            here.pause()
            for name, one in references.items():
                _reference_turn(name, one, people, series[name])
            people.speak(OURS)
            here.resume()
            time.sleep(SETTLE + setup.sockets * HEARD)
        series[OURS].memory = here.memory() - series[OURS].memory
        for name, one in references.items():
            series[name].memory = one.memory() - series[name].memory
        strangers = [_strangers_turn(here, people) for _ in range(max(2, turns // 2))]
        return _table(setup, series, strangers, len(people.frame(OURS)))


@contextmanager
def _connected(
    setup: Setup, data: Path
) -> Iterator[tuple[Kiosk, Crowd, dict[str, Reference], dict[str, Series]]]:
    """Everybody with all sockets open, and the frame to send known to all."""
    broadcast = f"{BROADCAST}-deflate" if setup.deflate else BROADCAST
    series = {name: Series() for name in (OURS, BARE, BROADCAST)}
    with ExitStack() as stack:
        here = stack.enter_context(kiosk(data))
        people = stack.enter_context(crowd())
        references = {
            BARE: stack.enter_context(reference("bare")),
            BROADCAST: stack.enter_context(reference(broadcast)),
        }
        _warm(setup, here, people, references)
        series[OURS].memory = here.memory()
        _open(OURS, setup, here.port, people, setup.topic or here.topic)
        for name, one in references.items():
            series[name].memory = one.memory()
            _open(name, setup, one.port, people, "" if name == BARE else "any")
        yield here, people, references, series


def _warm(setup: Setup, here: Kiosk, people: Crowd, references: dict[str, Reference]) -> None:
    """A few sockets and saves, so that everything that is made once is made."""
    people.open("warm", here.port, WARMING, setup.topic or here.topic,
                deflate=setup.deflate, state=True)  # fmt: skip
    for _ in range(3):
        people.arm("warm")
        here.save()
        people.gather("warm")
    with TemporaryDirectory(prefix="kiosk-bench-") as folder:
        file = Path(folder) / "frame"
        file.write_bytes(people.frame("warm"))
        for one in references.values():
            one.frame(file)
    people.shut("warm")


def _open(name: str, setup: Setup, port: int, people: Crowd, topic: str) -> None:
    deflating = people.open(
        name, port, setup.sockets, topic, deflate=setup.deflate, state=name == OURS
    )
    wanted = setup.sockets if setup.deflate and name != BARE else 0
    if deflating != wanted:
        raise RuntimeError(f"{name}: {deflating} sockets deflate instead of {wanted}")


def _our_turn(here: Kiosk, people: Crowd, series: Series) -> None:
    people.arm(OURS)
    before = here.cpu()
    series.saves.append(here.post())
    series.receipts.append(people.gather(OURS))
    here.answered()
    series.cpu += here.cpu() - before


def _reference_turn(name: str, one: Reference, people: Crowd, series: Series) -> None:
    people.arm(name)
    before = one.cpu()
    series.saves.append(one.go())
    series.receipts.append(people.gather(name))
    series.cpu += one.cpu() - before


def _strangers_turn(here: Kiosk, people: Crowd) -> float:
    """Another program's save: milliseconds from its commit to the first receipt."""
    people.arm(OURS)
    committed = here.write()
    return (people.gather(OURS).first - committed) / 1e6


def _table(setup: Setup, series: dict[str, Series], strangers: list[float], size: int) -> Table:
    ours, judged = series[OURS], setup.sockets >= JUDGED_FROM
    table = Table("fanout", f"Fan-out: {setup.name}, {size} bytes a message")
    for name, limit, below in ((BARE, LOOP_TIMES, False), (BROADCAST, 1.0, True)):
        pairs = zip(ours.spread("p99"), series[name].spread("p99"), strict=True)
        ratio = median([mine / theirs for mine, theirs in pairs if theirs])
        table.add(f"p99 against {name}", ratio, "times", limit if judged else None, below=below)
    table.add("save to first receipt", median(ours.since_save("first")), "ms", SAVE_MS)
    table.add("another program's commit to first receipt", median(strangers), "ms")
    for which in ("p50", "p99", "last"):
        table.add(f"save to {which} receipt", median(ours.since_save(which)), "ms")
    for name, one in series.items():
        for which in ("p50", "p99", "last"):
            table.add(f"{name}: first receipt to {which}", median(one.spread(which)), "ms")
    for name, one in series.items():
        messages = setup.sockets * len(one.receipts)
        table.add(f"{name}: CPU a message", one.cpu / messages * 1e6, "µs")
    for name, one in series.items():
        limit = SOCKET_KB if judged and name == OURS else None
        table.add(f"{name}: memory a socket", one.memory / setup.sockets, "KB", limit)
    shares = [median([receipt.share for receipt in one.receipts]) for one in series.values()]
    table.add("listeners' share of a core, at most", max(shares), "")
    if max(shares) > BOTTLENECK:
        table.notes.append("The listeners were busy all the time: the last receipts may be theirs.")
    return table
