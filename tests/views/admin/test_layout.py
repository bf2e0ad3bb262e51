from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import KeyResultKind
from kiosk.views.admin.check_in import MINE, CheckInPageState, check_in_page, is_check_in_open
from kiosk.views.admin.check_in_form import check_in_form
from kiosk.views.admin.layout import page_frame
from kiosk.views.admin.objectives import codes_after_move
from kiosk.views.admin.phone_test import phone_test_view
from kiosk.views.admin.save_status import ScreenDisplay, save_status
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls
from tests.server import MOMENT


@pytest.fixture
def localizer(services) -> Localizer:
    return services.localizer


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_a_key_result_waits_from_the_day_of_its_cadence(localizer, services):
    office = services.office()
    for key_result in (k for k in office.key_results() if not k.freshness_days):
        measured = localizer.today(key_result.latest_check_in.measured_at)
        friday = measured + timedelta(days=(3 - measured.weekday()) % 7 + 1)

        assert not is_check_in_open(localizer, office, key_result, noon(friday - timedelta(days=1)))
        assert is_check_in_open(localizer, office, key_result, noon(friday))


def test_a_longer_limit_of_freshness_waits_longer(localizer, services):
    office = services.office()
    key_result = next(k for k in office.key_results() if k.freshness_days == 38)
    measured = localizer.today(key_result.latest_check_in.measured_at)

    assert not is_check_in_open(localizer, office, key_result, noon(measured + timedelta(days=34)))
    assert is_check_in_open(localizer, office, key_result, noon(measured + timedelta(days=35)))


def test_what_never_had_a_word_waits_before_all_others(localizer, services):
    office = services.office()
    first = office.objectives[0]
    silent = replace(first.key_results[-1], latest_check_in=None)
    objective = replace(first, key_results=(*first.key_results[:-1], silent))
    office = replace(office, objectives=(objective, *office.objectives[1:]))

    card = check_in_page(localizer, office, MOMENT).due[0]

    assert card.code == silent.code
    assert card.who == "Our company, no check-in yet"
    assert not card.may_repeat


def test_an_unsigned_page_has_no_sidebar_and_a_members_no_objectives(localizer):
    assert page_frame(localizer, "Log in").nav_items == ()
    assert [p.label for p in page_frame(localizer, "Check in", member="Bo").nav_items] == [
        "Check in"
    ]
    admins = page_frame(localizer, "Check in", member="Ada", is_admin=True)
    labels = ["Check in", "Objectives", "Cycles", "Import OKRs", "Meetings", "All-Hands", "Survey"]
    labels += ["Screens", "Pictures", "Poster", "Settings", "People", "History"]
    assert [p.label for p in admins.nav_items] == labels


@pytest.mark.parametrize(
    ("code", "by", "expected"),
    [("a", 1, "bac"), ("a", -1, "abc"), ("c", 1, "abc"), ("c", -1, "acb"), ("b", 1, "acb")],
)
def test_something_is_moved_by_one_place_and_stays_at_the_ends(code, by, expected):
    assert codes_after_move(["a", "b", "c"], code, by) == list(expected)


def test_walls_are_named_as_the_language_joins_names(localizer):
    view = save_status(
        localizer, 7, [ScreenDisplay("Attic", False, None), ScreenDisplay("", True, 0.0344)]
    )

    assert view.shown_on == "Saved and showing on the wall."
    assert view.pending_on == "Not showing yet on Attic."
    assert view.times == ("the wall: 34 ms after the save",)
    assert not view.is_done


def test_a_machine_on_no_network_is_reported_at_once(localizer):
    view = phone_test_view(
        localizer, "0000", PublicUrls("", ""), opened=False, over_network=False, waited=False
    )

    assert view.link is None
    assert len(view.reasons) == 1
    assert "KIOSK_PUBLIC_URL" in view.reasons[0]


def test_a_card_writes_the_way_in_money_as_money_is_written(localizer, services):
    office = services.office()
    number = next(
        k for k in office.key_results() if k.kind.has_expected_progress and k.target is not None
    )
    price = replace(
        number, kind=KeyResultKind.CURRENCY, unit="EUR", start=Decimal("1.2"), target=Decimal("0.8")
    )
    assert "(from €1.20 to €0.80)" in check_in_form(localizer, office, price, services.now()).label


def test_a_card_says_whose_it_is_and_last_weeks_confidence(localizer, services):
    office = services.office()
    of_team = office.key_result("M3XD")
    assert of_team.owner == "Engineering"
    assert check_in_form(localizer, office, of_team, MOMENT).owner == ""
    assert check_in_form(localizer, office, of_team, MOMENT).confidence_was == str(
        of_team.latest_check_in.confidence
    )

    silent = replace(of_team.latest_check_in, confidence=None)
    before = replace(of_team.latest_check_in, confidence=4, measured_at=MOMENT - timedelta(days=8))
    of_mia = replace(of_team, owner="Mia", latest_check_in=silent, value_a_week_ago=before)
    shown = check_in_form(localizer, office, of_mia, MOMENT)
    assert (shown.owner, shown.confidence_was) == ("Mia", "4")
    never = replace(of_mia, latest_check_in=silent, value_a_week_ago=None)
    assert check_in_form(localizer, office, never, MOMENT).confidence_was == ""


def test_what_the_own_team_owns_is_mine_and_what_names_no_owner_is_its_teams(localizer, services):
    office = services.office()
    mine = CheckInPageState(team=MINE, own=("support",), name="Ada")
    support = next(team for team in office.teams if team.slug == "support")
    of_support = [k for o in office.objectives if o.team == support.code for k in o.key_results]
    of_others = [k for k in office.key_results() if k not in of_support]

    assert mine.is_mine(office, replace(of_others[0], owner="support"))
    assert mine.is_mine(office, replace(of_others[0], owner="ada"))
    assert not mine.is_mine(office, replace(of_others[0], owner=""))
    assert mine.is_mine(office, replace(of_support[0], owner=""))
    assert not mine.is_mine(office, replace(of_support[0], owner="Bo"))
    alone = replace(mine, only_own=True)
    assert not alone.is_mine(office, replace(of_others[0], owner="Ada"))
