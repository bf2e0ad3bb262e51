"""Slots: known screens always find one, and nobody else takes them all."""

from dataclasses import replace

import pytest

from kiosk.live.capacity import ConnectionSlots, Slot
from kiosk.live.socket.limits import Limits

LIMITS = Limits(sockets=40, wall_slots=8, unknown_walls=5, per_address=10)


def known(number: int = 0) -> Slot:
    return Slot(is_wall=True, is_known=True, address=f"10.0.0.{number}")


def unknown(number: int = 0) -> Slot:
    return Slot(is_wall=True, is_known=False, address=f"10.0.1.{number}")


def phone(number: int = 0) -> Slot:
    return Slot(is_wall=False, is_known=False, address=f"10.0.2.{number}")


def taken(slots: ConnectionSlots, wanted: list[Slot]) -> int:
    return sum(slots.acquire(slot) for slot in wanted)


def test_phones_leave_slots_to_known_screens() -> None:
    slots = ConnectionSlots(LIMITS)
    assert taken(slots, [phone(n) for n in range(100)]) == 32
    assert taken(slots, [known(n) for n in range(100)]) == 8
    assert slots.refused == 68 + 92


def test_walls_of_screens_that_nobody_knows_are_few_and_take_no_known_ones_slot() -> None:
    slots = ConnectionSlots(LIMITS)
    assert taken(slots, [unknown(n) for n in range(100)]) == 5
    assert taken(slots, [phone(n) for n in range(100)]) == 27
    assert taken(slots, [known(n) for n in range(100)]) == 8


@pytest.mark.parametrize("make", [unknown, phone])
def test_one_address_has_its_share_and_no_more(make) -> None:
    slots = ConnectionSlots(replace(LIMITS, unknown_walls=40))
    assert taken(slots, [make()] * 100) == 10
    assert slots.acquire(make(7))


def test_known_screens_behind_one_address_are_exempt() -> None:
    slots = ConnectionSlots(LIMITS)
    assert taken(slots, [known()] * 30) == 30
    assert slots.acquire(phone(0))
    assert slots.acquire(Slot(is_wall=False, is_known=False, address="10.0.0.0"))


def test_a_slot_that_is_released_is_free_for_the_next() -> None:
    slots = ConnectionSlots(LIMITS)
    for make in (known, unknown, phone):
        wanted = [make()] * 3
        assert taken(slots, wanted) == 3
        for slot in wanted:
            slots.release(slot)
    assert len(slots) == 0
    assert taken(slots, [phone()] * 10) == 10
