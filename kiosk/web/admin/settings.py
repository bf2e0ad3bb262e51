"""What this office does its own way: one page, each custom with its default and a preview."""

from collections.abc import Mapping
from urllib.parse import urlencode
from zoneinfo import available_timezones

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from kiosk.config import Settings
from kiosk.errors import Refused
from kiosk.okr.custom_drafts import typed_customs, usual_texts
from kiosk.okr.customs import BY_NAME, customs_of
from kiosk.okr.model import Office
from kiosk.views.admin_settings import (
    DAYS,
    NAME,
    PLACE,
    REGION,
    as_chosen,
    effects,
    holidays_text,
    preview_html,
    server_rows,
    setting_rows,
    weekdays_text,
)
from kiosk.views.holidays import region_choices
from kiosk.views.render import render
from kiosk.views.words import Words
from kiosk.web import assets
from kiosk.web.admin.pages import UNPROCESSABLE, error_text, page, part, see
from kiosk.web.headers import allow_frame, allow_framing
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("settings", __name__)
HERE = "/admin/settings"


@blueprint.get(HERE)
@admin_only
def show() -> Response:
    """The form as things are."""
    here = house()
    saved = here.store.given_customs()
    return _form(_usual() | saved | {NAME: here.office().name}, {}, unsaved=False)


@blueprint.post(HERE)
@admin_only
def change() -> AnyResponse:
    """Save; or show what it would come to, or put one custom back to its default, unsaved."""
    here = house()
    given = _given(request.form)
    back = request.form.get("back", "")
    if back in BY_NAME:
        given[back] = _usual()[back]
    kept, refused = typed_customs(given, _usual())
    errors = {error.field: here.words.error(error) for error in refused}
    if errors or back or "preview" in request.form:
        return _form(given, errors, unsaved=_is_new(given, kept))
    try:
        here.store.set_customs(kept, name=given.get(NAME))
    except Refused as error:
        return _form(given, error_text(error), unsaved=True)
    return see(f"{HERE}?saved=1")


def _is_new(given: Mapping[str, str], kept: Mapping[str, str]) -> bool:
    name = house().office().name
    return kept != house().store.given_customs() or given.get(NAME, name) != name


@blueprint.get(f"{HERE}/effects")
@admin_only
def tell() -> Response:
    """What the customs in the address would come to, for a script to put in its place."""
    here = house()
    given = _given(request.args)
    office = _office(given)
    return part(
        "admin/_settings_chosen.html",
        effects=_effects(office),
        holidays=_holidays(office),
        unsaved=True,
        regions=region_choices(here.words, given.get(PLACE, "")),
    )


@blueprint.get(f"{HERE}/preview")
@admin_only
def draw() -> Response:
    """A page of the wall with the customs in the address, to stand in a frame."""
    here = house()
    allow_framing()
    office = _office(_given(request.args))
    words = here.call(lambda: here.speakers.office(office))
    places = here.places(office.customs)
    html = here.call(lambda: preview_html(words, office, here.now(), places))
    text = render("admin/wall_preview.html", words, html=html, release=assets.release())
    return Response(text, content_type="text/html; charset=utf-8")


def _words(office: Office) -> Words:
    """In the time zone that would hold, and still in the language of this page."""
    here = house()
    return here.speakers.of(str(here.words.locale), here.speakers.zone(office))


def _holidays(office: Office) -> str:
    here, words = house(), _words(office)
    return here.call(lambda: holidays_text(words, office, here.now()))


def _effects(office: Office) -> tuple[str, ...]:
    here, words = house(), _words(office)
    places = here.places(office.customs)
    return here.call(lambda: effects(words, office, here.now(), places))


def _office(given: Mapping[str, str]) -> Office:
    kept, _ = typed_customs(given, _usual())
    office = house().office()
    return as_chosen(office, customs_of(kept), given.get(NAME, office.name))


def _usual() -> dict[str, str]:
    """The defaults, some of which the settings file has."""
    usual, settings = house().speakers.usual, house().settings
    return usual_texts(
        usual.closed,
        str(usual.locale),
        timezone=str(usual.zone),
        wifi=settings.wifi,
        public_url=settings.public_url,
        replay_at=settings.replay_at,
    )


def _given(sent: MultiDict[str, str]) -> dict[str, str]:
    """The form's texts; boxes of which none is ticked are not sent, so a mark goes with them."""
    given = {name: sent[name] for name in (NAME, *BY_NAME) if name in sent}
    if DAYS in sent or "days" in sent:
        given[DAYS] = weekdays_text([d for text in sent.getlist(DAYS) for d in text.split()])
    # A region of the country that was chosen before this one counts for nothing.
    country, region = given.get(PLACE, ""), sent.get(REGION, "")
    if country and region.startswith(f"{country}-"):
        given[PLACE] = region
    if not given.get("timezone", "").strip():
        given.pop("timezone", None)
    return given


def _form(given: Mapping[str, str], errors: Mapping[str, str], *, unsaved: bool) -> Response:
    here = house()
    words, sources, office = here.words, dict(here.settings.sources), _office(given)
    allow_frame()
    return page(
        "admin/settings.html",
        words.gettext("Settings"),
        here=HERE,
        status=UNPROCESSABLE if errors else 200,
        rows=setting_rows(words, given, _usual(), sources),
        server=server_rows(words, _set_on_server(here.settings), sources),
        zones=_zones(),
        errors=errors,
        preview=f"{HERE}/preview?{urlencode({**given, 'days': '1'})}",
        effects=_effects(office),
        holidays=_holidays(office),
        unsaved=unsaved,
        saved="saved" in request.args,
    )


def _set_on_server(settings: Settings) -> dict[str, str]:
    return {
        "data": str(settings.data),
        "host": settings.host,
        "port": str(settings.port),
        "low_power": "yes" if settings.low_power else "no",
        "allowed_hosts": ", ".join(settings.allowed_hosts),
        "trusted_proxies": ", ".join(settings.trusted_proxies),
        "backup_folder": settings.backup_folder,
        "max_sockets": str(settings.max_sockets),
    }


def _zones() -> list[str]:
    """The time zones by their cities; the database has the same under older names too."""
    areas = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe",
             "Indian", "Pacific", "UTC")  # fmt: skip
    return sorted(zone for zone in available_timezones() if zone.partition("/")[0] in areas)
