"""The formats of an export, by the ending of the file."""

from collections.abc import Callable

from kiosk.exchange.export_json import json_file
from kiosk.exchange.export_source import OfficeExport
from kiosk.exchange.export_text import csv_archive, csv_file, markdown_file
from kiosk.exchange.export_workbook import workbook_file
from kiosk.views.i18n.localizer import Localizer

FORMATS: dict[str, Callable[[Localizer, OfficeExport], bytes]] = {
    "xlsx": workbook_file,
    "csv": csv_file,
    "zip": csv_archive,
    "json": json_file,
    "md": markdown_file,
}
"""Those that the import reads back."""
