"""The text of a Wi-Fi's code, as phones read it."""

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.wifi import parse_wifi


@pytest.mark.parametrize(
    ("name", "password", "is_open", "is_hidden", "text"),
    [
        ("Office", "correct horse", False, False, "WIFI:T:WPA;S:Office;P:correct horse;;"),
        ("Guests", "", True, False, "WIFI:T:nopass;S:Guests;;"),
        ("Guests", "ignored password", True, True, "WIFI:T:nopass;S:Guests;H:true;;"),
        (
            'a;b,c:d"e\\f', '\\;,:"pass', False, True,
            'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:\\\\\\;\\,\\:\\"pass;H:true;;',
        ),
        ("Büro", "a" * 63, False, False, f"WIFI:T:WPA;S:Büro;P:{'a' * 63};;"),
        ("Office", "0" * 64, False, False, f"WIFI:T:WPA;S:Office;P:{'0' * 64};;"),
    ],
)  # fmt: skip
def test_a_network_is_written_as_phones_read_it(name, password, is_open, is_hidden, text):
    network = parse_wifi(name, password, is_open=is_open, is_hidden=is_hidden)
    assert network is not None
    assert network.text == text


def test_without_a_name_there_is_none():
    assert parse_wifi("", "correct horse", is_open=False, is_hidden=False) is None


@pytest.mark.parametrize(
    ("name", "password", "field"),
    [
        ("x" * 33, "correct horse", "wifi"),
        ("ü" * 17, "correct horse", "wifi"),
        ("a\x00b", "correct horse", "wifi"),
        ("Office", "", "password"),
        ("Office", "seven77", "password"),
        ("Office", "g" * 64, "password"),
        ("Office", "pässword", "password"),
    ],
)
def test_a_network_that_cannot_be_is_refused_without_its_password(name, password, field):
    with pytest.raises(ValidationError) as refused:
        parse_wifi(name, password, is_open=False, is_hidden=False)
    assert refused.value.field == field
    assert not password or password not in str(refused.value)
