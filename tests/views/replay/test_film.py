import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kiosk.okr.model import AlignmentLink, CheckIn, KeyResultKind, Objective, Office, Team, Value
from kiosk.okr.progress import objective_progress
from kiosk.views.common.values import thousandths
from kiosk.views.replay.film import ReplayFilm, cycle_to_replay, replay_film
from kiosk.views.replay.rows import ReplayPoint, ReplayRow
from tests.views.sample_key_result import (
    COMPANY,
    CYCLE,
    NOW,
    STEPS,
    TEAM,
    WORDS,
    check_in,
    key_result,
)

# At NOW the eighth week runs: the film has the start, seven weeks that are past, and now.
WEEKS = 8
OTHERS = tuple(Team(f"T{n}", f"team-{n}", f"Team {n}", False, "green") for n in range(9))
Course = Sequence[Value | None]


def objective(
    code: str, team: str, *courses: tuple[KeyResultKind, Course, dict[str, Any]]
) -> Objective:
    """An objective of key results, each with a course of values; the last is the current one."""
    made = tuple(
        key_result(kind, check_in_of(f"{code}{n}", course[-1], len(course)), code=f"{code}{n}",
                   objective=code, **more)
        for n, (kind, course, more) in enumerate(courses)
    )  # fmt: skip
    return Objective(code, 1, team, f"Objective {code}", (), made)


def check_in_of(code: str, value: Value | None, number: int, **more: Any) -> CheckIn | None:
    if value is None:
        return None
    return check_in(value, NOW, key_result=code, id=number, **more)


def number(*values: int | None, **more: Any) -> tuple[KeyResultKind, Course, dict[str, Any]]:
    """0 to 100, so that the value is the percent."""
    course = tuple(None if value is None else Decimal(value) for value in values)
    return KeyResultKind.NUMBER, course, {"start": Decimal(0), "target": Decimal(100), **more}


def played(
    *objectives: tuple[Objective, Sequence[Course]],
    code: str = "",
    notes: dict[str, Any] | None = None,
) -> ReplayFilm:
    """The film of objectives, each with the courses of its key results."""
    office = Office(
        7,
        "Our company",
        False,
        (CYCLE,),
        (COMPANY, TEAM, *OTHERS),
        tuple(o for o, _ in objectives),
        (),
    )
    past: list[dict[str, CheckIn]] = [{} for _ in range(WEEKS)]
    for one, courses in objectives:
        for made, course in zip(one.key_results, courses, strict=True):
            for week, value in enumerate(course[:-1]):
                if value is not None:
                    # A value that stays is the same check-in.
                    first = list(course).index(value) + 1
                    more = (notes or {}).get(f"{made.code} {week}", {})
                    found = check_in_of(made.code, value, first, **more)
                    assert found is not None
                    past[week][made.code] = found
    result = replay_film(WORDS, office, CYCLE, past, NOW, code)
    assert result is not None
    return result


def of(
    *courses: tuple[KeyResultKind, Course, dict[str, Any]],
    team: str = COMPANY.code,
    code: str = "K7Q2",
) -> tuple[Objective, Sequence[Course]]:
    return objective(code, team, *courses), [course for _kind, course, _more in courses]


def fills(row: ReplayRow) -> list[int | None]:
    return [step.fill for step in row.points]


def says(row: ReplayRow) -> list[str]:
    return [step.figure for step in row.points]


def test_bars_grow_and_slip_week_by_week_and_end_on_now() -> None:
    (row,) = played(of(number(0, 10, 20, 15, 30, 30, 40, 50, 57))).rows
    assert fills(row) == [0, 100, 200, 150, 300, 300, 400, 500, 570]
    assert says(row) == ["0%", "10%", "20%", "15%", "30%", "30%", "40%", "50%", "57%"]


def test_nothing_is_said_before_the_first_check_in() -> None:
    (row,) = played(of(number(None, None, None, 20, 20, 20, 20, 20, 30))).rows
    assert row.points[:3] == (ReplayPoint(0, ""),) * 3
    assert row.points[3] == ReplayPoint(200, "20%")


def test_an_objective_is_the_mean_of_its_key_results_in_every_week() -> None:
    (row,) = played(
        of(
            number(0, 10, 10, 10, 10, 10, 10, 10, 50),
            number(None, None, 30, 30, 30, 30, 30, 30, 90, weight=Decimal(3)),
        )
    ).rows
    # (10 + 3 * 0) / 4, (10 + 3 * 30) / 4, ..., (50 + 3 * 90) / 4
    assert fills(row) == [0, 25, 250, 250, 250, 250, 250, 250, 800]


