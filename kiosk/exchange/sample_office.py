"""Loads an office file into an empty store, with its dates in the current quarter."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.exchange.office_file import check_in_moment, moment_in_cycle
from kiosk.exchange.office_file.model import (
    FileKeyResult,
    FileMeeting,
    FileObjective,
    FilePrevious,
    FileQuestion,
    OfficeFile,
)
from kiosk.okr.cycle_periods import calendar_period
from kiosk.okr.grading import GradeDraft
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.model import AlignmentLink, Objective, Team
from kiosk.okr.office_settings import CycleLength
from kiosk.okr.survey import SCALE, Lesson, Question, QuestionKind
from kiosk.store import OfficeSeed, SeedCheckIn, SeedKeyResult, SeedObjective, Store
from kiosk.store.queries.seed_plan import SeedMeeting, SeedPreviousCycle, SeedQuestion

FRIDAY = 5
CLOSED_AT = time(17)
"""The time at which the previous cycle was closed, on its last day."""


def load_sample(store: Store, office: OfficeFile, now: datetime) -> None:
    """Fill an empty store with the office, in the calendar quarter that contains today.

    Check-ins in the future are left out; meetings are not.

    :raises ValidationError: if the store is not empty.
    """
    store.seed(seed_from_file(office, now, store.zone), now)


def seed_from_file(office: OfficeFile, now: datetime, zone: ZoneInfo) -> OfficeSeed:
    """The office with every date and time computed, marked as a sample."""
    name, first, last = calendar_period(CycleLength.QUARTER, now.astimezone(zone).date())
    codes = {team.slug: team.code for team in office.teams}
    return OfficeSeed(
        name=office.name,
        is_sample=True,
        cycle=name,
        theme=office.theme,
        starts_on=first,
        ends_on=last,
        teams=tuple(Team(t.code, t.slug, t.name, t.is_company, t.color) for t in office.teams),
        objectives=tuple(_objective(o, codes[o.team], first, zone) for o in office.objectives),
        meetings=tuple(_meeting(m, codes.get(m.team, ""), first, zone) for m in office.meetings),
        previous=_previous(office.previous, codes, first, zone) if office.previous else None,
    )


def _objective(objective: FileObjective, team: str, first: date, zone: ZoneInfo) -> SeedObjective:
    return SeedObjective(
        Objective(
            code=objective.code,
            cycle=0,
            team=team,
            title=objective.title,
            serves=tuple(AlignmentLink(s.objective, s.because) for s in objective.serves),
            key_results=(),
            short_title=objective.short_title,
            description=objective.description,
        ),
        tuple(_key_result(key_result, first, zone) for key_result in objective.key_results),
    )


def _key_result(key_result: FileKeyResult, first: date, zone: ZoneInfo) -> SeedKeyResult:
    draft = KeyResultDraft(
        title=key_result.title,
        kind=key_result.kind,
        unit=key_result.unit,
        start=key_result.start,
        target=key_result.target,
        low=key_result.low,
        high=key_result.high,
        weight=key_result.weight,
        owner=key_result.owner,
        freshness_days=key_result.freshness_days,
        confidential=key_result.confidential,
        due=_due(key_result.due_week, first, zone),
        short_title=key_result.short_title,
        description=key_result.description,
        milestones=tuple(MilestoneDraft(m.title, m.weight, m.code) for m in key_result.milestones),
    )
    check_ins = tuple(
        SeedCheckIn(
            made_at=check_in_moment(check_in, first, zone),
            value=check_in.value,
            confidence=check_in.confidence,
            note=check_in.note,
            signed=check_in.signed,
            nothing_changed=check_in.nothing_changed,
        )
        for check_in in key_result.check_ins
    )
    return SeedKeyResult(key_result.code, draft, check_ins)


def _due(week: int | None, first: date, zone: ZoneInfo) -> date | None:
    """The Friday of a week of the quarter."""
    if week is None:
        return None
    return moment_in_cycle(week, FRIDAY, time(12), first, zone).astimezone(zone).date()


def _meeting(meeting: FileMeeting, team: str, first: date, zone: ZoneInfo) -> SeedMeeting:
    draft = MeetingDraft(
        kind=meeting.kind,
        team=team,
        title=meeting.title,
        starts_at=moment_in_cycle(meeting.week, meeting.day, meeting.time, first, zone),
        minutes=meeting.minutes,
        place=meeting.place,
        anyone=meeting.anyone,
    )
    return SeedMeeting(meeting.code, draft)


def _previous(
    previous: FilePrevious, codes: Mapping[str, str], next_first: date, zone: ZoneInfo
) -> SeedPreviousCycle:
    name, first, last = calendar_period(CycleLength.QUARTER, next_first - timedelta(days=1))
    return SeedPreviousCycle(
        cycle=name,
        theme=previous.theme,
        starts_on=first,
        ends_on=last,
        closed_at=datetime.combine(last, CLOSED_AT, zone).astimezone(UTC),
        objectives=tuple(_objective(o, codes[o.team], first, zone) for o in previous.objectives),
        grades={g.objective: GradeDraft(g.grade, g.reason, g.learned) for g in previous.grades},
        questions=tuple(_question(question) for question in previous.questions),
        lessons=tuple(Lesson("", line.said, line.changed) for line in previous.lessons),
    )


def _question(question: FileQuestion) -> SeedQuestion:
    kind = QuestionKind.SCALE if question.counts else QuestionKind.TEXT
    chosen = (
        str(value)
        for value, count in zip(SCALE, question.counts, strict=False)
        for _ in range(count)
    )
    seed = Question(kind, question.text, question.code)
    return SeedQuestion(seed, (*chosen, *question.sentences))
