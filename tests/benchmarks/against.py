"""python -m tests.benchmarks against FOLDER [PART …]: this checkout beside another one, in turns.

Each turn measures every part in both, each with its own code and its own virtual environment, in
a short form; a figure is compared by the medians of all turns. What else the machine does then
affects both alike. The other checkout needs `make .venv/.test` and no more.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.machine import ROOT
from tests.benchmarks.report import median, number

TURNS = 7
WORSE_BY = 0.10
PARTS = ("start", "sizes", "pages", "fanout", "paint", "history", "trouble")
SHORT: dict[str, Any] = {
    "offices": ("forty",), "sockets": (1000,), "saves": 25, "crowds": (0,), "starts": 4,
    "rounds": 3, "times": 20, "updates": 200, "visits": 1, "visits_each": 15, "rest": 4.0,
}  # fmt: skip
# Run in either checkout: both have these names, and know how to measure their own office.
_MEASURE = """
import json, sys
from dataclasses import fields
from pathlib import Path
from tests.benchmarks import __main__ as bench
from tests.benchmarks.options import Options
part, file, given = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3])
given = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
class Short(Options):
    def turns(self, sockets, wall):
        return 3
known = {field.name for field in fields(Options)}
options = Short(file, **{k: v for k, v in given.items() if k in known})
bench.allow_descriptors()
bench._write(options, list(bench._measured(part)(options)))
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of both checkouts.

    :ivar more_is_better: as of requests a second.
    """

    title: str
    name: str
    unit: str
    here: float
    there: float
    more_is_better: bool

    @property
    def ratio(self) -> float:
        """How much of the other's figure this one is; None and 0 cannot be compared."""
        return self.here / self.there if self.there > 0 else 1.0

    @property
    def is_worse(self) -> bool:
        """Whether it is worse by more than may be."""
        if self.more_is_better:
            return self.ratio < 1 - WORSE_BY
        return self.ratio > 1 + WORSE_BY


def main(arguments: list[str]) -> int:
    """Compare; 1 when a figure is worse by more than a tenth."""
    parser = argparse.ArgumentParser("python -m tests.benchmarks against")
    parser.add_argument("folder", type=Path, help="the other checkout")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"else {', '.join(PARTS)}")
    parser.add_argument("--turns", type=int, default=TURNS)
    asked = parser.parse_args(arguments)
    measured: dict[Path, _Values] = {ROOT: _Values(), asked.folder.resolve(): _Values()}
    for turn in range(asked.turns):
        for part in asked.parts or PARTS:
            # The first is not always the same: what it leaves in caches is the other's gain.
            for checkout in sorted(measured, reverse=bool(turn % 2)):
                began = time.monotonic()
                measured[checkout].add(_tables(checkout, part))
                took = f"{time.monotonic() - began:.0f} s"
                print(f"turn {turn + 1} of {asked.turns}: {part} in {checkout}: {took}", flush=True)
    here, there = measured.values()
    compared = list(compare(here, there))
    print(table(compared))
    return 1 if any(each.is_worse for each in compared) else 0


class _Values:
    """Every value of each figure, by the title of its table and its name."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.units: dict[tuple[str, str], str] = {}

    def add(self, tables: list[dict[str, Any]]) -> None:
        for table in tables:
            for figure in table["figures"]:
                if figure["value"] is not None:
                    key = table["title"], figure["name"]
                    self.values[key].append(figure["value"])
                    self.units[key] = figure["unit"]


def compare(here: _Values, there: _Values) -> Iterator[Comparison]:
    """What both have measured, by its medians."""
    for key, values in here.values.items():
        if key in there.values:
            unit = here.units[key]
            yield Comparison(
                *key, unit, median(values), median(there.values[key]), _more_is_better(key, unit)
            )


def _more_is_better(key: tuple[str, str], unit: str) -> bool:
    told = f"{key[1]} {unit}"
    return "a second" in told or "/s" in told or "of /healthz" in told


def table(compared: Sequence[Comparison]) -> str:
    """A line for each figure; the ratio is of this checkout to the other."""
    lines = []
    title = ""
    for each in compared:
        if each.title != title:
            title = each.title
            lines.append(f"\n{title}")
        mark = "  WORSE" if each.is_worse else ""
        values = f"{number(each.here):>8} {number(each.there):>8} {each.unit:<6}"
        lines.append(f"  {each.ratio:5.2f}  {values} {each.name}{mark}")
    return "\n".join(["", "  ratio     here    there", *lines])


def _tables(checkout: Path, part: str) -> list[dict[str, Any]]:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")}
    environ |= {"PYTHONPATH": str(checkout)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bench.json"
        done = subprocess.run(
            [checkout / ".venv/bin/python", "-c", _MEASURE, part, file, json.dumps(SHORT)],
            cwd=checkout, env=environ, text=True, capture_output=True, check=False,
        )  # fmt: skip
        if not file.exists():
            sys.exit(f"{part} in {checkout} ended without figures:\n{done.stderr}")
        tables: list[dict[str, Any]] = json.loads(file.read_text())["tables"]
    return tables
