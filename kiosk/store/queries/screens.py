"""Screens: their settings, their commands, and when each was last seen."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from kiosk.errors import NotFound
from kiosk.okr.screens import (
    DIAGONAL,
    DISTANCE,
    EVERY_SCREEN,
    Margins,
    Message,
    PageKindSetting,
    Screen,
    ScreenCommands,
    Theme,
    is_seen_once,
    refuse_screen_deletion,
)
from kiosk.store.db.conversion import (
    decimal_or_none,
    decimal_text,
    parse_timestamp,
    timestamp_to_text,
)
from kiosk.store.queries.office import revision as read_revision

# A browser without the cookie counts as a new screen each time.
FORGOTTEN_AFTER = timedelta(days=90)
MAX_VISITS = 256
# Seconds; limits what another program may have written.
LONGEST_STAY = 600


@dataclass(frozen=True, slots=True)
class Screens:
    """Every screen that was set to anything, at one revision.

    :ivar message_to_all: the message to all screens, expired or not.
    :ivar guest_mode_until: when guest mode ends or ended; aware.
    """

    revision: int
    by_name: Mapping[str, Screen] = field(default_factory=dict)
    message_to_all: Message | None = None
    guest_mode_until: datetime | None = None

    def of(self, name: str) -> Screen:
        """The screen with this name; one without settings has the defaults."""
        return self.by_name.get(name) or Screen(name)


@dataclass(frozen=True, slots=True)
class ScreenVisit:
    """A screen that has shown the wall: the first time, and the last time (to the day)."""

    name: str
    since: datetime
    seen_at: datetime


def screens(db: sqlite3.Connection) -> Screens:
    """All screens."""
    rows = {row["name"]: row for row in db.execute("SELECT * FROM screens").fetchall()}
    every = rows.pop(EVERY_SCREEN, None)
    return Screens(
        revision=read_revision(db),
        by_name={name: _screen(row) for name, row in rows.items()},
        message_to_all=_message(every) if every else None,
        guest_mode_until=parse_timestamp(every["guests_until"] or "") if every else None,
    )


def _screen(row: sqlite3.Row) -> Screen:
    return Screen(
        name=row["name"],
        label=row["label"],
        place=row["place"],
        group=row["in_group"],
        diagonal=row["diagonal"] or DIAGONAL,
        distance=decimal_or_none(row["distance"]) or DISTANCE,
        theme=Theme(row["theme"]),
        light_from=_time(row["light_from"]) or time(7),
        light_to=_time(row["light_to"]) or time(19),
        dim_from=_time(row["dim_from"]),
        dim_to=_time(row["dim_to"]),
        timezone=_zone_or_none(row["timezone"]),
        language=_language_or_none(row["language"]),
        teams=tuple(row["teams"].split()),
        dwell=row["dwell"],
        margins=Margins(
            row["margin_top"], row["margin_right"], row["margin_bottom"], row["margin_left"]
        ),
        low_power=bool(row["low_power"]),
        rotation=row["turned"],
        pages=tuple(map(_choice, row["pages"].split())),
        commands=_commands(row),
    )


def _commands(row: sqlite3.Row) -> ScreenCommands:
    return ScreenCommands(
        identify_until=parse_timestamp(row["identify_until"] or ""),
        marks_until=parse_timestamp(row["marks_until"] or ""),
        reload=row["reload"],
        show=row["show"],
        hold=bool(row["hold"]),
        command_number=row["asked"],
        replay=row["replay"],
        message=_message(row),
    )


def _message(row: sqlite3.Row) -> Message | None:
    until = parse_timestamp(row["message_until"] or "")
    return Message(row["message"], until) if row["message"] and until else None


def _time(text: str | None) -> time | None:
    """None for an invalid value of another program."""
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        return None


def _zone_or_none(text: str) -> str:
    try:
        return ZoneInfo(text).key if text else ""
    except (KeyError, OSError, ValueError):
        return ""


def _choice(text: str) -> PageKindSetting:
    """Parse a page kind setting: "moved" is shown; "objective:20" for 20 seconds each; "-cycle" not
    at all."""
    kind, _, seconds = text.removeprefix("-").partition(":")
    stays = int(seconds) if seconds.isascii() and seconds.isdigit() else 0
    return PageKindSetting(kind, not text.startswith("-"), min(stays, LONGEST_STAY))


def _choice_text(choice: PageKindSetting) -> str:
    stays = f":{choice.seconds}" if choice.seconds else ""
    return f"{'' if choice.shown else '-'}{choice.kind}{stays}"


def _language_or_none(text: str) -> str:
    try:
        return str(Locale.parse(text)) if text else ""
    except (ValueError, UnknownLocaleError):
        return ""


def set_screen(db: sqlite3.Connection, screen: Screen) -> None:
    """Write a screen's settings; commands stay."""
    dim_from, dim_to = screen.dim_from, screen.dim_to
    margins = screen.margins
    _write(db, screen.name, {
        "label": screen.label,
        "place": screen.place,
        "in_group": screen.group,
        "diagonal": screen.diagonal,
        "distance": decimal_text(screen.distance),
        "theme": screen.theme.value,
        "light_from": f"{screen.light_from:%H:%M}",
        "light_to": f"{screen.light_to:%H:%M}",
        "dim_from": f"{dim_from:%H:%M}" if dim_from else None,
        "dim_to": f"{dim_to:%H:%M}" if dim_to else None,
        "timezone": screen.timezone,
        "language": screen.language,
        "teams": " ".join(screen.teams),
        "dwell": screen.dwell,
        "margin_top": margins.top,
        "margin_right": margins.right,
        "margin_bottom": margins.bottom,
        "margin_left": margins.left,
        "low_power": int(screen.low_power),
        "turned": screen.rotation,
        "pages": " ".join(map(_choice_text, screen.pages)),
    })  # fmt: skip


