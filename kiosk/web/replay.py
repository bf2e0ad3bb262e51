"""The quarter in twenty seconds: `/replay` as a page that needs no script, and as the film that a
wall or a phone asks for when it is to be played."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, current_app, request

from kiosk.okr.codes import normal_code
from kiosk.okr.model import Office
from kiosk.views.render import render
from kiosk.views.replay import Film, cycle_to_replay, film
from kiosk.web import assets
from kiosk.web.headers import allow_inline
from kiosk.web.house import House, house

blueprint = Blueprint("replay", __name__)

# As many are kept as there are objectives in a large office: all walls may ask in one moment.
KEPT = 64
HTML = "text/html; charset=utf-8"


def replay() -> Response:
    """The cycle week by week; `?objective=<code>` of one objective, `?film` to be played."""
    here = house()
    office = here.office()
    code = normal_code(request.args.get("objective", ""))
    if code and not any(o.code == code for o in office.objectives):
        abort(HTTPStatus.NOT_FOUND)
    if "film" in request.args:
        return _film(here, office, code)
    return _page(here, office, code)


def _film(here: House, office: Office, code: str) -> Response:
    kept: dict[str, tuple[object, str]] = current_app.extensions.setdefault("films", {})
    # The office is another after every save.
    stamp = (office.revision, here.words.today(here.now()))
    if kept.get(code, (None, ""))[0] != stamp:
        made = here.call(lambda: _rendered(here, office, code))
        if len(kept) >= KEPT:
            kept.clear()
        kept[code] = (stamp, made)
    html = kept[code][1]
    return Response(html, HTTPStatus.OK if html else HTTPStatus.NO_CONTENT, content_type=HTML)


def _rendered(here: House, office: Office, code: str) -> str:
    made = _made(here, office, code)
    return "" if made is None else render("_replay.html", here.words, film=made)


def _made(here: House, office: Office, code: str) -> Film | None:
    now = here.now()
    cycle = cycle_to_replay(office, here.words.today(now), code)
    if cycle is None:
        return None
    past = here.store.weeks_past(office, cycle, now)
    return film(here.words, office, cycle, past, now, code)


def _page(here: House, office: Office, code: str) -> Response:
    made = here.call(lambda: _made(here, office, code))
    style = assets.stylesheet("phone")
    allow_inline(style)
    title = here.words.gettext("The quarter in twenty seconds")
    page = render("phone/replay.html", here.words, film=made, title=title, style=style.text)
    return Response(page, content_type=HTML)


blueprint.add_url_rule("/replay", "replay", replay)
