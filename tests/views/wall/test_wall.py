from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.okr.model import Office
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.announcements import MAX_ANNOUNCED
from kiosk.views.wall.page_kinds import page_titles
from kiosk.views.wall.pages.week_changes import MOST_ROWS
from kiosk.views.wall.rotation import RotationRequest
from kiosk.views.wall.wall import WallView, wall_html, wall_view
from kiosk.web.core.services import Services
from tests.server import MOMENT
from tests.services import make_services

PLACES = PublicUrls("http://192.168.1.20:8000", "Office")


def wall(services: Services, office: Office | None = None, urls: PublicUrls = PLACES) -> WallView:
    return wall_view(services.localizer, office or services.office(), MOMENT, urls)


def page(view: WallView, page_id: str) -> str:
    return next(p.fragment for p in view.pages if p.id == page_id)


def test_the_overview_stands_before_the_objectives_in_their_order(services: Services):
    ids = [page.id for page in wall(services).pages]
    assert ids[0].startswith("cycle-")
    objectives = [f"objective-{o.code}" for o in services.office().objectives]
    assert ids[-len(objectives) :] == objectives


def test_a_page_says_team_purpose_title_percent_and_its_key_results(services: Services):
    text = page(wall(services), "objective-K7Q2")
    for said in (
        ">Engineering<",
        "for “Developers trust every message to arrive”",
        "Every message arrives before anyone can blink",
        '<span class="number">57</span>',
        'data-key-result="M3XD"',
        "182\u00a0→ 90",
        "week 8 of 13",
    ):
        assert said in text


def test_the_code_of_a_page_opens_that_very_objective(services: Services):
    assert 'data-qr="http://192.168.1.20:8000/O/K7Q2"' in page(wall(services), "objective-K7Q2")
    assert 'data-qr="http://192.168.1.20:8000/ALL"' in wall(services).pages[0].fragment


def test_without_an_address_no_code_is_shown_rather_than_a_broken_one(services: Services):
    view = wall(services, urls=PublicUrls("", "Office"))
    assert all("data-qr" not in page.fragment for page in view.pages)


def test_a_saved_value_renders_its_own_page_and_those_it_counts_in_anew(services: Services):
    before = wall(services)
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT)
    after = wall(services)
    changed = [a.id for a, b in zip(after.pages, before.pages, strict=True) if a is not b]
    trees = ["alignment-A4TN", "alignment-A4TN-2"]
    assert changed == ["moved", *trees, "team-engineering", "objective-K7Q2"]


def test_an_unchanged_wall_is_the_same_to_the_byte_until_midnight(services: Services):
    def html(moment):
        view = wall_view(services.localizer, services.office(), moment, PLACES)
        return wall_html(services.localizer, view)

    before_midnight = MOMENT + timedelta(hours=5, minutes=38)
    assert wall(services).changes_at == before_midnight + timedelta(minutes=1)
    assert html(MOMENT) == html(before_midnight)
    assert html(MOMENT) != html(MOMENT + timedelta(days=7))


def test_a_change_tells_what_was_and_its_note_signed_only_where_asked(services: Services):
    services.store.check_ins.add(
        "M3XD", Decimal(101), now=MOMENT, note="Two <more> nodes", author="Ada"
    )
    services.store.check_ins.add("M3XD", Decimal(99), now=MOMENT, note="Three", signed="Ada")
    first, second = wall(services).changes[-2:]
    assert (first.previous, first.note, first.signed) == ("was 118", "Two <more> nodes", "")
    assert (second.previous, second.signed) == ("was 101", "Ada")
    assert second.title == services.office().key_result("M3XD").title
    assert first.id < second.id
    html = wall_html(services.localizer, wall(services))
    assert "“Two &lt;more&gt; nodes”" in html


def test_a_bar_is_distinct_from_where_it_moves(services: Services):
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT)
    assert wall(services).changes[-1].fill == 695


def test_an_hour_of_many_changes_is_shown_in_bounds(services: Services):
    for value in range(MAX_ANNOUNCED + 5):
        services.store.check_ins.add("M3XD", Decimal(100 + value), now=MOMENT)
    changes = wall(services).changes
    assert len(changes) == MAX_ANNOUNCED
    assert changes[-1].previous == f"was {100 + MAX_ANNOUNCED + 3}"


def test_nothing_changed_is_not_announced(services: Services):
    before = wall(services).changes
    services.store.check_ins.repeat_latest("M3XD", now=MOMENT)
    assert wall(services).changes == before


def test_an_empty_office_leads_to_the_admin_page_in_three_steps(services: Services):
    empty = replace(services.office(), objectives=(), cycles=(), teams=(), changes=())
    view = wall(services, empty)
    assert [page.id for page in view.pages] == ["empty"]
    assert view.pages[0].fragment.count('class="step"') == 3
    assert 'data-qr="http://192.168.1.20:8000/ADMIN/"' in view.pages[0].fragment


