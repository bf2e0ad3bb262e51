from pathlib import Path

import pytest

from kiosk.config import SETTINGS, load_settings
from kiosk.errors import SettingError


def test_options_beat_variables_beat_the_file_beat_defaults(tmp_path: Path):
    (tmp_path / "kiosk.toml").write_text('port = 8100\nwifi = "File"\nlocale = "de"\n')
    environ = {"KIOSK_PORT": "8200", "KIOSK_WIFI": "Variable", "HOME": "/"}
    settings = load_settings(tmp_path, environ, {"port": "8300", "host": None})
    assert (settings.port, settings.wifi, settings.locale, settings.host) == (
        8300,
        "Variable",
        "de",
        "0.0.0.0",
    )


def test_a_mistyped_name_says_what_was_meant(tmp_path: Path):
    (tmp_path / "kiosk.toml").write_text("prot = 8000\n")
    with pytest.raises(SettingError, match="did you mean port"):
        load_settings(tmp_path, {})
    (tmp_path / "kiosk.toml").unlink()
    with pytest.raises(SettingError, match="KIOSK_TIMEZONE"):
        load_settings(tmp_path, {"KIOSK_TIMEZON": "Europe/Berlin"})


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("port", "eighty", "a port"),
        ("port", "70000", "a port"),
        ("timezone", "Berlin", "Europe/Berlin"),
        ("locale", "xx_YY", "en_GB"),
        ("public_url", "okr.example", "http://"),
        ("public_url", "http://okr.example/wall", "http://"),
        ("public_url", "http://okr.example:99999", "http://"),
        ("public_url", "http://my office", "http://"),
        ("public_url", "http://ada:pw@okr.example", "http://"),
        ("trusted_proxies", "127.0.0.1, proxy.example", "single addresses like 127.0.0.1"),
        ("trusted_proxies", "10.0.0.0/8", "single addresses like 127.0.0.1"),
        ("max_sockets", "-1", "whole number"),
        ("low_power", "a little", "write yes or no"),
        ("replay_at", "10:00, noon", "10:00, 15:00"),
        ("closed_days", "Samstag", "2026-12-25"),
        ("closed_days", "s", "2026-12-25"),
        ("closed_days", "2026-02-30", "2026-12-25"),
        ("closed_days", "2026-12-31..2026-12-24", "2026-12-25"),
        ("closed_days", "2026-01-01..2099-01-01", "2026-12-25"),
        ("closed_days", "mon, tue, wed, thu, fri, sat, sun", "leave one weekday open"),
    ],
)
def test_a_bad_value_names_the_setting_and_what_to_write(tmp_path: Path, name, value, says):
    with pytest.raises(SettingError) as refused:
        load_settings(tmp_path, {f"KIOSK_{name.upper()}": value})
    assert name in str(refused.value)
    assert value in str(refused.value)
    assert says in str(refused.value)


def test_every_bad_value_is_reported_at_once_in_a_line_of_its_own(tmp_path: Path):
    (tmp_path / "kiosk.toml").write_text('port = "none"\nlow_power = "100% sure"\n')
    with pytest.raises(SettingError) as refused:
        load_settings(tmp_path, {"KIOSK_MAX_SOCKETS": "-1"})
    lines = str(refused.value).splitlines()
    assert [line.partition("valid for ")[2].partition(":")[0] for line in lines] == [
        *("port", "low_power", "max_sockets"),
    ]
    assert "“100% sure”" in lines[1]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Sat, sunday", ("saturday", "sunday")),
        ("fri, 2026-12-31..2027-01-01", ("friday", "2026-12-31", "2027-01-01")),
        ("", ()),
        (" , ", ()),
    ],
)
def test_closed_days_are_weekdays_days_and_spans(tmp_path: Path, text: str, days: tuple[str, ...]):
    assert load_settings(tmp_path, {"KIOSK_CLOSED_DAYS": text}).closed_days == days
    (tmp_path / "kiosk.toml").write_text("closed_days = ['sat', 2026-12-25]\n")
    assert load_settings(tmp_path, {}).closed_days == ("saturday", "2026-12-25")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("HTTP://OKR.Example:8000/", "http://okr.example:8000"),
        ("https://okr.büro.example", "https://okr.xn--bro-hoa.example"),
        ("http://[FE80::1]:8000", "http://[fe80::1]:8000"),
        ("http://192.168.1.20:80", "http://192.168.1.20:80"),
    ],
)
def test_the_address_phones_open_is_kept_as_browsers_write_it(tmp_path: Path, typed, kept):
    assert load_settings(tmp_path, {"KIOSK_PUBLIC_URL": typed}).public_url == kept


def test_proxies_are_kept_as_connections_have_them(tmp_path: Path):
    (tmp_path / "kiosk.toml").write_text('trusted_proxies = ["127.0.0.1", "0:0::1", "FE80::A"]')
    kept = load_settings(tmp_path, {}).trusted_proxies
    assert kept == ("127.0.0.1", "::1", "fe80::a")


def test_a_file_that_is_not_toml_is_named(tmp_path: Path):
    (tmp_path / "kiosk.toml").write_text("port 8000")
    with pytest.raises(SettingError, match=r"kiosk\.toml"):
        load_settings(tmp_path, {})


def test_every_default_is_good(tmp_path: Path):
    settings = load_settings(tmp_path, {})
    assert all(hasattr(settings, setting.name) for setting in SETTINGS)
    assert settings.zone.key
