"""What a camera reads from the codes of a page, drawn as the page draws them."""

import re

import numpy as np
import zxingcpp

from kiosk.views.qr import QrCode

SIDE = 4  # pixels a module
LIGHT = 220
# What a phone's camera opens at once; some take anything else for plain text.
OPENED = re.compile(
    r"https?://(?:[A-Z0-9-]+(?:\.[A-Z0-9-]+)*)(?::[0-9]{1,5})?(?:/[A-Z0-9.%_-]*)*", re.ASCII
)
_SVG = re.compile(r'<svg[^>]*viewBox="0 0 (\d+) \1".*?</svg>', re.DOTALL)
_HELD = re.compile(r'data-qr="([^"]*)"')
_PATH = re.compile(r'd="(M[^"]+)"')

Picture = np.ndarray[tuple[int, int], np.dtype[np.uint8]]


def drawn(size: int, path: str) -> Picture:
    """A code as its path draws it, dark on light."""
    image = np.full((size * SIDE, size * SIDE), LIGHT, np.uint8)
    for start, y, steps in re.findall(r"M(\d+) (\d+)\.5([^M]+)", path):
        rows, x = slice(int(y) * SIDE, (int(y) + 1) * SIDE), int(start)
        for lifted, width in re.findall(r"([mh])(\d+)", steps):
            if lifted == "h":
                image[rows, x * SIDE : (x + int(width)) * SIDE] = 0
            x += int(width)
    return image


def read(code: QrCode) -> zxingcpp.Barcode:
    """What a camera reads from one code."""
    [found] = zxingcpp.read_barcodes(drawn(code.size, code.path))
    return found


def codes_of(html: str) -> dict[str, str]:
    """For each code of a page: what its data-qr says, and what a camera reads from it."""
    held = _HELD.findall(html)
    pictures = [svg for svg in _SVG.finditer(html) if _PATH.search(svg[0])]
    assert len(held) == len(pictures)
    return {
        link: _text(int(svg[1]), _PATH.search(svg[0])[1])  # type: ignore[index]
        for link, svg in zip(held, pictures, strict=True)
    }


def printed(text: str) -> str:
    """What a camera reads from a code printed on a terminal, two rows a line."""
    lines = [line for line in text.splitlines() if set(line) & set("█▀▄")]
    width = max(len(line) for line in lines)
    upper = [[sign in "█▀" for sign in line.ljust(width)] for line in lines]
    lower = [[sign in "█▄" for sign in line.ljust(width)] for line in lines]
    rows = [row for pair in zip(upper, lower, strict=True) for row in pair]
    modules = np.where(np.array(rows), LIGHT, 0).astype(np.uint8)
    [found] = zxingcpp.read_barcodes(np.kron(modules, np.ones((SIDE, SIDE), np.uint8)))
    return found.text


def _text(size: int, path: str) -> str:
    [found] = zxingcpp.read_barcodes(drawn(size, path))
    return found.text
