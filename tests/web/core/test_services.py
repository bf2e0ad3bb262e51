"""How a new office's store is made from the settings of the server."""

from pathlib import Path

import pytest

from kiosk.config import load_settings
from kiosk.web.core.effective_settings import effective_settings
from kiosk.web.core.services import open_store


@pytest.mark.parametrize(
    ("variables", "times"),
    [({}, "10:00, 15:00"), ({"KIOSK_REPLAY_AT": "09:30"}, "09:30"), ({"KIOSK_REPLAY_AT": ""}, "")],
)
def test_a_new_office_replays_twice_a_day_unless_the_server_says_otherwise(
    tmp_path: Path, variables: dict[str, str], times: str
):
    settings = load_settings(tmp_path, variables)
    store = open_store(settings)
    assert effective_settings(settings, store.settings.current).replay_at == times


def test_an_office_that_turned_it_off_and_one_from_before_keep_what_they_have(tmp_path: Path):
    settings = load_settings(tmp_path, {})
    open_store(settings).settings.replace({})
    store = open_store(settings)
    assert effective_settings(settings, store.settings.current).replay_at == ""
