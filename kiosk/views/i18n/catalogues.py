"""The languages there are: one catalogue a language, kiosk/locale/<code>.po.

The .po is what is shipped and what is read: nothing is compiled when the program is built, so a
checkout, an editable install and a wheel speak alike. English is in the code and reads nothing.
"""

import gettext
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError

FOLDER = Path(__file__).resolve().parents[2] / "locale"
SOURCE = "en"
"""The language of the sentences in the code."""
_ENGLISH = ("en_GB", "en_US")


@lru_cache(maxsize=32)
def catalogue(locale: Locale, folder: Path) -> gettext.NullTranslations:
    """The sentences of a language; those in the code where there is no catalogue of it.

    :param folder: where the <code>.po files are; de_AT.po goes before de.po.
    """
    for code in (str(locale), locale.language):
        path = folder / f"{code}.po"
        if path.exists():
            return _read(path, code)
    return gettext.NullTranslations()


def _read(path: Path, code: str) -> gettext.GNUTranslations:
    # Here and not above: who speaks English need not wait for it.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def languages() -> dict[str, str]:
    """The codes of all languages there are, each with its own name for itself: Deutsch."""
    codes = [SOURCE, *sorted(path.stem for path in FOLDER.glob("*.po"))]
    return {code: own_name(code) for code in codes}


def offered_languages() -> dict[str, str]:
    """The languages to choose from: English with the customs of two countries, every other as it
    is; each with its own name for itself."""
    others = {code: name for code, name in languages().items() if code != SOURCE}
    return {code: own_name(code) for code in _ENGLISH} | others


def own_name(code: str) -> str:
    """What a language calls itself; its code where nobody knows it."""
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return code
    name = locale.get_display_name(locale) or code
    return name[:1].upper() + name[1:]
