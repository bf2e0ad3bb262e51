"""The file of a cycle: one page with everything in it, as guests may see it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.model import CheckIn, Cycle, CycleState, KeyResult, Office
from kiosk.okr.redaction import redacted_office, redacted_weekly_standings
from kiosk.okr.survey import Survey, SurveyState
from kiosk.store import Store
from kiosk.views.common.company import shown_logo
from kiosk.views.common.survey import results_page
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.phone.cycle_file import CycleRecord, cycle_file_page
from kiosk.views.render import render
from kiosk.views.replay.film import replay_film
from kiosk.web.core import assets

_NOTES = 1000
"""How many check-ins of a key result are read for their notes."""


def cycle_file(store: Store, localizer: Localizer, cycle: Cycle, now: datetime) -> bytes:
    """The page of a cycle, in the localizer's language.

    :raises ValidationError: on "cycle", if it is a draft, which only admins see.
    """
    if cycle.state is CycleState.DRAFT:
        raise ValidationError(
            "cycle",
            "%(cycle)s is a draft, which only admins see. Open it, or choose another format",
            cycle=cycle.name,
        )  # fmt: skip
    render_record = store.snapshot(lambda: _record(store, localizer, cycle, now))
    page = cycle_file_page(localizer, render_record())
    style, script = assets.stylesheet("cycle-file"), assets.joined_script("replay/file")
    html = render(
        "phone/cycle_file.html",
        localizer,
        page=page,
        title=f"{page.company} · {cycle.name}",
        style=style,
        script=script,
    )
    return html.encode()


def _record(
    store: Store, localizer: Localizer, cycle: Cycle, now: datetime
) -> Callable[[], CycleRecord]:
    """Read all that the page needs; returns what renders it, after the transaction."""
    as_of = cycle.closed_at or now
    whole = store.cycles.office(cycle.id, now)
    # What comes before the cycle in lists of other pages is not of this one.
    office = _unsigned(redacted_office(replace(whole, meetings=(), notes=(), changes=())))
    open_codes = [k.code for k in office.key_results() if not k.is_redacted]
    histories = store.key_results.histories(open_codes, as_of, _NOTES)
    past = store.key_results.weekly_standings(whole, cycle, as_of)
    unsigned = tuple(
        {code: _nameless(each) for code, each in week.items()}
        for week in redacted_weekly_standings(whole, past)
    )
    survey = _survey(store, cycle.id)
    is_closed = survey is not None and survey.state is SurveyState.CLOSED
    results = store.surveys.results(cycle.id) if is_closed else ()
    logo = shown_logo(office)
    image = store.logo.file(logo.digest) if logo else None

    def record() -> CycleRecord:
        return CycleRecord(
            office=office,
            cycle=cycle,
            as_of=as_of,
            histories=histories,
            film=replay_film(localizer, office, cycle, unsigned, as_of)
            if _has_begun(localizer, office, cycle, as_of)
            else None,
            survey=results_page(localizer, survey, results) if survey and is_closed else None,
            survey_state=survey.state if survey else None,
            logo=image,
        )

    return record


def _unsigned(office: Office) -> Office:
    """The office without the names of people who own a key result or signed a check-in."""
    return replace(
        office,
        objectives=tuple(
            replace(o, key_results=tuple(map(_without_people, o.key_results)))
            for o in office.objectives
        ),
    )


def _without_people(key_result: KeyResult) -> KeyResult:
    latest = key_result.latest_check_in
    return replace(
        key_result, owner="", latest_check_in=None if latest is None else _nameless(latest)
    )


def _nameless(check_in: CheckIn) -> CheckIn:
    return replace(check_in, author="", signature="")


def _has_begun(localizer: Localizer, office: Office, cycle: Cycle, as_of: datetime) -> bool:
    return bool(office.objectives) and cycle.starts_on <= localizer.today(as_of)


def _survey(store: Store, cycle: int) -> Survey | None:
    try:
        return store.surveys.get(cycle)
    except NotFound:
        return None
