"""What cells of a table mean together: a target and the title, a target and where it begins, and
headings with days."""

from decimal import Decimal

import pytest

from kiosk.exchange.import_source import understand_text
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.headings import column_named
from kiosk.exchange.understanding.limits_in_titles import limit_to_keep
from kiosk.exchange.understanding.table_reader import A_TOTAL
from kiosk.exchange.understanding.unit_sizes import sized_unit
from kiosk.okr.import_findings import FoundKeyResult, Understood
from kiosk.okr.model import KeyResultKind

D = Decimal


def read(*rows: str) -> Understood:
    """A table with an objective in its first column."""
    lines = [f"{'Be known' if at else 'Objective'}\t{row}" for at, row in enumerate(rows)]
    found = understand_text("\n".join(lines), ".")[0].found
    assert found.not_understood == ()
    return found


def one(headings: str, row: str) -> FoundKeyResult:
    (objective,) = read(headings, row).objectives
    (key_result,) = objective.key_results
    return key_result


@pytest.mark.parametrize(
    ("row", "title", "start", "target"),
    [
        ("Calls answered (was 9%)\t15%", "Calls answered", 9, 15),
        ("Searches per month, up from 8.2k\t14k", "Searches per month", 8200, 14000),
        ("Kosten je Anruf, bisher 88 €\t55 €", "Kosten je Anruf", 88, 55),
        ("Alunos matriculados (hoje 210)\t300", "Alunos matriculados", 210, 300),
        ("Délai moyen (avant : 12 jours)\t5 jours", "Délai moyen", 12, 5),
        ("Hire night nurses\t4", "Hire night nurses", 0, 4),
        ("Three guest features\t3", "Three guest features", 0, 3),
        # What there is already does not begin at 0.
        ("Weekly sales\t40000", "Weekly sales", None, 40000),
        ("Open rate of the newsletter\t40", "Open rate of the newsletter", None, 40),
    ],
)
def test_a_title_says_where_its_target_in_the_next_cell_begins(row, title, start, target):
    found = one("Key result\tTarget", row).draft
    assert (found.title, found.start, found.target) == (title, start, target)


@pytest.mark.parametrize(
    ("start", "target", "numbers"),
    [
        ("400", "+12 %", [(400, 448), (0, 12)]),
        ("220 kg", "-25 %", [(220, 165), (0, 25)]),
        ("400", "+50", [(400, 450), (400, 50)]),
        ("38 %", "+5 %", [(38, 43), (38, 5)]),
        # Without where it begins, it is so much from 0, or to so much.
        ("", "+12 %", [(0, 12), (None, 12)]),
    ],
)
def test_a_target_with_a_sign_is_so_much_more_or_less_and_asked_about(start, target, numbers):
    found = read("Key result\tStart\tTarget", f"Visits\t{start}\t{target}")
    (asked,) = (q.question for q in found.questions if q.question.outcomes)
    assert [(o.start, o.target) for (o,) in asked.outcomes] == numbers
    draft = found.objectives[0].key_results[0].draft
    assert (draft.start, draft.target) == numbers[0]


def test_a_score_below_zero_rises_to_one_below_zero():
    draft = one("Key result\tStart\tTarget", "NPS\t-20\t-5").draft
    assert (draft.start, draft.target) == (-20, -5)


@pytest.mark.parametrize("until", ["15 May", "2026-05-15", "by half term", "bis Ostern"])
def test_a_target_that_is_a_day_is_done_or_not_until_then(until):
    found = one("Key result\tStart\tTarget", f"Quiet garden opened\t\t{until}")
    assert found.draft.kind is KeyResultKind.YES_NO
    assert (found.due is not None) == any(map(str.isdigit, until))


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        *((h, Column.VALUE) for h in ("Ist 30.09.", "Current (15 Oct)", "Valeur au 15/10")),
        *((h, Column.TARGET) for h in ("bis 31.12.", "Target Dec 2026", "Zielwert 31.12.")),
        *((h, Column.START) for h in ("Base Jan", "Baseline 1 May")),
        *((h, Column.DAY) for h in ("15.10.", "5 Oct")),
    ],
)
def test_a_day_in_a_heading_leaves_what_the_column_holds(heading, column):
    named = column_named(heading)
    assert named is not None
    assert named.column is column


