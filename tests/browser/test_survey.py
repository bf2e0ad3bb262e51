"""The survey in a browser: answered without a script, and whole on every wall."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from kiosk.okr.survey import Question, QuestionKind, ResultsPolicy, Survey
from kiosk.store import Store
from tests.browser.admin_pages import RULES
from tests.browser.legible import LOOK, SCANNING, SET, USUAL
from tests.browser.wall_queries import wall_page
from tests.screenshots import set_up
from tests.server import HERE, MOMENT, Server, start_server

FIXTURES = HERE / "fixtures"

TODAY = date(2026, 11, 22)
QUESTIONS = (
    Question(QuestionKind.SCALE, "I had a say in the objectives I work for."),
    Question(QuestionKind.TEXT, "What helped most?"),
)
LESSONS = (
    ("Too many goals at once", "Three objectives for each team, no more"),
    ("Wochenbesprechungsterminverschiebungen ermüden uns " * 2, "Donnerstags, zehn Minuten"),
    ("Targets that cannot be reached tire us, and nobody asked us before " * 2, "Ask first"),
    ("Short", "x" * 140),
)
SIZES = ((1920, 1080), (1280, 720), (1080, 1920))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """An office of one objective: its wall is looked through soon."""
    running = start_server(tmp_path / "data", file=FIXTURES / "one.toml")
    yield running
    running.stop()


@pytest.fixture
def survey(server: Server) -> Survey:
    store = server.store()
    cycle = store.office(MOMENT).cycles[0].id
    store.surveys.create(cycle, QUESTIONS)
    return store.surveys.open(cycle, ResultsPolicy.CLOSED, TODAY)


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    store = server.store()
    yield store
    store.close()


def problems(page: Page, scheme: Literal["light", "dark"]) -> list[str]:
    """What axe knows against the page as it stands."""
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]


def test_five_answers_without_a_script_are_shown_once_the_survey_is_closed_on_whole_pages(
    capfd: pytest.CaptureFixture[str],
    browser: Browser,
    server: Server,
    store: Store,
    survey: Survey,
):
    *codes, free = store.surveys.add_codes(survey.cycle, 6)
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    for number, code in enumerate(codes):
        page.goto(f"{server.url}/S/{code}")
        page.get_by_label("4", exact=True).check(force=True)
        page.get_by_label("What helped most?").fill(f"Thought {number}")
        page.get_by_role("button", name="Send my answers").click()
        assert page.url == f"{server.url}/survey/thanks"
    page.goto(f"{server.url}/s/{codes[0]}")
    assert page.get_by_text("This code has been used.").is_visible()
    page.goto(f"{server.url}/survey")
    assert page.get_by_text("Thought").count() == 0
    whole = browser.new_page(viewport={"width": 390, "height": 844})
    whole.goto(f"{server.url}/s/{free}")
    assert problems(whole, "light") == []
    store.surveys.close(survey.cycle, TODAY)
    page.reload()
    assert page.get_by_text("Thought").count() == 5
    whole.goto(page.url)
    assert problems(whole, "dark") == []
    assert context.cookies() == []
    said = "".join(capfd.readouterr()).upper()
    assert [code for code in codes if code in said] == []
    assert "127.0.0.1" not in said


def stands_whole(browser: Browser, server: Server, kind: str) -> None:
    """A wall with a page of this kind, at every size."""
    diagonal, distance = USUAL
    asked = {"diagonal": diagonal, "distance": distance, "scanning": SCANNING, "spoken": []}
    with wall_page(browser, f"{server.url}/screens/test?pages=all") as page:
        assert page.locator(f"article[id^={kind}-]").count() == 1
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(SET, USUAL)  # fits at once
            found = page.evaluate(LOOK, asked)
            assert found["faults"] == [], (width, height)
            assert found["pages"] > 1


def test_the_walls_pages_of_the_survey_stand_whole_at_every_size(
    browser: Browser, server: Server, store: Store, survey: Survey
):
    stands_whole(browser, server, "survey")
    store.surveys.close(survey.cycle, TODAY)
    for said, changed in LESSONS:
        store.surveys.add_lesson(survey.cycle, " ".join(said.split())[:140], changed)
    stands_whole(browser, server, "lessons")


def test_an_admin_opens_a_survey_by_pages_that_axe_likes_and_prints_codes_that_scan(
    browser: Browser, server: Server
):
    page = browser.new_page(viewport={"width": 1000, "height": 1300})
    set_up(page, server)
    page.goto(f"{server.url}/admin/survey")
    with page.expect_navigation():
        page.get_by_role("button", name="Start with the default questions").press("Enter")
    assert problems(page, "light") == []
    with page.expect_navigation():
        page.get_by_role("button", name="Open the survey").press("Enter")
    page.get_by_label("How many?").fill("10")
    assert problems(page, "dark") == []
    with page.expect_navigation():
        page.get_by_role("button", name="Create codes").press("Enter")
    page.emulate_media(media="print")
    links = [slip.get_attribute("data-qr") for slip in page.locator("[data-qr]").all()]
    read = zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot())))
    assert sorted(code.text for code in read) == sorted(links)
    assert len(links) == 10
