"""What a PDF is checked for: its pages, its type, its fonts and its codes."""

import ctypes
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image
from pypdf import PdfReader

MM = 72 / 25.4


@dataclass(frozen=True)
class Run:
    """A piece of text, its size in points, and where it is on its page in millimetres."""

    text: str
    points: float
    left: float
    bottom: float
    right: float
    top: float


def page_sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres."""
    pages = PdfReader(BytesIO(data)).pages
    return [
        (round(float(p.mediabox.width) / MM, 1), round(float(p.mediabox.height) / MM, 1))
        for p in pages
    ]


def runs(data: bytes) -> list[list[Run]]:
    """The text of each page."""
    return [_page_runs(page) for page in pdfium.PdfDocument(data)]


def _page_runs(page: Any) -> list[Run]:
    found, reader = [], page.get_textpage()
    for piece in page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_TEXT,), max_depth=5):
        size = ctypes.c_float()
        pdfium.raw.FPDFTextObj_GetFontSize(piece.raw, size)
        length = pdfium.raw.FPDFTextObj_GetText(piece.raw, reader.raw, None, 0)
        text = (ctypes.c_ushort * length)()
        pdfium.raw.FPDFTextObj_GetText(piece.raw, reader.raw, text, length)
        words = bytes(text).decode("utf-16-le").rstrip("\0")
        scale = abs(piece.get_matrix().d) or abs(piece.get_matrix().b)
        box = (side / MM for side in piece.get_bounds())
        if words.strip():
            found.append(Run(words, size.value * scale, *box))
    return found


@dataclass(frozen=True)
class Shape:
    """A drawn shape, its colour, and where it is on its page in millimetres."""

    color: str
    left: float
    bottom: float
    right: float
    top: float


def shapes(data: bytes) -> list[list[Shape]]:
    """The shapes of each page."""
    return [_page_shapes(page) for page in pdfium.PdfDocument(data)]


def _page_shapes(page: Any) -> list[Shape]:
    found = []
    for piece in page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_PATH,), max_depth=5):
        color = [ctypes.c_uint() for _ in range(4)]
        pdfium.raw.FPDFPageObj_GetFillColor(piece.raw, *color)
        box = (side / MM for side in piece.get_bounds())
        found.append(Shape("#" + "".join(f"{part.value:02x}" for part in color[:3]), *box))
    return found


def text_of(data: bytes) -> str:
    """All text, page by page, without line breaks."""
    pages = (page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data))
    return " ".join(" ".join(pages).split())


def fonts(data: bytes) -> dict[str, bool]:
    """The fonts by name, and whether each is embedded."""
    found: dict[str, bool] = {}
    for page in PdfReader(BytesIO(data)).pages:
        _collect(page.get("/Resources"), found)
    return found


def _collect(resources: Any, found: dict[str, bool]) -> None:
    if resources is None:
        return
    resources = resources.get_object()
    for font in (resources.get("/Font") or {}).values():
        font = font.get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        about = inner["/FontDescriptor"].get_object()
        files = ("/FontFile", "/FontFile2", "/FontFile3")
        found[str(font["/BaseFont"])] = any(name in about for name in files)
    for part in (resources.get("/XObject") or {}).values():
        _collect(part.get_object().get("/Resources"), found)


def pictures(data: bytes, dpi: float, most: int | None = None) -> list[Image.Image]:
    """Each page as a picture, or so many of the first ones."""
    pages = islice(pdfium.PdfDocument(data), most)
    return [page.render(scale=dpi / 72).to_pil() for page in pages]


def codes(data: bytes, dpi: float = 100, most: int | None = None) -> list[str]:
    """What the codes say, read from a rendering of all pages, or so many of the first ones."""
    return [text for picture in pictures(data, dpi, most) for text in codes_in(picture)]


def codes_in(picture: Image.Image) -> list[str]:
    """What the codes in a picture say."""
    found = zxingcpp.read_barcodes(picture.convert("L"), zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in found]
