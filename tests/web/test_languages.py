"""Every page in a language nobody speaks: what stands there outside the marks was never given to a
translator. The office is written in Greek letters and so are the days and numbers, so that a
Latin word outside the marks is one that the code says."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from kiosk.exchange.sample_office import load_sample
from kiosk.store.db.author import set_author
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizer_choice import Localizers
from kiosk.web.core.services import Services
from tests import pseudo_language
from tests.sample import office_file
from tests.server import MOMENT
from tests.services import make_client, make_services
from tests.web.admin.users import add_person, log_in

# Read aloud or shown, though no text of the page.
TOLD = ("aria-label", "title", "alt", "placeholder", "aria-description", "aria-roledescription")
SILENT = ("script", "style", "code")  # what stands in code is typed so in every language
# For machines.
NO_PAGE = ("static", "stylesheet", "script", "health.", "api.", "wall.worker")
LATIN = re.compile(r"[A-Za-z]*[a-z][A-Za-z]*")
# Names that are the same in every language: addresses, units of the metric system, what
# somebody types as it stands there, and languages, which call themselves what they do.
NAMES = re.compile(
    r"\bEnglish \([\w ]+\)|\b(?:English|Deutsch)\b|"
    r"(?:https?://|\b[\d.]+:\d+)\S*|(?<!\w)/[\w/.-]*|\b(?:admin|lobby|Europe/Berlin|QR|OKRs?|Markdown|Wi-Fi|mm|cm|ms|min)\b"
)


class Texts(HTMLParser):
    """The texts of a page, and what is read aloud in place of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.texts += [value for name, value in attrs if value and name in TOLD]
        if tag == "meta" and dict(attrs).get("name") == "description":
            self.texts.append(dict(attrs).get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def texts(page: str) -> list[str]:
    reader = Texts()
    reader.feed(page)
    return [" ".join(text.split()) for text in reader.texts if text.strip()]


def outside_marks(text: str) -> str:
    """What is left of a text without its sentences; one may hold others."""
    while "⟦" in text:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        if shorter == text:
            return f"half a sentence: {text[text.index('⟦') :][:80]}"
        text = shorter
    return text


def forgotten(page: str) -> set[str]:
    # Together, for a sentence may hold elements of its own.
    left = outside_marks("\n".join(texts(page)))
    return {
        " ".join(line.split()) for line in left.split("\n") if LATIN.search(NAMES.sub(" ", line))
    }


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the catalogue of a language that speaks between marks."""
    return pseudo_language.catalogue(
        tmp_path_factory.mktemp("marked") / "locale", "el", pseudo_language.marked
    )


def house_speaking(folder: Path, spoken: Path, *, empty: bool = False) -> Services:
    """The sample office in Greek letters, or none."""
    set_author("")  # nobody of the test before
    services = make_services(folder, empty=True)
    if not empty:
        load_sample(services.store, pseudo_language.greek_office(office_file()), MOMENT)
    localizer = Localizer(
        "el", services.localizer.zone, closed=services.localizer.closed, folder=spoken
    )
    return Services(
        services.settings,
        services.store,
        Localizers(localizer),
        services.setup_codes,
        8000,
        services.clock,
    )


def logged_in(services: Services) -> FlaskClient:
    add_person(services, "Αδα")
    client = make_client(services)
    log_in(client, "Αδα")
    return client


@pytest.fixture(scope="module")
def marked_services(tmp_path_factory: pytest.TempPathFactory, spoken: Path) -> Services:
    """Services that tests only read from."""
    return house_speaking(tmp_path_factory.mktemp("read"), spoken)


@pytest.fixture(scope="module")
def visitor(marked_services: Services) -> FlaskClient:
    return make_client(marked_services)


@pytest.fixture(scope="module")
def admin(marked_services: Services) -> FlaskClient:
    return logged_in(marked_services)


def addresses(services: Services, rule: Rule) -> Iterator[str]:
    """Addresses of a rule, with what there is in the office; a team and the company differ."""
    office = services.office()
    given = {
        "number": [cycle.id for cycle in office.cycles],
        "cycle": [cycle.id for cycle in office.cycles],
        "name": [team.slug for team in office.teams[:2]],
        "code": [objective.code for objective in office.objectives[:2]],
        "action": ["show"],
        "printed": ["000000"],
        "digest": ["0123456789abcdef"],
        "ending": ["csv"],
        "token": ["ABCDEFGHJKMNPQRSTVWXYZ2345"],
    }
    if "screen" in rule.rule:
        given["name"] = ["lobby"]
    if "key-results" in rule.rule:
        given["code"] = [key_result.code for key_result in office.key_results()]
    if "teams" in rule.rule:
        given["code"] = [team.code for team in office.teams[:2]]
    unknown = rule.arguments - given.keys()
    assert not unknown, f"say in addresses() what {unknown} is in {rule.rule}"
    # Where there is none: one that does not exist.
    many = max((len(given[name]) for name in rule.arguments), default=1) or 1
    for place in range(many):
        path = rule.rule
        for name in rule.arguments:
            values = given[name] or [9]
            path = re.sub(rf"<(\w+:)?{name}>", str(values[place % len(values)]), path)
        yield path


def rules(client: FlaskClient, method: str) -> list[Rule]:
    return [
        rule
        for rule in client.application.url_map.iter_rules()
        if method in (rule.methods or ()) and not rule.endpoint.startswith(NO_PAGE)
    ]


def pages(services: Services, client: FlaskClient) -> dict[str, str]:
    """Every page there is, by its address; those that are not there say so and are pages too."""
    found = {}
    for rule in rules(client, "GET"):
        for path in addresses(services, rule):
            answer = client.get(path)
            if answer.mimetype == "text/html" and answer.status_code // 100 != 3:
                found[path] = answer.text
    return found


def not_spoken(found: dict[str, str]) -> dict[str, set[str]]:
    return {path: left for path, page in found.items() if (left := forgotten(page))}


def test_every_page_of_an_admin_speaks_the_office_s_language(marked_services, admin):
    found = pages(marked_services, admin)

    assert len(found) > 30
    assert not_spoken(found) == {}


def test_every_page_of_a_visitor_speaks_the_office_s_language(marked_services, visitor):
    found = pages(marked_services, visitor)

    assert not_spoken(found) == {}


def test_an_empty_office_speaks_it_too(tmp_path, spoken):
    services = house_speaking(tmp_path, spoken, empty=True)
    found = pages(services, make_client(services)) | pages(services, logged_in(services))

    assert len(found) > 20
    assert not_spoken(found) == {}


def steps_through(client: FlaskClient, steps: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
    """What each step answers with; each is taken, but for a pasted table that asks for more."""
    found = {}
    for path, typed in steps:
        answer = client.post(path, data=typed)
        asks = path == "/admin/paste" and answer.status_code == 422
        assert asks or answer.status_code in (200, 204, 303), (path, answer.text[-800:])
        if answer.status_code in (200, 422):
            found[f"POST {path}"] = answer.text
    return found


def test_an_office_in_full_swing_speaks_it_to_the_end_of_its_cycle(tmp_path, spoken):
    services = house_speaking(tmp_path, spoken)
    client, visitor = logged_in(services), make_client(services)
    cycle = services.office().cycles[0].id
    survey, state = f"/admin/survey/{cycle}", f"/admin/cycles/{cycle}/state"
    meeting = {"kind": "all-hands", "title": "Ολα", "day": "2026-11-23", "time": "14:00"}
    table = "Στοχος\tΑριθμος\t1\t9\tΝεοι\n\tΑλλος\tξ\t\t"
    days = {"starts_on": "2027-01-01", "ends_on": "2027-03-31"}
    began = [
        (f"{survey}/begin", {}),
        (f"{survey}/open", {"showing": "closed"}),
        (f"{survey}/codes", {"count": "2", "as": "slips"}),
        (f"{survey}/codes", {"count": "2", "as": "links"}),
        ("/admin/meetings/new", meeting | {"minutes": "90", "place": "Κουζινα", "anyone": "1"}),
        ("/admin/people/invitations", {"name": "Βασια"}),
        ("/admin/key-results/M3XD/check-ins", {"value": "111", "note": "Καλα"}),
        ("/admin/settings", {"pace": "off", "preview": "1"}),
        ("/admin/paste", {"table": table, "cycle": "new", "name": "Χ"} | days),
        ("/admin/present/start", {"cycle": str(cycle), "screen": "*"}),
    ]
    ended = [
        ("/admin/present/end", {}),
        (state, {"state": "grading"}),
        ("/admin/grading/K7Q2", {"grade": "1.0", "reason": "Ετσι", "learned": "Πολλα"}),
        (f"/admin/cycles/{cycle}/reveal", {}),
        (f"{survey}/close", {}),
        (f"{survey}/lessons", {"said": "Αργα", "changed": "Γρηγορα"}),
        (f"/admin/cycles/{cycle}/close", {}),
    ]

    found = steps_through(client, began) | pages(services, client)
    assert not_spoken(found) == {}
    found = steps_through(client, ended) | pages(services, client) | pages(services, visitor)
    assert not_spoken(found) == {}


# Nothing at all, and what no field can be.
@pytest.mark.parametrize("typed", ["", "⟦x⟧ 999999999999999999999999999999999999"])
def test_what_is_refused_is_refused_in_it(tmp_path, spoken, typed):
    services = house_speaking(tmp_path, spoken)
    client, found = logged_in(services), {}
    names = ("title", "name", "value", "theme", "starts_on", "ends_on", "kind", "diagonal")
    for rule in rules(client, "POST"):
        # These let nobody go on.
        if rule.endpoint.startswith("login.") or "clear" in rule.rule or "remove" in rule.rule:
            continue
        for path in list(addresses(services, rule))[:3]:
            answer = client.post(path, data=dict.fromkeys(names, typed) if typed else {})
            if answer.mimetype == "text/html" and answer.status_code // 100 == 4:
                found[path] = answer.text

    assert len(found) > 8
    assert not_spoken(found) == {}


def test_every_page_says_its_language_and_direction(marked_services, visitor, admin):
    found = pages(marked_services, visitor) | pages(marked_services, admin)
    whole = {path: page for path, page in found.items() if "<html" in page}

    assert len(whole) > 20
    assert [p for p, page in whole.items() if not re.search(r'<html[^>]*\blang="el"', page)] == []
    assert [p for p, page in whole.items() if not re.search(r'<html[^>]*\bdir="ltr"', page)] == []


def test_a_word_that_was_not_translated_is_seen():
    assert forgotten("<p>Save</p>") == {"Save"}
    assert forgotten('<p aria-label="Close">⟦Save~⟧</p>') == {"Close"}
    assert forgotten("<p>⟦Save⟧ it</p>") == {"it"}
    assert forgotten("<p>half ⟦Save</p>") != set()


def test_what_is_translated_or_the_office_s_own_is_not():
    assert forgotten("<p>⟦Save ⟦now⟧ at 5~⟧ Ελλα 12 €, K7Q2</p><script>let a</script>") == set()
    assert forgotten("<p>http://192.168.1.20:8000/o/K7Q2</p>") == set()