def test_the_last_frame_is_what_the_wall_shows() -> None:
    mine = of(number(0, 10, 10, 10, 10, 10, 10, 10, 43), number(*[5] * 9))
    (row,) = played(mine).rows
    office = Office(7, "", False, (CYCLE,), (COMPANY,), (mine[0],), ())
    now = objective_progress(office, mine[0]).clamped
    assert now is not None
    assert row.points[-1] == ReplayPoint(thousandths(now), WORDS.percent(now))


def test_frames_are_named_by_week_and_by_the_last_day_of_each() -> None:
    frames = played(of(number(*[1] * 9))).frames
    assert [frame.name for frame in frames[:2]] == ["The start", "Week 1 of 13"]
    assert [frame.until for frame in frames[:3]] == ["Oct 1", "Oct 7", "Oct 14"]
    assert (frames[-1].name, frames[-1].until) == ("Week 8 of 13", "now")
    # 7 of 92 days are gone when the first week is over, 52 on the morning of now.
    assert (frames[0].tick, frames[1].tick, frames[-1].tick) == (0, 76, 565)


def test_every_kind_is_described_in_its_own_way() -> None:
    def course(*values: Value | None) -> Course:
        return (*values, *[values[-1]] * (9 - len(values)))

    a, b, c = (step.code for step in STEPS)
    (rows,) = played(
        of(
            number(*course(Decimal(0), Decimal(40)), unit="ms"),  # type: ignore[arg-type]
            (
                KeyResultKind.AT_MOST,
                course(None, Decimal(300), Decimal(180)),
                {"high": Decimal(200)},
            ),
            (KeyResultKind.BETWEEN, course(Decimal(3)), {"low": Decimal(4), "high": Decimal(8)}),
            (
                KeyResultKind.MILESTONES,
                course(frozenset(), frozenset({a}), frozenset({a, b, c})),
                {},
            ),
            (KeyResultKind.YES_NO, course(False, True), {}),
        ),
        code="K7Q2",
    ).columns
    assert rows[0].title == "The objective"
    shown = [[(step.fill, step.figure.replace("\u00a0", " ")) for step in row.points[:3]]
            for row in rows[1:]]  # fmt: skip
    assert shown == [
        [(0, "0 ms"), (400, "40 ms"), (400, "40 ms")],
        # Inside or outside is no road: no bar, and nothing before it was measured.
        [(None, ""), (None, "300"), (None, "180")],
        [(None, "3"), (None, "3"), (None, "3")],
        [(0, "0%"), (333, "33%"), (1000, "100%")],
        [(0, "not yet"), (1000, "yes"), (1000, "yes")],
    ]
    assert [row.tick for row in rows[1:]] == [True, False, False, True, False]


def test_what_is_confidential_is_shown_by_its_percent_and_its_notes_are_not() -> None:
    secret = of(number(0, *[40] * 8, unit="EUR", confidential=True))
    quiet = {f"K7Q20 {week}": {"note": "The bank was kind"} for week in range(1, 8)}
    made = played(secret, code="K7Q2", notes=quiet)
    assert says(made.rows[0])[1] == "40%"
    assert made.quotes == ()


def test_an_objective_without_key_results_is_shown_by_what_serves_it() -> None:
    purpose = Objective("A4TN", 1, COMPANY.code, "Purpose", (), ())
    mine, courses = of(number(0, *[20] * 7, 60), team=TEAM.code)
    serving = replace(mine, serves=(AlignmentLink("A4TN", "it helps"),))
    rows = played((purpose, ()), (serving, courses)).rows
    assert [(row.title, fills(row)[0], fills(row)[-1]) for row in rows] == [
        ("Purpose", 0, 600),
        ("Objective K7Q2", 0, 600),
    ]
    (alone,) = played((purpose, ()), (serving, courses), code="A4TN").rows
    assert alone.title == "Objective K7Q2"


def many(own: int, teams: int, each: int = 2) -> list[tuple[Objective, Sequence[Course]]]:
    mine = [of(number(*[10] * 9), code=f"C{n}") for n in range(own)]
    theirs = [
        of(number(*[20 * (n + 1)] * 9), team=f"T{team}", code=f"T{team}O{n}")
        for team in range(teams)
        for n in range(each)
    ]
    return mine + theirs


