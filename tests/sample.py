"""The sample office as most tests want it: its numbers alone.

Meetings and the quarter before are left out, so that a test that tells of some has no others.
"""

from dataclasses import replace
from pathlib import Path

from kiosk.exchange.office_file import read_office_file
from kiosk.exchange.office_file.model import OfficeFile
from kiosk.resources import sample_folder

WHOLE = sample_folder() / "office.toml"
"""The sample with all that is around its numbers."""


def office_file(path: Path | None = None) -> OfficeFile:
    """The office in a file, or the sample's numbers."""
    if path is not None:
        return read_office_file(path)
    return replace(read_office_file(WHOLE), meetings=(), previous=None)
