"""Posters as PDF, or as pictures for a preview, set by a process of its own (worker.py)."""

import subprocess
import sys
from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from kiosk.errors import KioskError, ValidationError
from kiosk.exchange.poster.content import PosterContent
from kiosk.exchange.poster.worker import Job, Made, TileJob
from kiosk.okr.paper import smallest_type
from kiosk.okr.poster_draft import PosterDraft
from kiosk.okr.tiles import MARGIN

PATIENCE = 90
"""Seconds by the clock: a busy machine takes longer for the same."""
LARGEST = 3.0
"""How many times the smallest type the text may be, where there is room."""
COLUMN = 25
"""The least width of a column, in em."""
_SCANNED_AT = 0.5
"""The address below a code is read by those who scan it, from half the distance."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A poster: its files (a PDF, or a picture of each sheet), how many sheets it has, the size of
    its text in points, the characters that no font of this machine has, and how many pages its PDF
    has."""

    files: tuple[bytes, ...]
    sheets: int
    points: float
    missing: str
    pages: int


def print_poster(
    content: PosterContent,
    draft: PosterDraft,
    now: datetime,
    *,
    logo: bytes | None = None,
    tile_label: str = "",
    ppi: float = 0,
    has_system_fonts: bool = True,
) -> Printed:
    """A poster as a PDF.

    :param logo: a black shape as PNG.
    :param tile_label: says which tile it is, with places for {sheet}, {sheets}, {row}, {column}.
    :param ppi: of pictures instead, one for each sheet; 0 for a PDF.
    :raises ValidationError: on "distance", if the type would be too large for the paper.
    """
    if logo is not None:
        content = replace(content, header=replace(content.header, logo="logo.png"))
    job = Job(
        template="poster.typ",
        data=_data(content, draft),
        timestamp=int(now.timestamp()),
        tiles=_tiles(content, draft, tile_label),
        ppi=ppi,
        logo=b64encode(logo).decode() if logo else "",
        has_system_fonts=has_system_fonts,
    )
    about, files = run_worker(job)
    if not about.fits:
        raise ValidationError(
            "distance",
            "Type that can be read from %(distance)s m is too large for %(size)s."
            " Choose a larger size or a shorter distance",
            distance=draft.distance,
            size=draft.paper.name,
        )
    return Printed(files, about.sheets, about.points, about.missing, about.pages)


def run_worker(job: Job) -> tuple[Made, tuple[bytes, ...]]:
    """What the worker made of a job.

    :raises KioskError: it took too much time or memory.
    """
    command = [sys.executable, "-I", "-m", "kiosk.exchange.poster.worker"]
    try:
        ended = subprocess.run(  # noqa: S603 -- this program
            command,
            input=msgspec.json.encode(job),
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much() from error
    if ended.returncode:
        raise _too_much()
    line, _, rest = ended.stdout.partition(b"\n")
    about = msgspec.json.decode(line, type=Made)
    files, start = [], 0
    for length in about.lengths:
        files.append(rest[start : start + length])
        start += length
    return about, tuple(files)


def _too_much() -> KioskError:
    return KioskError(
        "Making this PDF takes too much time or memory. Choose fewer teams or a smaller size"
    )


def _data(content: PosterContent, draft: PosterDraft) -> dict[str, Any]:
    width, height = draft.sheet
    smallest = smallest_type(draft.distance)
    return dict(msgspec.to_builtins(content)) | {
        "width": width,
        "height": height,
        "margin": max(MARGIN, min(width, height) * 0.035),
        "smallest": smallest,
        "scan": smallest * _SCANNED_AT,
        "largest": 1.0 if draft.saves_ink else LARGEST,
        "column": COLUMN,
        "saves_ink": draft.saves_ink,
    }


def _tiles(content: PosterContent, draft: PosterDraft, label: str) -> TileJob | None:
    if draft.tile is None:
        return None
    about = {"title": content.title, "language": content.language, "label": label}
    return TileJob(about, draft.sheet, draft.tile.name)
