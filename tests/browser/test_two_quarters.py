"""Two whole quarters of an office, lived through on its pages; the clock is an input.

What its figures must be was worked out by hand (by_hand.py).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from kiosk.web.security.hashing import hash_token
from tests.browser.expected_figures import (
    ANSWERS,
    FIRST,
    FIRST_EXACT,
    FIRST_FIGURES,
    GRADES,
    GROW,
    HANDBOOK,
    HOME,
    LOAD,
    LOST,
    LYON,
    ONE,
    RELY,
    REVENUE,
    ROLLBACKS,
    SECOND,
    SECOND_EXACT,
    SECOND_FIGURES,
    TEAMS_PAY,
)
from tests.browser.page_readings import (
    TOKEN,
    asked,
    objectives,
    said_by_admin,
    shown_on_phone,
    shown_on_wall,
)
from tests.browser.quarter import (
    Figures,
    Living,
    add_key_result,
    add_objective,
    add_team,
    answer_survey,
    check_in,
    fridays,
    grade,
    log_in_again,
    save,
    step_on,
)
from tests.browser.wall_queries import wall_page
from tests.screenshots import set_up
from tests.server import start_server

SMALL = (640, 360)
# Fridays of the first quarter on which a program sends the numbers, and those of both on which
# nobody looks at the wall.
BY_A_ROBOT = (3, 5, 6, 8, 9, 10)
AWAY = range(3, 11)


@pytest.fixture
def living(browser: Browser, tmp_path: Path) -> Iterator[Living]:
    clock = tmp_path / "clock"
    clock.write_text("2026-10-01T06:00:00+00:00")
    server = start_server(tmp_path / "data", file="empty", now=clock)
    try:
        admin = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        phone = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        set_up(admin, server)
        # Read, not looked at: a small picture of it takes a processor less time than a large one.
        lobby = f"{server.url}/screens/lobby?pages=all"
        with wall_page(browser, lobby, SMALL, held=False) as wall:
            yield Living(server, clock, lobby, admin, wall, phone, browser)
    finally:
        server.stop()


@pytest.mark.timeout(600)
def test_two_quarters_and_every_figure_agrees_on_wall_phone_admin_and_api(living: Living):
    begin_the_first(living)
    all_hands(living)
    twelve_fridays(living)
    agree(living, "Q4 2026", FIRST_FIGURES, FIRST_EXACT)
    grades_revealed_together(living)
    honest_survey(living)
    carry_over(living)
    second_quarter_by_a_robot(living)
    log_in_again(living)
    agree(living, "Q1 2027", SECOND_FIGURES, SECOND_EXACT)
    closed_stands_as_it_was(living)


def agree(living: Living, cycle: str, figures: Figures, exact: dict[str, float]) -> None:
    assert {o["title"]: o["progress"] for o in objectives(living, cycle)} == exact
    for _ in range(150):  # the last save is on its way
        if differing(shown_on_wall(living, figures), figures) == {}:
            break
        living.wall.wait_for_timeout(200)
    assert differing(shown_on_wall(living, figures), figures) == {}
    assert shown_on_phone(living, figures) == figures
    assert differing(said_by_admin(living, figures), figures) == {}


def differing(said: dict[str, str], figures: Figures) -> dict[str, str]:
    """What is said otherwise than it should be; a unit may be left out, a goal may follow, and
    what has no value yet is said in words."""
    right = {t: (value or percent).split() for t, (value, percent) in figures.items()}
    unknown = {t: percent for t, (value, percent) in figures.items() if value.startswith("—")}
    right |= {t: percent.split() for t, percent in unknown.items() if percent in said[t]}
    # The admin's list counts steps from 0.
    counted = {t: figures[t][0].replace("—", "0") for t in unknown}
    right |= {t: value.split() for t, value in counted.items() if said[t].startswith("0 of")}
    return {
        title: text
        for title, text in said.items()
        if not text or any(a != b for a, b in zip(words_of(text), right[title], strict=False))
    }


def words_of(text: str) -> list[str]:
    return [word.rstrip(",").removesuffix(".00") for word in text.split()]


def begin_the_first(living: Living) -> None:
    page = living.admin
    living.go_to("/admin/cycles/new")
    assert page.input_value("[name=name]") == "Q4 2026"
    assert page.input_value("[name=ends_on]") == "2026-12-31"
    page.fill("[name=theme]", "Calm growth")
    save(page)
    for name in ("Acme", "Alpha", "Beta"):
        add_team(living, name)
    slugs = {team.name: team.slug for team in living.server.store().office(living.now).teams}
    add_objective(living, slugs["Acme"], RELY)
    add_objective(living, slugs["Acme"], ONE)
    rely, one = living.codes[RELY], living.codes[ONE]
    add_objective(living, slugs["Alpha"], GROW,
                  **{rely: "who pays wants to rely on us", one: "we grow as one"})  # fmt: skip
    add_objective(living, slugs["Beta"], HOME, **{one: "a company is its people"})
    add_key_result(living, RELY, "number", LOST, unit="messages", start="100", target="20")
    add_key_result(living, RELY, "at_least", ANSWERS, unit="%", low="90")
    add_key_result(living, GROW, "percent", TEAMS_PAY, start="10", target="50")
    add_key_result(living, GROW, "currency", REVENUE, unit="EUR", start="1000", target="5000",
                   weight="2")  # fmt: skip
    add_key_result(living, HOME, "milestones", HANDBOOK, steps="Outline:1,Written:1,Printed:2")
    add_key_result(living, HOME, "yes_no", LYON)
    add_key_result(living, HOME, "between", LOAD, unit="%", low="40", high="60")
    add_key_result(living, HOME, "at_most", ROLLBACKS, high="3", weight="1")


def all_hands(living: Living) -> None:
    page, wall = living.admin, living.wall
    living.go_to("/admin/meetings")
    page.get_by_role("link", name="Plan the kick-off week").click()
    save(page)
    living.phone.goto(f"{living.server.url}/meetings")
    for name in ("All-Hands", "Alpha", "Beta", "Anyone is welcome"):
        expect(living.phone.locator("main")).to_contain_text(name)

    living.go_to("/admin/present")
    page.get_by_role("button", name="Begin").click()
    expect(wall.locator("#present-0[data-current]")).to_be_visible()
    seen = wall.locator("#present-0").inner_text()
    while (number := next_step(living)) is not None:
        expect(wall.locator(f"#present-{number}[data-current]")).to_be_visible()
        seen += wall.locator(f"#present-{number}").inner_text()
    told = ["Calm growth", RELY, ONE, GROW, HOME, "we grow as one", "a company is its people"]
    assert [text for text in told if text not in seen] == []
    page.get_by_role("button", name="End the presentation").click()
    expect(wall.locator("article[id^=present-]")).to_have_count(0)


def next_step(living: Living) -> int | None:
    """Press Next and wait until it is taken; the step's number, None on the last."""
    place = living.admin.locator("#present-place")
    number, last = (int(n) for n in re.findall(r"\d+", place.inner_text())[-2:])
    if number == last:
        return None
    living.admin.get_by_role("button", name="Next").click()
    expect(place).to_contain_text(f"{number + 1} of")
    return number


