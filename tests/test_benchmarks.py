"""The benchmarks run and tell all they promise; the figures themselves are for `make bench`."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import PARTS, verdict
from tests.benchmarks.options import Options, quick
from tests.benchmarks.references import payload
from tests.benchmarks.report import Figure, Table, median, percentile

ROOT = Path(__file__).parents[1]
IN_CHROMIUM = ("paint", "rest", "soak")
# A row of each part that stands for what the part is there to judge.
JUDGED = {
    "fanout": {"p99 against bare", "p99 against broadcast", "save to first receipt",
               "kiosk: memory a socket", "kiosk: CPU a message"},
    "paint": {"a wall: median", "a wall: p99"},
    "start": {"median"},
    "sizes": {"phone, largest objective", "phone, largest team", "phone, largest everyone"},
    "pages": {"an objective, repeated, of /healthz", "everyone, repeated, of /healthz",
              "a wall, first: p99", "the week, repeated: requests a second"},
    "history": {"all of them, median"},
    "imports": {"preview: both of these", "transaction", "whole import"},
    "trouble": {"added by it at p99", "memory it adds", "echo of a socket during a lock: longest"},
    "rest": {"events Paint", "paints missed when one is made", "renderers' share of a core"},
    "soak": {"page: heap, a thousand changes more", "server: memory, a thousand changes more"},
}  # fmt: skip


def run_quickly(parts, file):
    command = [sys.executable, "-m", "tests.benchmarks", *parts, "--quick", "--json", str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def assert_all_is_told(parts, file):
    done = run_quickly(parts, file)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(file.read_text())
    names = {part: set() for part in parts}
    for table in told["tables"]:
        assert table["title"] in done.stdout
        for figure in table["figures"]:
            assert figure["name"] in done.stdout
            assert figure["value"] is not None, f"{table['title']}: {figure['name']}"
            names[table["part"]].add(figure["name"])
    assert all(JUDGED[part] <= names[part] for part in parts), names


# Together as `make bench` runs them: loading takes each longer than what is measured of it.
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_parts_tell_all_their_rows(tmp_path):
    assert_all_is_told([part for part in PARTS if part not in IN_CHROMIUM], tmp_path / "bench.json")


@pytest.mark.browser
@pytest.mark.timeout(600)
def test_the_parts_in_chromium_tell_all_their_rows(tmp_path):
    assert_all_is_told(IN_CHROMIUM, tmp_path / "bench.json")


def test_a_part_that_is_none_is_refused_with_those_there_are(tmp_path):
    refused = run_quickly(["fanuot"], tmp_path / "bench.json")

    assert refused.returncode == 2
    assert "no such part: fanuot" in refused.stderr
    assert all(part in refused.stderr for part in PARTS)


@pytest.mark.parametrize(
    ("value", "below", "met"),
    [(1.4, False, True), (1.41, False, False), (1.4, True, False), (math.nan, False, False)],
)
def test_a_figure_is_met_up_to_its_limit(value, below, met):
    assert Figure("p99", value, "times", 1.4, below).met is met


def test_a_missed_figure_ends_with_1_and_is_named(capsys):
    table = Table("start", "Start")
    table.add("median", 1200, "ms", 1000)
    table.add("told only", 99999, "ms")

    assert verdict(Options(Path("bench.json")), [table], 1) == 1
    assert "missed: Start: median" in capsys.readouterr().out
    assert "told only" not in capsys.readouterr().out


def test_met_figures_end_with_0():
    table = Table("start", "Start")
    table.add("median", 900, "ms", 1000)

    assert verdict(Options(Path("bench.json")), [table], 1) == 0


def test_a_quick_run_judges_nothing():
    table = Table("start", "Start")
    table.add("median", 1200, "ms", 1000)

    assert verdict(quick(Path("bench.json")), [table], 1) == 0


def test_a_number_that_is_none_is_null_for_programs_and_missed():
    table = Table("start", "Start")
    table.add("median", median([]), "ms", 1000)

    assert json.loads(json.dumps(table.json()))["figures"][0]["value"] is None
    assert "none" in table.text()
    assert table.missed


def test_percentiles_are_values_that_were_measured():
    assert percentile(range(1, 101), 0.99) == 99
    assert percentile([5], 0.99) == 5
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 2, 3]) == 2.5


def test_a_frame_that_is_torn_is_not_compared_with():
    whole = b'\x81\x08{"a": 1}'

    assert payload(whole) == b'{"a": 1}'
    with pytest.raises(ValueError, match="Expecting|Unterminated|delimiter"):
        payload(whole[:-3])