def test_a_few_objectives_have_a_bar_each_the_companys_first() -> None:
    columns = played(*many(2, 2)).columns
    assert [[row.title[-4:] for row in column] for column in columns] == [
        ["e C0", "e C1", "T0O0"],
        ["T0O1", "T1O0", "T1O1"],
    ]


def test_of_more_each_team_is_one_bar_the_mean_of_its_objectives() -> None:
    own, teams = played(*many(3, 4)).columns
    assert len(own) == 3
    assert [(row.title, fills(row)[-1]) for row in teams] == [(f"Team {n}", 300) for n in range(4)]


def test_of_forty_the_company_is_one_bar_too() -> None:
    columns = played(*many(4, 9, each=4)).columns
    assert [len(column) for column in columns] == [5, 5]
    assert columns[0][0].title == COMPANY.name


def test_notes_are_spread_over_the_film_and_over_the_teams() -> None:
    courses = [number(*range(1, 10)), number(*range(2, 11))]
    objectives = [of(courses[0]), of(courses[1], team=TEAM.code, code="M3XD")]
    notes = {f"K7Q20 {week}": {"note": f"ours {week}", "team": "5CMP"} for week in range(8)}
    notes |= {"M3XD0 5": {"note": "theirs", "signature": "Aylin"}}
    quotes = played(*objectives, notes=notes).quotes
    assert [(quote.step, quote.text, quote.signed) for quote in quotes] == [
        (2, "ours 2", "Our company"),
        (5, "theirs", "Aylin"),
        (7, "ours 7", "Our company"),
    ]


def test_a_note_is_shown_when_it_came_and_not_while_its_value_stays() -> None:
    notes = {f"K7Q20 {week}": {"note": "once"} for week in (2, 3, 4)}
    made = played(of(number(0, 1, 2, 2, 2, 2, 2, 2, 2)), notes=notes)
    assert [quote.step for quote in made.quotes] == [2]


def test_a_note_too_long_to_be_read_in_passing_is_left_out() -> None:
    made = played(of(number(*range(1, 10))), notes={"K7Q20 3": {"note": "word " * 40}})
    assert made.quotes == ()


def test_a_cycle_that_has_not_begun_and_an_office_without_key_results_have_no_film() -> None:
    office = Office(1, "", False, (CYCLE,), (COMPANY,), (), ())
    assert cycle_to_replay(office, date(2026, 9, 30)) is None
    assert cycle_to_replay(office, date(2026, 10, 1)) == CYCLE
    assert replay_film(WORDS, office, CYCLE, [{}], NOW) is None


def test_of_two_cycles_the_one_that_began_last_is_reported() -> None:
    half = replace(CYCLE, id=2, starts_on=date(2026, 7, 1))
    over = replace(CYCLE, id=3, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 20))
    office = Office(1, "", False, (half, CYCLE, over), (COMPANY,), (), ())
    assert cycle_to_replay(office, date(2026, 11, 22)) == CYCLE


def test_the_first_week_has_a_film_of_its_start_and_now() -> None:
    mine, _ = of(number(30))
    office = Office(1, "", False, (CYCLE,), (COMPANY,), (mine,), ())
    made = replay_film(WORDS, office, CYCLE, [{}], datetime(2026, 10, 2, 9, tzinfo=UTC))
    assert made is not None
    assert [frame.name for frame in made.frames] == ["The start", "Week 1 of 13"]
    assert made.rows[0].points == (ReplayPoint(0, ""), ReplayPoint(300, "30%"))


def test_the_page_that_plays_it_is_given_every_step() -> None:
    (row,) = played(of(number(0, *[10] * 8))).rows
    assert json.loads(row.script) == [[0, "0%"], *[[100, "10%"]] * 8]


def test_the_tick_of_what_is_due_earlier_runs_to_its_day() -> None:
    due = number(*[1] * 9, due=date(2026, 11, 15))
    film = played(of(due, number(*[1] * 9)), code="K7Q2")
    whole, early, usual = film.rows
    # 7, 14 … 52 of the 46 days to it are over.
    assert [point.tick for point in early.points][:3] == [None, 152, 304]
    assert early.points[-1].tick == 1000
    assert {point.tick for point in usual.points} == {None}
    assert whole.points[-1].tick == (1000 + 565) // 2
    assert json.loads(early.script)[-1] == [10, "1\u00a0ms", 1000]
