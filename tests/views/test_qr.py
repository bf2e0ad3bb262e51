import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.views.qr import QUIET, qr_code
from kiosk.views.urls import PublicUrls
from tests.qr_codes import OPENED, read


@pytest.mark.parametrize(
    ("link", "modules", "level"),
    [
        ("http://192.168.1.20:8000/O/K7Q2", 25, "M"),
        ("https://OKR.EXAMPLE.COM/O/K7Q2", 25, "M"),
        ("http://192.168.178.201:18000/O/K7Q2X", 25, "L"),
        ("http://OKR.EXAMPLE.COM/T/DEVELOPER-RELATIONS", 29, "M"),
        ("http://10.0.0.2/ALL", 25, "Q"),
        ("http://OKR.SOME-LONG-COMPANY-NAME.EXAMPLE.COM:8000/O/K7Q2", 33, "Q"),
    ],
)
def test_a_link_gets_the_smallest_version_and_then_the_strongest_level(link, modules, level):
    code = qr_code(link)
    found = read(code)
    assert found.text == link == code.link
    assert code.size == modules + 2 * QUIET
    assert found.ec_level == level


@pytest.mark.parametrize("scheme", ["http", "https", "HTTP", "Https"])
def test_the_scheme_is_in_small_letters_and_the_rest_in_capitals(scheme):
    found = read(qr_code(f"{scheme}://Okr.Example.com:8000/o/k7q2"))
    assert found.text == f"{scheme.lower()}://OKR.EXAMPLE.COM:8000/O/K7Q2"


HOSTS = st.from_regex(r"[a-z][a-z0-9-]{0,20}(\.[a-z][a-z0-9-]{0,12}){0,3}", fullmatch=True)
PATHS = st.from_regex(r"(/[a-z0-9-]{1,10}){1,3}", fullmatch=True)


@given(st.sampled_from(["http", "https"]), HOSTS, st.integers(1, 65535), PATHS)
def test_every_code_is_read_as_an_address_that_any_phone_opens(scheme, host, port, path):
    code = qr_code(f"{scheme}://{host}:{port}{path}")
    text = read(code).text
    assert text == code.link == f"{scheme}://{f'{host}:{port}{path}'.upper()}"
    assert OPENED.fullmatch(text)


@pytest.mark.parametrize("base", ["http://[FE80::1]:8000", "http://OKR_KIOSK.LAN"])
def test_a_host_with_other_signs_is_read_as_well(base):
    assert read(qr_code(f"{base}/o/K7Q2")).text == f"{base}/O/K7Q2"


def test_a_links_text_is_what_somebody_would_type():
    link = PublicUrls("http://192.168.1.20:8000", "Office").qr_link("/o/K7Q2")
    assert link is not None
    assert link.qr.link == "http://192.168.1.20:8000/O/K7Q2"
    assert link.text == "192.168.1.20:8000/O/K7Q2"
    assert link.wifi == "Office"


def test_a_host_is_printed_in_small_letters_and_a_code_in_capitals():
    link = PublicUrls("https://okr.example.com", "").qr_link("/o/K7Q2")
    assert link is not None
    assert link.text == "okr.example.com/O/K7Q2"


def test_without_an_address_there_is_no_code():
    assert PublicUrls("", "Office").qr_link("/o/K7Q2") is None


def test_a_path_is_small():
    assert len(qr_code("http://192.168.1.20:8000/O/K7Q2").path) < 1500
