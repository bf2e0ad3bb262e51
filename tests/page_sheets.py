"""One sheet with a page of the wall at the five sizes, each with its size below it."""

from collections.abc import Mapping

from PIL import Image, ImageDraw, ImageFont

Size = tuple[int, int]
SIZES: tuple[Size, ...] = ((1920, 1080), (3840, 2160), (1080, 1920), (1280, 720), (2560, 1080))
COLORS = 128
WIDTH = 480  # of a picture that is wider than high
GAP, LINE = 16, 22  # around pictures, and for the size below each
_ROW = WIDTH * 9 // 16 + LINE
_UPRIGHT_HEIGHT = 2 * _ROW + GAP - LINE
# Where each is, from the left and the top, and how wide it is.
_PLACES: dict[Size, tuple[int, int, int]] = {
    (1920, 1080): (GAP, GAP, WIDTH),
    (3840, 2160): (2 * GAP + WIDTH, GAP, WIDTH),
    (1280, 720): (GAP, 2 * GAP + _ROW, WIDTH),
    (2560, 1080): (2 * GAP + WIDTH, 2 * GAP + _ROW, WIDTH),
    (1080, 1920): (3 * GAP + 2 * WIDTH, GAP, _UPRIGHT_HEIGHT * 9 // 16),
}
_DARK, _LIGHT = ("#333333", "#d0d0d0"), ("#d2d2d2", "#333333")


def sheet(pictures: Mapping[Size, Image.Image], *, is_dark: bool) -> Image.Image:
    """The pictures beside each other, reduced."""
    ground, ink = _DARK if is_dark else _LIGHT
    left, _, width = _PLACES[1080, 1920]
    drawn = Image.new("RGB", (left + width + GAP, 2 * GAP + _UPRIGHT_HEIGHT + LINE), ground)
    pen, font = ImageDraw.Draw(drawn), ImageFont.load_default(size=13)
    for size, picture in pictures.items():
        left, top, width = _PLACES[size]
        height = round(width * size[1] / size[0])
        drawn.paste(picture.resize((width, height), Image.Resampling.LANCZOS), (left, top))
        pen.text((left, top + height + 4), f"{size[0]} x {size[1]}", fill=ink, font=font)
    return reduced(drawn)


def reduced(picture: Image.Image) -> Image.Image:
    """In as few colours as do: a picture is in the repository for ever, and of so few colours, what
    loses nothing is smaller than what loses some."""
    # The method that keeps also what is small, such as the colours of teams.
    return picture.quantize(COLORS, Image.Quantize.MAXCOVERAGE, kmeans=1).convert("RGB")
