"""The pages people open on their phones, mostly by a QR code. None asks for a log-in."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from kiosk.okr.codes import normal_code
from kiosk.okr.model import Office, Team
from kiosk.views.addresses import ALL_PATH, objective_path, replay_path, team_path
from kiosk.views.admin_card import TakenBack
from kiosk.views.admin_check_in import Line
from kiosk.views.meetings import has_meetings
from kiosk.views.render import render
from kiosk.web import assets
from kiosk.web.admin.objective_check_in import check_in_path, just_said, just_taken_back
from kiosk.web.headers import allow_inline
from kiosk.web.house import house

blueprint = Blueprint("phone", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page around the part that is pushed: what stays the same while it is open."""

    topic: str
    title: str
    team: Team | None = None
    check_in: str = ""
    said: Line | None = None
    taken_back: TakenBack | None = None
    replay: str = ""


def objective(code: str) -> AnyResponse:
    """An objective, by its code as somebody typed it or a QR code holds it."""
    office = house().open_office()
    wanted = normal_code(code)
    found = next((o for o in office.objectives if o.code == wanted), None)
    if found is None:
        return _elsewhere(office, wanted)
    shown = Shown(
        topic=f"objective/{found.code}",
        title=found.title,
        team=office.team(found.team),
        check_in=check_in_path(office, found),
        said=just_said(office, found),
        taken_back=just_taken_back(office, found),
        replay=replay_path(found.code),
    )
    return page(shown, office)


def team(name: str) -> AnyResponse:
    """A team's OKRs, by its slug or its short code."""
    office = house().open_office()
    found = _team(office, name)
    if found is None:
        return _elsewhere(office, normal_code(name))
    return page(Shown(topic=f"team/{found.slug}", title=found.name), office)


def _team(office: Office, name: str) -> Team | None:
    by_slug = [team for team in office.teams if team.slug.casefold() == name.casefold()]
    by_code = [team for team in office.teams if team.code == normal_code(name)]
    return next(iter(by_slug + by_code), None)


def everyone() -> AnyResponse:
    """Everyone's OKRs."""
    here = house()
    title = here.words.gettext("Everyone’s OKRs")
    return page(Shown(topic="all", title=title, replay=replay_path()), here.open_office())


def page(shown: Shown, office: Office) -> AnyResponse:
    """A phone's page of a topic, live; the page for a code of nothing if there is no topic."""
    here = house()
    content = here.content(shown.topic)
    if content is None:  # put away between two reads
        return missing()
    style = assets.stylesheet("phone")
    script = assets.joined_script("live", "morph", "language", "phone")
    allow_inline(style, script)
    return _answer(
        render(
            "phone/page.html",
            here.words,
            revision=content.revision,
            release=assets.release(),
            title=" · ".join(part for part in (shown.title, office.name) if part),
            topic=shown.topic,
            content=content.html,
            team=shown.team,
            team_path=team_path(shown.team.slug) if shown.team else "",
            is_all=shown.topic == "all",
            meetings=shown.topic != "meetings" and has_meetings(office, here.now()),
            check_in=shown.check_in,
            said=shown.said,
            taken_back=shown.taken_back,
            replay=shown.replay,
            style=style.text,
            script=script.text,
        )
    )


def _elsewhere(office: Office, code: str) -> AnyResponse:
    """Where a code leads that is of another thing; else a page that says what to do."""
    for key_result in office.key_results():
        if key_result.code == code:
            return redirect(f"{objective_path(key_result.objective)}#kr-{code}")
    for objective in office.objectives:
        if objective.code == code:
            return redirect(objective_path(code))
    for team in office.teams:
        if team.code == code:
            return redirect(team_path(team.slug))
    return _past(code)


def _past(code: str) -> AnyResponse:
    """An objective of a cycle that is closed: what was printed leads to it for ever."""
    here = house()
    cycle = here.store.cycle_of(code)
    office = None if cycle is None else here.contents.archive(cycle)
    if office is None:
        return _prepared(code) if cycle is not None else missing()
    for key_result in office.key_results():
        if key_result.code == code:
            return redirect(f"{objective_path(key_result.objective)}#kr-{code}")
    found = next((o for o in office.objectives if o.code == code), None)
    return page(Shown(f"objective/{code}", found.title), office) if found else missing()


def _prepared(code: str) -> AnyResponse:
    """What was printed in one cycle and moved into a draft; a draft itself is shown nowhere."""
    here = house()
    if not here.store.moves(code):
        return missing()
    title = here.words.gettext("This has moved into the next cycle")
    advice = here.words.gettext(
        "It is shown here again, under the same code, once that cycle is open. Everyone’s OKRs"
        " are all in one place:"
    )
    return missing(title, advice)


def missing(title: str = "", advice: str = "") -> AnyResponse:
    """The page for a code that nothing has, or that says why nothing is shown, as 404."""
    words = house().words
    style = assets.stylesheet("phone")
    allow_inline(style)
    page = render(
        "phone/missing.html",
        words,
        style=style.text,
        title=title or words.gettext("Nothing here has this code"),
        advice=advice
        or words.gettext(
            "Check the code on the wall: it has four or five letters and digits. If it is "
            "right, its cycle may have ended. Everyone’s OKRs are all in one place:"
        ),
    )
    return _answer(page, HTTPStatus.NOT_FOUND)


def _answer(page: str, status: int = HTTPStatus.OK) -> AnyResponse:
    return Response(page, status, content_type="text/html; charset=utf-8")


blueprint.add_url_rule(objective_path("<code>"), view_func=objective, strict_slashes=False)
blueprint.add_url_rule(team_path("<name>"), view_func=team, strict_slashes=False)
blueprint.add_url_rule(ALL_PATH, view_func=everyone, strict_slashes=False)
