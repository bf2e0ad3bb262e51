"""What the rows of a table mean, however they are written."""

from decimal import Decimal

import pytest

from kiosk.errors import ValidationError
from kiosk.exchange.import_source import understand_text
from kiosk.exchange.understanding.kinds import kind_named
from kiosk.okr.import_findings import Understood
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind

D = Decimal


def read(text: str, mark: str = ".") -> Understood:
    return understand_text(text, mark)[0].found


def one(target: str, start: str = "", mark: str = ".", **more: str) -> KeyResultDraft:
    """The key result of one row."""
    columns = {"objective": "Be fast", "key result": "It", "start": start, "target": target, **more}
    cells = ['"' + cell.replace('"', '""') + '"' for cell in columns.values()]
    found = read("\t".join(columns) + "\n" + "\t".join(cells), mark)
    assert found.not_understood == ()
    return found.objectives[0].key_results[0].draft


def shape(found: Understood) -> list[tuple[str, str, list[str]]]:
    return [(o.team, o.title, [k.draft.title for k in o.key_results]) for o in found.objectives]


def test_an_empty_objective_and_team_are_those_above():
    found = read("A\tk1\t0\t1\tOps\n\tk2\t0\t1\t\nB\tk3\t0\t1\tSales\n\tk4\t0\t1\t")
    assert shape(found) == [("Ops", "A", ["k1", "k2"]), ("Sales", "B", ["k3", "k4"])]


def test_a_table_without_headings_is_asked_about():
    found = read("A\tk1\t0\t1\tOps\nB\tk2\t0\t1\tOps")
    assert [q.question.about for q in found.questions] == ["columns"]


def test_an_objective_that_comes_again_is_the_same():
    found = read("A\tk1\t0\t1\tOps\nB\tk2\t0\t1\tOps\na\tk3\t0\t1\tops")
    assert shape(found) == [("Ops", "A", ["k1", "k3"]), ("Ops", "B", ["k2"])]


@pytest.mark.parametrize(
    "headings",
    [
        "Team\tZielwert\tStartwert\tSchlüsselergebnis\tZiel",
        "team\tTARGET\tstart\tKey Result\tObjective",
        "Abteilung\tZiel\tBasis\tKR\tObjective",
    ],
)
def test_headings_in_german_or_english_stand_in_any_order(headings: str):
    found = read(f"{headings}\nOps\t90\t182\tAnswer time\tBe fast")
    assert shape(found) == [("Ops", "Be fast", ["Answer time"])]
    draft = found.objectives[0].key_results[0].draft
    assert (draft.start, draft.target) == (D(182), D(90))


def test_a_heading_that_is_not_known_is_asked_about_and_not_read():
    found = read("Objective\tKey result\tMood\tTarget\nA\tk\tbla\t5")
    assert [q.question.text for q in found.questions] == ["Mood"]
    assert found.objectives[0].key_results[0].draft.target == 5


@pytest.mark.parametrize("mark", [";", ","])
def test_semicolons_and_commas_part_cells_too(mark: str):
    row = mark.join(["A", '"one, two; three"', "1", "2", "Ops"])
    assert shape(read(row)) == [("Ops", "A", ["one, two; three"])]


def test_a_cell_in_quotes_may_have_line_breaks():
    made = one('Plan it\n- Move "all" of it\n\nSwitch off')
    assert made.kind is KeyResultKind.MILESTONES
    assert [m.title for m in made.milestones] == ["Plan it", 'Move "all" of it', "Switch off"]


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1,234.5", ".", "1234.5"),
        ("1.234,5", ",", "1234.5"),
        ("1.234,5", ".", "1234.5"),
        ("1,234.5", ",", "1234.5"),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("1 234,5", ",", "1234.5"),
        ("-3", ".", "-3"),
        ("−0,5", ",", "-0.5"),
    ],
)
def test_numbers_are_read_as_the_locale_writes_them(text: str, mark: str, number: str):
    assert one(text, mark=mark).target == D(number)


