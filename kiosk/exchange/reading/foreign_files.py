"""Files that hold no table or text that can be read, by their first bytes: what to do with each."""

from kiosk.errors import N_, ValidationError

_PACKED = N_("This is a packed file. Unpack it, and choose the file with the OKRs")
_PICTURE = N_(
    "This is a picture or a film, which has no text. Choose the file that it was made from"
)
_PROGRAM = N_("This is a program and no table or text. Choose the file with the OKRs")
_DATABASE = N_("This is a database and no table or text. Export the OKRs from it as CSV")
_PDF = N_("This is a PDF, which has no lines or cells. Copy the OKRs out of it and paste them")
_OLD = N_("This is an old document of an office program. Save it as XLSX, ODS or HTML")
_PASSWORD = N_("This document has a password. Save it again without one")
_DOCUMENT = N_("This is a document or slides. Copy the OKRs and paste them, or save it as HTML")
_OTHER_SHEET = N_("This is a sheet of a format that is not read. Save it as XLSX, ODS or CSV")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = (
    (b"%PDF-", _PDF),
    (b"%!PS", _PDF),
    (rb"{\rtf", _DOCUMENT),
    (b"\x1f\x8b", _PACKED),
    (b"BZh", _PACKED),
    (b"\xfd7zXZ\0", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a\x07", _PACKED),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"\x7fELF", _PROGRAM),
    (b"MZ\x90\0", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"SQLite format 3\0", _DATABASE),
)
_TAR = (257, b"ustar")
_IN_ARCHIVE = (
    ("word/", _DOCUMENT),
    ("ppt/", _DOCUMENT),
    ("Index/Document.iwa", _DOCUMENT),
    ("Index/Tables/", _OTHER_SHEET),
    ("xl/workbook.bin", _OTHER_SHEET),
    ("META-INF/MANIFEST.MF", _PROGRAM),
)


def refuse_foreign(data: bytes) -> None:
    """Raise ValidationError on "file" for a file of a kind that is never read."""
    for beginning, reason in _BEGINNINGS:
        if data.startswith(beginning):
            raise ValidationError("file", reason)
    at, mark = _TAR
    if data[at:].startswith(mark):
        reason = _PACKED
        raise ValidationError("file", reason)
    if data.startswith(_COMPOUND):
        reason = _PASSWORD if "EncryptedPackage".encode("utf-16-le") in data else _OLD
        raise ValidationError("file", reason)


def refuse_foreign_archive(names: frozenset[str]) -> None:
    """Raise ValidationError on "file" for an archive of other files than tables.

    :param names: of the files in it.
    """
    for beginning, reason in _IN_ARCHIVE:
        if any(name.startswith(beginning) for name in names):
            raise ValidationError("file", reason)
    if names and all(name.lower().endswith((".zip", ".gz", ".tar")) for name in names):
        reason = _PACKED
        raise ValidationError("file", reason)
