"""python -m tests.benchmarks [PART …] [--quick] [--json FILE]: measures, and judges.

python -m tests.benchmarks against FOLDER [PART …]: compares with another checkout.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from tests.benchmarks import against
from tests.benchmarks.machine import ROOT, allow_descriptors, described
from tests.benchmarks.options import Options, quick
from tests.benchmarks.report import Table

PARTS = {
    "fanout": "one save to 100, 1,000 and 5,000 sockets, beside two references",
    "paint": "from a save to the painted page, in Chromium",
    "start": "from process start to the first page",
    "sizes": "compressed bytes of every page",
    "pages": "how many visitors a page has a second",
    "history": "every page and publish with 100 times the history",
    "imports": "a workbook of 20,000 check-ins, read, compared and written",
    "trouble": "a reader that stalls, and another program's lock",
    "rest": "what a wall at rest paints",
    "soak": "what a wall and the server keep of half an hour of changes",
}


def main(arguments: list[str]) -> int:
    """Measure the parts asked for; 1 when a promised figure is missed."""
    parts, options = _asked(arguments)
    allow_descriptors()
    began, tables = time.monotonic(), []
    for part in parts:
        for table in _measured(part)(options):
            print(table.text(), flush=True)
            tables.append(table)
    _write(options, tables)
    return verdict(options, tables, time.monotonic() - began)


def _asked(arguments: list[str]) -> tuple[list[str], Options]:
    known = "\n".join(f"  {part:8} {says}" for part, says in PARTS.items())
    parser = argparse.ArgumentParser(
        "python -m tests.benchmarks", epilog=f"parts:\n{known}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("parts", nargs="*", metavar="PART", help="what to measure; else everything")
    parser.add_argument("--quick", action="store_true", help="show that it runs; judge nothing")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json", metavar="FILE")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}\n{known}")
    return asked.parts or list(PARTS), quick(asked.json) if asked.quick else Options(asked.json)


def _measured(part: str) -> Callable[[Options], Iterator[Table]]:
    measure: Callable[[Options], Iterator[Table]] = getattr(
        import_module(f"tests.benchmarks.{part}"), part
    )
    return measure


def _write(options: Options, tables: list[Table]) -> None:
    whole = {
        "machine": described(),
        "quick": options.quick,
        "missed": sum(len(table.missed) for table in tables),
        "tables": [table.json() for table in tables],
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")


def verdict(options: Options, tables: list[Table], seconds: float) -> int:
    """Name what was missed; the exit code."""
    missed = [(table, figure) for table in tables for figure in table.missed]
    print(f"\n{len(tables)} tables in {seconds:.0f} s; {options.json}")
    if options.quick:
        print("A quick run judges nothing.")
        return 0
    for table, figure in missed:
        print(f"missed: {table.title}: {figure.name}")
    return 1 if missed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["against"]:
        sys.exit(against.main(sys.argv[2:]))
    sys.exit(main(sys.argv[1:]))
