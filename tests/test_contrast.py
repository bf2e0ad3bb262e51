"""Contrast, worked out from the stylesheets: 4.5:1 for text, 3:1 for bars, ticks and tracks."""

import re
from itertools import combinations, product

import pytest
from coloraide import Color

from kiosk.okr.model import TEAM_COLORS
from kiosk.web.core import assets

TEXT, SHAPE = 4.5, 3.0
SHEETS = ("wall", "phone", "admin")
THEMES = ("dark", "light")
# Simulations of colour blindness: Machado et al. 2009 for each kind, and beside it the older method
# that is kept for its accuracy, Viénot et al. 1999 and, for tritanopia, Brettel et al. 1997.
SIMULATIONS = (
    ("protan", "machado"),
    ("protan", "vienot"),
    ("deutan", "machado"),
    ("deutan", "vienot"),
    ("tritan", "machado"),
    ("tritan", "brettel"),
)
DIFFERENT = 8.0
"""The least CIEDE2000 difference between the colours of two teams."""
NEIGHBOURS_DIFFER = 5.0
"""The same of two tones of one team, side by side with a gap between them."""
ROLES = ("", "-fill")
CASES = list(product(SHEETS, THEMES))


def palette(sheet: str, theme: str) -> dict[str, str]:
    """The colours of a theme, later rules over earlier ones."""
    text = re.sub(r"/\*.*?\*/", "", assets.stylesheet(sheet).text, flags=re.S)
    colours: dict[str, str] = {}
    for selector, body in re.findall(r"([^{}]*:root[^{}]*)\{([^{}]*)\}", text):
        if "data-theme" in selector and f'"{theme}"' not in selector:
            continue
        colours |= dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b", body))
    return colours


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def too_low(colours: dict[str, str], pairs: list[tuple[str, str]], least: float) -> list[str]:
    return [
        f"{one} on {other}: {contrast(colours[one], colours[other]):.2f}"
        for one, other in pairs
        if contrast(colours[one], colours[other]) < least
    ]


def test_contrast_is_worked_out_as_the_guidelines_do():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize(("sheet", "theme"), CASES)
def test_text_stands_out_from_what_it_stands_on(sheet: str, theme: str):
    colours = palette(sheet, theme)
    texts = [
        "color-text",
        "color-text-muted",
        "color-disabled",
        *(f"team-{team}" for team in TEAM_COLORS),
    ]
    pairs = [(text, "color-bg") for text in texts]
    pairs += [(text, "color-surface") for text in texts if text != "color-disabled"]
    assert too_low(colours, pairs, TEXT) == []


@pytest.mark.parametrize(("sheet", "theme"), CASES)
def test_a_bars_neighbours_stand_out_from_one_another(sheet: str, theme: str):
    """Fill on track, and the track's border and the tick on the background."""
    colours = palette(sheet, theme)
    pairs = [
        ("color-border-strong", "color-bg"),
        ("color-text", "color-bg"),
        ("color-text", "color-track"),
    ]
    grounds = ("color-track", "color-bg")
    pairs += [(f"team-{team}-fill", near) for team in TEAM_COLORS for near in grounds]
    assert too_low(colours, pairs, SHAPE) == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("sheet", "theme"), CASES)
def test_any_two_teams_differ_also_for_the_colour_blind(sheet: str, theme: str, role: str):
    """Eight teams and the company, in both roles of a colour."""
    colours = palette(sheet, theme)
    teams = {team: Color(colours[f"team-{team}{role}"]) for team in TEAM_COLORS}
    assert len(teams) == 9
    assert too_alike(teams, "everybody") == []
    for kind, method in SIMULATIONS:
        seen = {team: color.filter(kind, method=method) for team, color in teams.items()}
        assert too_alike(seen, f"{kind}, {method}") == []


def too_alike(teams: dict[str, Color], who: str) -> list[str]:
    """Pairs of teams that differ less than they should, for those who see like this."""
    different = {
        f"{one}, {other}": teams[one].delta_e(teams[other], method="2000")
        for one, other in combinations(teams, 2)
    }
    return [f"{who}: {pair}: {by:.2f}" for pair, by in different.items() if by < DIFFERENT]


def test_a_difference_is_worked_out_as_the_colour_blind_see_it():
    """The colours of the first edition were told apart by everybody else."""
    orange, olive = Color("#8f5a00"), Color("#6f6500")
    assert too_alike({"orange": orange, "yellow": olive}, "everybody") == []
    seen = [color.filter("protan", method="machado") for color in (orange, olive)]
    assert too_alike(dict(zip(("orange", "yellow"), seen, strict=True)), "protan") != []


@pytest.mark.parametrize("theme", THEMES)
def test_what_a_week_has_brought_stands_out_and_is_paler_on_dark_and_deeper_on_light(theme: str):
    """The second tone of each team on track and background; a gap parts it from the first."""
    colours = palette("wall", theme)
    rule = r"--color-moved: color-mix\(in srgb, var\(--color-fill\) (\d+)%, var\(--color-text\)\)"
    share = re.search(rule, assets.stylesheet("wall").text)
    assert share
    text = Color(colours["color-text"])
    for team in TEAM_COLORS:
        first = Color(colours[f"team-{team}-fill"])
        second = text.mix(first, int(share[1]) / 100, space="srgb").to_string(hex=True)
        assert contrast(second, colours["color-track"]) >= SHAPE, team
        assert contrast(second, colours["color-bg"]) >= SHAPE, team
        assert (luminance(second) > luminance(first.to_string(hex=True))) == (theme == "dark"), team
        assert first.delta_e(Color(second), method="2000") >= NEIGHBOURS_DIFFER, team


def test_a_gap_separates_colours_that_may_be_similar():
    """The tick on a team's fill, and the changed stretch of the bar beside the fill."""
    text = assets.stylesheet("wall").text
    assert re.search(r"\.gap \{[^}]*fill: var\(--color-bg\)", text)
    assert re.search(r"\.earlier[^{]*\{[^}]*stroke: var\(--color-bg\)", text)
    assert re.search(r":is\(\.outline, \.moved\) \+ \.fill \{ stroke: var\(--color-bg\)", text)


@pytest.mark.parametrize("theme", THEMES)
def test_a_codes_modules_stand_out_from_its_card(theme: str):
    assert contrast("#000000", palette("wall", theme)["color-qr-card"]) > 8
