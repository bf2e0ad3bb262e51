"""Errors on the command line name fields in the language they speak."""

from zoneinfo import ZoneInfo

import pytest

from kiosk.views.common.field_names import field_name
from kiosk.views.i18n.localizer import Localizer


@pytest.mark.parametrize(
    ("locale", "field", "name"),
    [
        ("en_GB", "value", "value"),
        ("de", "value", "Wert"),
        ("de", "password", "Passwort"),
        ("de", "objectives[2].title", "objectives[2].title"),
    ],
)
def test_a_field_is_named_in_the_language_of_the_error(locale, field, name):
    assert field_name(Localizer(locale, ZoneInfo("UTC")), field) == name
