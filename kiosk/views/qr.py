"""QR codes as one small SVG path, in the smallest version that holds the link."""

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
    """A QR code. `link` is the URL exactly as encoded. `path` draws the dark modules with a stroke
    one module wide, in a box of `size` modules a side including the quiet zone. It is half as
    long as their outlines would be, and half of a wall's HTML is its codes."""

    link: str
    size: int
    path: str


@lru_cache(maxsize=512)
def qr_code(url: str) -> QrCode:
    """The QR code of a URL whose host and path are case-insensitive.

    Fewer modules matter more than error correction: version 2 at level M, else 2 at L, else the
    smallest version at M. Then the highest level that still fits in that version.
    """
    link = as_encoded(url)
    version, level = _smallest(link)
    code = _filled(link, level, version)
    return _drawn(code, link, fit=False)


def exact_code(text: str) -> QrCode:
    """The QR code of a text in which capitals matter, like a password. It is kept nowhere."""
    code: QRCode[Any] = QRCode(error_correction=constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(QRData(text.encode()))
    return _drawn(code, text)


def as_encoded(url: str) -> str:
    """A URL as it is encoded: the scheme in lower case, because many phones read "HTTP://" as plain
    text; the rest in upper case, which takes two thirds of the space of lower case."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme.lower()}{separator}{rest.upper()}"


def segments(url: str) -> tuple[QRData, QRData]:
    """A URL as two segments: the scheme as bytes, the rest alphanumeric. A character outside that
    mode, such as "_" or the brackets of IPv6, turns the rest into bytes."""
    scheme, separator, rest = as_encoded(url).partition("://")
    return QRData(f"{scheme}{separator}"), QRData(rest)


def _drawn(code: "QRCode[Any]", link: str, *, fit: bool = True) -> QrCode:
    code.make(fit=fit)
    matrix = code.get_matrix()
    return QrCode(link, len(matrix), "".join(_row(y, row) for y, row in enumerate(matrix)))


def _smallest(link: str) -> tuple[int, int]:
    """Version and level, found before drawing, because each drawing tries eight masks."""
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
    """The dark modules of a row as one stroke with gaps; the quiet zone is at both ends."""
    start, *runs = [len(list(run)) for _dark, run in groupby(row)]
    steps = [f"m{run} 0" if index % 2 else f"h{run}" for index, run in enumerate(runs[:-1])]
    return f"M{start} {y}.5{''.join(steps)}" if steps else ""
