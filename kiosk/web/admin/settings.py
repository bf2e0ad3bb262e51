"""What this office does its own way: one page, each custom with its default and a preview."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from kiosk.okr.custom_drafts import typed_customs, usual_texts
from kiosk.okr.customs import BY_NAME, customs_of
from kiosk.okr.model import Office
from kiosk.views.admin_settings import (
    DAYS,
    as_chosen,
    effects,
    preview_html,
    setting_rows,
    weekdays_text,
)
from kiosk.views.render import render
from kiosk.web import assets
from kiosk.web.admin.pages import UNPROCESSABLE, page, part, see
from kiosk.web.headers import allow_frame, allow_framing
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("settings", __name__)
HERE = "/admin/settings"


@blueprint.get(HERE)
@admin_only
def show() -> Response:
    """The form as things are."""
    saved = house().store.given_customs()
    return _form(_usual() | saved, {}, unsaved=False)


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
        return _form(given, errors, unsaved=kept != here.store.given_customs())
    here.store.set_customs(kept)
    return see(f"{HERE}?saved=1")


@blueprint.get(f"{HERE}/effects")
@admin_only
def tell() -> Response:
    """What the customs in the address would come to, for a script to put in its place."""
    here = house()
    office = _office(_given(request.args))
    told = here.call(lambda: effects(here.words, office, here.now()))
    return part("admin/_settings_effects.html", effects=told, unsaved=True)


@blueprint.get(f"{HERE}/preview")
@admin_only
def draw() -> Response:
    """A page of the wall with the customs in the address, to stand in a frame."""
    here = house()
    allow_framing()
    office = _office(_given(request.args))
    words = here.call(lambda: here.speakers.office(office))
    html = here.call(lambda: preview_html(words, office, here.now(), here.places()))
    text = render("admin/wall_preview.html", words, html=html, release=assets.release())
    return Response(text, content_type="text/html; charset=utf-8")


def _office(given: Mapping[str, str]) -> Office:
    kept, _ = typed_customs(given, _usual())
    return as_chosen(house().office(), customs_of(kept))


def _usual() -> dict[str, str]:
    """The defaults, some of which the settings file has."""
    usual = house().speakers.usual
    return usual_texts(usual.closed, str(usual.locale))


def _given(sent: MultiDict[str, str]) -> dict[str, str]:
    """The form's texts; boxes of which none is ticked are not sent, so a mark goes with them."""
    given = {name: sent[name] for name in BY_NAME if name in sent}
    if DAYS in sent or "days" in sent:
        given[DAYS] = weekdays_text([d for text in sent.getlist(DAYS) for d in text.split()])
    return given


def _form(given: Mapping[str, str], errors: Mapping[str, str], *, unsaved: bool) -> Response:
    here = house()
    words = here.words
    allow_frame()
    office = _office(given)
    return page(
        "admin/settings.html",
        words.gettext("Settings"),
        here=HERE,
        status=UNPROCESSABLE if errors else 200,
        rows=setting_rows(words, given, _usual()),
        errors=errors,
        preview=f"{HERE}/preview?{urlencode({**given, 'days': '1'})}",
        effects=here.call(lambda: effects(words, office, here.now())),
        unsaved=unsaved,
        saved="saved" in request.args,
    )
