"""Meetings where people see them: whole on every wall, live on phones, said when they are near."""

from datetime import timedelta

from playwright.sync_api import Browser, expect

from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import MeetingKind
from tests.browser.legible import LOOK, SCANNING, SET, USUAL
from tests.browser.wall_queries import wall_page
from tests.server import MOMENT, Server

SIZES = ((1280, 720), (1920, 1080), (1080, 1920))
LONG = "Eine Bereitschaftsdienstplanungsbesprechung, zu der alle kommen, die nachts gerufen werden "
# Nothing but this page, so that a test need not turn through all of them.
ALONE = """(id) => {
    for (const page of document.querySelectorAll(".page")) if (page.id !== id) page.remove();
    document.getElementById("loop").dataset.pages = id;
    dispatchEvent(new Event("resize"));
}"""
LOOKED = dict(zip(("diagonal", "distance"), USUAL, strict=True)) | {
    "scanning": SCANNING,
    "spoken": [],
}


def meet(
    server: Server, *titles: str, days: int = 1, minutes: int = 0, place: str = LONG[:100]
) -> None:
    """Add meetings, an hour after one another, from so long after the tests' moment."""
    store = server.store()
    office = store.office(MOMENT)
    team = next(t for t in office.teams if not t.is_company)
    starts_at = MOMENT + timedelta(days=days, minutes=minutes)
    drafts = [
        MeetingDraft(MeetingKind.TEAM, team.code, title, starts_at + timedelta(hours=n), 60, place)
        for n, title in enumerate(titles)
    ]
    store.meetings.add(office.cycles[0].id, drafts, now=MOMENT)


def test_the_walls_meetings_are_legible_and_whole(browser: Browser, server: Server):
    meet(server, "All-Hands", f"{LONG}{LONG}"[:140], "Roadmap", "四半期の振り返り", "Final", "More")
    with wall_page(browser, f"{server.url}/screens/test?pages=all") as page:
        page.evaluate(ALONE, "meetings")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(SET, USUAL)  # fits at once
            looked = page.evaluate(LOOK, LOOKED)
            assert looked["faults"] == []
            assert looked["texts"] > 10


def test_three_meetings_have_one_page_of_a_very_wide_screen(browser: Browser, server: Server):
    titles = ("Engineering: the last weeks", "Marketing: the roadmap", "Support: the last weeks")
    meet(server, *titles, place="Blue room")
    with wall_page(browser, f"{server.url}/screens/test?pages=all", (2560, 1080)) as page:
        page.evaluate(ALONE, "meetings")
        page.locator("#meetings[data-current]").wait_for()
        assert page.locator("#meetings .row:visible").count() == 3
        assert page.evaluate(LOOK, LOOKED)["faults"] == []


def test_a_meeting_that_is_added_appears_on_an_open_phone(browser: Browser, server: Server):
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{server.url}/meetings")
    expect(page.locator("main")).to_contain_text("No meetings in the next two weeks.")
    meet(server, "Roadmap week")
    expect(page.locator(".meeting h2")).to_have_text("Roadmap week")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_wall_reminds_the_room_by_itself(browser: Browser, server: Server):
    meet(server, "All-Hands", days=0, minutes=9)
    with wall_page(browser, f"{server.url}/screens/lobby", held=False) as page:
        expect(page.locator(".on-wall-message")).to_contain_text("Soon, at 18:30: All-Hands")
