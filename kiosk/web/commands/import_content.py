"""What is in a file that is named on the command line."""

from pathlib import Path

from kiosk.errors import ValidationError
from kiosk.exchange.reading.source import MOST_BYTES


def file_content(path: Path) -> bytes:
    """Its bytes, and of one that is too large only so many that this can be seen.

    :raises ValidationError: on "file", if there is none, or it is a folder, a pipe or a device.
    """
    try:
        if path.exists() and not path.is_file():
            raise ValidationError(
                "file", "%(file)s is not a file. Name a file with OKRs, or save them as one first",
                file=path,
            )  # fmt: skip
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)  # reading refuses what is larger
    except OSError as error:
        raise ValidationError(
            "file", "%(file)s cannot be read: %(reason)s", file=path, reason=error.strerror or error
        ) from error