@pytest.mark.parametrize(
    ("start", "target", "kind", "unit", "numbers"),
    [
        ("30 %", "45 %", KeyResultKind.PERCENT, "", (D(30), D(45), None, None)),
        (
            "€1,000",
            "1,234.50 €",
            KeyResultKind.CURRENCY,
            "EUR",
            (D(1000), D("1234.50"), None, None),
        ),
        ("", "2000 CHF", KeyResultKind.CURRENCY, "CHF", (None, D(2000), None, None)),
        ("182 ms", "90", KeyResultKind.NUMBER, "ms", (D(182), D(90), None, None)),
        ("", "≤ 200 ms", KeyResultKind.AT_MOST, "ms", (None, None, None, D(200))),
        ("", "mindestens 99.9 %", KeyResultKind.AT_LEAST, "%", (None, None, D("99.9"), None)),
        ("", "4–8 °C", KeyResultKind.BETWEEN, "°C", (None, None, D(4), D(8))),
        ("no", "yes", KeyResultKind.YES_NO, "", (None, None, None, None)),
        ("nein", "ja", KeyResultKind.YES_NO, "", (None, None, None, None)),
    ],
)
def test_the_kind_and_the_unit_are_told_by_the_cells(start, target, kind, unit, numbers):
    made = one(target, start)
    assert (made.kind, made.unit) == (kind, unit)
    assert (made.start, made.target, made.low, made.high) == numbers


def test_the_columns_of_kind_unit_weight_and_owner_go_first():
    made = one("5", kind="höchstens", unit="€", weight="2", owner="Ada")
    assert (made.kind, made.unit, made.high) == (KeyResultKind.AT_MOST, "EUR", D(5))
    assert (made.weight, made.owner) == (D(2), "Ada")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        *(
            (w, KeyResultKind.YES_NO)
            for w in ("yes or no", "Yes / No", "yes_no", "Ja/Nein", "ja oder nein")
        ),
        *((w, KeyResultKind.AT_MOST) for w in ("At most", "at_most", "max.", "höchstens")),
        *((w, KeyResultKind.AT_LEAST) for w in ("AT LEAST", "at-least", "Mindestens")),
        *((w, KeyResultKind.BETWEEN) for w in ("Between", "zwischen")),
        *((w, KeyResultKind.MILESTONES) for w in ("Milestones", "Meilensteine")),
        *((w, KeyResultKind.NUMBER) for w in ("Number", "Zahl")),
        *((w, KeyResultKind.PERCENT) for w in ("percent", "Prozent", "%")),
        *((w, KeyResultKind.CURRENCY) for w in ("money", "Currency", "Geld", "Betrag")),
    ],
)
def test_a_kind_is_written_as_people_write_it(written, kind):
    assert kind_named(written) is kind


def test_what_is_no_kind_is_none():
    assert kind_named("mood") is None


@pytest.mark.parametrize("row", ["A\tk\t1\ta lot\tOps", "\t\t1\t\t"])
def test_a_row_that_makes_no_sense_is_reported_and_the_others_are_read(row: str):
    headings = "Objective\tKey result\tStart\tTarget\tTeam"
    found = read(f"{headings}\nZ\tfine\t1\t2\tOps\n{row}\n\tfine too\t1\t2\t")
    assert [line.number for line in found.not_understood] == [3]
    assert "fine too" in [k.draft.title for o in found.objectives for k in o.key_results]


@pytest.mark.parametrize("start", ["little", "tbd"])
def test_a_start_that_is_no_number_is_left_open(start: str):
    found = read(f"Objective\tKey result\tStart\tTarget\nA\tk\t{start}\t9")
    (key_result,) = found.objectives[0].key_results
    assert (key_result.draft.start, key_result.draft.target) == (None, D(9))


def test_a_target_of_words_is_asked_about():
    found = read("Objective\tKey result\tTarget\nA\tk\twhenever")
    assert [(q.lines, q.question.text) for q in found.questions] == [((2,), "whenever")]


def test_the_first_row_needs_an_objective():
    found = read("Objective\tKey result\tTarget\n\tk\t2")
    assert [line.number for line in found.not_understood] == [2]


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_what_is_empty_is_refused(text: str):
    with pytest.raises(ValidationError):
        read(text)


def test_an_essay_in_the_cell_of_a_number_takes_no_time():
    essay = "a b" * 40_000
    found = read(f"Objective\tKey result\tStart\tTarget\nO\tK\t1\t{essay}")
    assert [line.number for line in found.not_understood] == [2]


def test_records_of_json_without_anything_to_read_are_no_error():
    found = read(
        '{"objectives": [{"title": "Grow", "key_results": [{"x": 1}, null, "", "Open 5"]}]}'
    )
    assert shape(found) == [("", "Grow", ["Open 5"])]


def test_a_row_with_numbers_and_without_a_key_result_is_not_taken_for_its_objective():
    found = read("Objective\tKey result\tStart\tTarget\nA\tk\t1\t5\nA\t\t2\t9")
    assert [line.number for line in found.not_understood] == [3]
