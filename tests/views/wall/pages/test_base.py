import pytest

from kiosk.views.wall.pages.base import split_evenly


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (4, [4]), (5, [3, 2]), (8, [4, 4]), (9, [3, 3, 3]), (10, [4, 3, 3])],
)
def test_things_stand_on_as_few_pages_as_hold_them_as_even_as_can_be(
    count: int, sizes: list[int]
) -> None:
    found = split_evenly(range(count), 4)
    assert [len(some) for _, some in found] == sizes
    assert [thing for _, some in found for thing in some] == list(range(count))
    assert all(some[0] == first for first, some in found)
