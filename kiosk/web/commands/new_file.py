"""A file that a command makes: written whole or not at all, and never over one that is there."""

from contextlib import suppress
from pathlib import Path

from kiosk.errors import ValidationError


def refuse_existing(file: Path) -> None:
    """Raise ValidationError on "file" if there is one already."""
    if file.exists():
        raise _exists(file)


def write_new_file(file: Path, data: bytes) -> None:
    """Write a file that is not there yet.

    :raises ValidationError: on "file", if it is there or cannot be written.
    """
    try:
        with file.open("xb") as opened:
            try:
                opened.write(data)
            except OSError:
                with suppress(OSError):
                    file.unlink()
                raise
    except FileExistsError:
        raise _exists(file) from None
    except FileNotFoundError:
        raise ValidationError(
            "file", "The folder %(folder)s for %(file)s does not exist. Create it, or name another",
            folder=file.parent, file=file.name,
        ) from None  # fmt: skip
    except OSError as error:
        raise ValidationError(
            "file", "%(file)s cannot be written: %(reason)s. Name a file elsewhere", file=file,
            reason=error.strerror or error,
        ) from error  # fmt: skip


def _exists(file: Path) -> ValidationError:
    return ValidationError("file", "%(file)s exists already. Name a file that does not", file=file)
