"""QR codes as one small SVG path, in the smallest version that a link allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from qrcode import QRCode, constants
from qrcode.exceptions import DataOverflowError

QUIET = 4
_LEVELS = (
    constants.ERROR_CORRECT_H,
    constants.ERROR_CORRECT_Q,
    constants.ERROR_CORRECT_M,
    constants.ERROR_CORRECT_L,
)
SMALL_VERSION = 2


@dataclass(frozen=True, slots=True)
class QrCode:
    """`path` draws the dark modules in a box of `size` modules a side, quiet zone included."""

    link: str
    size: int
    path: str


@lru_cache(maxsize=512)
def qr_code(link: str) -> QrCode:
    """The code of a link, in capitals where that opens the same page.

    Fewer modules beat more error correction, so: version 2 at level M, else 2 at L, else the
    smallest version at M; and then the highest level which that version still holds.
    """
    code = _smallest(link)
    matrix = code.get_matrix()
    return QrCode(link, len(matrix), "".join(_row(y, row) for y, row in enumerate(matrix)))


def _smallest(link: str) -> QRCode:  # type: ignore[type-arg]
    for level in (constants.ERROR_CORRECT_M, constants.ERROR_CORRECT_L):
        if _made(link, level, SMALL_VERSION):
            return _strongest(link, SMALL_VERSION, level)
    code = QRCode(error_correction=constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(link)
    code.make(fit=True)
    return _strongest(link, code.version, constants.ERROR_CORRECT_M)


def _strongest(link: str, version: int, at_least: int) -> QRCode:  # type: ignore[type-arg]
    for level in _LEVELS:
        code = _made(link, level, version)
        if code or level == at_least:
            break
    if code is None:
        raise DataOverflowError
    return code


def _made(link: str, level: int, version: int) -> QRCode | None:  # type: ignore[type-arg]
    code = QRCode(version=version, error_correction=level, border=QUIET)
    code.add_data(link)
    try:
        code.make(fit=False)
    except DataOverflowError:
        return None
    return code


def _row(y: int, row: Sequence[bool | None]) -> str:
    """One path piece for each run of dark modules in a row."""
    pieces, x = [], 0
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            pieces.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(pieces)
