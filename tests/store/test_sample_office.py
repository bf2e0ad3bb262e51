from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.config import load_settings
from kiosk.errors import ValidationError
from kiosk.exchange.office_file import read_office_file
from kiosk.exchange.sample_office import load_sample
from kiosk.okr.meetings import upcoming
from kiosk.okr.model import CycleState, Objective
from kiosk.okr.survey import SurveyState
from kiosk.resources import sample_folder
from kiosk.store import Store
from kiosk.store.schema.database_check import check_database
from kiosk.web.core.services import open_store
from kiosk.web.server.bootstrap import load_sample_if_new

SAMPLE = sample_folder() / "office.toml"


def test_the_sample_stands_in_the_quarter_that_is_running(store: Store, now: datetime) -> None:
    file = read_office_file(SAMPLE)
    load_sample(store, file, now)
    office = store.office(now)
    assert office.is_sample
    assert (office.name, office.cycles[0].name) == (file.name, "Q4 2026")
    assert {o.code for o in office.objectives} == {o.code for o in file.objectives}
    written = {k.code: k for k in office.key_results()}
    for key_result in (k for o in file.objectives for k in o.key_results):
        stands = written[key_result.code]
        assert (stands.title, stands.kind, stands.weight) == (
            key_result.title,
            key_result.kind,
            key_result.weight,
        )
        assert [m.code for m in stands.milestones] == [m.code for m in key_result.milestones]
    check_database(store.path)


def test_the_quarter_before_is_closed_graded_and_nobody_may_write_in_it(
    store: Store, now: datetime
) -> None:
    load_sample(store, read_office_file(SAMPLE), now)
    before, running = store.cycles.all()
    assert (before.name, before.state) == ("Q3 2026", CycleState.CLOSED)
    assert (before.starts_on, before.ends_on) == (date(2026, 7, 1), date(2026, 9, 30))
    assert running.id == store.office(now).cycles[0].id
    archive = store.cycles.office(before.id, now)
    grades = {o.code: o.grade.grade for o in archive.objectives if o.grade}
    assert len(grades) == len(archive.objectives) > 0
    key_result = next(archive.key_results())
    assert key_result.latest_check_in is not None
    assert key_result.latest_check_in.measured_at < before.closed_at
    with pytest.raises(ValidationError, match="closed"):
        store.check_ins.repeat_latest(key_result.code, now=now)
    check_database(store.path)


def test_the_quarter_before_had_a_survey_and_something_came_of_it(
    store: Store, now: datetime
) -> None:
    file = read_office_file(SAMPLE)
    load_sample(store, file, now)
    before = store.cycles.all()[0].id
    survey = store.surveys.get(before)
    assert (survey.state, survey.answered) == (SurveyState.CLOSED, 41)
    assert [line.said for line in survey.lessons] == [line.said for line in file.previous.lessons]
    first, *_others, last = store.surveys.results(before)
    assert first.counts == file.previous.questions[0].counts
    assert set(last.texts) == set(file.previous.questions[-1].sentences)


def test_meetings_of_the_sample_are_there_past_and_coming(store: Store, now: datetime) -> None:
    file = read_office_file(SAMPLE)
    load_sample(store, file, now)
    meetings = store.office(now).meetings
    assert {m.code for m in meetings} == {m.code for m in file.meetings}
    assert meetings[0].starts_at < now < meetings[-1].starts_at
    assert upcoming(meetings, now)
    assert store.cycles.add("Next", date(2027, 1, 1), date(2027, 3, 31))


def test_a_grade_that_no_number_suggests_says_why(store: Store, now: datetime) -> None:
    file = read_office_file(SAMPLE)
    silent = tuple(replace(grade, reason="") for grade in file.previous.grades)
    with pytest.raises(ValidationError, match="Say in a sentence why"):
        load_sample(store, replace(file, previous=replace(file.previous, grades=silent)), now)
    assert store.is_empty()


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2028, 2, 29), date(2026, 11, 20)])
def test_no_check_in_of_the_sample_is_in_the_future(store: Store, day: date) -> None:
    now = datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC)
    load_sample(store, read_office_file(SAMPLE), now)
    key_results = list(store.office(now).key_results())
    assert all(
        k.latest_check_in is None or k.latest_check_in.measured_at < now for k in key_results
    )
    assert any(k.latest_check_in is not None for k in key_results)


def test_an_office_is_never_filled_over(store: Store, company: Objective, now: datetime) -> None:
    with pytest.raises(ValidationError, match="already an office in this database"):
        load_sample(store, read_office_file(SAMPLE), now)
    assert [o.code for o in store.office(now).objectives] == [company.code]


def test_clearing_the_sample_leaves_people_and_an_empty_office(store: Store, now: datetime) -> None:
    load_sample(store, read_office_file(SAMPLE), now)
    store.users.add("Ada", "hash", True)
    store.api_tokens.add("ci", "h", "read", now)
    key_result = next(store.office(now).key_results())
    last = store.check_ins.latest(key_result.code)
    assert last is not None
    store.check_ins.undo(last.id, now=now)
    before = store.revision()
    store.clear_sample()
    assert store.is_empty()
    assert store.revision() > before
    assert not store.office(now).is_sample
    assert (len(store.users.all()), len(store.api_tokens.all())) == (1, 1)
    load_sample(store, read_office_file(SAMPLE), now)


def test_somebodys_own_office_is_never_cleared(
    store: Store, company: Objective, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="not the sample"):
        store.clear_sample()
    assert store.office(now).objectives


def test_forty_objectives_in_four_scripts_come_back_letter_for_letter(
    tmp_path: Path, now: datetime
) -> None:
    store = Store(tmp_path / "kiosk.db", zone=ZoneInfo("Asia/Tokyo"))
    store.migrate()
    file = read_office_file(Path(__file__).parents[1] / "fixtures" / "forty.toml")
    load_sample(store, file, now)
    titles = {o.code: o.title for o in store.office(now).objectives}
    assert titles == {o.code: o.title for o in file.objectives}


def test_a_cleared_sample_does_not_come_back_by_itself(tmp_path: Path, now: datetime) -> None:
    settings = load_settings(tmp_path, {}, {})
    assert load_sample_if_new(settings, lambda: now)
    store = open_store(settings)
    store.clear_sample()
    store.close()
    assert not load_sample_if_new(settings, lambda: now)
    again = open_store(settings)
    assert again.is_empty()
    again.close()