def identify(db: sqlite3.Connection, name: str, until: datetime) -> None:
    """Show the screen's name full-size until a time."""
    _write(db, name, {"identify_until": timestamp_to_text(until)})


def show_margin_marks(db: sqlite3.Connection, name: str, until: datetime) -> None:
    """Mark the corners of the visible area until a time."""
    _write(db, name, {"marks_until": timestamp_to_text(until)})


def reload(db: sqlite3.Connection, name: str) -> None:
    """Reload the screen's page once."""
    _increment(db, name, "reload")


def play_replay(db: sqlite3.Connection, name: str) -> None:
    """Play the cycle's replay."""
    _increment(db, name, "replay")


def show_page(db: sqlite3.Connection, name: str, page: str, *, hold: bool | None = None) -> None:
    """Show a page, "" for none; and, unless None, hold it or go on."""
    held = {} if hold is None else {"hold": int(hold)}
    _write(db, name, {"show": page, **held})
    _increment(db, name, "asked")


def show_message(db: sqlite3.Connection, name: str, message: Message | None) -> None:
    """Show a message, or remove it (None); `*` is every screen."""
    until = timestamp_to_text(message.until) if message else None
    _write(db, name, {"message": message.text if message else "", "message_until": until})


def start_guest_mode(db: sqlite3.Connection, until: datetime | None) -> None:
    """Redact confidential key results until a time; None ends it."""
    _write(db, EVERY_SCREEN, {"guests_until": timestamp_to_text(until) if until else None})


def _write(db: sqlite3.Connection, name: str, values: Mapping[str, object]) -> None:
    db.execute("INSERT OR IGNORE INTO screens (name) VALUES (?)", (name,))
    columns = ", ".join(f"{column} = ?" for column in values)
    db.execute(f"UPDATE screens SET {columns} WHERE name = ?", (*values.values(), name))


def _increment(db: sqlite3.Connection, name: str, column: str) -> None:
    db.execute("INSERT OR IGNORE INTO screens (name) VALUES (?)", (name,))
    db.execute(f"UPDATE screens SET {column} = {column} + 1 WHERE name = ?", (name,))


def record_visits(db: sqlite3.Connection, names: Iterable[str], now: datetime) -> None:
    """Record that screens showed the wall. Screens without settings that were not seen for long are
    deleted."""
    at = timestamp_to_text(now)
    db.executemany(
        "INSERT INTO screens_seen (name, since, seen_at) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at",
        [(name, at, at) for name in names],
    )
    _forget(db, now)


def _forget(db: sqlite3.Connection, now: datetime) -> None:
    """Delete visits beyond the limit: any browser can open the wall. Screens seen on several days
    are kept before those seen once."""
    db.execute(
        "DELETE FROM screens_seen WHERE name NOT IN (SELECT name FROM screens)"
        " AND (seen_at < ? OR name NOT IN (SELECT name FROM screens_seen"
        " ORDER BY seen_at > since DESC, seen_at DESC, name LIMIT ?))",
        (timestamp_to_text(now - FORGOTTEN_AFTER), MAX_VISITS),
    )


def is_deletable(db: sqlite3.Connection, name: str) -> bool:
    """Whether a screen is known, and showed the wall on one day at most."""
    found = next((screen for screen in visits(db) if screen.name == name), None)
    if found is not None:
        return is_seen_once(found.since, found.seen_at)
    return db.execute("SELECT 1 FROM screens WHERE name = ?", (name,)).fetchone() is not None


def delete_screen(db: sqlite3.Connection, name: str) -> None:
    """Delete a screen that showed the wall on one day at most, and its settings.

    :raises NotFound: there is no such screen.
    :raises ValidationError: it has shown the wall for longer.
    """
    row = {screen.name: screen for screen in visits(db)}.get(name)
    if row is None and not db.execute("SELECT 1 FROM screens WHERE name = ?", (name,)).fetchone():
        raise NotFound("There is no screen %(name)s", name=name)
    if row is not None:
        refuse_screen_deletion(row.since, row.seen_at)
    db.execute("DELETE FROM screens WHERE name = ? AND name <> ?", (name, EVERY_SCREEN))
    db.execute("DELETE FROM screens_seen WHERE name = ?", (name,))


def visits(db: sqlite3.Connection) -> tuple[ScreenVisit, ...]:
    """The visits of all screens, by name."""
    rows = db.execute("SELECT * FROM screens_seen ORDER BY name").fetchall()
    return tuple(
        ScreenVisit(row["name"], since, seen_at)
        for row in rows
        if (since := parse_timestamp(row["since"])) and (seen_at := parse_timestamp(row["seen_at"]))
    )
