"""What a spreadsheet file may unpack to: it is an archive, and a small one may hide gigabytes."""

import zipfile
from io import BytesIO

from kiosk.errors import ValidationError

MOST_UNPACKED = 100_000_000
MOST_FILES = 2_000


def opened_archive(data: bytes) -> zipfile.ZipFile:
    """A spreadsheet file's archive.

    :raises ValidationError: on "file", if it is damaged or unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        files = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged() from error
    if len(files) > MOST_FILES or sum(file.file_size for file in files) > MOST_UNPACKED:
        raise ValidationError(
            "file", "This file unpacks to more than %(most)s MB. Copy the OKRs into a smaller one",
            most=MOST_UNPACKED // 1_000_000,
        )  # fmt: skip
    return archive


def damaged() -> ValidationError:
    """The error for a file that cannot be opened."""
    return ValidationError(
        "file", "This file is damaged or is not what its name says. Save it again"
    )
