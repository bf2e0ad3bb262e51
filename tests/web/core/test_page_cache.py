"""A page that was made is served again as bytes: to everyone who may see it, and nobody else."""

import gzip
import re
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest
from flask.testing import FlaskClient

from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import MeetingKind
from kiosk.web.core.page_cache import CacheKey, PageCache
from kiosk.web.core.services import Services
from kiosk.web.phone import pages as phone
from tests.server import MOMENT
from tests.services import make_client, make_services
from tests.web.test_redaction import OFFICE, leaks

TELLING = ("/o/A4TN", "/t/company")
GZIP = {"Accept-Encoding": "gzip"}
PATHS = ("/o/K7Q2", "/t/engineering", "/all", "/week", "/alignment", "/meetings", "/cycles")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The topics of the pages that are made from now on."""
    topics, make = [], phone._render_page

    def noted(sight, shown, content):
        topics.append(shown.topic)
        return make(sight, shown, content)

    monkeypatch.setattr(phone, "_render_page", noted)
    return topics


def set_clock(services: Services, moment: datetime) -> None:
    services.clock = lambda: moment


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_made_once_and_is_the_same_for_all(client: FlaskClient, made: list[str], path):
    first, again = client.get(path), client.get(path, headers=GZIP)
    assert len(made) == 1
    assert again.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(again.data).decode() == first.text
    assert client.get(path.upper(), follow_redirects=True).text == first.text
    assert len(made) == 1


@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "gzip"])
def test_who_has_the_page_is_reported(client: FlaskClient, headers):
    page = client.get("/all", headers=headers)
    again = client.get("/all", headers={**headers, "If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Cache-Control", "Content-Security-Policy"):
        assert again.headers[name] == page.headers[name]
    assert set(page.vary) == set(again.vary) == {"Accept-Encoding", "Cookie"}
    assert page.headers["Cache-Control"] == "private, no-cache"


def test_packed_and_plain_have_tags_of_their_own(client: FlaskClient):
    tags = {client.get("/all", headers=head).headers["ETag"] for head in ({}, GZIP)}
    assert len(tags) == 2


def test_a_save_makes_it_another_page(client: FlaskClient, services: Services, made: list[str]):
    before = client.get("/o/K7Q2")
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT)
    after = client.get("/o/K7Q2", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, len(made)) == (200, 2)
    assert after.text != before.text


def test_a_language_has_pages_of_its_own(client: FlaskClient, services: Services):
    english = client.get("/all")
    services.store.settings.replace({"language": "de"})
    german = client.get("/all", headers={"If-None-Match": english.headers["ETag"]})
    assert (german.status_code, 'lang="de"' in german.text) == (200, True)


def test_another_address_has_pages_of_its_own(client: FlaskClient, services: Services):
    before = client.get("/o/K7Q2").headers["ETag"]
    key = phone._key(services.renderer.snapshot(), phone.PhonePage("all", "All"))
    services.store.settings.replace({"public_url": "http://okr.example:8000"})
    assert phone._key(services.renderer.snapshot(), phone.PhonePage("all", "All")) != key
    assert client.get("/o/K7Q2").headers["ETag"] != before


def test_another_release_has_pages_of_its_own(client: FlaskClient, monkeypatch, made: list[str]):
    client.get("/all")
    monkeypatch.setattr("kiosk.web.core.assets.release", lambda: "another")
    assert 'data-release="another"' in client.get("/all").text
    assert len(made) == 2


def test_what_changes_by_itself_is_made_again(
    client: FlaskClient, services: Services, made: list[str]
):
    changes_at = services.content("all").changes_at
    client.get("/all")
    set_clock(services, changes_at - timedelta(seconds=1))
    client.get("/all")
    assert len(made) == 1
    set_clock(services, changes_at)
    client.get("/all")
    assert len(made) == 2
    set_clock(services, MOMENT)  # set back: nothing of tomorrow is told
    client.get("/all")
    assert len(made) == 3


def test_the_way_to_the_meetings_goes_with_the_last_of_them(
    client: FlaskClient, services: Services
):
    draft = MeetingDraft(MeetingKind.ALL_HANDS, "", "All-Hands", MOMENT, 30, "Kitchen")
    services.store.meetings.add(services.office().cycles[0].id, [draft], now=MOMENT)
    assert 'href="/meetings"' in client.get("/all").text
    set_clock(services, MOMENT + timedelta(minutes=30))
    assert 'href="/meetings"' not in client.get("/all").text


def in_guests_house(folder: Path) -> tuple[Services, FlaskClient]:
    services = make_services(folder, OFFICE)
    return services, make_client(services)


def test_guests_are_never_served_what_is_whole_and_nobody_what_is_redacted(tmp_path: Path):
    services, client = in_guests_house(tmp_path)
    whole = {path: client.get(path) for path in TELLING}
    assert all(leaks(page.text) for page in whole.values())

    until = MOMENT + timedelta(hours=1)
    services.store.screens.set_guest_mode(until)
    for path in TELLING:
        known = {"If-None-Match": whole[path].headers["ETag"]}
        for _ in range(2):  # made, and kept
            sealed = client.get(path, headers=known)
            assert (sealed.status_code, leaks(sealed.text)) == (200, [])

    set_clock(services, until)  # they have gone, and nobody saved anything
    for path in TELLING:
        assert main_of(client.get(path).text) == main_of(whole[path].text)


def main_of(page: str) -> str:
    """What a page shows of its topic."""
    found = re.search(r"<main.*</main>", page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("path", TELLING)
def test_two_audiences_at_one_revision_share_no_entry(tmp_path: Path, path: str):
    services, client = in_guests_house(tmp_path)
    services.store.screens.set_guest_mode(MOMENT + timedelta(hours=1))
    key, shown = phone._key, phone.PhonePage("all", "All")
    guests = key(services.renderer.snapshot(), shown)
    sealed = client.get(path).headers["ETag"]
    set_clock(services, MOMENT + timedelta(hours=1))
    assert key(services.renderer.snapshot(), shown) != guests
    whole = client.get(path).headers["ETag"]
    set_clock(services, MOMENT)
    assert client.get(path).headers["ETag"] == sealed != whole


def test_what_somebody_has_just_saved_is_theirs_alone(
    admin: FlaskClient, services: Services, made: list[str]
):
    form = {"value": "110", "back": "objective"}
    place = admin.post("/admin/key-results/M3XD/check-ins", data=form).location
    told = admin.get(place)
    assert "Saved" in told.text
    assert told.headers["Cache-Control"] == "no-store"
    assert "ETag" not in told.headers
    assert "Saved" not in admin.get("/o/K7Q2").text


def test_who_may_check_in_is_shown_the_way_and_nobody_else(admin: FlaskClient, services: Services):
    stranger = make_client(services)
    for client, shown in ((admin, True), (stranger, False)) * 2:
        assert ("/o/K7Q2/check-in" in client.get("/o/K7Q2").text) is shown


def look(key: object, revision: int = 1, now: datetime = MOMENT) -> CacheKey:
    return CacheKey(key, revision, now)


def test_kept_pages_are_bounded_by_number_and_by_bytes():
    few = PageCache(most=3)
    for number in range(10):
        few.get_or_render(look(number), lambda: ("page", None))
    assert len(few) == 3
    assert few.get(look(9))
    assert not few.get(look(0))

    small = PageCache(most_bytes=200)
    for number in range(10):
        small.get_or_render(look(number), lambda number=number: (f"page {number}", None))
    assert 0 < len(small) < 10
    small.get_or_render(look("large"), lambda: ("".join(map(chr, range(2000, 4000))), None))
    assert small.get(look("large")) is None


def test_of_an_old_revision_nothing_is_kept_and_nothing_forgotten():
    pages = PageCache()
    pages.get_or_render(look("all", 2), lambda: ("new", None))
    pages.get_or_render(look("all", 1), lambda: ("old", None))
    assert pages.get(look("all", 1)) is None
    assert gzip.decompress(pages.get(look("all", 2)).compressed) == b"new"
    pages.get_or_render(look("week", 3), lambda: ("newest", None))
    assert len(pages) == 1


def test_all_who_come_while_it_is_made_are_given_the_same():
    pages, made = PageCache(), []

    def make() -> tuple[str, None]:
        made.append(1)
        return "page", None

    threads = [Thread(target=lambda: pages.get_or_render(look("all"), make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
