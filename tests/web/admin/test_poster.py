"""The page of a poster: choices, a preview of each sheet, the PDF; and slips for meeting rooms."""

import io
import re

import pytest
import zxingcpp
from PIL import Image

from kiosk.web.admin import poster
from kiosk.web.core.network import NetworkSnapshot
from tests.exchange.poster import pdf
from tests.server import MOMENT
from tests.web.admin.users import add_person, log_in

PAGE, SLIPS = "/admin/poster", "/admin/poster/slips"
PASSWORD = "correct;horse"


@pytest.fixture(autouse=True)
def address(services):
    services.store.settings.replace({"public_url": "http://192.168.1.20:8000", "wifi": "Office"})
    services.clock = lambda: MOMENT


def test_the_page_says_how_many_sheets_there_are_and_shows_each(admin):
    page = admin.get(f"{PAGE}?size=A4&team=engineering&team=marketing")
    assert page.status_code == 200
    assert "1 sheet of A4" in page.text
    (source,) = re.findall(r'<img src="([^"]+)"', page.text)
    answer = admin.get(source.replace("&amp;", "&"))
    picture = Image.open(io.BytesIO(answer.data))
    assert (answer.content_type, picture.width) == ("image/png", 900)
    assert answer.headers["Cache-Control"] == "no-store"
    assert (
        admin.get(source.replace("&amp;", "&").replace("sheets/1", "sheets/2")).status_code == 404
    )


def test_the_page_says_which_address_the_codes_hold(services, admin):
    query = f"{PAGE}?size=A4&team=support"
    set_address = "The codes hold the address http://192.168.1.20:8000<"
    assert set_address in admin.get(query).text
    services.store.settings.replace({"public_url": ""})
    services.addresses.current = lambda: NetworkSnapshot("192.168.1.20", frozenset({"localhost"}))
    may_change = "http://192.168.1.20:8000. That is this server’s address at present: if it may"
    assert may_change in admin.get(query).text
    services.addresses.current = lambda: NetworkSnapshot("", frozenset({"localhost"}))
    assert "No codes are printed: set public_url" in admin.get(query).text


def test_the_pdf_is_what_was_chosen(admin):
    page = admin.get(f"{PAGE}?size=Letter&landscape=1&saves_ink=1&team=support").text
    (path,) = re.findall(r'href="([^"]+okrs.pdf[^"]+)"', page)
    answer = admin.get(path.replace("&amp;", "&"))
    assert answer.content_type == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert pdf.page_sizes(answer.data) == [(279.4, 215.9)]
    assert len(pdf.codes(answer.data)) == 1


def test_a_preview_is_made_once(admin, monkeypatch):
    admin.get(f"{PAGE}?size=A4&team=support")
    monkeypatch.setattr(poster.PosterJob, "printed", None)
    assert "1 sheet of A4" in admin.get(f"{PAGE}?size=A4&team=support").text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("size=A9", "is none of these"),
        ("size=A4&tile=A4", "is not larger than A4"),
        ("distance=far", "Enter metres from 0.3 to 10"),
        ("team=nobody", "There is no team"),
    ],
)
def test_a_choice_that_cannot_be_is_said_at_its_field(admin, query, says):
    page = admin.get(f"{PAGE}?{query}")
    assert page.status_code == 422
    assert says in page.text
    assert "<img" not in page.text


def test_an_unknown_cycle_is_not_found(admin):
    assert admin.get(f"{PAGE}?cycle=999").status_code == 404


def test_only_admins_print(services, client):
    add_person(services, "Bo", is_admin=False)
    log_in(client, "Bo")
    for path in (PAGE, SLIPS, f"{PAGE}/okrs.pdf"):
        assert client.get(path).status_code == 403


def test_the_form_of_the_slips_knows_the_wifi(admin):
    page = admin.get(SLIPS)
    assert page.status_code == 200
    assert 'value="Office"' in page.text


def slips(admin, **changed):
    fields = {"rooms": "", "wifi": "Office", "password": PASSWORD, "opens": ""} | changed
    return admin.post(SLIPS, data=fields)


def codes_of(page):
    """What the codes say, drawn from their paths as a phone sees them."""
    found = []
    for modules, path in re.findall(r'viewBox="4 4 (\d+) \d+".*?d="([^"]+)"', page.text):
        size = int(modules) + 8  # with the white around it
        picture = Image.new("L", (size, size), 255)
        for x, y, rest in re.findall(r"M(\d+) (\d+)\.5([^M]*)", path):
            at = int(x)
            for step, length in re.findall(r"(h|m)(\d+)", rest):
                if step == "h":
                    picture.paste(0, (at, int(y), at + int(length), int(y) + 1))
                at += int(length)
        large = picture.resize((size * 6, size * 6), Image.Resampling.NEAREST)
        found.append(zxingcpp.read_barcode(large).text)
    return found


def test_each_room_has_a_slip_with_the_wifi_and_the_address(admin):
    page = slips(admin, rooms="Berlin\r\n\r\nTokyo & <b>\r\nOslo")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert page.text.count('class="room-slip"') == 3
    assert page.text.count('class="paper"') == 2
    assert "Tokyo &amp; &lt;b&gt;" in page.text
    read = set(codes_of(page))
    assert read == {
        "WIFI:T:WPA;S:Office;P:correct\\;horse;;",
        "http://192.168.1.20:8000/ALL",
    }


def test_an_open_hidden_wifi_and_a_teams_page(admin):
    page = slips(admin, open="1", hidden="1", password="", opens="engineering")
    assert codes_of(page) == [
        "WIFI:T:nopass;S:Office;H:true;;",
        "http://192.168.1.20:8000/T/ENGINEERING",
    ]
    assert "Password:" not in page.text


def test_slips_without_wifi_have_the_address_alone(admin):
    assert codes_of(slips(admin, wifi="", password="")) == ["http://192.168.1.20:8000/ALL"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"password": "short"}, "8 to 63"),
        ({"wifi": "x" * 33}, "at most 32"),
        ({"opens": "nobody"}, "Choose one of these"),
        ({"rooms": "\n".join("room" for _ in range(41))}, "at most 40"),
        ({"rooms": "x" * 61}, "60"),
    ],
)
def test_what_is_wrong_is_said_and_the_password_is_never_repeated(admin, changed, says):
    page = slips(admin, **changed)
    assert page.status_code == 422
    assert says in page.text
    assert (changed.get("password") or PASSWORD) not in page.text


def test_the_password_is_stored_nowhere(services, admin, caplog):
    with caplog.at_level("DEBUG"):
        slips(admin)
    services.store.close()
    folder = services.settings.database.parent
    for path in (path for path in folder.rglob("*") if path.is_file()):
        assert PASSWORD.encode() not in path.read_bytes(), path
    assert PASSWORD not in caplog.text
