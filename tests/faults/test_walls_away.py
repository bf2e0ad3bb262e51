"""Walls go on while their server is away: killed, stopped, or its packets dropped.

`make faults` asks in earnest: twenty walls for a minute in each way, and the seconds are the
product's. Every other run asks a few walls, and for what they show only.
"""

import os
import time

import pytest
from playwright.sync_api import Browser

from tests.browser.offline import (
    HOWS,
    LIVE_WITHIN,
    NUMBERS,
    OLD_WITHIN,
    away,
    is_live,
    is_old,
    noted,
    open_walls,
    until,
)
from tests.server import Server

IN_EARNEST = os.environ.get("FAULTS") == "all"
WALLS, SECONDS = (20, 60) if IN_EARNEST else (3, 12)


@pytest.mark.browser
@pytest.mark.parametrize("how", HOWS if IN_EARNEST else HOWS[:1])
def test_walls_keep_what_they_knew_and_come_back_by_themselves(
    browser: Browser, server: Server, how: str
):
    walls = open_walls(browser, server, WALLS)
    knew = [wall.evaluate(NUMBERS) for wall in walls]
    went = time.time()
    with away(server, how, SECONDS):
        for wall in walls:
            until(wall, is_old)
        assert [wall.evaluate(NUMBERS) for wall in walls] == knew
        assert all(wall.url.startswith(server.url) for wall in walls)
    came = time.time()
    for wall in walls:
        until(wall, is_live)
    notes = [noted(wall) for wall in walls]
    assert all(wall.evaluate(NUMBERS) for wall in walls)
    assert max(note.loads for note in notes) == 1
    assert all(len(note.old) == len(note.live) == 1 for note in notes)
    if IN_EARNEST:
        assert max(note.old[0] for note in notes) - went <= OLD_WITHIN
        assert max(note.live[0] for note in notes) - came <= LIVE_WITHIN
