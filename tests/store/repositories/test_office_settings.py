from datetime import datetime
from decimal import Decimal

from sqlite_utils import Database

from kiosk.okr.model import KeyResult, Objective
from kiosk.okr.office_settings import DEFAULTS
from kiosk.okr.progress import objective_progress
from kiosk.store import Store


def test_settings_are_read_with_the_office_and_only_what_is_not_the_default_is_kept(
    store: Store, now: datetime
) -> None:
    assert store.office(now).settings == DEFAULTS

    store.settings.replace({"rhythm": "monthly", "pace": "off"})
    assert store.settings.texts() == {"rhythm": "monthly", "pace": "off"}
    assert not store.office(now).settings.pace

    store.settings.replace({"pace": "off"})
    assert store.office(now).settings.rhythm == "weekly"
    assert store.settings.texts() == {"pace": "off"}


def test_a_strangers_row_moves_the_wall_and_an_odd_one_changes_nothing(
    store: Store, now: datetime
) -> None:
    before = store.revision()
    with Database(store.path).conn as db:
        db.execute("INSERT INTO customs VALUES ('grace_days', '5'), ('rhythm', 'hourly')")

    assert store.revision() > before
    assert store.office(now).settings.grace_days == 5
    assert store.office(now).settings.rhythm == "weekly"


def test_a_closed_cycle_is_counted_as_it_was_though_the_office_counts_otherwise_now(
    store: Store, objective: Objective, latency: KeyResult, steps: KeyResult, now: datetime
) -> None:
    store.check_ins.add(latency.code, Decimal(118), now=now)
    with Database(store.path).conn as db:
        db.execute("UPDATE key_results SET weight = '5' WHERE code = ?", (latency.code,))

    def drawn() -> object:
        office = store.cycles.office(objective.cycle, now)
        return objective_progress(office, office.objective(objective.code)).clamped

    before = drawn()
    store.settings.replace({"weights": "off"})
    assert drawn() != before
    store.settings.replace({})

    store.cycles.close(objective.cycle, now=now)
    store.settings.replace({"weights": "off"})
    assert drawn() == before
    store.settings.replace({})
    store.settings.replace({"weights": "off"})
    assert drawn() == before
    assert store.settings.texts() == {"weights": "off"}
