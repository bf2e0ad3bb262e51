from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

# A busy machine is not a fault: what is waited for comes, and what does not come still fails.
expect.set_options(timeout=60_000)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window on a desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()