def test_results_beside_targets_are_what_came_out():
    found = one("Key result\tTarget\tResult", "Calls answered\t80%\t64%")
    assert (found.draft.target, found.value) == (80, 64)


@pytest.mark.parametrize("limit", ["≤ 1.1910", "at most 1.2023"])
def test_decimals_that_could_be_a_year_are_part_of_their_number(limit):
    found = one("Key result\tTarget", f"Errors in a thousand\t{limit}").draft
    assert (found.kind, found.high, found.unit) == (KeyResultKind.AT_MOST, D(limit[-6:]), "")


@pytest.mark.parametrize(
    ("direction", "kind"),
    [
        ("Keep above", KeyResultKind.AT_LEAST),
        ("Stay below", KeyResultKind.AT_MOST),
        ("Increase", KeyResultKind.PERCENT),
    ],
)
def test_a_column_of_directions_says_what_is_a_limit(direction, kind):
    found = read(
        "Key result\tDirection\tTarget",
        f"Calls answered\t{direction}\t90%",
        "Backlog\tDecrease\t4",
    )
    assert found.objectives[0].key_results[0].draft.kind is kind
    assert [q.question.about for q in found.questions] == []


@pytest.mark.parametrize(
    ("unit", "plain", "size"),
    [
        ("kEUR", "EUR", "k"),
        ("T€", "EUR", "k"),
        ("Tsd. €", "EUR", "k"),
        ("EUR '000", "EUR", "k"),
        ("MNOK", "NOK", "Mio"),
        ("USD m", "USD", "Mio"),
        ("R$ mil", "BRL", "k"),
        ("万円", "JPY", "万"),
        ("thousand visits", "visits", "k"),
    ],
)
def test_a_unit_may_say_its_size(unit, plain, size):
    assert sized_unit(unit) == (plain, size)


@pytest.mark.parametrize(
    "unit", ["m", "t", "km", "kWh", "KES", "BRL", "miles", "minutes", "MB", "per 1000", "%", "kg"]
)
def test_letters_of_other_units_are_no_sizes(unit):
    assert sized_unit(unit) == (unit, "")


def test_a_number_with_a_size_of_its_own_is_not_made_larger_by_its_unit():
    found = one("Key result\tUnit\tStart\tTarget", "Overdue invoices\tkEUR\t480\t300 kEUR")
    assert (found.draft.start, found.draft.target) == (Decimal(480000), Decimal(300000))


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        ("maximal halten", KeyResultKind.AT_MOST),
        ("Keep it below", KeyResultKind.AT_MOST),
        ("ne pas dépasser", KeyResultKind.AT_MOST),
        ("mindestens halten", KeyResultKind.AT_LEAST),
        ("maintenir au-dessus de", KeyResultKind.AT_LEAST),
        ("halten", None),
        ("Reduce below", None),
        ("less is better", None),
    ],
)
def test_words_for_a_kind_say_which_limit_is_to_be_kept(kind, limit):
    assert limit_to_keep(kind) is limit


def test_an_average_is_a_total_where_other_rows_have_an_owner_and_a_start():
    rows = [f"Be known\tKey {n}\tMia\t{n}\t{n + 9}\t3" for n in range(1, 6)]
    text = "\n".join(("Objective\tKey result\tOwner\tStart\tTarget\tNow", *rows))
    last = "\n\tAverage score\t\t\t70%\t40%"
    found = understand_text(text + last, ".")[0].found
    assert [line.reason for line in found.skipped][-1] == A_TOTAL
    plain = "\n".join(f"{'' if n else 'Be known'}\tKey {n}\t9\t3" for n in range(5))
    last = "\n\tAverage score\t70\t40"
    found = understand_text(f"Objective\tKey result\tTarget\tNow\n{plain}{last}", ".")[0].found
    assert A_TOTAL not in [line.reason for line in found.skipped]
