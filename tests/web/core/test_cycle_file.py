"""The file of a cycle opens without a server, tells guests no more than they see, and says what it
leaves out."""

import re
import sqlite3
from base64 import b64decode
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from kiosk.errors import ValidationError
from kiosk.okr.model import Cycle, CycleState
from kiosk.okr.survey import Question, QuestionKind, ResultsPolicy
from kiosk.store import Store
from kiosk.web.core.cycle_file import cycle_file
from kiosk.web.core.services import Services
from tests.graded_office import grade_all
from tests.sample import WHOLE
from tests.server import MOMENT
from tests.services import make_services

GUESTS = Path(__file__).parents[2] / "fixtures" / "guests.toml"
_VOID = {"meta", "input", "br", "link", "img", "hr"}


class Reader(HTMLParser):
    """What a page consists of: its tags, attributes and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def page_of(services: Services, cycle: Cycle | None = None, language: str = "") -> str:
    cycle = cycle or services.store.office(MOMENT).cycles[0]
    localizer = services.localizers.get(language)
    return cycle_file(services.store, localizer, cycle, MOMENT).decode()


def text_of(html: str) -> str:
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def closed_survey(store: Store, cycle: int, answers: int) -> None:
    """A survey that so many people answered, closed."""
    store.surveys.create(cycle, [Question(QuestionKind.TEXT, "What helped most?")])
    survey = store.surveys.open(cycle, ResultsPolicy.CLOSED, MOMENT.date())
    for number, code in enumerate(store.surveys.add_codes(cycle, answers)):
        texts = {f"q-{q.code}": f"Answer {number}" for q in survey.questions}
        texts |= {f"q-{q.code}": "3" for q in survey.questions if q.kind is QuestionKind.SCALE}
        store.surveys.answer(code, texts)
    store.surveys.close(cycle, MOMENT.date())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """The sample, closed and graded, with a survey."""
    services = make_services(tmp_path_factory.mktemp("whole"), WHOLE)
    cycle = services.store.office(MOMENT).cycles[0]
    closed_survey(services.store, cycle.id, 6)
    grade_all(services.store, MOMENT, CycleState.CLOSED)
    return services


def closed_cycle(services: Services) -> Cycle:
    return services.store.cycles.all()[-1]


@pytest.mark.parametrize("language", ["en", "de", "ar", "ja"])
def test_it_holds_all_that_it_points_to(whole: Services, language: str):
    html = page_of(whole, closed_cycle(whole), language)
    reader = read(html)
    assert reader.open == []
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    ids = [value for _, name, value in reader.attributes if name == "id"]
    assert len(ids) == len(set(ids)) > 20
    links = {value for _, name, value in reader.attributes if name == "href"}
    assert links <= {f"#{one}" for one in ids}
    assert not [name for _, name, _ in reader.attributes if name in ("src", "style", "srcset")]
    assert "//" not in re.sub(r"^\s*//.*$", "", html, flags=re.MULTILINE)
    assert "url(" not in html
    assert "@import" not in html


def test_the_logo_is_in_it_unless_it_is_shown_nowhere(services: Services):
    written = BytesIO()
    Image.new("RGBA", (3, 1), (0, 0, 0, 255)).save(written, "PNG")
    services.store.logo.replace(written.getvalue(), 3, 1)
    html = page_of(services)
    (found,) = re.findall(r'<img class="logo" src="data:image/png;base64,([^"]+)"', html)
    assert b64decode(found) == written.getvalue()
    assert "img-src data:;" in html
    services.store.settings.replace({"logo_place": "nowhere"})
    assert 'class="logo"' not in page_of(services)


def test_it_shows_grades_replay_and_the_closed_survey(whole: Services):
    text = text_of(page_of(whole, closed_cycle(whole)))
    office = whole.store.cycles.office(closed_cycle(whole).id, MOMENT)
    for objective in office.objectives:
        assert objective.title in text
        assert all(key_result.title in text for key_result in objective.key_results)
    assert "Learned: We asked our customers in week two" in text
    assert "Closed on 22 November 2026" in text
    assert "Week 3 of 13" in text
    assert "Answer 4" in text
    assert " ago" not in text
    assert "What this file leaves out" in text


def test_a_survey_that_few_answered_is_left_out(services: Services):
    cycle = services.store.office(MOMENT).cycles[0]
    closed_survey(services.store, cycle.id, 4)
    text = text_of(page_of(services))
    assert not re.search(r"Answer \d", text)
    assert "The answers of the survey: fewer than five people gave any." in text


def test_a_survey_that_is_open_is_left_out(services: Services):
    cycle = services.store.office(MOMENT).cycles[0]
    services.store.surveys.create(cycle.id, [Question(QuestionKind.TEXT, "What helped most?")])
    services.store.surveys.open(cycle.id, ResultsPolicy.EARLY, MOMENT.date())
    text = text_of(page_of(services))
    assert "What helped most?" not in text
    assert "The survey, which is not closed yet." in text


def test_guests_rules_hold(tmp_path: Path):
    services = make_services(tmp_path, GUESTS)
    hidden = [k for k in services.office().key_results() if k.confidential]
    assert hidden
    html = page_of(services)
    text = text_of(html)
    for key_result in hidden:
        assert key_result.title in text
        assert key_result.code not in html
        for note in services.store.key_results.history(key_result.code, MOMENT).recent:
            assert not note.note or note.note not in text
    assert "confidential key result" in text


def test_it_names_nobody(services: Services):
    store = services.store
    key_result = next(services.office().key_results())
    with sqlite3.connect(store.path) as db:
        db.execute("UPDATE key_results SET owner = 'Zoe Quint'")
        db.execute("INSERT INTO check_ins (key_result, measured_at, recorded_at, value, note,"
                   " team, author, signed, source) SELECT k.code, '2026-10-10T10:00:00Z',"
                   " '2026-10-10T10:00:00Z', '1', 'Early note', 'T', 'Zoe Quint', 'Zoe Quint',"
                   " 'page' FROM key_results AS k")  # fmt: skip
    store.check_ins.add(
        key_result.code, key_result.latest_check_in.value, now=MOMENT + timedelta(seconds=1),
        note="A signed note", signed="Zoe Quint", author="Zoe Quint",
    )  # fmt: skip
    text = text_of(page_of(services))
    assert "A signed note" in text
    assert "“Early note”" in text
    assert "Zoe" not in text
    assert "The names of people" in text


def test_a_draft_is_refused(services: Services):
    today = MOMENT.date()
    draft = services.store.cycles.add(
        "Q1 2027", today, today + timedelta(90), state=CycleState.DRAFT
    )
    with pytest.raises(ValidationError, match="only admins see"):
        page_of(services, draft)


def test_an_empty_cycle_says_so(services: Services):
    cycle = services.store.cycles.add("2027", MOMENT.date(), MOMENT.date() + timedelta(300))
    assert "This cycle had no objectives." in text_of(page_of(services, cycle))
