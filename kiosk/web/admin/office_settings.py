"""The office settings: one page with each setting, its default and a preview."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode
from zoneinfo import available_timezones

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from kiosk.config import Settings
from kiosk.errors import ValidationError
from kiosk.okr.model import Office
from kiosk.okr.office_settings import BY_NAME, settings_from_texts
from kiosk.okr.office_settings_draft import default_texts, parse_settings
from kiosk.views.admin.office_settings import (
    DAYS,
    NAME,
    PLACE,
    REGION,
    holidays_text,
    preview_html,
    server_rows,
    setting_effects,
    setting_rows,
    weekdays_text,
    with_settings,
)
from kiosk.views.common.holidays import region_choices
from kiosk.views.common.mirror import mirror_lines
from kiosk.views.history.labels import setting_value
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    error_text,
    form_text,
    redirect_to,
    render_fragment,
    render_page,
)
from kiosk.web.admin.settings_conflicts import merged_settings, settings_version
from kiosk.web.core import assets
from kiosk.web.core.headers import allow_frame, allow_framing
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("settings", __name__)
PATH = "/admin/settings"


@blueprint.get(PATH)
@admin_required
def show() -> Response:
    """The form with the current settings."""
    return settings_page({})


def settings_page(errors: Mapping[str, str]) -> Response:
    """The form with the current settings, and errors of what else is on the page."""
    return _form(_stored(), errors, unsaved=False)


def _stored() -> dict[str, str]:
    """The present text of every setting."""
    services = get_services()
    return _defaults() | services.store.settings.texts() | {NAME: services.office().name}


@blueprint.post(PATH)
@admin_required
def update() -> AnyResponse:
    """Save the form; or, without saving, show its effects or reset one setting to its default."""
    services = get_services()
    given = _submitted_settings(request.form)
    back = request.form.get("back", "")
    if back in BY_NAME:
        given[back] = _defaults()[back]
    texts, refused = parse_settings(given, _defaults())
    errors = {error.field: services.localizer.error(error) for error in refused}
    if errors or back or "preview" in request.form:
        return _form(given, errors, unsaved=_is_changed(given, texts))
    merged = merged_settings(given, _stored(), form_text("version"))
    if merged.conflicts:
        return _form(merged.texts, _conflict_texts(merged.conflicts), unsaved=True, is_read=True)
    given = merged.texts
    texts, _ = parse_settings(given, _defaults())
    try:
        services.store.settings.replace(texts, name=given.get(NAME))
    except ValidationError as error:
        return _form(given, error_text(error), unsaved=True)
    return redirect_to(f"{PATH}?saved=1")


def _conflict_texts(names: Iterable[str]) -> dict[str, str]:
    localizer, stored = get_services().localizer, _stored()
    sentence = localizer.gettext(
        "While this page was open, this was changed to “%(value)s”. Save again: that replaces it."
    )
    return {
        name: sentence % {"value": setting_value(localizer, name, stored[name])} for name in names
    }


def _is_changed(given: Mapping[str, str], texts: Mapping[str, str]) -> bool:
    name = get_services().office().name
    return texts != get_services().store.settings.texts() or given.get(NAME, name) != name


@blueprint.get(f"{PATH}/effects")
@admin_required
def show_effects() -> Response:
    """The effects of the settings in the query, as a fragment for a script."""
    services = get_services()
    given = _submitted_settings(request.args)
    office = _preview_office(given)
    return render_fragment(
        "admin/office_settings/_chosen.html",
        effects=_effects(office),
        holidays=_holidays(office),
        unsaved=True,
        regions=region_choices(services.localizer, given.get(PLACE, "")),
    )


@blueprint.get(f"{PATH}/preview")
@admin_required
def preview() -> Response:
    """A wall page with the settings in the query, for a frame."""
    services = get_services()
    allow_framing()
    office = _preview_office(_submitted_settings(request.args))
    localizer = services.call(lambda: services.localizers.office(office))
    urls = services.urls(office.settings)
    html = services.call(lambda: preview_html(localizer, office, services.now(), urls))
    text = render(
        "admin/office_settings/wall_preview.html", localizer, html=html, release=assets.release()
    )
    return Response(text, content_type="text/html; charset=utf-8")


def _preview_localizer(office: Office) -> Localizer:
    """A Localizer with the time zone in the form and the language of this page."""
    services = get_services()
    return services.localizers.get(str(services.localizer.locale), services.localizers.zone(office))


def _holidays(office: Office) -> str:
    services, localizer = get_services(), _preview_localizer(office)
    return services.call(lambda: holidays_text(localizer, office, services.now()))


def _effects(office: Office) -> tuple[str, ...]:
    services, localizer = get_services(), _preview_localizer(office)
    urls = services.urls(office.settings)
    return services.call(lambda: setting_effects(localizer, office, services.now(), urls))


def _preview_office(given: Mapping[str, str]) -> Office:
    texts, _ = parse_settings(given, _defaults())
    office = get_services().office()
    return with_settings(office, settings_from_texts(texts), given.get(NAME, office.name))


def _defaults() -> dict[str, str]:
    """The defaults; some come from the settings file."""
    default, settings = get_services().localizers.default, get_services().settings
    return default_texts(
        default.closed,
        str(default.locale),
        timezone=str(default.zone),
        wifi=settings.wifi,
        public_url=settings.public_url,
        replay_at=settings.replay_at,
    )


def _submitted_settings(sent: MultiDict[str, str]) -> dict[str, str]:
    """The texts in the form. Groups of boxes without a tick are not submitted, so a hidden field
    marks them."""
    given = {name: sent[name] for name in (NAME, *BY_NAME) if name in sent}
    if DAYS in sent or "days" in sent:
        given[DAYS] = weekdays_text([d for text in sent.getlist(DAYS) for d in text.split()])
    # Ignore a region of the country that was chosen before.
    country, region = given.get(PLACE, ""), sent.get(REGION, "")
    if country and region.startswith(f"{country}-"):
        given[PLACE] = region
    if not given.get("timezone", "").strip():
        given.pop("timezone", None)
    return given


def _form(
    given: Mapping[str, str], errors: Mapping[str, str], *, unsaved: bool, is_read: bool = False
) -> Response:
    """The page.

    :param is_read: it names everything that has changed since the form was filled in.
    """
    services = get_services()
    localizer, sources, office = (
        services.localizer,
        dict(services.settings.sources),
        _preview_office(given),
    )
    allow_frame()
    return render_page(
        "admin/office_settings/page.html",
        localizer.gettext("Settings"),
        nav_path=PATH,
        status=UNPROCESSABLE if errors else 200,
        rows=setting_rows(localizer, given, _defaults(), sources),
        server=server_rows(localizer, _set_on_server(services.settings), sources),
        zones=_zones(),
        errors=errors,
        logo=services.office().logo,
        preview=f"{PATH}/preview?{urlencode({**given, 'days': '1'})}",
        effects=_effects(office),
        holidays=_holidays(office),
        mirror=_mirror_lines(),
        unsaved=unsaved,
        saved="saved" in request.args,
        version=(not is_read and form_text("version")) or settings_version(_stored()),
    )


def _mirror_lines() -> tuple[str, ...]:
    services = get_services()
    if services.mirror is None:
        return ()
    is_on = services.office().settings.mirror
    return mirror_lines(services.localizer, services.mirror, is_on=is_on)


def _set_on_server(settings: Settings) -> dict[str, str]:
    return {
        "data": str(settings.data),
        "host": settings.host,
        "port": str(settings.port),
        "low_power": "yes" if settings.low_power else "no",
        "allowed_hosts": ", ".join(settings.allowed_hosts),
        "trusted_proxies": ", ".join(settings.trusted_proxies),
        "backup_folder": settings.backup_folder,
        "mirror_folder": settings.mirror_folder,
        "max_sockets": str(settings.max_sockets),
    }


def _zones() -> list[str]:
    """The time zones by city, without old names for the same zone."""
    areas = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe",
             "Indian", "Pacific", "UTC")  # fmt: skip
    return sorted(zone for zone in available_timezones() if zone.partition("/")[0] in areas)
