"""What a spreadsheet file may unpack to: it is an archive, and a small one may hide gigabytes."""

import zipfile
from io import BytesIO

from kiosk.errors import ValidationError

MOST_UNPACKED = 100_000_000
MOST_FILES = 2_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those of spreadsheets; others take much longer or are not known."""
_ENCRYPTED = 1


def opened_archive(data: bytes) -> zipfile.ZipFile:
    """A spreadsheet file's archive.

    :raises ValidationError: on "file", if it is damaged or unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        files = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged() from error
    if len(files) > MOST_FILES:
        raise ValidationError(
            "file", "There are more than %(most)s files in it. Choose the one with the OKRs",
            most=MOST_FILES,
        )  # fmt: skip
    if sum(file.file_size for file in files) > MOST_UNPACKED:
        raise ValidationError(
            "file", "This file unpacks to more than %(most)s MB. Copy the OKRs into a smaller one",
            most=MOST_UNPACKED // 1_000_000,
        )  # fmt: skip
    if any(file.flag_bits & _ENCRYPTED for file in files):
        raise ValidationError("file", "This document has a password. Save it again without one")
    if any(file.compress_type not in _METHODS for file in files):
        raise ValidationError(
            "file", "This is packed in a way that is not read. Unpack it, and choose a file from it"
        )
    return archive


def read_packed(archive: zipfile.ZipFile, name: str) -> bytes:
    """A file of an archive, of which no more is unpacked than it says it has.

    :raises BadZipFile: it has something else.
    """
    size = archive.getinfo(name).file_size
    with archive.open(name) as packed:
        return packed.read(size + 1)


def damaged() -> ValidationError:
    """The error for a file that cannot be opened."""
    return ValidationError(
        "file", "This file is damaged or is not what its name says. Save it again"
    )
