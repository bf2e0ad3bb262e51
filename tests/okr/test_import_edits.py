"""What was read is corrected field by field, and the rest stays as it was read."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kiosk.okr.import_edits import ImportEdits, corrected, corrected_draft, keyed, team_key
from kiosk.okr.import_findings import FoundKeyResult, FoundObjective, Understood
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResultKind

VISITS = KeyResultDraft(
    "Visits", KeyResultKind.NUMBER, "visits", Decimal(10), Decimal(50), owner="Mia"
)


def source(*titles: str, team: str = "Ops") -> Understood:
    rows = tuple(FoundKeyResult(2, replace(VISITS, title=title)) for title in titles)
    return Understood(3, (FoundObjective(1, team, "Be calm", rows),))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"title": " Readers "}, {"title": "Readers"}),
        ({"target": "1.2k"}, {"target": Decimal(1200)}),
        ({"start": ""}, {"start": None}),
        ({"unit": ""}, {"unit": ""}),
        ({"kind": "at_most"}, {"kind": KeyResultKind.AT_MOST, "high": Decimal(50)}),
        (
            {"kind": "at_least", "low": "7"},
            {"kind": KeyResultKind.AT_LEAST, "low": Decimal(7)},
        ),
        (
            {"kind": "currency", "unit": "", "target": "€ 3.5M"},
            {"kind": KeyResultKind.CURRENCY, "unit": "EUR", "target": Decimal(3500000)},
        ),
        (
            {"kind": "milestones", "milestones": "Plan\n\n Build \n"},
            {
                "kind": KeyResultKind.MILESTONES,
                "milestones": (MilestoneDraft("Plan"), MilestoneDraft("Build")),
            },
        ),
    ],
)
def test_only_what_is_corrected_differs(texts: dict[str, str], expected: dict[str, object]):
    draft, errors = corrected_draft(VISITS, texts, ".")
    assert errors == ()
    assert draft == replace(VISITS, **expected)


def test_what_is_no_number_or_kind_is_named_by_field_and_stays_as_read():
    texts = {"target": "many", "start": "3", "kind": "vague"}
    draft, errors = corrected_draft(VISITS, texts, ".")
    assert [error.field for error in errors] == ["kind", "target"]
    assert (draft.start, draft.target, draft.kind) == (3, 50, VISITS.kind)


def test_steps_keep_their_weights_where_only_their_words_change():
    steps = tuple(MilestoneDraft(t, Decimal(w)) for t, w in (("A", 30), ("B", 40), ("C", 30)))
    draft = KeyResultDraft("Rollout", KeyResultKind.MILESTONES, milestones=steps)
    changed, _ = corrected_draft(draft, {"milestones": "A\r\nBuild\r\nC"}, ".")
    assert [(s.title, s.weight) for s in changed.milestones] == [
        ("A", 30),
        ("Build", 40),
        ("C", 30),
    ]
    fewer, _ = corrected_draft(draft, {"milestones": "C\nDone"}, ".")
    assert [(s.title, s.weight) for s in fewer.milestones] == [("C", 30), ("Done", 1)]


def test_a_key_stays_while_other_lines_change_and_names_one_thing():
    [before] = keyed([source("Visits", "Calls")])
    [after] = keyed([source("New", "Calls", "Visits", "Calls")])
    keys = [row.key for row in before.objectives[0].key_results]
    assert [row.key for row in after.objectives[0].key_results][1:3] == [keys[1], keys[0]]
    assert len({row.key for row in after.objectives[0].key_results}) == 4


def test_objectives_and_teams_are_corrected_and_say_what_was_read():
    [found] = keyed([source("Visits")])
    objective = found.objectives[0]
    edits = {team_key("ops"): {"name": "Operations"}, objective.key: {"title": "Be calmer"}}
    changed, errors = corrected(found, ImportEdits(edits))
    [after] = changed.objectives
    assert (after.team, after.title, after.as_read) == (
        "Operations",
        "Be calmer",
        ("Ops", "Be calm"),
    )
    assert errors == {}

    edits = {objective.key: {"title": "", "team": "Support"}}
    changed, errors = corrected(found, ImportEdits(edits))
    assert [e.field for e in errors[objective.key]] == ["title"]
    assert (changed.objectives[0].team, changed.objectives[0].title) == ("Support", "Be calm")
