"""Uploaded images: decoded and encoded again in a process of their own (worker.py)."""

import json
import subprocess
import sys
from dataclasses import asdict

from kiosk.errors import N_, ValidationError
from kiosk.exchange.images.rules import MEGABYTE, MEGAPIXEL, NAMES, ImageRules, SafeImage

SECONDS = 30
"""The longest that an image may take, with a machine that has other things to do."""

_MESSAGES = {
    "format": N_("“%(name)s” is not a picture in one of these formats: %(formats)s. Save it again"),
    "broken": N_("“%(name)s” cannot be read. Open it in another program and save it again"),
    "reference": N_("“%(name)s” loads something from outside. Save it as plain shapes or as a PNG"),
    "blank": N_("“%(name)s” shows no shape. Use one on a plain or transparent background"),
}


def safe_image(data: bytes, name: str, rules: ImageRules, field: str) -> SafeImage:
    """An uploaded image, decoded and encoded again: without metadata, and not larger than allowed.

    :param name: the file's name, for errors.
    :raises ValidationError: in `field`, if it is no image that the rules allow, or takes too long.
    """
    if not data:
        raise ValidationError(field, "Choose a file")
    if len(data) > rules.most_bytes:
        sizes = {"size": f"{len(data) / MEGABYTE:.1f}", "most": rules.most_bytes // MEGABYTE}
        message = N_("“%(name)s” has %(size)s MB. Save it smaller: at most %(most)s MB")
        raise ValidationError(field, message, name=name, **sizes)
    header, made = _answer(data, name, rules, field)
    if "error" in header:
        raise _error(str(header["error"]), name, rules, field)
    kind = "image/png" if rules.is_mask else "image/webp"
    return SafeImage(made, kind, int(header["width"]), int(header["height"]))


def _answer(
    data: bytes, name: str, rules: ImageRules, field: str
) -> tuple[dict[str, str | int], bytes]:
    """The worker's answer. A worker that was ended, by its limits or a bug, has none."""
    command = [
        sys.executable,
        "-I",
        "-m",
        "kiosk.exchange.images.worker",
        json.dumps(asdict(rules)),
    ]
    try:
        ended = subprocess.run(  # noqa: S603 -- this program
            command, input=data, capture_output=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise _error("broken", name, rules, field) from error
    line, _, made = ended.stdout.partition(b"\n")
    return (json.loads(line) if ended.returncode == 0 else {"error": "broken"}), made


def _error(answer: str, name: str, rules: ImageRules, field: str) -> ValidationError:
    what, *size = answer.split()
    if what == "pixels":
        width, height = map(int, size)
        message = N_(
            "“%(name)s” has %(width)s × %(height)s pixels. Save it with at most %(most)s megapixels"
        )
        values = {"width": width, "height": height, "most": rules.most_pixels // MEGAPIXEL}
        return ValidationError(field, message, name=name, **values)
    message, formats = _MESSAGES[what], ", ".join(NAMES[each] for each in rules.formats)
    return ValidationError(field, message, name=name, formats=formats)
