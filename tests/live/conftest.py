from collections.abc import Iterator

import pytest

from tests.live.hub_server import Served, served


@pytest.fixture
def server() -> Iterator[Served]:
    """A served hub with the usual limits and a quick beat."""
    with served() as running:
        yield running
