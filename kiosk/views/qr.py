"""QR codes as one small SVG path, in the smallest version that a link allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from qrcode import QRCode, constants

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
    """`path`, drawn with a stroke one module wide, is the dark modules of a box of `size` modules
    a side, quiet zone included: half as long as their outlines, and half of a wall is its codes."""

    link: str
    size: int
    path: str


@lru_cache(maxsize=512)
def qr_code(link: str) -> QrCode:
    """The code of a link, in capitals where that opens the same page.

    Fewer modules beat more error correction, so: version 2 at level M, else 2 at L, else the
    smallest version at M; and then the highest level which that version still holds.
    """
    version, level = _smallest(link)
    code = QRCode(version=version, error_correction=level, border=QUIET)
    code.add_data(link)
    code.make(fit=False)
    matrix = code.get_matrix()
    return QrCode(link, len(matrix), "".join(_row(y, row) for y, row in enumerate(matrix)))


def _smallest(link: str) -> tuple[int, int]:
    """Version and level. Asked before anything is drawn: drawing tries eight masks each time."""
    version = _version(link, constants.ERROR_CORRECT_M)
    if version > SMALL_VERSION >= _version(link, constants.ERROR_CORRECT_L):
        return SMALL_VERSION, constants.ERROR_CORRECT_L
    return version, next(level for level in _LEVELS if _version(link, level) <= version)


def _version(link: str, level: int) -> int:
    code = QRCode(error_correction=level)
    code.add_data(link)
    return code.best_fit(start=1)


def _row(y: int, row: Sequence[bool | None]) -> str:
    """A line along a row, lifted over its light modules; the quiet zone is at both ends."""
    start, *runs = [len(list(run)) for _dark, run in groupby(row)]
    steps = [f"m{run} 0" if index % 2 else f"h{run}" for index, run in enumerate(runs[:-1])]
    return f"M{start} {y}.5{''.join(steps)}" if steps else ""
