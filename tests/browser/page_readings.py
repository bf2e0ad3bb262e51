"""What an office's pages and its API say of the same things, read where people read it."""

import json
import urllib.request
from typing import Any

from playwright.sync_api import Locator

from tests.browser.quarter import Figures, Living

TOKEN = "a token of the robot"


def asked(living: Living, path: str, body: dict[str, Any] | None = None) -> Any:
    """What the API answers; with a body, to a POST of it."""
    request = urllib.request.Request(living.server.url + path)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Authorization", f"Bearer {TOKEN}")
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def objectives(living: Living, cycle: str) -> list[dict[str, Any]]:
    """A cycle's objectives by the API."""
    told = asked(living, f"/api/v1/okrs?cycle={cycle.replace(' ', '%20')}")
    return [o for c in told["cycles"] for team in c["teams"] for o in team["objectives"]]


def shown_on_wall(living: Living, figures: Figures) -> dict[str, str]:
    """Each key result's value in its row, and each objective's percent on its page."""
    return {
        title: _row(living, title) if value else _big(living, title)
        for title, (value, _) in figures.items()
    }


def _big(living: Living, title: str) -> str:
    return _text(living.wall.locator(f"#objective-{living.codes[title]} .percent").first)


def _row(living: Living, title: str) -> str:
    row = living.wall.locator(f"#row-{living.codes[title]}").first
    parts = [_text(part) for part in row.locator(".value .amount > span").all()] or ["—"]
    joined = "".join(parts) if parts[0] == "€" or parts[-1] == "%" else " ".join(parts)
    goal = _text(row.locator(".goal"))
    return f"{joined} {goal}" if goal.startswith("of ") else joined


def shown_on_phone(living: Living, figures: Figures) -> Figures:
    """Each key result's value and percent, and each objective's percent, on their pages."""
    shown = {}
    for title in (title for title, (value, _) in figures.items() if not value):
        living.phone.goto(f"{living.server.url}/o/{living.codes[title]}")
        shown[title] = ("", _text(living.phone.locator(".headline strong")))
        for part in living.phone.locator("section[id^=kr-]").all():
            name = _text(part.locator("h2"))
            shown[name] = (_phone_value(part), _text(part.locator(".progress b")))
    return shown


def _phone_value(part: Locator) -> str:
    value, about = _text(part.locator(".value").first), _text(part.locator(".figure .soft"))
    goal = about.split(" \u00b7 ")[0]
    return f"{value} {goal}" if goal.startswith("of ") else value


def said_by_admin(living: Living, figures: Figures) -> dict[str, str]:
    """What the admin's list says of each."""
    living.go_to("/admin/objectives")
    page, codes = living.admin, living.codes
    return {
        title: _text(
            page.locator(f"[data-key-result='{codes[title]}']")
            if value
            else page.locator(f"[data-objective='{codes[title]}'] .admin-value-text").first
        )
        for title, (value, _) in figures.items()
    }


def _text(locator: Locator) -> str:
    return " ".join((locator.text_content() or "").replace("\xa0", " ").split())
