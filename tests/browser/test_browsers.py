"""The browsers that tests open: one worker may run tests of several kinds one after another."""

from playwright.sync_api import Browser

from tests.browsers import chromium


def test_another_browser_opens_beside_the_one_of_all_tests(browser: Browser):
    with chromium("--user-agent=another") as other:
        assert other.new_page().evaluate("navigator.userAgent") == "another"
    assert browser.new_page().evaluate("navigator.userAgent") != "another"
