"""What a phone's camera makes of a code: small, tilted, blurred, pale and grainy."""

import io
from dataclasses import dataclass
from math import cos, pi, radians, sin

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter
from playwright.sync_api import Page

MODULE = 3  # camera pixels
TILT = 30.0  # degrees at most, around any axis
BLUR = 0.8  # camera pixels
CONTRAST = 0.5
NOISE = 6.0
# From where people scan, in widths of what is in the picture.
AWAY = 11.0
AROUND = 3  # modules of the wall around the card: whatever stands there is in the picture too
CODE = """() => {
    const code = document.querySelector(".page[data-current] .qr");
    if (!code) return null;
    const {left, top, width} = code.getBoundingClientRect();
    return {link: code.dataset.qr, modules: Number(code.dataset.modules), left, top, width};
}"""


@dataclass(frozen=True, slots=True)
class Code:
    """A code as the wall paints it: its link, and its card with what is around it; `module` is
    in pixels of the picture."""

    link: str
    picture: Image.Image
    module: float


def code_on(page: Page) -> Code | None:
    """The code of the page on show."""
    box = page.evaluate(CODE)
    if box is None:
        return None
    module = box["width"] / box["modules"]
    edge = AROUND * module
    clip = {"x": max(0, box["left"] - edge), "y": max(0, box["top"] - edge)}
    side = box["width"] + 2 * edge
    shot = page.screenshot(clip={**clip, "width": side, "height": side})  # type: ignore[arg-type]
    # Of a very fine screen not every pixel: hundreds of pictures are taken of it.
    fewer = max(1, int(module / (3.5 * MODULE)))
    picture = Image.open(io.BytesIO(shot)).convert("L").reduce(fewer)
    return Code(box["link"], picture, module / fewer)


def share_read(code: Code, pictures: int, seed: int = 3) -> float:
    """The share of so many pictures, each another, that is read as what the code holds."""
    chance = np.random.default_rng(seed)
    return sum(_read(_taken(code, chance)) == code.link for _ in range(pictures)) / pictures


def _read(picture: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]") -> str:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if len(found) == 1 else ""


def _taken(
    code: Code, chance: np.random.Generator
) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    tilted = _tilted(code.picture, chance)
    scale = MODULE / code.module
    size = (round(tilted.width * scale), round(tilted.height * scale))
    small = tilted.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(BLUR))
    pale = 128 + (np.asarray(small, dtype=float) - 128) * CONTRAST
    grainy = pale + chance.normal(0, NOISE, pale.shape)
    return np.clip(np.rint(grainy), 0, 255).astype(np.uint8)


def _tilted(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """The picture turned out of its plane: where each of its corners is seen."""
    angle, axis = radians(chance.uniform(0, TILT)), chance.uniform(0, 2 * pi)
    half = picture.width / 2
    corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
    seen = []
    for x, y in corners:
        along, across = x * cos(axis) + y * sin(axis), y * cos(axis) - x * sin(axis)
        depth = 1 + across * sin(angle) / (AWAY * picture.width)
        along, across = along / depth, across * cos(angle) / depth
        seen.append(
            (along * cos(axis) - across * sin(axis), along * sin(axis) + across * cos(axis))
        )
    moved = [(x + half, y + half) for x, y in seen]
    whole = [(x + half, y + half) for x, y in corners]
    return picture.transform(
        picture.size,
        Image.Transform.PERSPECTIVE,
        _coefficients(moved, whole),
        Image.Resampling.BICUBIC,
        fillcolor=128,
    )


def _coefficients(seen: list[tuple[float, float]], whole: list[tuple[float, float]]) -> list[float]:
    """Of the projection that takes each point seen to where it is in the whole picture."""
    rows, values = [], []
    for (x, y), (u, v) in zip(seen, whole, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    solved: list[float] = np.linalg.solve(np.array(rows), np.array(values)).tolist()
    return solved
