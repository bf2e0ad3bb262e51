"""What people do in the course of a quarter, by the pages they do it on."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.screenshots import PASSWORD
from tests.server import Server

Figures = dict[str, tuple[str, str]]
"""By title: a key result's value and percent, or an objective's "" and percent, as shown."""


@dataclass(slots=True)
class Living:
    """An office under way: its server, its clock, and who sits where."""

    server: Server
    clock: Path
    lobby: str
    admin: Page
    wall: Page
    phone: Page
    browser: Browser
    codes: dict[str, str] = field(default_factory=dict)

    def go_to(self, path: str) -> None:
        """Open one of the admin's pages."""
        answer = self.admin.goto(f"{self.server.url}{path}")
        assert answer is not None
        assert answer.status == 200, path

    def it_is(self, day: str, time: str = "10:00") -> None:
        """Set the clock, in UTC."""
        moment = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=UTC)
        self.clock.write_text(moment.isoformat())

    @property
    def now(self) -> datetime:
        """What the clock was set to."""
        return datetime.fromisoformat(self.clock.read_text())

    def learn_codes(self) -> None:
        """What has which code, by title, of what runs now."""
        office = self.server.store().office(self.now)
        self.codes = {o.title: o.code for o in office.objectives}
        self.codes |= {k.title: k.code for k in office.key_results()}


def log_in_again(living: Living) -> None:
    """Who has not been here for a month is asked for the password once more."""
    page = living.admin
    living.go_to("/admin/")
    page.fill("[name=name]", "Ada")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")


def fridays(first: str, count: int) -> list[str]:
    """So many Fridays, as days."""
    day = datetime.fromisoformat(first)
    return [(day + timedelta(weeks=week)).date().isoformat() for week in range(count)]


def save(page: Page) -> None:
    """Press the form's own button, and go where it leads."""
    with page.expect_navigation():
        page.locator("main form .admin-button").first.click()
    assert page.locator(".admin-error").all_inner_texts() == []


def add_team(living: Living, name: str) -> None:
    """Add the company or a team."""
    living.go_to("/admin/teams/new")
    living.admin.fill("[name=name]", name)
    save(living.admin)


def add_objective(living: Living, team: str, title: str, **because: str) -> None:
    """Add an objective.

    :param because: the code of each objective it serves, and why.
    """
    page = living.admin
    living.go_to(f"/admin/objectives/new?team={team}")
    page.fill("[name=title]", title)
    for code, reason in because.items():
        page.check(f"[name=serves][value='{code}']")
        page.fill(f"[name=because-{code}]", reason)
    save(page)
    living.learn_codes()


def add_key_result(living: Living, objective: str, kind: str, title: str, **fields: str) -> None:
    """Add a key result to the objective with a title; `steps` are milestones: title:weight."""
    page = living.admin
    living.go_to(f"/admin/key-results/new?objective={living.codes[objective]}")
    page.fill("[name=title]", title)
    page.select_option("[name=kind]", kind)
    for number, step in enumerate(filter(None, fields.pop("steps", "").split(","))):
        name, weight = step.split(":")
        page.locator("[name=step-title]").nth(number).fill(name)
        page.locator("[name=step-weight]").nth(number).fill(weight)
    for name, text in fields.items():
        page.fill(f"[name={name}]", text)
    save(page)
    living.learn_codes()


# How a value is given on a card: the type of its first field, "" where there is no such card.
FIELD = """(code) => document.querySelector(
    `#kr-${code} form[data-card] :is([name=value], [name=done])`)?.type ?? "" """


def check_in(living: Living, title: str, value: str, note: str = "") -> None:
    """Type a value into its card and press Enter; milestones by their titles, with commas."""
    page, code = living.admin, living.codes[title]
    card = page.locator(f"#kr-{code}:has(form[data-card])")
    field = page.evaluate(FIELD, code)
    if not field:
        living.go_to(f"/admin/?key-result={code}")
        field = page.evaluate(FIELD, code)
    if field == "text":
        card.locator("[name=value]").fill(value)
    elif field == "radio":
        card.locator(f"[name=value][value='{value}']").check()
    else:
        for step in value.split(","):
            card.get_by_label(step).check()
    card.locator("[name=note]").fill(note)
    card.locator("[name=note]").press("Enter")
    expect(page.locator(f"#kr-{code}.admin-just-saved")).to_be_visible()


def step_on(living: Living, name: str) -> None:
    """Press the button of a cycle's next step."""
    with living.admin.expect_navigation():
        living.admin.get_by_role("button", name=name).click()
    assert living.admin.locator(".admin-error").all_inner_texts() == []


def grade(living: Living, title: str, learned: str, other: str = "", why: str = "") -> None:
    """Grade an objective as its progress suggests, or another way and say why."""
    page, form = living.admin, living.admin.locator(f"#g-{living.codes[title]}")
    living.go_to("/admin/grading")
    if other:
        form.locator("[name=grade]").select_option(other)
        form.locator("button").click()
        expect(form.locator(".admin-error")).to_be_visible()
        form.locator("[name=reason]").fill(why)
    form.locator("[name=learned]").fill(learned)
    with page.expect_navigation():
        form.locator("button").click()
    expect(form.locator(".admin-hint").first).to_contain_text("saved")


def answer_survey(living: Living, link: str, mark: int, words: str) -> None:
    """Answer the survey on a phone: nothing of it stays there for the next answer."""
    page = living.phone
    page.goto(link)
    # All at once: what a script chooses is sent as what a finger chooses.
    page.locator(f"fieldset input[value='{mark}']").evaluate_all(
        "(all) => all.forEach((one) => one.click())"
    )
    page.locator("textarea").first.fill(words)
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_text("Thank you").first.wait_for()
