"""Files and pasted texts of every shape, in ten languages, mean what they should."""

import json
from pathlib import Path

import pytest

from tests.exchange.corpus import cases, expected_path, summary


@pytest.mark.parametrize("source", cases(), ids=lambda path: path.name)
def test_a_source_means_what_is_written_beside_it(source: Path):
    assert summary(source) == json.loads(expected_path(source).read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", cases(), ids=lambda path: path.name)
def test_every_line_is_understood_skipped_with_a_reason_or_reported(source: Path):
    for found in summary(source).get("sources", []):
        left_out = len(found["skipped"]) + len(found["not_understood"])
        used = {o["line"] for o in found["objectives"]}
        used |= {int(k.partition(":")[0]) for o in found["objectives"] for k in o["key_results"]}
        assert len(used) + left_out <= found["lines"]
        assert not used & {int(each.partition(":")[0]) for each in found["not_understood"]}
