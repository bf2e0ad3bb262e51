"""A whole cycle as one page that needs no server: its OKRs, charts, replay, grades and survey.

It is read by whoever gets the file, perhaps years later: it shows what guests see, without people's
names, days in place of ages, and says at its end what it leaves out.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.okr.logo import Logo
from kiosk.okr.model import Cycle, CycleState, KeyResult, Objective, Office, Team
from kiosk.okr.survey import SurveyState
from kiosk.store.queries.key_result_history import History
from kiosk.views.common.cycles import CycleRow, content_summary, cycle_row
from kiosk.views.common.grades import GradeView, grade_view, grading_scale_text, has_grades
from kiosk.views.common.objective import ObjectiveView, objective_view
from kiosk.views.common.survey import SurveyResultsPage
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.phone.cycles import closed_cycle_text
from kiosk.views.phone.key_result import PhoneKeyResult, phone_key_result
from kiosk.views.render import render
from kiosk.views.replay.film import ReplayFilm

_NOTHING_YET = History((), (), ())
_HEADING_LEVEL = 4


@dataclass(frozen=True, slots=True)
class CycleRecord:
    """What the page is made of.

    :ivar office: an office with this cycle alone, as guests see it.
    :ivar as_of: the moment that it shows; of a closed cycle, its closing.
    :ivar histories: by key result; of those that are redacted there is none.
    :ivar film: the replay; None where there is nothing to play.
    :ivar survey: the results of the cycle's closed survey; None where there is none.
    :ivar survey_state: of the cycle's survey; None where there is none.
    :ivar logo: the company's, as PNG; None where none is shown.
    """

    office: Office
    cycle: Cycle
    as_of: datetime
    histories: Mapping[str, History]
    film: ReplayFilm | None
    survey: SurveyResultsPage | None
    survey_state: SurveyState | None
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class FiledObjective:
    """An objective with its grade and the HTML of its key results."""

    head: ObjectiveView
    grade: GradeView | None
    key_results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FiledTeam:
    """A team's objectives."""

    team: Team
    objectives: tuple[FiledObjective, ...]


@dataclass(frozen=True, slots=True)
class CycleFilePage:
    """The page. `here` are the codes of its objectives, which links may point to; `left_out` are
    sentences; `has_ticks`: whether bars show the time that had passed; `logo_source` is the logo
    itself, as an address."""

    row: CycleRow
    company: str
    color: str
    content: str
    as_of: str
    closed_note: str
    grading_scale: str
    teams: tuple[FiledTeam, ...]
    here: frozenset[str]
    film: ReplayFilm | None
    survey: SurveyResultsPage | None
    left_out: tuple[str, ...]
    has_ticks: bool
    logo: Logo | None
    logo_source: str


def cycle_file_page(localizer: Localizer, record: CycleRecord) -> CycleFilePage:
    """The page of a cycle."""
    # Of a cycle that is closed, every page shows days where it would show ages.
    cycle = replace(record.cycle, closed_at=record.cycle.closed_at or record.as_of)
    office = replace(record.office, cycles=(cycle,))
    record = replace(record, office=office)
    company = office.company
    return CycleFilePage(
        row=cycle_row(localizer, cycle),
        company=company.name if company else office.name,
        color=company.color if company else "neutral",
        content=content_summary(localizer, office),
        as_of=_as_of(localizer, record.as_of),
        closed_note=closed_cycle_text(localizer, record.cycle),
        grading_scale=grading_scale_text(localizer) if has_grades(office.objectives) else "",
        teams=tuple(_teams(localizer, record, cycle)),
        here=frozenset(o.code for o in office.objectives),
        film=_film(localizer, record),
        survey=record.survey,
        left_out=tuple(_left_out(localizer, record)),
        has_ticks=bool(office.objectives) and office.settings.pace,
        logo=office.logo if record.logo else None,
        logo_source=f"data:image/png;base64,{b64encode(record.logo or b'').decode()}",
    )


def _as_of(localizer: Localizer, moment: datetime) -> str:
    return localizer.gettext("As of %(day)s, %(time)s") % {
        "day": localizer.long_day(localizer.today(moment)),
        "time": localizer.time(moment),
    }


def _film(localizer: Localizer, record: CycleRecord) -> ReplayFilm | None:
    """The replay, whose last frame is a day in place of "now"."""
    if record.film is None:
        return None
    last = replace(record.film.frames[-1], until=localizer.day(localizer.today(record.as_of)))
    return replace(record.film, frames=(*record.film.frames[:-1], last))


def _teams(localizer: Localizer, record: CycleRecord, cycle: Cycle) -> Iterator[FiledTeam]:
    for team in record.office.teams:
        own = [o for o in record.office.objectives if o.team == team.code]
        if own:
            yield FiledTeam(team, tuple(_objective(localizer, record, cycle, o) for o in own))


def _objective(
    localizer: Localizer, record: CycleRecord, cycle: Cycle, objective: Objective
) -> FiledObjective:
    return FiledObjective(
        head=objective_view(localizer, record.office, objective, record.as_of),
        grade=grade_view(localizer, objective),
        key_results=tuple(
            render(
                "phone/objective/_key_result.html",
                localizer,
                part=_key_result(localizer, record, cycle, key_result),
                level=_HEADING_LEVEL,
            )
            for key_result in objective.key_results
        ),
    )


def _key_result(
    localizer: Localizer, record: CycleRecord, cycle: Cycle, key_result: KeyResult
) -> PhoneKeyResult:
    """A key result without names and without links to where only the server leads."""
    history = _without_names(record.histories.get(key_result.code, _NOTHING_YET))
    nameless = replace(key_result, owner="", carried_from=None)
    view = phone_key_result(localizer, record.office, nameless, cycle, history, record.as_of)
    if not view.view.is_stale:
        return view
    return replace(view, age_sentence=localizer.gettext("It was out of date by then."))


def _without_names(history: History) -> History:
    unsigned = (replace(each, signature="", author="") for each in history.recent)
    return replace(history, recent=tuple(unsigned))


def _left_out(localizer: Localizer, record: CycleRecord) -> Iterator[str]:
    _ = localizer.gettext
    yield _("The names of people: owners of key results, and who signed a check-in.")
    redacted = sum(key_result.is_redacted for key_result in record.office.key_results())
    if redacted:
        yield localizer.ngettext(
            "The values of %(num)s confidential key result; its title and percentage are shown.",
            "The values of %(num)s confidential key results; their titles and percentages are "
            "shown.",
            redacted,
        ) % {"num": localizer.number(redacted)}
    yield _("Values between the last ones of each week, and check-ins without a note.")
    yield _("What was archived or taken back, and who changed what.")
    if record.cycle.state is CycleState.GRADING and not has_grades(record.office.objectives):
        yield _("The grades, which have not been revealed yet.")
    if record.survey_state is SurveyState.OPEN:
        yield _("The survey, which is not closed yet.")
    elif record.survey is not None and not record.survey.results:
        yield _("The answers of the survey: fewer than five people gave any.")