def twelve_fridays(living: Living) -> None:
    living.server.store().api_tokens.add("robot", hash_token(TOKEN), "check-in", living.now)
    for week, day in enumerate(fridays("2026-10-02", 12)):
        living.it_is(day)
        come_and_go(living, week)
        if week in BY_A_ROBOT:
            friday_by_a_robot(living, {title: FIRST[title] for title in SECOND}, week)
        else:
            friday_on_pages(living, week)
    expect(living.wall.locator(f"#row-{living.codes[LOST]} .value").first).to_contain_text("44")
    assert living.admin.locator(".admin-error:visible").all_inner_texts() == []


def come_and_go(living: Living, week: int) -> None:
    """Whoever looks at the wall goes, or is back again."""
    if week == AWAY.start:
        living.wall.goto("about:blank")
    if week == AWAY.stop:
        living.wall.goto(living.lobby)


def friday_on_pages(living: Living, week: int) -> None:
    living.go_to("/admin/")
    for title, values in FIRST.items():
        if title == LOST and week == 2:
            mistake_undone(living)
        if values[week]:
            check_in(living, title, values[week], f"{title}, week {week + 1}")
        elif any(values[:week]):
            nothing_changed(living, title)
    if week == 4:
        change_the_target(living)


def friday_by_a_robot(living: Living, numbers: dict[str, list[Any]], week: int) -> None:
    for title, values in numbers.items():
        path = f"/api/v1/key-results/{living.codes[title]}/check-ins"
        asked(living, path, {"value": values[week], "note": f"Week {week + 1}"})


def mistake_undone(living: Living) -> None:
    code = living.codes[LOST]
    check_in(living, LOST, "9")
    shown = living.wall.locator(f"#row-{code} .value .number").first
    expect(shown).to_have_text("9")
    living.admin.get_by_role("button", name=f"Undo: {LOST}").click()
    expect(shown).to_have_text("95")
    assert str(living.server.store().check_ins.latest(code).value) == "95"


def nothing_changed(living: Living, title: str) -> None:
    code = living.codes[title]
    living.admin.locator(f"#kr-{code} [data-nothing]").click()
    expect(living.admin.locator(f"#kr-{code}.admin-just-saved")).to_be_visible()


def change_the_target(living: Living) -> None:
    page, code = living.admin, living.codes[TEAMS_PAY]
    living.go_to(f"/admin/key-results/{code}")
    page.fill("[name=target]", "60")
    page.locator("main form .admin-button").first.click()
    expect(page.locator("#reason-error")).to_be_visible()
    page.fill("[name=reason]", "Lyon came early")
    save(page)
    living.phone.goto(f"{living.server.url}/o/{living.codes[GROW]}")
    change = living.phone.locator(f"#kr-{code} .change")
    expect(change).to_contain_text("Lyon came early")
    expect(change).to_contain_text("50%")


