"""The history: every change and check-in, newest first, to be read and searched by admins.

There is no filter by person, and no count of anything."""

from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.okr.codes import normal_code
from kiosk.store.told import Search
from kiosk.views.told import by_day, saves
from kiosk.views.told_words import labels
from kiosk.web.admin.pages import page
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("history", __name__)

PATH = "/admin/history"
ON_A_PAGE = 30
LONGEST = 100
MOST_WORDS = 8


@blueprint.get(PATH)
@admin_only
def history() -> Response:
    """A page of it."""
    here = house()
    text = request.args.get("q", "")[:LONGEST].strip()
    objective = normal_code(request.args.get("objective", "")[:LONGEST])
    number = max(1, min(request.args.get("page", 1, int), 10_000))
    search = Search(tuple(text.casefold().split()[:MOST_WORDS]), objective, labels(here.words))
    entries, called = here.store.told(search, skip=(number - 1) * ON_A_PAGE, most=ON_A_PAGE + 1)
    view = here.call(lambda: saves(here.words, called, entries[:ON_A_PAGE]))
    return page(
        "admin/history.html",
        here.words.gettext("History"),
        here=PATH,
        days=by_day(here.words, view, every=bool(text)),
        text=text,
        objective=objective,
        of=called.objectives.get(objective, ""),
        newer=_path(text, objective, number - 1) if number > 1 else "",
        older=_path(text, objective, number + 1) if len(entries) > ON_A_PAGE else "",
    )


def _path(text: str, objective: str, number: int) -> str:
    asked = {"q": text, "objective": objective, "page": str(number) if number > 1 else ""}
    given = urlencode({name: value for name, value in asked.items() if value})
    return f"{PATH}?{given}" if given else PATH
