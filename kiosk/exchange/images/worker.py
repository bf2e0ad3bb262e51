"""Decodes one image in a process of its own, with limits on memory and time, and encodes it again.

An image is the work of somebody else's program, and decoders have had bugs: what goes wrong here
ends this process and nothing else. Reads the bytes of the file from standard input. Writes a line
of JSON, which has either the width and height or the name of an error, and then the new bytes.
"""

import json
import re
import resource
import sys
from io import BytesIO
from xml.etree import ElementTree as ET

from PIL import Image, ImageChops, ImageOps

MEMORY = 1_200_000_000
"""Bytes of address space: 40 megapixels take 160 MB for each copy."""
SECONDS = 20
SVG_HEIGHT = 960
"""Pixels: an SVG is drawn this high, and made smaller by the same filter as every picture."""
LEAST_ALPHA = 24
"""Of 255: what is fainter does not belong to a logo's shape."""
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression\(", re.IGNORECASE)
_OUTSIDE = ("image", "script", "foreignObject", "feImage", "iframe", "audio", "video")


class Refused(Exception):
    """Why an image cannot be used: the name of an error in decoding.py."""


def limit_resources() -> None:
    """From here on this process has so much memory and processor time, and writes no files."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def opened(data: bytes, formats: list[str], most_pixels: int) -> Image.Image:
    """The image, turned upright, not larger than allowed.

    :raises Refused: it is none of the formats, too large, or cannot be read.
    """
    Image.MAX_IMAGE_PIXELS = None  # compared below, before anything is decoded
    if "SVG" in formats and b"<svg" in data[:4096]:
        data = drawn(data)
    try:
        image = Image.open(BytesIO(data), formats=[name for name in formats if name != "SVG"])
    except Exception as error:
        raise Refused("format") from error
    if image.width * image.height > most_pixels:
        raise Refused(f"pixels {image.width} {image.height}")
    try:
        return ImageOps.exif_transpose(image)
    except Exception as error:
        raise Refused("broken") from error


def drawn(data: bytes) -> bytes:
    """An SVG as a PNG, drawn by resvg, without text in fonts of this machine.

    :raises Refused: it refers to something outside itself, or is no SVG.
    """
    import resvg_py

    text = data.decode("utf-8", "replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused("reference")
    try:
        # No entities are left that could grow, and this process has limits.
        for element in ET.fromstring(text).iter():  # noqa: S314
            refuse_reference(element)
        return bytes(
            resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True, height=SVG_HEIGHT)
        )
    except (ET.ParseError, ValueError) as error:
        raise Refused("broken") from error


def refuse_reference(element: ET.Element) -> None:
    """:raises Refused: the element loads something, or runs."""
    name = str(element.tag).rpartition("}")[2]
    styles = [element.text or ""] if name == "style" else []
    links = [value for key, value in element.items() if key.rpartition("}")[2] == "href"]
    if (
        name in _OUTSIDE
        or any(not link.startswith("#") for link in links)
        or any(_REFERENCE.search(text) for text in [*element.attrib.values(), *styles])
    ):
        raise Refused("reference")


def in_colour(image: Image.Image, size: tuple[int, int]) -> tuple[bytes, tuple[int, int]]:
    """The picture as WebP, at most as large as `size`."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    picture = image.convert(mode)
    picture.thumbnail(size, Image.Resampling.LANCZOS)
    return encoded(picture, "WEBP", quality=85), picture.size


def as_mask(image: Image.Image, size: tuple[int, int]) -> tuple[bytes, tuple[int, int]]:
    """The image's shape as PNG: black with an alpha channel, cut to its edges.

    :raises Refused: nothing, or everything, would be black.
    """
    shape = shape_of(image)
    edges = shape.point(lambda alpha: 255 * (alpha >= LEAST_ALPHA)).getbbox()
    if edges is None or shape.crop(edges).histogram()[255] == area(edges):
        raise Refused("blank")
    shape = shape.crop(edges)
    shape.thumbnail(size, Image.Resampling.LANCZOS)
    black = Image.new("L", shape.size, 0)
    return encoded(Image.merge("LA", (black, shape)), "PNG", optimize=True), shape.size


def area(box: tuple[int, int, int, int]) -> int:
    """The number of pixels in a box: left, top, right, bottom."""
    return (box[2] - box[0]) * (box[3] - box[1])


def shape_of(image: Image.Image) -> Image.Image:
    """How much each pixel belongs to the shape: its alpha, or, without transparency, how much it
    differs from the corner, which is the ground."""
    if image.has_transparency_data:
        alpha = image.convert("RGBA").getchannel("A")
        if alpha.histogram()[0]:
            return alpha
    gray = image.convert("RGB").convert("L")
    corner = Image.new("L", gray.size, gray.getpixel((0, 0)))
    return ImageOps.autocontrast(ImageChops.difference(gray, corner))


def encoded(picture: Image.Image, name: str, **options: int | bool) -> bytes:
    """The pixels alone as a file: whatever else came with them is left behind."""
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = BytesIO()
    bare.save(out, name, **options)
    return out.getvalue()


def decode_input() -> None:
    """Decode what is on standard input, by the rules in the first argument."""
    rules = json.loads(sys.argv[1])
    Image.preinit()
    Image.init()
    limit_resources()
    data = sys.stdin.buffer.read()
    try:
        image = opened(data, rules["formats"], rules["most_pixels"])
        size = (rules["width"], rules["height"])
        made, (width, height) = (as_mask if rules["is_mask"] else in_colour)(image, size)
    except Refused as refused:
        answer: dict[str, str | int] = {"error": str(refused)}
        made = b""
    except Exception:  # noqa: BLE001 -- whatever a decoder raises
        answer, made = {"error": "broken"}, b""
    else:
        answer = {"width": width, "height": height}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)


if __name__ == "__main__":
    decode_input()
