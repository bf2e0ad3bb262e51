"""What the tests of the wall ask a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page

SIZES = ((1920, 1080), (3840, 2160), (1080, 1920), (1280, 720))
DARK = "?theme=dark"
OPENED_WITHIN = 150_000
"""Milliseconds: on a machine that does much else, all pages of a large office take their time."""


@contextmanager
def wall_page(
    browser: Browser, url: str, size: tuple[int, int] = SIZES[0], *, held: bool = True,
    moving: bool = False, **more: Any,
) -> Iterator[Page]:  # fmt: skip
    """A wall in a browser of its own, held unless told otherwise, on which nothing fails; `moving`
    with animations.

    Whoever makes it load itself anew waits until that is done: on a busy machine Chromium does not
    close a window that is being loaded."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="no-preference" if moving else "reduce",
        **more,
    )
    context.set_default_navigation_timeout(OPENED_WITHIN)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url)
    page.locator(".page[data-current]").wait_for()
    wait_until_measured(page)
    if held:
        page.keyboard.press(" ")
    try:
        yield page
        assert complaints == []
    finally:
        context.close()


def wait_until_measured(page: Page) -> None:
    """Until it is known of every page of a wall how its rows are spread."""
    page.locator("#live:not([data-unmeasured])").wait_for(state="attached", timeout=OPENED_WITHIN)


def reload_to_rest(page: Page) -> None:
    """Open a wall anew, hold it, and wait until nothing of the opening is left to do: the first
    state has come over the socket and been painted, and what was put off has been done."""
    heard: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda f: heard.append(f)))
    page.reload()
    while not heard:
        page.wait_for_timeout(50)
    settle(page)


def rest(page: Page) -> None:
    """Hold a wall that was opened just now, once its first state has come over the socket."""
    while page.locator("html").get_attribute("data-revision") in (None, "", "0"):
        page.wait_for_timeout(20)
    settle(page)


def settle(page: Page) -> None:
    """Hold a wall and wait until nothing is left to do."""
    page.keyboard.press(" ")
    wait_until_measured(page)
    page.evaluate(
        """async () => {
            await document.fonts.ready;
            for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
            for (let work = 0; work < 3; work++) await new Promise(requestIdleCallback);
            await Promise.all(document.getAnimations().map((one) => one.finished));
            for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
        }"""
    )


def at_rest(part: Page | Locator) -> bytes:
    """A screenshot (PNG) of a page or a part of it that stands still, once all of it is painted:
    taken while it moves, it would show what lies beside the part, and on a busy machine a page may
    still have what was painted before."""
    before, taken = b"", part.screenshot()
    while taken != before:
        before, taken = taken, part.screenshot()
    return taken


def turned(page: Page, most: int = 1000) -> Iterator[int]:
    """Every page of a wall in turn, from the one on show."""
    first = shown(page)
    for number in range(most):
        yield number
        page.keyboard.press("ArrowDown")
        if shown(page) == first:
            return


def shown(page: Page) -> str:
    """Which page is on show, and which of its rows."""
    text: str = page.evaluate(
        """() => {
            const page = document.querySelector(".page[data-current]");
            const rows = [...page.querySelectorAll(".row:not([hidden])")];
            return [page.id, ...rows.map((row) => row.id)].join(" ");
        }"""
    )
    return text
