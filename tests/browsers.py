"""Chromium for tests: the system's, or the one that playwright installed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright, sync_playwright

ARGUMENTS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    # The last of its kind counts, so what playwright leaves out is left out here as well.
    "--disable-features="
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,"
    # A toolbar nobody sees would be a renderer more with every window.
    "WebUIReloadButton,InitialWebUI,WebUIToolbar,WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "WebUIOmniboxFullPopup,PreloadTopChromeWebUI,"
    # So would one that is kept for a page of another address.
    "SpareRendererForSitePerProcess",
]


PATIENCE = 90_000
"""Milliseconds: how long a window waits for what is not there yet, on a machine that does much
else; playwright's own 30 seconds are not enough for a text of a thousand lines."""

_running: list[Playwright] = []


@contextmanager
def _one_playwright() -> Iterator[Playwright]:
    """The playwright of this process, which may be that of a browser that is open already: there
    is an event loop in each, and a thread can have only one."""
    if _running:
        yield _running[0]
        return
    with sync_playwright() as playwright:
        _running.append(playwright)
        try:
            yield playwright
        finally:
            _running.clear()


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """A headless Chromium, closed at the end."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with _one_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[*ARGUMENTS, *arguments],
            headless=True,
            # Those of now: playwright may have been started before a test changed them.
            env=dict(os.environ),
        )
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE))
        try:
            yield browser
        finally:
            browser.close()
