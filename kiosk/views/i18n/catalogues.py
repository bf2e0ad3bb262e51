"""The available languages: one catalogue each, kiosk/locale/<code>.po.

The .po file is shipped and read directly. The build compiles nothing, so a checkout, an editable
install and a wheel behave alike. English is in the code and needs no catalogue.
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
    """The translations of a language; the English originals where it has no catalogue.

    :param folder: where the <code>.po files are; de_AT.po goes before de.po.
    """
    for code in (str(locale), locale.language):
        path = folder / f"{code}.po"
        if path.exists():
            return _read(path, code)
    return gettext.NullTranslations()


def _read(path: Path, code: str) -> gettext.GNUTranslations:
    # Imported here because English needs neither.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def languages() -> dict[str, str]:
    """The codes of all languages, each with its own name for itself: Deutsch."""
    codes = [SOURCE, *sorted(path.stem for path in FOLDER.glob("*.po"))]
    return {code: own_name(code) for code in codes}


def offered_languages() -> dict[str, str]:
    """The languages to choose from, each with its own name for itself. English is offered in the
    formats of two countries."""
    others = {code: name for code, name in languages().items() if code != SOURCE}
    return {code: own_name(code) for code in _ENGLISH} | others


def own_name(code: str) -> str:
    """A language's own name for itself; its code where Babel does not know it."""
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return code
    name = locale.get_display_name(locale) or code
    return name[:1].upper() + name[1:]
