"""`kiosk export`: the OKRs of a cycle as a file."""

from contextlib import suppress
from pathlib import Path

from kiosk.config import Settings
from kiosk.errors import ValidationError
from kiosk.exchange.export_formats import FORMATS
from kiosk.exchange.export_table import export_rows
from kiosk.okr.model import Cycle
from kiosk.store import Store
from kiosk.web.core.command_language import office_localizer
from kiosk.web.core.services import open_store, utc_now


def export_file(settings: Settings, file: Path, cycle: str) -> str:
    """Write the OKRs of a cycle to a file; returns a sentence that says so.

    :param cycle: its name; "" for the one that runs.
    :raises ValidationError: on "file" or "cycle", saying what to do.
    """
    store, localizer = open_store(settings), office_localizer(settings)
    ending = file.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        raise ValidationError(
            "file", "%(file)s ends in none of these: %(known)s", file=file, known=_endings()
        )
    found = _cycle(store, cycle)
    rows = export_rows(store.cycles.office(found.id, utc_now()))
    _write(file, FORMATS[ending](found.name, rows))
    values = {"cycle": found.name, "file": file, "count": localizer.number(len(rows))}
    return localizer.gettext("%(file)s: %(count)s rows of %(cycle)s") % values


def _endings() -> str:
    return ", ".join(f".{ending}" for ending in FORMATS)


def _cycle(store: Store, name: str) -> Cycle:
    cycles = store.cycles.all()
    running = store.office(utc_now()).cycles
    found = (
        [c for c in cycles if c.name.casefold() == name.strip().casefold()]
        if name
        else list(running)
    )
    if len(found) == 1:
        return found[0]
    raise ValidationError(
        "cycle", "Name one of the cycles with --cycle: %(known)s",
        known=", ".join(c.name for c in cycles) or "—",
    )  # fmt: skip


def _write(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; one that is there stays."""
    try:
        with file.open("xb") as opened:
            try:
                opened.write(data)
            except OSError:
                with suppress(OSError):
                    file.unlink()
                raise
    except FileExistsError:
        raise ValidationError(
            "file", "%(file)s exists already. Name a file that does not", file=file
        ) from None
    except OSError as error:
        raise ValidationError(
            "file", "%(file)s cannot be written: %(reason)s", file=file,
            reason=error.strerror or error,
        ) from error  # fmt: skip
