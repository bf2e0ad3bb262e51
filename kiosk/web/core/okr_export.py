"""An export as a file's bytes and name, for the page and the command line."""

import re
from collections.abc import Sequence
from datetime import datetime

from kiosk.errors import ValidationError
from kiosk.exchange.export_formats import FORMATS
from kiosk.exchange.export_source import read_export
from kiosk.okr.model import Cycle
from kiosk.store import Store
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.core.cycle_file import cycle_file

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
"""Every format by the ending of its files, and the content type of each."""
_LONGEST_NAME = 100


def exported_file(
    store: Store, localizer: Localizer, cycles: Sequence[Cycle], ending: str, now: datetime
) -> tuple[str, bytes]:
    """The name and the content of a file with these cycles.

    :param ending: one of CONTENT_TYPES.
    :raises ValidationError: on "cycle", if there is none.
    """
    if not cycles:
        raise ValidationError("cycle", "There is no cycle yet. Add one first")
    if ending == "html":
        return _page(store, localizer, cycles, now)
    export = read_export(store, cycles, now)
    return file_name(export.title, ending), FORMATS[ending](localizer, export)


def _page(
    store: Store, localizer: Localizer, cycles: Sequence[Cycle], now: datetime
) -> tuple[str, bytes]:
    if len(cycles) > 1:
        raise ValidationError(
            "cycle", "A page holds one cycle. Name one of these: %(known)s",
            known=", ".join(cycle.name for cycle in cycles),
        )  # fmt: skip
    title = f"{store.office(now).name} {cycles[0].name}"
    return file_name(title, "html"), cycle_file(store, localizer, cycles[0], now)


def file_name(title: str, ending: str) -> str:
    """A name that says whose OKRs these are, of which cycle, in what."""
    words = "-".join(re.findall(r"\w+", f"{title} OKRs"))
    return f"{words[:_LONGEST_NAME]}.{ending}"
