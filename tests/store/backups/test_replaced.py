"""Databases set aside by restores are kept for some time, and not for ever."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.store.backups.replaced import NEWEST_KEPT, forget_replaced, replaced_path

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def set_aside(database: Path, days: int) -> Path:
    path = replaced_path(database, NOW - timedelta(days=days))
    path.touch()
    return path


def test_all_of_a_week_stay_then_the_newest_three_and_after_a_month_none(tmp_path: Path) -> None:
    database = tmp_path / "kiosk.db"
    this_week = [set_aside(database, 6) for _ in range(5)]
    older = set_aside(database, 8)
    journal = older.with_name(f"{older.name}-journal")
    journal.touch()
    forget_replaced(database, NOW)
    assert sorted(tmp_path.iterdir()) == sorted(this_week)

    forget_replaced(database, NOW + timedelta(days=10))
    assert len(list(tmp_path.iterdir())) == NEWEST_KEPT
    forget_replaced(database, NOW + timedelta(days=25))
    assert list(tmp_path.iterdir()) == []


def test_two_in_one_second_have_two_names_and_other_files_are_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "kiosk.db"
    first, second = set_aside(database, 100), set_aside(database, 100)
    assert first != second
    others = [tmp_path / name for name in ("kiosk.db", "kiosk.db.replaced-by-me", "mine.db")]
    for other in others:
        other.touch()
    forget_replaced(database, NOW)
    assert sorted(tmp_path.iterdir()) == sorted(others)
