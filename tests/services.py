"""A house without a server, for tests of the web floor."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.config import load_settings
from kiosk.exchange.sample_office import load_sample
from kiosk.store import Store
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizers import Localizers
from kiosk.web.core.services import Services
from kiosk.web.core.setup_codes import SetupCodes
from kiosk.web.server.app import create_app
from tests.sample import office_file
from tests.server import MOMENT, ZONE

ORIGIN = "http://localhost:8000"


class LocalClient(FlaskClient):
    """Asks as a browser on this machine would, unless a test says otherwise."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request."""
        kwargs.setdefault("base_url", ORIGIN)
        return super().open(*args, **kwargs)


def make_client(services: Services) -> FlaskClient:
    """A client of the app of a house."""
    app = create_app(services)
    app.testing = True
    app.test_client_class = LocalClient
    client = app.test_client()
    client.environ_base["HTTP_ORIGIN"] = ORIGIN
    return client


@cache
def _filled(file: Path | None) -> bytes:
    """A database with the office in a file; made once, for a thousand tests begin with it."""
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "kiosk.db", zone=ZoneInfo(ZONE))
        store.migrate()
        load_sample(store, office_file(file), MOMENT)
        store.close()
        return store.path.read_bytes()


def make_house(
    folder: Path, file: Path | None = None, *, empty: bool = False, clock_set: str = ""
) -> Services:
    """An office (the sample's numbers, if no file is given) in a house whose clock stands at
    MOMENT.

    :param clock_set: the file that is there once the network has set the clock."""
    environ = {"KIOSK_TIMEZONE": ZONE, "KIOSK_WIFI": "Office"}
    environ["KIOSK_PUBLIC_URL"] = "http://192.168.1.20:8000"
    environ["KIOSK_CLOCK_SET"] = clock_set
    settings = load_settings(folder, environ)
    store = Store(folder / "kiosk.db", zone=ZoneInfo(ZONE), trusts_clock=settings.trusts_clock)
    if not empty and not store.path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        store.path.write_bytes(_filled(file))
    store.migrate()
    speakers = Localizers(Localizer(settings.locale, settings.zone))
    return Services(
        settings, store, speakers, SetupCodes(store.users, lambda: MOMENT), 8000, lambda: MOMENT
    )
