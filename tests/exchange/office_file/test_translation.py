"""The sample office speaks German in a German office, and is the same office."""

import tomllib
from collections.abc import Iterator
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from kiosk.config import load_settings
from kiosk.exchange.office_file import read_office_file
from kiosk.exchange.office_file.translation import TEXT_KEYS, translated
from kiosk.resources import sample_folder
from kiosk.views.i18n.catalogues import catalogue
from kiosk.web.core.services import open_store
from kiosk.web.server.bootstrap import load_sample_if_new
from tests import messages
from tests.server import MOMENT, ZONE

SAMPLE = sample_folder() / "office.toml"
# Names and signs that German writes alike.
ALIKE = {
    *("Engineering", "Marketing", "Support", "Developer Relations"),
    *("JavaScript", "Python", "Swift", "Kotlin", "Go"),
    *("%", "EUR", "h", "ms", "min"),
}


@pytest.fixture(scope="module")
def german() -> NullTranslations:
    return catalogue(Locale.parse("de"), sample_folder())


@pytest.fixture(scope="module")
def raw() -> dict[str, Any]:
    return tomllib.loads(SAMPLE.read_text(encoding="utf-8"))


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Everything in a parsed file that has nothing in it, with the key it belongs to."""
    if isinstance(value, dict):
        for k, part in value.items():
            yield from leaves(part, k)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, key)
    else:
        yield key, value


def test_every_text_of_the_sample_is_translated_and_nothing_else_is(
    raw: dict[str, Any], german: NullTranslations
) -> None:
    pairs = zip(leaves(raw), leaves(translated(raw, german)), strict=True)
    untranslated, changed = set(), set()
    for (key, english), (_key, said) in pairs:
        if key in TEXT_KEYS and said == english:
            untranslated.add(english)
        if key not in TEXT_KEYS and said != english:
            changed.add(english)
    assert untranslated == ALIKE
    assert changed == set()


def test_the_catalogue_has_no_text_that_the_sample_has_no_more(raw: dict[str, Any]) -> None:
    texts = {value for key, value in leaves(raw) if key in TEXT_KEYS}
    written = {message.id for message in messages.sentences(messages.read(SAMPLE.parent / "de.po"))}
    assert written - texts == set()


def test_a_text_with_two_meanings_has_both(german: NullTranslations) -> None:
    office = read_office_file(SAMPLE, german)
    units = {k.code: k.unit for o in office.objectives for k in o.key_results}
    assert office.previous is not None
    units |= {k.code: k.unit for o in office.previous.objectives for k in o.key_results}
    assert (units["P9NC"], units["26KF"]) == ("Alarme", "Seiten")


@pytest.mark.parametrize(
    ("locale", "name"),
    [("de", "Unser Unternehmen"), ("de_CH", "Unser Unternehmen"), ("en_GB", "Our company"),
     ("fr", "Our company")],
)  # fmt: skip
def test_a_new_office_has_the_sample_in_its_language(
    tmp_path: Path, locale: str, name: str
) -> None:
    settings = load_settings(tmp_path, {"KIOSK_LOCALE": locale, "KIOSK_TIMEZONE": ZONE})
    assert load_sample_if_new(settings, lambda: MOMENT)
    store = open_store(settings)
    office = store.office(MOMENT)
    store.close()
    assert office.name == name
    assert office.cycles[0].starts_on == date(2026, 10, 1)
