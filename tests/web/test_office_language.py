"""The office's language, set on the settings page: all that is said follows it, and back again."""

import re
from decimal import Decimal
from html import unescape

import pytest

from kiosk.errors import Busy, NotFound
from kiosk.okr.screens import Screen
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizer_choice import Localizers
from kiosk.web.commands.actions import check_in
from kiosk.web.commands.banner import banner
from kiosk.web.commands.doctor import examine
from kiosk.web.core.command_language import error_message
from tests.server import MOMENT

pytestmark = pytest.mark.usefixtures("admin")

PAGE = "/admin/settings"
ENGLISH, GERMAN = {"language": "en_GB"}, {"language": "de"}
# A page of each kind, and what it says in both.
SAID = {
    "/": ("week 8 of 13", "Woche 8/13"),
    "/o/K7Q2": (" on schedule", " im Zeitplan"),
    "/all": ("Everyone’s OKRs", "Alle OKRs"),
    "/cycles": ("1 October 2026", "1. Oktober 2026"),
    "/replay": ("The quarter in twenty seconds", "Das Quartal in zwanzig Sekunden"),
    "/admin/": ("Log out", "Abmelden"),
    PAGE: ("The office is closed on", "Das Büro ist geschlossen"),
    "/nothing-here": ("There is nothing at this address.", "Unter dieser Adresse gibt es nichts."),
    "/o/ZZZZ": ("Nothing here has this code", "Hier gibt es nichts mit diesem Code"),
}


def lang(page: str) -> str:
    return page.partition('<html lang="')[2].partition('"')[0]


def test_every_kind_of_page_speaks_it_at_once_and_the_file_s_again(client):
    for given, number, code in ((GERMAN, 1, "de"), (ENGLISH, 0, "en-GB")):
        assert client.post(PAGE, data=given).status_code == 303
        for path, said in SAID.items():
            page = client.get(path).text
            assert lang(page) == code, path
            assert said[number] in page, path
            assert said[1 - number] not in page, path
    assert client.get("/wall-worker.js").text.count('lang=\\"en-GB\\"') == 1


def test_what_is_pushed_says_its_language_on_every_kind_of_topic(services):
    topics = ("wall", "wall/lobby", "objective/K7Q2", "team/engineering", "all", "cycles")
    for given, code in ((GERMAN, "de"), ({}, "en-GB")):
        services.store.settings.replace(given)
        for topic in topics:
            content = services.content(topic)
            assert f'data-language="{code}"' in content.html + content.screen_html, topic


def test_a_screen_with_a_language_of_its_own_keeps_it(client, services):
    services.store.screens.save(Screen("lobby", language="en_US"))
    client.post(PAGE, data=GERMAN)

    assert lang(client.get("/screens/lobby").text) == "en-US"
    assert lang(client.get("/screens/kitchen").text) == "de"


def test_walls_that_speak_alike_are_made_once_after_a_change_too(services):
    services.store.settings.replace(GERMAN)
    first, second = services.content("wall/lobby"), services.content("wall/kitchen")

    assert first.html is second.html
    assert services.localizer is services.localizer


def test_numbers_are_typed_in_it_and_refused_in_it(client, services):
    client.post(PAGE, data=GERMAN)
    path = "/admin/key-results/W3GH/check-ins"
    client.post(path, data={"value": "42,5"})
    assert services.office().key_result("W3GH").latest_check_in.value == Decimal("42.5")
    refused = client.post(path, data={"value": "42.5.1"})
    assert refused.status_code == 422
    assert "Gib eine wie 42,5 ein" in refused.text

    client.post(PAGE, data=ENGLISH)
    client.post(path, data={"value": "43.5"})
    assert services.office().key_result("W3GH").latest_check_in.value == Decimal("43.5")


def test_a_program_is_told_in_it_what_is_invalid(client):
    for given, said in ((GERMAN, "Unter dieser Adresse gibt es nichts."), (ENGLISH, "There is no")):
        client.post(PAGE, data=given)
        assert client.get("/api/v1/nothing").get_json()["detail"].startswith(said)


def test_a_closed_cycle_is_shown_in_the_language_of_today(client, services):
    cycle = services.office().cycles[0].id
    services.store.cycles.close(cycle, now=MOMENT)
    client.post(PAGE, data=GERMAN)

    assert "1. Oktober 2026" in client.get(f"/cycles/{cycle}").text
    assert lang(client.get("/o/K7Q2").text) == "de"


def test_the_command_line_follows_it(client, services):
    client.post(PAGE, data=GERMAN)

    assert "99,5" in check_in(services.settings, "W3GH", "99.5", "", "")
    disk = next(f for f in examine(services.settings, MOMENT) if f.name == "disk")
    assert "frei für" in disk.message
    missing = NotFound("No running key result has the code %(code)s", code="X")
    assert error_message(services.settings, missing) == "Kein laufendes Key Result hat den Code X"
    assert "Wand" in banner(services)


def test_a_database_that_cannot_be_read_is_told_of_in_the_language_last_spoken(services, client):
    client.post(PAGE, data=GERMAN)
    assert lang(client.get("/all").text) == "de"

    services.store = _Locked()
    page = client.get("/all")
    assert page.status_code == 503
    assert lang(page.text) == "de"


def test_the_languages_there_are_are_offered_each_by_its_own_name(client, services):
    def offered() -> list[str]:
        field = client.get(PAGE).text.partition('data-field="language"')[2].partition("</f")[0]
        return [unescape(label) for label in re.findall(r'type="radio".*?> (.+?)</label>', field)]

    known = ["English (United Kingdom)", "English (United States)", "Deutsch"]
    assert offered() == known
    services.store.settings.replace(GERMAN)
    assert offered() == known, "in the same order whichever is chosen"
    # What the file says is offered too, though there is no catalogue of it.
    services.localizers = Localizers(Localizer("fr", services.localizer.zone))
    assert offered() == ["Français", *known]


def test_a_language_that_is_none_is_refused_and_nothing_is_saved(client, services):
    page = client.post(PAGE, data={"language": "Klingon"})

    assert page.status_code == 422
    assert 'id="language-error">Choose one of these' in page.text
    assert services.store.settings.texts() == {}


def test_the_preview_speaks_what_is_chosen_before_it_is_saved(client, services):
    assert lang(client.get(f"{PAGE}/preview?language=de").text) == "de"
    assert lang(client.get(PAGE).text) == "en-GB"


def test_history_tells_it_by_its_name(client):
    client.post(PAGE, data=GERMAN)
    client.post(PAGE, data=ENGLISH)

    assert "Deutsch" in client.get("/admin/history").text


def test_no_number_is_described_in_words(client, services):
    page = client.get(f"{PAGE}/effects?rhythm=none&grace_days=60").text

    assert "No number is out of date." in page
    assert ">0 " not in page


class _Locked:
    """A store whose lock another program holds."""

    def __getattr__(self, name: str) -> object:
        raise Busy("Another program is writing to %(path)s. Try again", path=1)
