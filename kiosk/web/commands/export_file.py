"""`kiosk export`: the OKRs of a cycle, or of all, as a file."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.config import Settings
from kiosk.errors import ValidationError
from kiosk.okr.model import Cycle
from kiosk.store import Store
from kiosk.web.commands.new_file import write_new_file
from kiosk.web.core.command_language import office_localizer
from kiosk.web.core.okr_export import CONTENT_TYPES, exported_file
from kiosk.web.core.services import open_store, utc_now


def export_file(settings: Settings, file: Path, cycle: str, *, every: bool = False) -> str:
    """Write the OKRs of a cycle to a file; returns a sentence that says so.

    :param cycle: its name; "" for the one that runs.
    :param every: all cycles.
    :raises ValidationError: on "file" or "cycle", saying what to do.
    """
    if every and cycle:
        raise ValidationError(
            "cycle", "Take all cycles with --all, or “%(cycle)s” alone with --cycle, not both",
            cycle=cycle,
        )  # fmt: skip
    store, localizer = open_store(settings), office_localizer(settings)
    ending = file.suffix.lower().lstrip(".")
    if ending not in CONTENT_TYPES:
        raise ValidationError(
            "file",
            "“%(file)s” ends in none of these: %(known)s. Name a file like okrs.xlsx",
            file=file if file.name else "",
            known=_endings(),
        )
    cycles = store.cycles.all() if every else (_cycle(store, cycle),)
    _, data = exported_file(store, localizer, cycles, ending, utc_now())
    write_new_file(file, data)
    values = {"cycles": ", ".join(c.name for c in cycles), "file": file}
    return localizer.gettext("%(file)s holds %(cycles)s.") % values


def _endings() -> str:
    return ", ".join(f".{ending}" for ending in CONTENT_TYPES)


def _cycle(store: Store, name: str) -> Cycle:
    cycles: Sequence[Cycle] = store.cycles.all()
    running = store.office(utc_now()).cycles
    found = (
        [c for c in cycles if c.name.casefold() == name.strip().casefold()]
        if name
        else list(running)
    )
    if len(found) == 1:
        return found[0]
    known = ", ".join(c.name for c in cycles)
    if not known:
        raise ValidationError("cycle", "There is no cycle yet. Add one on the page “Cycles” first")
    if name:
        raise ValidationError(
            "cycle",
            "No cycle is called “%(cycle)s”. Name one of these with --cycle, or take all with"
            " --all: %(known)s",
            cycle=name,
            known=known,
        )
    raise ValidationError(
        "cycle", "Name one of the cycles with --cycle, or take all with --all: %(known)s",
        known=known,
    )  # fmt: skip
