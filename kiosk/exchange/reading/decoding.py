"""Bytes of a text file as text, whatever its encoding."""

import codecs

from charset_normalizer import from_bytes

from kiosk.errors import ValidationError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FALLBACK = "cp1252"
_EASTERN = "cp1250"
_SIGNS = frozenset("€£¥§°•·–—‘’‚“”„…«»×±²³½¼¾µ¿¡ºª©®™\u00a0\u00ad")
# A text with only the letters of one of these languages is western, however short it is.
_LETTERS = tuple(
    map(
        frozenset,
        (
            *("áéíóúüñ", "áâãàçéêíóôõú", "àâæçéèêëîïôœùûüÿ", "äöüß", "àèéìíòóù", "éèêëïöüçáó"),
            *("æøåéèôò", "åäöé"),
        ),
    )
)
_PROBE = 200_000


def decode(data: bytes) -> str:
    """The text of a file: by its byte-order mark, as UTF-8, or by what its bytes look like.

    :raises ValidationError: on "file", if it is not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if data[:200].count(0) > 20:  # UTF-16 without a mark has a zero beside every Latin letter
        return _checked(data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace"))
    best = from_bytes(
        data[:_PROBE],
        cp_isolation=[
            "cp1252",
            "cp1250",
            "cp1251",
            "shift_jis",
            "gb18030",
            "big5",
            "euc_kr",
            "mac_roman",
        ],
    ).best()
    encoding = best.encoding if best else _FALLBACK
    if encoding == _EASTERN and _is_western(data[:_PROBE].decode(_FALLBACK, errors="replace")):
        encoding = _FALLBACK
    return _checked(data.decode(encoding, errors="replace"))


def _is_western(text: str) -> bool:
    """Whether the letters of a text that are not English are those of one western language."""
    letters = {each for each in text.casefold() if not each.isascii()} - _SIGNS
    return any(letters <= each for each in _LETTERS)


def _checked(text: str) -> str:
    if "\0" in text:
        raise ValidationError(
            "file", "This is not a text or a table. Save it as CSV, XLSX, ODS, HTML or plain text"
        )
    return text.lstrip("\ufeff")
