"""A colour of the company's own, for the band of its pages on the wall."""

import re

from kiosk.errors import ValidationError

GROUNDS = ("#101418", "#f6f2ea")
"""The backgrounds of a dark and of a light wall, as in static/css."""
LEAST = 3.0
"""The contrast that a shape needs, after the Web Content Accessibility Guidelines, 1.4.11."""
_HEX = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)


def parse_color(name: str, text: str) -> str:
    """A colour as "#rrggbb" that can be seen on dark and on light walls; "" for none.

    :raises ValidationError: it is no colour, or too faint on one of them.
    """
    if not text.strip():
        return ""
    found = _HEX.fullmatch(text.strip())
    if found is None:
        raise ValidationError(name, "“%(text)s” is not a colour. Write it like #b3471f", text=text)
    color = f"#{found[1].lower()}"
    on_dark, on_light = (contrast(color, ground) for ground in GROUNDS)
    if on_dark < LEAST:
        raise ValidationError(
            name, "“%(text)s” is too dark for dark walls. Choose a lighter one", text=text
        )
    if on_light < LEAST:
        raise ValidationError(
            name, "“%(text)s” is too light for light walls. Choose a darker one", text=text
        )
    return color


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours like "#rrggbb", from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
