"""Every address opens in any case, all by one mechanism and without a second request."""

import re

import pytest

from kiosk.web.core.case_insensitive import lower_case_words

WORDS = frozenset({"/", "/o", "/all", "/admin", "/admin/", "/admin/setup", "/static"})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        *[("/O/K7Q2", "/o/K7Q2"), ("/All", "/all"), ("/aLL/", "/all/"), ("/", "/"), ("", "")],
        *[("/ADMIN/SETUP/AbCd", "/admin/setup/AbCd"), ("/ADMIN/", "/admin/")],
        # What is no word of an address stays, and so does all behind it.
        *[("/OKR/ALL", "/OKR/ALL"), ("/o/ADMIN/SETUP", "/o/ADMIN/SETUP"), ("//ALL", "//ALL")],
        *[("/STATIC/Wall.css", "/static/Wall.css"), ("/ÅLL", "/ÅLL")],
    ],
)
def test_words_are_made_small_and_codes_stay(path, expected):
    assert lower_case_words(path, WORDS) == expected


def test_no_address_spells_its_words_in_capitals_itself(client):
    rules = [rule.rule for rule in client.application.url_map.iter_rules()]
    assert len(rules) > 100
    assert [rule for rule in rules if re.search("[A-Z]", re.sub("<[^>]*>", "", rule))] == []


def test_every_page_opens_in_capitals_as_it_does_in_small_letters(services, admin):
    paths = [
        rule.rule
        for rule in admin.application.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "<" not in rule.rule
    ]
    assert {"/all", "/survey", "/cycles", "/week", "/meetings.ics", "/admin/"} < set(paths)
    wrong = []
    for path in paths:
        usual, capitals = admin.get(path), admin.get(path.upper())
        if usual.status_code != capitals.status_code:
            wrong.append((path, usual.status_code, capitals.status_code))
    assert wrong == []


@pytest.mark.parametrize(
    "path", ["/O/K7Q2", "/T/Marketing", "/SCREENS/hall", "/CYCLES/1", "/API/V1/key-results/M3XD"]
)
def test_an_address_with_a_code_or_a_name_opens_at_once(client, path):
    assert client.get(path).status_code == 200
