"""Meetings and the quarter before, in an office file."""

from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import ValidationError
from kiosk.exchange.office_file import moment_in_cycle, read_office_file
from kiosk.exchange.office_file.model import OfficeFile
from kiosk.okr.check_in_input import NOTE_ON_WALL
from kiosk.okr.meetings import MeetingKind
from tests.sample import WHOLE

UTC_ZONE = ZoneInfo("UTC")
HEAD = """
name = "Office"
theme = "Theme"
meetings = [
  { code = "M1AB", week = 1, day = 2, time = "10:00", kind = "all-hands", title = "All-Hands" },
]
[[teams]]
code = "5CMP"
slug = "company"
name = "Office"
is_company = true
color = "neutral"
"""
BEFORE = """
[previous]
theme = "Before"
grades = [{ objective = "A4TN", grade = "0.7", reason = "So it was", learned = "To ask" }]
lessons = [{ said = "Too much", changed = "Less" }]
[[previous.questions]]
code = "Q1AB"
text = "Was it too much?"
counts = [0, 0, 2, 2, 1]
[[previous.objectives]]
code = "A4TN"
team = "company"
title = "We listen"
"""


@pytest.fixture
def whole() -> OfficeFile:
    return read_office_file(WHOLE)


def read(folder: Path, text: str) -> OfficeFile:
    path = folder / "office.toml"
    path.write_text(text, encoding="utf-8")
    return read_office_file(path)


def test_a_meeting_is_everybodys_for_an_hour_and_open_to_anyone_unless_it_says_more(tmp_path: Path):
    (meeting,) = read(tmp_path, HEAD).meetings
    assert (meeting.kind, meeting.team, meeting.anyone) == (MeetingKind.ALL_HANDS, "", True)
    assert (meeting.minutes, meeting.time) == (60, time(10))


def test_the_quarter_before_is_read_with_its_grades_and_its_survey(tmp_path: Path):
    previous = read(tmp_path, HEAD + BEFORE).previous
    assert previous is not None
    (grade,) = previous.grades
    assert (grade.objective, grade.grade, grade.learned) == ("A4TN", Decimal("0.7"), "To ask")
    assert previous.questions[0].counts == (0, 0, 2, 2, 1)
    assert [line.changed for line in previous.lessons] == ["Less"]


def test_an_office_needs_neither(tmp_path: Path):
    office = read(tmp_path, HEAD[: HEAD.index("meetings")] + HEAD[HEAD.index("[[teams]]") :])
    assert (office.meetings, office.previous) == ((), None)


@pytest.mark.parametrize(
    ("found", "written", "field", "says"),
    [
        ('"all-hands"', '"party"', "meetings[0].kind", "all-hands, team, final"),
        ('"all-hands"', '"team"', "meetings[0].team", "missing"),
        ("week = 1,", "", "meetings[0].week", "missing"),
        ("week = 1", "week = 14", "meetings[0].week", "0 to 13"),
        ('"10:00"', '"25:00"', "meetings[0].time", "not a time of day"),
        ("M1AB", "5CMP", "meetings[0].code", "already used at teams[0].code"),
        ("M1AB", "Q1AB", "previous.questions[0].code", "already used at meetings[0].code"),
        ('"0.7"', '"0.75"', "previous.grades[0].grade", "with one decimal"),
        ('objective = "A4TN"', 'objective = "W3GH"', "previous.grades[0].objective", "A4TN"),
        ("[0, 0, 2, 2, 1]", "[0, 0, 2, 1]", "previous.questions[0].counts", "1, 2, 3, 4 and 5"),
        ("[0, 0, 2, 2, 1]", "[0, 0, 2, 1, 1]", "previous.questions[0].counts", "at least 5"),
        ("counts = [0, 0, 2, 2, 1]", "", "previous.questions[0].counts", "counts or sentences"),
        ("counts = [0, 0, 2, 2, 1]", 'sentences = ["One"]', "previous.questions[0].sentences", "5"),
        ('changed = "Less"', 'changed = ""', "previous.lessons[0].changed", "empty"),
        ('team = "company"', 'team = "choir"', "previous.objectives[0].team", "choir"),
        ('theme = "Before"', 'motto = "Before"', "previous.motto", "theme"),
    ],
)  # fmt: skip
def test_what_is_invalid_says_where_it_stands_and_what_to_write(
    tmp_path: Path, found: str, written: str, field: str, says: str
):
    text = HEAD + BEFORE
    assert found in text
    with pytest.raises(ValidationError) as refused:
        read(tmp_path, text.replace(found, written, 1))
    assert refused.value.field == field
    assert says in str(refused.value)


def test_an_objective_has_one_grade(tmp_path: Path):
    twice = 'grades = [{ objective = "A4TN" }, { objective = "A4TN" }]'
    text = "\n".join(twice if line.startswith("grades") else line for line in BEFORE.split("\n"))
    with pytest.raises(ValidationError, match="A4TN is already graded"):
        read(tmp_path, HEAD + text)


# ── The sample ─────────────────────────────────────────────────────────────────────────────


def test_the_samples_quarter_begins_with_an_all_hands_and_ends_with_a_final_one(whole: OfficeFile):
    weeks = {kind: [m.week for m in whole.meetings if m.kind is kind] for kind in MeetingKind}
    assert (weeks[MeetingKind.ALL_HANDS], weeks[MeetingKind.FINAL]) == ([1], [13])
    others = {m.team for m in whole.meetings if m.kind is MeetingKind.TEAM}
    assert others == {team.slug for team in whole.teams if not team.is_company}


@pytest.mark.parametrize("opens_on", range(1, 8))
def test_whichever_day_the_quarter_opens_on_the_all_hands_comes_first_and_the_final_one_last(
    whole: OfficeFile, opens_on: int
):
    moments: dict[MeetingKind, list[datetime]] = {kind: [] for kind in MeetingKind}
    for m in whole.meetings:
        opening = date(2026, 6, opens_on)
        moments[m.kind].append(moment_in_cycle(m.week, m.day, m.time, opening, UTC_ZONE))
    (first,), (last,) = moments[MeetingKind.ALL_HANDS], moments[MeetingKind.FINAL]
    assert first < min(moments[MeetingKind.TEAM])
    assert last > max(moments[MeetingKind.TEAM])


@pytest.mark.parametrize("first", [date(2026, 10, 1), date(2026, 1, 1), date(2028, 4, 1)])
def test_on_every_day_of_the_samples_quarter_a_meeting_is_near(whole: OfficeFile, first: date):
    days = sorted(moment_in_cycle(m.week, m.day, m.time, first, UTC_ZONE) for m in whole.meetings)
    assert max((after - day).days for day, after in pairwise(days)) < 14


def test_every_objective_of_the_samples_quarter_before_is_graded_and_says_what_it_taught(
    whole: OfficeFile,
):
    assert whole.previous is not None
    assert {g.objective for g in whole.previous.grades if g.learned and g.grade is not None} == {
        objective.code for objective in whole.previous.objectives
    }
    notes = [c.note for o in whole.previous.objectives for k in o.key_results for c in k.check_ins]
    assert [note for note in notes if len(note) > NOTE_ON_WALL] == []
    assert len(whole.previous.lessons) == 3
