from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.okr.model import Kind
from kiosk.views.addresses import Places
from kiosk.views.admin import shell
from kiosk.views.admin_card import card
from kiosk.views.admin_check_in import MINE, Seen, check_in_page, waits
from kiosk.views.admin_objectives import moved
from kiosk.views.admin_painted import Screen, painted_view
from kiosk.views.admin_phone_test import phone_test_view
from kiosk.views.words import Words
from tests.serving import MOMENT


@pytest.fixture
def words(house) -> Words:
    return house.words


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_a_key_result_waits_from_the_day_of_its_rhythm(words, house):
    office = house.office()
    for key_result in (k for k in office.key_results() if not k.freshness_days):
        measured = words.today(key_result.latest.measured_at)
        friday = measured + timedelta(days=(3 - measured.weekday()) % 7 + 1)

        assert not waits(words, office, key_result, noon(friday - timedelta(days=1)))
        assert waits(words, office, key_result, noon(friday))


def test_a_longer_limit_of_freshness_waits_longer(words, house):
    office = house.office()
    key_result = next(k for k in office.key_results() if k.freshness_days == 38)
    measured = words.today(key_result.latest.measured_at)

    assert not waits(words, office, key_result, noon(measured + timedelta(days=34)))
    assert waits(words, office, key_result, noon(measured + timedelta(days=35)))


def test_what_never_had_a_word_waits_before_all_others(words, house):
    office = house.office()
    first = office.objectives[0]
    silent = replace(first.key_results[-1], latest=None)
    objective = replace(first, key_results=(*first.key_results[:-1], silent))
    office = replace(office, objectives=(objective, *office.objectives[1:]))

    card = check_in_page(words, office, MOMENT).waiting[0]

    assert card.code == silent.code
    assert card.who == "Our company, no check-in yet"
    assert not card.may_repeat


def test_an_unsigned_page_has_no_sidebar_and_a_members_no_objectives(words):
    assert shell(words, "Log in").places == ()
    assert [p.label for p in shell(words, "Check in", member="Bo").places] == ["Check in"]
    admins = shell(words, "Check in", member="Ada", is_admin=True)
    labels = ["Check in", "Objectives", "Cycles", "Meetings", "All-Hands", "Survey", "Screens"]
    labels += ["Settings", "People", "History"]
    assert [p.label for p in admins.places] == labels


@pytest.mark.parametrize(
    ("code", "by", "expected"),
    [("a", 1, "bac"), ("a", -1, "abc"), ("c", 1, "abc"), ("c", -1, "acb"), ("b", 1, "acb")],
)
def test_something_is_moved_by_one_place_and_stays_at_the_ends(code, by, expected):
    assert moved(["a", "b", "c"], code, by) == list(expected)


def test_walls_are_named_as_the_language_joins_names(words):
    view = painted_view(words, 7, [Screen("Attic", False, None), Screen("", True, 0.0344)])

    assert view.stands == "Saved and showing on the wall."
    assert view.waits == "Not showing yet on Attic."
    assert view.times == ("the wall: 34 ms after the save",)
    assert not view.is_done


def test_a_machine_on_no_network_is_told_at_once(words):
    view = phone_test_view(
        words, "0000", Places("", ""), opened=False, over_network=False, waited=False
    )

    assert view.link is None
    assert len(view.reasons) == 1
    assert "KIOSK_PUBLIC_URL" in view.reasons[0]


def test_a_card_writes_the_way_in_money_as_money_is_written(words, house):
    office = house.office()
    number = next(k for k in office.key_results() if k.kind.has_pace and k.target is not None)
    price = replace(
        number, kind=Kind.CURRENCY, unit="EUR", start=Decimal("1.2"), target=Decimal("0.8")
    )
    assert "(from €1.20 to €0.80)" in card(words, office, price, house.now()).label


def test_a_card_says_whose_it_is_and_last_weeks_confidence(words, house):
    office = house.office()
    of_team = office.key_result("M3XD")
    assert of_team.owner == "Engineering"
    assert card(words, office, of_team, MOMENT).owner == ""
    assert card(words, office, of_team, MOMENT).confidence_was == str(of_team.latest.confidence)

    silent = replace(of_team.latest, confidence=None)
    before = replace(of_team.latest, confidence=4, measured_at=MOMENT - timedelta(days=8))
    of_mia = replace(of_team, owner="Mia", latest=silent, week_ago=before)
    shown = card(words, office, of_mia, MOMENT)
    assert (shown.owner, shown.confidence_was) == ("Mia", "4")
    never = replace(of_mia, latest=silent, week_ago=None)
    assert card(words, office, never, MOMENT).confidence_was == ""


def test_what_the_own_team_owns_is_mine_and_what_names_no_owner_is_its_teams(words, house):
    office = house.office()
    mine = Seen(team=MINE, own=("support",), name="Ada")
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
