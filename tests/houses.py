"""A house without a server, for tests of the web floor."""

from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.config import load_settings
from kiosk.exchange.office_file import read_office_file
from kiosk.exchange.sample import fill
from kiosk.resources import sample_folder
from kiosk.store import Store
from kiosk.views.words import Words
from kiosk.web.house import House
from kiosk.web.setup import Setup
from tests.serving import MOMENT, ZONE


def make_house(folder: Path, file: Path | None = None, *, empty: bool = False) -> House:
    """An office (the sample, if no file is given) in a house whose clock stands at MOMENT."""
    environ = {"KIOSK_TIMEZONE": ZONE, "KIOSK_WIFI": "Office"}
    environ["KIOSK_PUBLIC_URL"] = "http://192.168.1.20:8000"
    settings = load_settings(folder, environ)
    store = Store(folder / "kiosk.db", zone=ZoneInfo(ZONE))
    store.migrate()
    if not empty:
        fill(store, read_office_file(file or sample_folder() / "office.toml"), MOMENT)
    words = Words(settings.locale, settings.zone)
    return House(settings, store, words, Setup(store, lambda: MOMENT), 8000, lambda: MOMENT)