def grades_revealed_together(living: Living) -> None:
    page, wall = living.admin, living.wall
    living.it_is("2026-12-21")
    living.go_to("/admin/cycles")
    page.get_by_role("link", name="Q4 2026").click()
    step_on(living, "Begin grading")
    grade(living, RELY, "Fewer retries lose fewer messages.")
    grade(living, ONE, "One company is a matter of weeks, not of words.")
    grade(living, GROW, "Prices in plain sight.", "0.7", "Lyon opened a month early")
    grade(living, HOME, "A printed handbook is read.")
    assert all("grade" not in told for told in objectives(living, "Q4 2026"))

    living.go_to("/admin/present")
    page.get_by_role("button", name="Begin").click()
    covered = wall.locator("[data-current] .covered")
    while not page.get_by_role("link", name="Reveal together …").count():
        assert next_step(living) is not None
    expect(covered.first).to_be_visible()
    assert wall.locator(".uncovered").count() == 0
    page.get_by_role("link", name="Reveal together …").click()
    expect(page.get_by_text("All 4 objectives are graded.")).to_be_visible()
    page.get_by_role("button", name="Reveal the grades").click()
    expect(wall.locator("[data-current] .uncovered").first).to_be_visible()
    for title, given in GRADES.items():
        row = wall.locator(f"#row-grade-{living.codes[title]} .uncovered").first
        if not row.count():  # they stand on more than one step
            next_step(living)
        expect(row).to_have_text(str(given))
    expect(covered).to_have_count(0)
    page.get_by_role("button", name="End the presentation").click()
    assert {o["title"]: o["grade"] for o in objectives(living, "Q4 2026")} == GRADES


def honest_survey(living: Living) -> None:
    page, phone = living.admin, living.phone
    living.go_to("/admin/survey")
    page.get_by_role("button", name="Start with the default questions").click()
    page.get_by_role("button", name="Open the survey").click()
    page.fill("[name=count]", "12")
    page.check("[name=as][value=links]")
    page.get_by_role("button", name="Create codes").click()
    links = page.input_value("#links").split()
    assert len(set(links)) == 12
    for number, link in enumerate(links[:4]):
        answer_survey(living, link, 4, f"Thought {number}")
    phone.goto(f"{living.server.url}/survey")
    assert "Thought" not in phone.content()
    assert phone.locator(".result-mean").count() == 0
    for number, link in enumerate(links[4:9]):
        answer_survey(living, link, 5, f"Thought {number + 4}")
    living.go_to("/admin/survey")
    page.get_by_role("link", name="Close the survey").click()
    save(page)
    page.fill("[name=said]", "Meetings eat our mornings")
    page.fill("[name=changed]", "No meeting before eleven")
    page.get_by_role("button", name="Add").click()
    phone.goto(f"{living.server.url}/survey")
    assert [n for n in range(9) if f"Thought {n}" not in phone.content()] == []
    # (4 * 4 + 5 * 5) / 9 = 41 / 9 = 4.56
    expect(phone.locator(".result-mean").first).to_have_text("4.6")


def carry_over(living: Living) -> None:
    page = living.admin
    living.it_is("2026-12-30")
    living.go_to("/admin/cycles")
    page.get_by_role("link", name="Q4 2026").click()
    page.get_by_role("link", name="Carry over into the next cycle").click()
    assert page.input_value("[name=name]") == "Q1 2027"
    with page.expect_navigation():
        page.get_by_role("button", name="Carry over").click()
    expect(page.locator("main")).to_contain_text(REVENUE)
    living.go_to("/admin/cycles")
    page.get_by_role("link", name="Q4 2026").click()
    page.get_by_role("link", name="Close").click()
    step_on(living, "Close for good")
    living.it_is("2027-01-01")
    living.go_to("/admin/cycles")
    page.get_by_role("link", name="Q1 2027").click()
    step_on(living, "Open")
    living.learn_codes()
    living.phone.goto(f"{living.server.url}/all")
    expect(living.phone.locator("main")).to_contain_text("No meeting before eleven")
    living.phone.goto(f"{living.server.url}/o/{living.codes[RELY]}")
    living.phone.get_by_role("link", name="Carried over").first.click()
    expect(living.phone.locator("main")).to_contain_text("Fewer retries lose fewer messages.")


def second_quarter_by_a_robot(living: Living) -> None:
    for week, day in enumerate(fridays("2027-01-08", 12)):
        living.it_is(day)
        come_and_go(living, week)
        friday_by_a_robot(living, SECOND, week)


def closed_stands_as_it_was(living: Living) -> None:
    old = {o["title"]: o["progress"] for o in objectives(living, "Q4 2026")}
    assert old == FIRST_EXACT
    cycle = next(c for c in living.server.store().cycles.all() if c.name == "Q4 2026")
    living.phone.goto(f"{living.server.url}/cycles/{cycle.id}")
    told = living.phone.locator("main").inner_text()
    for text in ("70%", "78%", "63%", "92%", "Prices in plain sight.", "0.9"):
        assert text in told
