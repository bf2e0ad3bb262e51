"""Files and pasted texts of every shape, in ten languages, mean what they should."""

import json
from pathlib import Path

import pytest

from kiosk.exchange.import_source import UnderstoodSource, understand_text, understood_sources
from kiosk.exchange.reading.source import read_file
from tests.exchange.corpus import cases, expected_path, measure, summary


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


@pytest.mark.parametrize("source", cases(), ids=lambda path: path.name)
def test_the_text_of_a_source_means_the_same(source: Path):
    for read in read_file(source.name, source.read_bytes()):
        (first,) = understood_sources((read,), ".")
        if first.found.objectives:
            (again,) = understand_text(first.text, ".")
            assert shape(again) == shape(first)


def shape(source: UnderstoodSource) -> list[tuple[str, str, list[str]]]:
    return [
        (o.team, o.title, [f"{k.draft.title}: {measure(k)}" for k in o.key_results])
        for o in source.found.objectives
    ]
