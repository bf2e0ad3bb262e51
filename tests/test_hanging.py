"""A test that hangs fails at the line where it hangs, and the others go on."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What tests/conftest.py does for the tests here, with little patience for tidying up.
CONFTEST = """
import tests.conftest
from tests.conftest import pytest_runtest_teardown

tests.conftest.TIDIED_WITHIN = 2
"""
IN_A_PAGE = """
import pytest
from tests.browsers import chromium

@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running

def test_that_hangs(browser):
    browser.new_page().evaluate("new Promise(() => {})")

def test_another(browser):
    assert browser.new_page().evaluate("1 + 1") == 2
"""
TIDYING_UP = """
import pytest
from tests.browsers import chromium

@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running

@pytest.fixture
def two_that_never_close(browser):
    page = browser.new_page()
    yield
    try:
        page.evaluate("new Promise(() => {})")
    finally:
        page.evaluate("new Promise(() => {})")

def test_that_hangs(two_that_never_close):
    pass

def test_another(browser):
    assert browser.new_page().evaluate("1 + 1") == 2
"""


def said_of(folder: Path, text: str, *arguments: str) -> str:
    """What pytest says of tests, by the settings of this checkout."""
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_it.py").write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "-p", "no:cacheprovider",
         "-n", "1", *arguments, folder / "test_it.py"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    return done.stdout + done.stderr


@pytest.mark.browser
def test_a_page_that_never_answers_costs_one_test(tmp_path):
    said = said_of(tmp_path, IN_A_PAGE, "-o", "timeout=10")

    assert "Timeout (>10.0s) from pytest-timeout" in said
    assert ">       browser.new_page().evaluate" in said or ">   ???" in said
    assert "1 failed, 1 passed" in said


@pytest.mark.browser
def test_what_never_closes_costs_one_test(tmp_path):
    said = said_of(tmp_path, TIDYING_UP)

    assert "tidying up took longer than 2 s" in said
    assert "in two_that_never_close" in said or "test_it.py:17" in said
    assert "2 passed, 1 error" in said
