"""The pages beside the objectives': what moved, the cycle, a team."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import Office
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.pages.week_changes import NOTE_LENGTH
from kiosk.views.wall.wall import wall_view
from kiosk.web.core.services import Services
from tests.server import MOMENT

PLACES = PublicUrls("http://192.168.1.20:8000", "Office")
ROW = re.compile(r'<li class="row.*?</li>', re.DOTALL)


def page(services: Services, page_id: str, office: Office | None = None) -> str:
    view = wall_view(services.localizer, office or services.office(), MOMENT, PLACES)
    return next(p.fragment for p in view.pages if p.id == page_id)


def first_row(text: str) -> str:
    found = ROW.search(text)
    assert found
    return found[0]


def test_what_moved_tells_was_and_is_the_newest_first(services: Services):
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT)
    row = first_row(page(services, "moved"))
    assert 'id="row-moved-M3XD"' in row
    assert '<span class="number">101</span>' in row
    assert re.search(r'<span class="from">\d+</span><span class="arrow">→</span>', row)
    assert ">Engineering<" in row


def test_what_moved_says_where_it_is_heading(services: Services):
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT)
    text = page(services, "moved")
    # The two values say already that it falls.
    assert '<span class="aim"><bdi>target 90</bdi></span>' in first_row(text)
    assert "at most 15" in text
    redacted = replace(
        services.office(),
        objectives=tuple(
            replace(o, key_results=tuple(replace(k, is_redacted=True) for k in o.key_results))
            for o in services.office().objectives
        ),
    )
    assert 'class="aim"' not in page(services, "moved", redacted)


def test_a_step_back_is_shown_in_the_words_of_a_step_forward(services: Services):
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT)
    forward = first_row(page(services, "moved"))
    services.store.check_ins.add("M3XD", Decimal(190), now=MOMENT + timedelta(minutes=1))
    back = first_row(page(services, "moved"))
    assert 'data-week="up"' in forward
    assert 'data-week="down"' in back

    def words(row: str) -> str:
        spoken = re.findall('aria-label="[^"]*"', row)
        return re.sub(r"\d+|−", "", re.sub(r"<[^>]*>", "", row) + "".join(spoken))

    assert words(forward) == words(back)


def test_the_newest_short_note_stands_with_its_key_result_and_values(services: Services):
    services.store.check_ins.add(
        "M3XD", Decimal(101), now=MOMENT, note="Two <more> nodes", author="Ada"
    )
    row = first_row(page(services, "moved"))
    assert 'id="row-moved-M3XD"' in row
    assert "“Two &lt;more&gt; nodes”" in row
    assert '<span class="number">101</span>' in row
    assert page(services, "moved").count('class="row-note"') == 1


def test_a_note_is_signed_by_its_team_or_who_chose_to_sign(services: Services):
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT, note="Two", author="Ada")
    assert "Ada" not in page(services, "moved")
    services.store.check_ins.add("M3XD", Decimal(99), now=MOMENT, note="Three", signed="Ada")
    assert '<span class="signed" dir="auto">Ada</span>' in first_row(page(services, "moved"))
    services.store.check_ins.add("M3XD", Decimal(98), now=MOMENT, note="x" * (NOTE_LENGTH + 1))
    assert "xxx" not in page(services, "moved")


def test_a_first_value_says_so(services: Services):
    office = services.office()
    moved = replace(office.key_result("M3XD"), value_a_week_ago=None)
    alone = replace(office.objective("K7Q2"), key_results=(moved,))
    text = page(services, "moved", replace(office, objectives=(alone,)))
    assert "first value" in text
    assert "arrow" not in text


def test_a_week_in_which_nothing_moved_has_no_page_for_it(services: Services):
    office = services.office()
    still = tuple(
        replace(
            o,
            key_results=tuple(
                replace(k, value_a_week_ago=k.latest_check_in) for k in o.key_results
            ),
        )
        for o in office.objectives
    )
    view = wall_view(services.localizer, replace(office, objectives=still), MOMENT, PLACES)
    assert "moved" not in [page.id for page in view.pages]


def test_the_poster_says_what_the_cycle_is_for_and_that_nobody_need_fear(services: Services):
    text = page(services, "calendar-1")
    for said in (
        ">Make realtime effortless</h1>",
        "what this quarter is for",
        "Nobody is punished for missing a target, and nobody is paid for hitting one.",
    ):
        assert said in text
    assert "data-qr" not in text


def test_overview_and_poster_carry_the_colours_of_all_teams(services: Services):
    colors = [team.color for team in services.office().teams if not team.is_company]
    for page_id in ("cycle-1", "calendar-1"):
        band = page(services, page_id).partition('<div class="band"')[2].partition("</div>")[0]
        assert re.findall(r"team-(\w+)", band) == colors


def test_the_overview_counts_the_days_to_go(services: Services):
    text = page(services, "cycle-1")
    assert '<span class="number">39</span> <span class="unit">days to go</span>' in text


@pytest.mark.parametrize(
    ("ends", "said"), [("2026-11-22", "the last day"), ("2026-11-20", "Q4 2026 has ended")]
)
def test_the_end_of_a_cycle_is_described_in_words(services: Services, ends: str, said: str):
    office = services.office()
    cycle = replace(office.cycles[0], ends_on=date.fromisoformat(ends))
    text = page(services, "cycle-1", replace(office, cycles=(cycle,)))
    assert f'<p class="percent summary">{said}</p>' in text


def test_a_team_has_its_objectives_as_lines_with_percent_and_bar_and_its_own_code(
    services: Services,
):
    text = page(services, "team-engineering")
    assert ">Engineering</h1>" in text
    assert len(ROW.findall(text)) == text.count('class="bar"') == 3
    assert '<span class="number">57</span>' in text
    assert 'data-qr="http://192.168.1.20:8000/T/ENGINEERING"' in text


def test_every_team_with_an_objective_has_a_page_and_the_company_the_overview(services: Services):
    office = services.office()
    having = {objective.team for objective in office.objectives}
    kept = next(o for o in office.objectives if o.team == office.objective("K7Q2").team)
    alone = tuple(o for o in office.objectives if o.team != kept.team or o == kept)
    for objectives in (office.objectives, alone):
        view = wall_view(services.localizer, replace(office, objectives=objectives), MOMENT, PLACES)
        teams = [page.team for page in view.pages if page.kind == "team"]
        shown = [t.slug for t in office.teams if t.code in having and not t.is_company]
        assert teams == shown
        assert "engineering" in teams


@pytest.mark.parametrize(
    ("days", "unit"), [(1, "day until it begins"), (5, "days until it begins")]
)
def test_a_cycle_that_has_not_begun_counts_no_weeks(services: Services, days: int, unit: str):
    office = services.office()
    first = MOMENT.date() + timedelta(days=days)
    cycle = replace(office.cycles[0], starts_on=first, ends_on=first + timedelta(days=90))
    coming = replace(office, cycles=(cycle,))
    text = page(services, f"cycle-{cycle.id}", coming)
    assert f'<span class="number">{days}</span> <span class="unit">{unit}</span>' in text
    said = f"begins in {days} day" + "s" * (days > 1)
    for kind in (f"calendar-{cycle.id}", f"objective-{office.objectives[0].code}"):
        assert f'<span class="week">{said}</span>' in page(services, kind, coming)
