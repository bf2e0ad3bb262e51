"""A whole office as one TOML file: teams, objectives, key results, check-ins and meetings of a
cycle, and the previous cycle with its grades and its survey.

The file contains no dates. A check-in gives the week of the cycle, so that the same file fits the
quarter into which it is loaded.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.errors import Collector, ValidationError
from kiosk.exchange.office_file.key_results import with_values
from kiosk.exchange.office_file.meetings_and_previous_cycle import (
    refuse_wrong_meetings,
    refuse_wrong_previous,
)
from kiosk.exchange.office_file.model import (
    LAST_WEEK,
    FileCheckIn,
    FileKeyResult,
    FileMilestone,
    FileObjective,
    FileServes,
    FileTeam,
    OfficeFile,
)
from kiosk.exchange.office_file.translation import translated
from kiosk.okr.alignment import refuse_circle

__all__ = [
    "LAST_WEEK",
    "FileCheckIn",
    "FileKeyResult",
    "FileMilestone",
    "FileObjective",
    "FileServes",
    "FileTeam",
    "OfficeFile",
    "check_in_moment",
    "moment_in_cycle",
    "read_office_file",
]


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


def read_office_file(path: Path, catalogue: NullTranslations | None = None) -> OfficeFile:
    """The office in a TOML file.

    :param catalogue: translates its texts; None keeps them.
    :raises ValidationError: every mistake in it, each with its path as the field, as in
        "objectives[3].key_results[1].target", counted from 0.
    :raises OSError: if the file cannot be read.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValidationError(
            path.name, "This is not a TOML file: %(reason)s", reason=error
        ) from error
    if catalogue is not None:
        raw = translated(raw, catalogue)
    # Imported here: cattrs is slow to import, and only an empty office needs it.
    from kiosk.exchange.office_file.table_reader import read_tables

    return _checked(read_tables(raw, OfficeFile))


def check_in_moment(check_in: FileCheckIn, cycle_start: date, timezone: ZoneInfo) -> datetime:
    """When a check-in was made, in UTC, in a cycle that begins on the local day `cycle_start`."""
    return moment_in_cycle(check_in.week, check_in.day, check_in.time, cycle_start, timezone)


def moment_in_cycle(
    week: int, weekday: int, at: time, cycle_start: date, timezone: ZoneInfo
) -> datetime:
    """A time in a cycle that begins on the local day `cycle_start`, in UTC.

    A Friday stays a Friday, whichever weekday the cycle begins on.
    """
    week_start = cycle_start + timedelta(weeks=week - 1)
    day = week_start + timedelta(days=(weekday - week_start.isoweekday()) % 7)
    return datetime.combine(day, at, timezone).astimezone(UTC)


def _checked(office: OfficeFile) -> OfficeFile:
    """The office with its check-in values parsed by kind.

    :raises ValidationError: every mistake that concerns several fields together.
    """
    collect = Collector()
    collect.read(lambda: _refuse_second_code(office), None)
    collect.read(lambda: _refuse_wrong_company(office), None)
    refuse_wrong_meetings(office.meetings, [team.slug for team in office.teams], collect)
    if office.previous:
        refuse_wrong_previous(office.previous, collect)
    for path, objectives in _cycles(office):
        collect.read(partial(_refuse_unknown_team, office, path, objectives), None)
    whole = _completed(office, collect)
    collect.finish()
    for path, objectives in _cycles(office):
        collect.read(partial(_refuse_wrong_service, path, objectives), None)
    collect.finish()
    return whole


def _completed(office: OfficeFile, collect: Collector) -> OfficeFile:
    objectives_by_path = {
        path: tuple(with_values(o, f"{path}[{n}]", collect) for n, o in enumerate(objectives))
        for path, objectives in _cycles(office)
    }
    previous = office.previous
    if previous:
        previous = replace(previous, objectives=objectives_by_path["previous.objectives"])
    return replace(office, objectives=objectives_by_path["objectives"], previous=previous)


def _cycles(office: OfficeFile) -> Iterator[tuple[str, tuple[FileObjective, ...]]]:
    """The objectives of each cycle with their path in the file."""
    yield "objectives", office.objectives
    if office.previous:
        yield "previous.objectives", office.previous.objectives


def _codes(office: OfficeFile) -> Iterator[tuple[str, str]]:
    """Every code of the file with its path."""
    yield from _each("teams", office.teams)
    for path, objectives in _cycles(office):
        yield from _each(path, objectives)
        for o, objective in enumerate(objectives):
            yield from _each(f"{path}[{o}].key_results", objective.key_results)
            for k, key_result in enumerate(objective.key_results):
                yield from _each(f"{path}[{o}].key_results[{k}].milestones", key_result.milestones)
    yield from _each("meetings", office.meetings)
    if office.previous:
        yield from _each("previous.questions", office.previous.questions)


def _each(path: str, coded: Iterable[_Coded]) -> Iterator[tuple[str, str]]:
    return ((f"{path}[{number}].code", item.code) for number, item in enumerate(coded))


def _refuse_second_code(office: OfficeFile) -> None:
    first: dict[str, str] = {}
    for path, code in _codes(office):
        if code in first:
            raise ValidationError(
                path,
                "The code %(code)s is already used at %(first)s. Write a different one.",
                code=code,
                first=first[code],
            )
        first[code] = path


def _refuse_wrong_company(office: OfficeFile) -> None:
    companies = [team.slug for team in office.teams if team.is_company]
    if len(companies) != 1:
        raise ValidationError(
            "teams",
            "One team is the company itself; here it is %(count)s. Write is_company = true once.",
            count=len(companies),
        )
    slugs: set[str] = set()
    for number, team in enumerate(office.teams):
        if team.slug in slugs:
            raise ValidationError(
                f"teams[{number}].slug",
                "Another team is already called “%(slug)s”. Write a different name.",
                slug=team.slug,
            )
        slugs.add(team.slug)


def _refuse_unknown_team(
    office: OfficeFile, path: str, objectives: tuple[FileObjective, ...]
) -> None:
    slugs = [team.slug for team in office.teams]
    for number, objective in enumerate(objectives):
        if objective.team not in slugs:
            raise ValidationError(
                f"{path}[{number}].team",
                "No team is called “%(slug)s”. Write one of these: %(slugs)s.",
                slug=objective.team,
                slugs=", ".join(slugs),
            )


def _refuse_wrong_service(path: str, objectives: tuple[FileObjective, ...]) -> None:
    titles = {o.code: o.title for o in objectives}
    serves: dict[str, list[str]] = {}
    for number, objective in enumerate(objectives):
        for index, link in enumerate(objective.serves):
            field = f"{path}[{number}].serves[{index}].objective"
            if link.objective not in titles:
                raise ValidationError(
                    field,
                    "%(code)s is not an objective of this cycle. Objectives serve one of these: "
                    "%(served)s.",
                    code=link.objective,
                    served=", ".join(titles),
                )
            try:
                refuse_circle(objective.code, link.objective, serves, titles)
            except ValidationError as error:
                raise ValidationError(field, error.message, **error.values) from error
            serves.setdefault(objective.code, []).append(link.objective)
