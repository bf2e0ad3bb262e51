"""What an uploaded image may be, and what is made of it."""

from dataclasses import dataclass

NAMES = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WebP", "SVG": "SVG"}
"""Formats as people write them."""

MEGAPIXEL = 1_000_000
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ImageRules:
    """Limits of an uploaded image, and what it is written as.

    :ivar formats: the formats that are read, of PNG, JPEG, WEBP and SVG.
    :ivar most_bytes: the largest file.
    :ivar most_pixels: the largest picture, before it is made smaller.
    :ivar width, height: the picture is made smaller to fit in, never larger, in pixels.
    :ivar is_mask: whether only the shape is kept: black, with an alpha channel, cut to its edges.
        Otherwise the picture is written with its colours, as WebP.
    """

    formats: tuple[str, ...]
    most_bytes: int
    most_pixels: int
    width: int
    height: int
    is_mask: bool = False


@dataclass(frozen=True, slots=True)
class SafeImage:
    """An image that has been decoded and encoded again, without metadata."""

    data: bytes
    content_type: str
    width: int
    height: int


PICTURE = ImageRules(("PNG", "JPEG", "WEBP"), 5 * MEGABYTE, 40 * MEGAPIXEL, 3840, 3840)
"""A picture on a page of the wall."""

LOGO = ImageRules(("PNG", "SVG"), MEGABYTE, 10 * MEGAPIXEL, 1200, 240, is_mask=True)
"""The company's logo: a shape that each theme draws in its own colour."""
