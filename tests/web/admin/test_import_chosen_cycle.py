"""Which cycle the import page is for: the one somebody chose, or else the one the source names."""

import re
from datetime import date

from kiosk.okr.model import CycleState
from tests.web.admin.test_okr_import import NEW, paste

OKRS = """# OKRs Q1 2027
## Engineering
- Mail arrives at once
  - Median time from 182 to 90 ms
"""
DAYS = date(2027, 1, 1), date(2027, 3, 31)


def selected(page):
    select = re.search(r'<select id="cycle".*?</select>', page.text, re.DOTALL)[0]
    return re.search(r'<option value="(\w+)" selected', select)[1]


def fields_of(page):
    """What the preview's form would send of the cycle."""
    suggested = re.search(r'name="suggested" value="([^"]*)"', page.text)[1]
    return {"cycle": selected(page), "suggested": suggested}


def test_a_cycle_that_was_chosen_stays_chosen_whatever_the_title_says(services, admin):
    draft = services.store.cycles.add("Q1 2027", *DAYS, state=CycleState.DRAFT)
    first = paste(admin, OKRS, **fields_of(admin.get("/admin/paste")))
    assert selected(first) == str(draft.id), "the title's"

    chosen = paste(admin, OKRS, **{**fields_of(first), "cycle": "new"})
    assert selected(chosen) == "new"
    again = paste(admin, OKRS, **fields_of(chosen), **{"team-": "new"})
    assert selected(again) == "new", "answered something else"

    back = paste(admin, OKRS, **{**fields_of(again), "cycle": str(draft.id)})
    assert selected(paste(admin, OKRS, **fields_of(back))) == str(draft.id)


def test_a_title_with_a_period_that_has_no_cycle_is_for_a_new_one(services, admin):
    services.store.cycles.add("Q1 2027", *DAYS, state=CycleState.DRAFT)
    page = paste(
        admin, OKRS.replace("Q1 2027", "Q3 2027"), **fields_of(admin.get("/admin/paste")),
        **{name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', admin.get("/admin/paste").text)[1]
           for name in NEW if name != "cycle"},
    )  # fmt: skip
    assert selected(page) == "new"
    assert 'value="Q3 2027"' in page.text
