"""The copy of an office: whole, linked, and nothing in it that guests may not see."""

import errno
import os
import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from sqlite_utils import Database

from kiosk.live.mirror import folder as mirror_folder
from kiosk.live.mirror.pages import MirrorPages
from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import MeetingKind
from kiosk.okr.model import CycleState
from kiosk.views.common.mirror import mirror_lines
from kiosk.web.commands.doctor_mirror import examine_mirror
from kiosk.web.server.mirror_writer import INTERVAL, MirrorWriter, mirror_path
from tests.graded_office import grade_all
from tests.server import MOMENT
from tests.services import make_services
from tests.web.admin.users import add_person, log_in
from tests.web.api.test_api import bearer
from tests.web.test_redaction import OFFICE, leaks

VOID = {"meta", "link", "br", "img", "hr", "path", "rect", "circle", "line"}


class Parsed(HTMLParser):
    """A page's links and open elements."""

    def __init__(self, text):
        super().__init__()
        self.links, self.open, self.elements, self.ids = [], [], set(), set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        given = dict(attrs)
        self.ids.add(given.get("id"))
        self.links += [given[name] for name in ("href", "src") if given.get(name)]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.add(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


class Clock:
    """Seconds that pass only when told to."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def services(tmp_path):
    return switched_on(make_services(tmp_path, OFFICE))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def writer(services, clock):
    return MirrorWriter(services, clock)


def switched_on(services):
    services.store.settings.replace({"mirror": "on"})
    return services


def pages(services):
    folder = mirror_path(services.settings)
    return {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.html")}


def save(services, writer, number):
    services.store.check_ins.add("0PEN", Decimal(number), now=MOMENT)
    writer.on_commit(services.store.revision())


def test_every_page_parses_and_every_link_leads_to_a_file(tmp_path):
    services = switched_on(make_services(tmp_path))
    begins, link = MOMENT + timedelta(days=1), "https://video.example.com/1"
    draft = MeetingDraft(MeetingKind.ALL_HANDS, "", "Lunch of all", begins, link=link)
    services.store.meetings.add(services.office().cycles[0].id, [draft], now=MOMENT)
    MirrorWriter(services).run_once()
    found = pages(services)
    folder = mirror_path(services.settings)
    office = services.office()
    assert {"index.html", "week.html", "alignment.html", "cycles.html"} <= set(found)
    assert {f"o-{o.code.lower()}.html" for o in office.objectives} <= set(found)
    assert {f"t-{t.slug}.html" for t in office.teams} <= set(found)
    assert "Lunch of all" in found["meetings.html"]
    parsed = {name: Parsed(text) for name, text in found.items()}
    for name, page in parsed.items():
        assert page.open == [], name
        assert not page.elements & {"script", "form", "input", "button", "iframe"}, name
        for link in page.links:
            path, _, anchor = link.partition("#")
            assert link == "data:," or re.fullmatch(r"[a-z0-9-]+\.(html|css|png)", path), link
            assert link == "data:," or (folder / path).is_file(), (name, link)
            assert not anchor or anchor in parsed[path].ids, (name, link)
        assert "as of 18:21" in found[name].replace("\u202f", " "), name
        assert not re.search(r"https?://|127\.0\.0\.1|/admin|data-qr", found[name]), name


def test_nothing_that_guests_may_not_see_is_in_any_file(services, writer):
    services.store.check_ins.add("R4VN", Decimal(233111), now=MOMENT, note="Hush-now", signed="Zoe")
    add_person(services, "Ferdinand")
    token = bearer(services, "read")["Authorization"].removeprefix("Bearer ")
    writer.run_once()
    found = pages(services)
    assert "Revenue" in found["o-a4tn.html"]
    assert "no more than this is shown" in found["o-a4tn.html"]
    assert {name: leaks(text) for name, text in found.items() if leaks(text)} == {}
    assert token not in "".join(found.values())


def test_of_a_closed_cycle_nothing_else_is_seen_either(services, writer):
    grade_all(services.store, MOMENT, CycleState.CLOSED)
    writer.run_once()
    found = pages(services)
    assert "Learned" in found["o-a4tn.html"]
    assert 'href="cycle-1.html"' in found["cycles.html"]
    assert {name: leaks(text) for name, text in found.items() if leaks(text)} == {}


def test_a_fault_in_a_page_ends_neither_the_service_nor_the_copy(services, writer, monkeypatch):
    writer.run_once()
    before = pages(services)
    with monkeypatch.context() as patched:
        patched.setattr(MirrorPages, "render", lambda self: 1 // 0)
        writer.write()
    assert "cannot be written: integer division" in str(services.mirror.error)
    assert pages(services) == before
    writer.write()
    assert services.mirror.error is None


def test_what_is_made_confidential_or_archived_vanishes_with_the_next_writing(
    services, writer, clock
):
    save(services, writer, 937)
    writer.run_once()
    assert "937" in "".join(pages(services).values())
    Database(services.store.path)["key_results"].update("0PEN", {"confidential": 1})
    services.store.objectives.edit("A4TN", title="We earn what we spend", serves=())
    clock.now += INTERVAL
    writer.on_commit(services.store.revision())
    writer.run_once()
    assert "Talks given" in pages(services)["o-a4tn.html"]
    assert "937" not in "".join(pages(services).values())

    services.store.objectives.archive("A4TN")
    clock.now += INTERVAL
    writer.on_commit(services.store.revision())
    writer.run_once()
    assert "index.html" in pages(services)
    assert "a4tn" not in "".join((*pages(services), *pages(services).values())).lower()


def test_it_is_written_at_most_once_a_minute_and_only_after_a_change(services, writer, clock):
    writer.run_once()
    first = services.mirror.written_at
    save(services, writer, 91)
    clock.now += INTERVAL - 1
    writer.run_once()
    assert services.mirror.written_at == first
    clock.now += 1
    writer.run_once()
    second = services.mirror.written_at
    assert second > first
    assert "91" in pages(services)["o-a4tn.html"]
    clock.now += 10 * INTERVAL
    writer.run_once()
    assert services.mirror.written_at == second

    services.clock = lambda: MOMENT + timedelta(days=1)
    writer.run_once()
    assert services.mirror.written_at > second


def test_it_is_off_until_switched_on_and_deleted_when_switched_off(services, writer, clock):
    services.store.settings.replace({})
    writer.run_once()
    assert not mirror_path(services.settings).exists()
    assert services.mirror.written_at is None

    switched_on(services)
    writer.on_commit(services.store.revision())
    clock.now += INTERVAL
    writer.run_once()
    assert pages(services)
    services.store.settings.replace({})
    writer.on_commit(services.store.revision())
    clock.now += INTERVAL
    writer.run_once()
    assert not pages(services)


def test_a_full_disk_stops_nothing_and_is_said_until_there_is_room(
    services, writer, clock, monkeypatch
):
    writer.run_once()
    before = pages(services)
    save(services, writer, 92)
    clock.now += INTERVAL

    def full(path, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(mirror_folder, "_write", full)
        writer.run_once()
    assert pages(services) == before
    lines = mirror_lines(services.localizer, services.mirror, is_on=True)
    assert "is full" in lines[-1]
    assert any("Last written on" in line for line in lines)

    clock.now += INTERVAL
    writer.run_once()
    assert services.mirror.error is None
    assert pages(services) != before


def test_a_folder_with_the_database_is_never_written(services, clock):
    services.settings = replace(services.settings, mirror_folder=str(services.settings.data))
    MirrorWriter(services, clock).run_once()
    assert "contains the database" in str(services.mirror.error)
    assert not list(services.settings.data.glob("*.html"))


def test_the_settings_page_and_doctor_say_how_it_is(services, client, writer):
    add_person(services)
    log_in(client)
    folder = str(mirror_path(services.settings))
    page = client.get("/admin/settings").text
    assert folder in page
    assert "not been written yet" in page
    finding = examine(services)
    assert finding.is_ok
    assert "not written yet" in finding.message

    writer.run_once()
    assert "Last written on" in client.get("/admin/settings").text
    assert "written on" in examine(services).message
    mirror_path(services.settings).chmod(0o755)
    assert not examine(services).is_ok
    services.store.settings.replace({})
    assert examine(services).is_ok


def examine(services):
    office = services.office()
    return examine_mirror(services.settings, office.settings, services.now(), services.localizer)
