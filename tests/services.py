"""An office's services without a server, and a client of its app, for tests of the web floor."""

from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from kiosk.config import FILE, Settings, load_settings
from kiosk.exchange.sample_office import load_sample
from kiosk.store import Store
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizer_choice import Localizers
from kiosk.web.core.services import Services
from kiosk.web.core.setup_codes import SetupCodes
from kiosk.web.server.app import create_app
from tests.sample import office_file
from tests.server import MOMENT, ZONE

_compile_rule = Rule.compile
_COMPILED_RULES: dict[tuple[object, ...], dict[str, Any]] = {}
_COMPILED_PARTS = ("_parts", "_trace", "_converters", "arguments")
_BOUND = ("_build", "_build_unknown")

ORIGIN = "http://localhost:8000"


class LocalClient(FlaskClient):
    """Asks as a browser on this machine would, unless a test says otherwise."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request."""
        kwargs.setdefault("base_url", ORIGIN)
        return super().open(*args, **kwargs)


def make_client(services: Services) -> FlaskClient:
    """A client of the app of these services."""
    with patch.object(Rule, "compile", compile_once):
        app = create_app(services)
    app.testing = True
    app.test_client_class = LocalClient
    client = app.test_client()
    client.environ_base["HTTP_ORIGIN"] = ORIGIN
    return client


def compile_once(rule: Rule) -> None:
    """Werkzeug's Rule.compile, done for the first app alone: this is most of what an app costs, and
    each test has its own."""
    assert rule.map is not None
    defaults = tuple(sorted((rule.defaults or {}).items()))
    converters = tuple(rule.map.converters.items())
    key = (rule.rule, defaults, rule.subdomain, rule.merge_slashes, converters)
    if key not in _COMPILED_RULES:
        _compile_rule(rule)
        _COMPILED_RULES[key] = {name: getattr(rule, name) for name in _COMPILED_PARTS}
        for name in _BOUND:
            _COMPILED_RULES[key][name] = getattr(rule, name).__func__
    for name, part in _COMPILED_RULES[key].items():
        setattr(rule, name, part.__get__(rule, None) if name in _BOUND else copy(part))


@cache
def _database(file: Path | None, empty: bool) -> bytes:
    """A database with an office, or with none; made once, then copied for each test."""
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "kiosk.db", zone=ZoneInfo(ZONE))
        store.migrate()
        if not empty:
            load_sample(store, office_file(file), MOMENT)
        store.close()
        return store.path.read_bytes()


def copy_database(path: Path, file: Path | None = None, *, empty: bool = False) -> None:
    """Put a new database there: an office's (the sample's numbers, if no file is given), or one
    with the schema and nothing in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_database(file, empty))


@cache
def _usual_settings(clock_set: str) -> Settings:
    return _read_settings(Path(), clock_set)


def _read_settings(folder: Path, clock_set: str) -> Settings:
    environ = {"KIOSK_TIMEZONE": ZONE, "KIOSK_WIFI": "Office"}
    environ["KIOSK_PUBLIC_URL"] = "http://192.168.1.20:8000"
    environ["KIOSK_CLOCK_SET"] = clock_set
    return load_settings(folder, environ)


def _settings(folder: Path, clock_set: str) -> Settings:
    """Read anew only where there is a file to read: checking a time zone lists them all."""
    if (folder / FILE).exists():
        return _read_settings(folder, clock_set)
    return replace(_usual_settings(clock_set), data=folder)


def make_services(
    folder: Path, file: Path | None = None, *, empty: bool = False, clock_set: str = ""
) -> Services:
    """The services of an office (the sample's numbers, if no file is given), at MOMENT.

    :param clock_set: the file that is there once the network has set the clock."""
    settings = _settings(folder, clock_set)
    store = Store(settings.database, zone=ZoneInfo(ZONE), trusts_clock=settings.trusts_clock)
    if not store.path.exists():
        copy_database(store.path, file, empty=empty)
    store.migrate()
    localizers = Localizers(Localizer(settings.locale, settings.zone))
    setup = SetupCodes(store.users, lambda: MOMENT)
    return Services(settings, store, localizers, setup, 8000, lambda: MOMENT)
