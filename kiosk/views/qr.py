"""QR codes as one small SVG path, in the smallest version that a link allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from qrcode import QRCode, constants
from qrcode.util import QRData

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
    """`link` is the URL exactly as the code holds it. `path`, drawn with a stroke one module wide,
    is the dark modules of a box of `size` modules a side, quiet zone included: half as long as
    their outlines, and half of a wall is its codes."""

    link: str
    size: int
    path: str


@lru_cache(maxsize=512)
def qr_code(url: str) -> QrCode:
    """The code of a URL, whose host and path are matched whatever their case.

    Fewer modules beat more error correction, so: version 2 at level M, else 2 at L, else the
    smallest version at M; and then the highest level which that version still holds.
    """
    link = as_encoded(url)
    version, level = _smallest(link)
    code = _filled(link, level, version)
    code.make(fit=False)
    matrix = code.get_matrix()
    return QrCode(link, len(matrix), "".join(_row(y, row) for y, row in enumerate(matrix)))


def as_encoded(url: str) -> str:
    """A URL as codes hold it: the scheme in lower case, for many phones take "HTTP://" for plain
    text, and the rest in capitals, which need two thirds of the room that small letters do."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme.lower()}{separator}{rest.upper()}"


def segments(url: str) -> tuple[QRData, QRData]:
    """A URL as a code's two segments: the scheme as bytes, the rest alphanumeric. A host with a
    sign that this mode has not, like "_" or the brackets of IPv6, makes the rest bytes."""
    scheme, separator, rest = as_encoded(url).partition("://")
    return QRData(f"{scheme}{separator}"), QRData(rest)


def _smallest(link: str) -> tuple[int, int]:
    """Version and level. Asked before anything is drawn: drawing tries eight masks each time."""
    version = _version(link, constants.ERROR_CORRECT_M)
    if version > SMALL_VERSION >= _version(link, constants.ERROR_CORRECT_L):
        return SMALL_VERSION, constants.ERROR_CORRECT_L
    return version, next(level for level in _LEVELS if _version(link, level) <= version)


def _version(link: str, level: int) -> int:
    return _filled(link, level).best_fit(start=1)


def _filled(link: str, level: int, version: int | None = None) -> QRCode[Any]:
    code = QRCode(version=version, error_correction=level, border=QUIET)
    for segment in segments(link):
        code.add_data(segment)
    return code


def _row(y: int, row: Sequence[bool | None]) -> str:
    """A line along a row, lifted over its light modules; the quiet zone is at both ends."""
    start, *runs = [len(list(run)) for _dark, run in groupby(row)]
    steps = [f"m{run} 0" if index % 2 else f"h{run}" for index, run in enumerate(runs[:-1])]
    return f"M{start} {y}.5{''.join(steps)}" if steps else ""
