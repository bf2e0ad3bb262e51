"""Creates the Flask app: all blueprints, and the hooks before and after each request."""

from collections.abc import Iterable

from flask import Blueprint, Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from kiosk.store.db.author import set_author
from kiosk.web.api import health
from kiosk.web.core import assets, errors, headers
from kiosk.web.core.case_insensitive import case_insensitive
from kiosk.web.core.one_read import read_pages_once
from kiosk.web.core.services import Services
from kiosk.web.security import origin
from kiosk.web.server import proxy_probe
from kiosk.web.wall import logo, panel_power, pictures
from kiosk.web.wall import pages as wall

MAX_BODY = 256 * 1024
_SCREEN_AREAS = (wall, panel_power, logo, pictures, health)


class _RowIdConverter(IntegerConverter):
    """The id of a row in a URL, with no more digits than the database stores."""

    regex = r"\d{1,15}"


def create_app(services: Services) -> Flask:
    """The app of one office. The caller adds the live socket."""
    # Imported here because the first page of a wall does not need them; see split_app.py.
    from kiosk.web.server.page_areas import READ_BY_THEMSELVES, blueprints

    app = _create_app(services, (*_screen_blueprints(), *blueprints))
    read_pages_once(app, {each.name for each in blueprints}, besides=READ_BY_THEMSELVES)
    return app


def create_screen_app(services: Services) -> Flask:
    """The part of the app that screens and monitoring ask for, which loads in half the time."""
    return _create_app(services, _screen_blueprints())


def _screen_blueprints() -> tuple[Blueprint, ...]:
    return tuple(area.blueprint for area in _SCREEN_AREAS)


def _create_app(services: Services, blueprints: Iterable[Blueprint]) -> Flask:
    app = Flask("kiosk", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY
    app.extensions["services"] = services
    app.url_map.converters["int"] = _RowIdConverter
    headers.register(app)
    errors.register(app)
    app.before_request(proxy_probe.answer_doctor)
    # A thread serves many requests: forget the author of the previous one.
    app.before_request(lambda: set_author("", services.now()))
    app.before_request(origin.check_host)
    app.before_request(origin.check_origin)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    app.add_url_rule("/static/<name>.css", "stylesheet", _stylesheet)
    app.add_url_rule("/static/js/<path:name>.js", "script", _script)
    _trust_proxies(app, services)
    app.wsgi_app = case_insensitive(  # type: ignore[assignment, method-assign]
        app.wsgi_app, app.url_map
    )
    return app


def _stylesheet(name: str) -> Response:
    if name not in assets.STYLESHEETS:
        abort(404)
    return _revalidated(
        Response(assets.stylesheet(name).text, content_type="text/css; charset=utf-8")
    )


def _script(name: str) -> Response:
    if name not in assets.script_names():
        abort(404)
    return _revalidated(
        Response(assets.script(name).text, content_type="text/javascript; charset=utf-8")
    )


def _revalidated(response: Response) -> Response:
    # Modules import each other without a version, so browsers revalidate and get a 304.
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _trust_proxies(app: Flask, services: Services) -> None:
    """Trust X-Forwarded-* of the proxies in the settings, and of no others."""
    inner, fixed = app.wsgi_app, ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)
    trusted = frozenset(services.settings.trusted_proxies)

    def wsgi_app(environ, start_response):  # type: ignore[no-untyped-def]
        behind = environ.get("REMOTE_ADDR") in trusted
        return (fixed if behind else inner)(environ, start_response)

    app.wsgi_app = wsgi_app  # type: ignore[method-assign]
