"""The company's logo."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo: a black shape with an alpha channel, that each page draws in its own colour.

    :ivar digest: of the file; another logo has another.
    :ivar width, height: in pixels.
    """

    digest: str
    width: int
    height: int
