import pytest

from tests.exchange.forked_reader import ForkedReaders


@pytest.fixture(autouse=True)
def _forked(readers: ForkedReaders) -> None:
    """To load what reads a file takes longer than each of these tests."""