def test_set_up_stands_first_while_it_is_asked_for(services: Services):
    link = PLACES.qr_link("/admin/setup/ABCD2345")
    view = wall_view(services.localizer, services.office(), MOMENT, PLACES, link)
    assert view.pages[0].id == "set-up"
    assert "/ADMIN/SETUP/ABCD2345" in view.pages[0].fragment
    assert len(view.pages) == len(wall(services).pages) + 1


def test_old_values_alone_are_marked_old_and_say_their_age(services: Services):
    for objective in services.office().objectives:
        text = page(wall(services), f"objective-{objective.code}")
        assert text.count('class="row old"') == text.count("row-state age")
    assert any("days old" in page.fragment for page in wall(services).pages)


@pytest.mark.parametrize(
    "word", ["inside", "of 5 steps", "not yet", "at most", "40%\u00a0–\u00a065%"]
)
def test_every_kind_says_its_state(services: Services, word: str):
    assert any(word in page.fragment for page in wall(services).pages)


def test_a_company_objective_without_key_results_lists_those_that_serve_it(services: Services):
    text = page(wall(services), "objective-F9HM")
    assert 'id="row-F9HM-E6SD"' in text
    assert "Engineering" in text


def test_no_colour_or_word_of_alarm(tmp_path: Path):
    services = make_services(tmp_path / "other")
    said = " ".join(page.fragment.lower() for page in wall(services).pages)
    assert not any(word in said for word in ("failed", "overdue", "alarm", "off track"))


def test_a_unit_that_the_title_says_already_is_not_said_twice(services: Services):
    view = services.content("wall/test@all")
    assert view is not None
    assert '<span class="unit" dir="auto">ms</span>' in view.html
    assert '<span class="unit" dir="auto">regions</span>' not in view.html


def test_wide_money_is_told_in_few_letters_on_the_wall(services: Services):
    text = page(wall(services), "objective-G5WA")
    assert '<span class="number">208K</span>' in text
    assert "target €240K" in text


def test_a_screen_of_a_team_is_told_what_concerns_it(services: Services):
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT)

    def announced(team: str) -> list[str]:
        asked = RotationRequest(teams=(team,))
        view = wall_view(services.localizer, services.office(), MOMENT, PLACES, request=asked)
        return [change.key_result for change in view.changes]

    assert announced("engineering") == ["M3XD"]
    assert announced("marketing") == []


def test_the_message_of_forty_objectives_holds_a_loop(tmp_path: Path):
    services = make_services(tmp_path / "forty", Path("tests/fixtures/forty.toml"))
    for number in range(8):
        key_result = [k for k in services.office().key_results() if k.kind.is_start_to_target][
            number * 5
        ]
        services.store.check_ins.add(key_result.code, Decimal(number), now=MOMENT, note="So it is")
    content = services.content("wall/test")
    every = services.content("wall/test@all")
    assert content is not None
    assert every is not None
    assert len(content.html.encode()) < 100_000 < len(every.html.encode())


def test_what_moved_of_forty_objectives_has_several_articles_with_its_rows_in_order(tmp_path: Path):
    services = make_services(tmp_path / "forty", Path("tests/fixtures/forty.toml"))
    view = wall_view(services.localizer, services.office(), MOMENT, PLACES)
    articles = [page for page in view.pages if page.kind == "moved"]
    counts = [page.fragment.count('<li class="row') for page in articles]
    total = sum(counts)
    assert len(articles) > 1
    assert max(counts) <= MOST_ROWS
    firsts = [sum(counts[:at]) for at in range(len(counts))]
    for page, first in zip(articles, firsts, strict=True):
        assert f'data-first="{first}" data-count="{total}"' in page.fragment
        assert page.id == (f"moved-from-{first}" if first else "moved")
    titles = dict(page_titles(services.localizer, services.office(), articles))
    assert titles[articles[1].id] == f"What moved this week: {firsts[1] + 1}–"


def test_a_change_says_what_it_has_done_to_its_objective(services: Services):
    office = services.office()
    row = office.objective("K7Q2").key_results[1]
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT)
    (first,) = wall(services).changes
    services.store.check_ins.add(row.code, Decimal(5), now=MOMENT + timedelta(minutes=1))
    before, after = wall(services).changes
    assert (first.percent, before.percent, after.percent) == ("57\u00a0→", "57\u00a0→", "64\u00a0→")
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT + timedelta(minutes=2))
    assert wall(services).changes[-1].percent == ""


def test_a_target_reached_is_marked_for_the_day(services: Services):
    assert 'class="row-state reached"' not in page(wall(services), "objective-K7Q2")
    services.store.check_ins.add("M3XD", Decimal(90), now=MOMENT)
    text = page(wall(services), "objective-K7Q2")
    assert text.count('class="row-state reached"') == text.count('class="ring-check"') == 1
    tomorrow = services.store.office(MOMENT + timedelta(days=1))
    assert 'class="row-state reached"' not in page(wall(services, tomorrow), "objective-K7Q2")
