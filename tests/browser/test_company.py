"""The company's logo and colour on a wall: beside its name, on its band, and nowhere else."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.wall_queries import wall_page
from tests.server import Server

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
COLOR = "#b3471f"
# Of every sheet: the team's name or "", the band's colour, and whether the logo is before the name.
SHEETS = """() => [...document.querySelectorAll(".sheet")].map((sheet) => {
    const name = sheet.querySelector(".team");
    const before = name && getComputedStyle(name, "::before");
    return {
        name: name?.textContent ?? "",
        isObjective: "objective" in sheet.dataset,
        band: getComputedStyle(sheet).borderInlineStartColor,
        logo: before?.maskImage.includes("/logo/") && parseFloat(before.width) > 0,
    };
})"""


def sheets(page: Page) -> list[dict[str, object]]:
    found: list[dict[str, object]] = page.evaluate(SHEETS)
    return found


def test_the_logo_and_the_colour_are_on_the_companys_pages_alone(browser: Browser, server: Server):
    with wall_page(browser, f"{server.url}/?pages=all") as page:
        assert not any(sheet["logo"] for sheet in sheets(page))
        server.store().settings.replace({"company_color": COLOR})
        server.store().logo.replace(PNG, 3, 1)
        expect(page.locator("html")).to_have_attribute("data-logo-place", "before")
        shown = sheets(page)

    company = "Our company"
    assert {sheet["name"] for sheet in shown if sheet["logo"]} == {company}
    assert all(sheet["logo"] for sheet in shown if sheet["name"] == company)
    painted = [sheet for sheet in shown if sheet["band"] == "rgb(179, 71, 31)"]
    assert any(sheet["isObjective"] for sheet in painted)
    assert {sheet["name"] for sheet in painted} == {company}


def test_an_open_wall_follows_when_the_logo_is_removed(browser: Browser, server: Server):
    server.store().logo.replace(PNG, 3, 1)
    with wall_page(browser, server.url) as page:
        expect(page.locator("html")).to_have_attribute("data-logo-place", "before")
        server.store().logo.remove()
        expect(page.locator("html")).not_to_have_attribute("data-logo-place", "before")
        assert not any(sheet["logo"] for sheet in sheets(page))
