"""An admin at a desk: logging in, and whether a page is whole and told to everybody."""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.server import Server
from tests.web.admin.users import PASSWORD, password_hash

# Text in front of a picture of hatching is measured by test_contrast, from the stylesheets.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Describing what is as it should be takes axe several times as long as finding what is not.
    "resultTypes": ["violations"],
}
# Between two themes nothing differs but colours.
OF_COLOURS = RULES | {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}

THEMES = ("light", "dark")


def add_ada(server: Server, *, is_admin: bool = True) -> None:
    server.store().users.add("Ada", password_hash(), is_admin)


def log_in(page: Page, server: Server, goes_to: str = "/admin/") -> None:
    """Log Ada in, who is there already."""
    page.goto(f"{server.url}/admin/login?next={goes_to}")
    page.fill("[name=name]", "Ada")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{server.url}{goes_to}")


def add_and_log_in(page: Page, server: Server) -> None:
    add_ada(server)
    log_in(page, server)


def look_at(page: Page, url: str, themes: Sequence[str] = THEMES) -> list[str]:
    """What is wrong with a page, in any size and theme."""
    return too_wide(page, url) + axe_problems(page, themes=themes)


def too_wide(page: Page, url: str) -> list[str]:
    """The widths of windows that a page is wider than; it stands there in the last of them."""
    found = []
    page.goto(url)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{url} is {over} px wider than {width}")
    return found


def axe_problems(
    page: Page, rules: dict[str, Any] = RULES, themes: Sequence[str] = THEMES
) -> list[str]:
    """What axe finds on the page that stands there, in both themes; what does not depend on
    colours is looked at in one."""
    found = []
    for scheme in themes:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        if scheme == themes[0]:
            violations = Axe().run(page, options=rules).response["violations"]
        else:  # axe is in the page by now
            violations = page.evaluate("(options) => axe.run(options)", OF_COLOURS)["violations"]
        found += [
            f"{page.url} {scheme} {v['id']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])})"
            for v in violations
        ]
    return found
