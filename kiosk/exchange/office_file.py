"""A whole office as one TOML file: teams, objectives, key results and a cycle's check-ins.

The file knows no dates. A check-in says in which week of the cycle it was made, so that the
same story fits whatever quarter it is loaded into.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.errors import Refused
from kiosk.exchange.fields import Fields
from kiosk.exchange.file_key_result import key_result_from
from kiosk.exchange.file_model import (
    COLORS,
    LAST_WEEK,
    FileCheckIn,
    FileKeyResult,
    FileMilestone,
    FileObjective,
    FileServes,
    FileTeam,
    OfficeFile,
)
from kiosk.okr.texts import BECAUSE_LENGTH, NAME_LENGTH, TITLE_LENGTH

__all__ = [
    "COLORS",
    "LAST_WEEK",
    "FileCheckIn",
    "FileKeyResult",
    "FileMilestone",
    "FileObjective",
    "FileServes",
    "FileTeam",
    "OfficeFile",
    "check_in_moment",
    "read_office_file",
]


def read_office_file(path: Path) -> OfficeFile:
    """The office that stands in a TOML file.

    :raises Refused: anything in it is not as it should be; the field says where, as in
        "objectives[3].key_results[1].target", counted from 0.
    :raises OSError: the file cannot be read.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(path.name, "This is no TOML file: %(reason)s", reason=error) from error
    return _office(Fields(raw, "", OfficeFile))


def check_in_moment(check_in: FileCheckIn, cycle_start: date, timezone: ZoneInfo) -> datetime:
    """When a check-in was made, in UTC, if its cycle begins on the local day `cycle_start`.

    A Friday stays a Friday: of the seven days of the check-in's week it is the one that falls
    on its day of the week, whichever day of the week the cycle opens on.
    """
    week_start = cycle_start + timedelta(weeks=check_in.week - 1)
    day = week_start + timedelta(days=(check_in.day - week_start.isoweekday()) % 7)
    return datetime.combine(day, check_in.time, timezone).astimezone(UTC)


def _office(fields: Fields) -> OfficeFile:
    office = OfficeFile(
        name=fields.text("name", NAME_LENGTH),
        theme=fields.text("theme", TITLE_LENGTH),
        wifi=fields.text("wifi", NAME_LENGTH, ""),
        teams=tuple(_team(f) for f in fields.tables("teams", FileTeam)),
        objectives=tuple(_objective(f) for f in fields.tables("objectives", FileObjective)),
    )
    _refuse_second_code(office)
    _refuse_wrong_company(office)
    _refuse_unknown_team(office)
    _refuse_wrong_service(office)
    return office


def _team(fields: Fields) -> FileTeam:
    slug = fields.text("slug", NAME_LENGTH)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise Refused(
            fields.at("slug"),
            "“%(value)s” cannot stand in an address. Write small letters, digits and hyphens.",
            value=slug,
        )
    return FileTeam(
        code=fields.code(),
        slug=slug,
        name=fields.text("name", NAME_LENGTH),
        is_company=fields.flag("is_company"),
        color=fields.choice("color", list(COLORS)),
    )


def _objective(fields: Fields) -> FileObjective:
    return FileObjective(
        code=fields.code(),
        team=fields.text("team", NAME_LENGTH),
        title=fields.text("title", TITLE_LENGTH),
        serves=tuple(
            FileServes(objective=f.code("objective"), because=f.text("because", BECAUSE_LENGTH))
            for f in fields.tables("serves", FileServes)
        ),
        key_results=tuple(key_result_from(f) for f in fields.tables("key_results", FileKeyResult)),
    )


def _codes(office: OfficeFile) -> Iterator[tuple[str, str]]:
    """Every code of the file with the place it stands in."""
    for t, team in enumerate(office.teams):
        yield f"teams[{t}].code", team.code
    for o, objective in enumerate(office.objectives):
        yield f"objectives[{o}].code", objective.code
        for k, key_result in enumerate(objective.key_results):
            place = f"objectives[{o}].key_results[{k}]"
            yield f"{place}.code", key_result.code
            for m, milestone in enumerate(key_result.milestones):
                yield f"{place}.milestones[{m}].code", milestone.code


def _refuse_second_code(office: OfficeFile) -> None:
    first: dict[str, str] = {}
    for place, code in _codes(office):
        if code in first:
            raise Refused(
                place,
                "The code %(code)s stands at %(first)s already. Write another one.",
                code=code,
                first=first[code],
            )
        first[code] = place


def _refuse_wrong_company(office: OfficeFile) -> None:
    companies = [team.slug for team in office.teams if team.is_company]
    if len(companies) != 1:
        raise Refused(
            "teams",
            "One team is the company itself; here it is %(count)s. Write is_company = true once.",
            count=len(companies),
        )
    slugs: set[str] = set()
    for number, team in enumerate(office.teams):
        if team.slug in slugs:
            raise Refused(
                f"teams[{number}].slug",
                "Another team is called “%(slug)s” already. Write another name.",
                slug=team.slug,
            )
        slugs.add(team.slug)


def _refuse_unknown_team(office: OfficeFile) -> None:
    slugs = [team.slug for team in office.teams]
    for number, objective in enumerate(office.objectives):
        if objective.team not in slugs:
            raise Refused(
                f"objectives[{number}].team",
                "No team is called “%(slug)s”. Write one of: %(slugs)s.",
                slug=objective.team,
                slugs=", ".join(slugs),
            )


def _refuse_wrong_service(office: OfficeFile) -> None:
    company = next(team.slug for team in office.teams if team.is_company)
    served = [o.code for o in office.objectives if o.team == company]
    for number, objective in enumerate(office.objectives):
        for place, serves in enumerate(objective.serves):
            if objective.team == company or serves.objective not in served:
                raise Refused(
                    f"objectives[{number}].serves[{place}].objective",
                    "%(code)s cannot be served here: teams serve the company's objectives, "
                    "%(served)s.",
                    code=serves.objective,
                    served=", ".join(served),
                )
