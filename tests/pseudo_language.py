"""Languages nobody speaks, made of the catalogue, in which what was forgotten can be seen.

Every sentence is lengthened by a third, as translations are. In `marked` it stands between ⟦ and
⟧; in `arabic` its letters are those of a script that runs from right to left.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from kiosk.exchange.office_file.model import OfficeFile
from kiosk.okr.model import KeyResultKind
from tests import messages

LATIN = "abcdefghijklmnopqrstuvwxyz"
_GREEK = str.maketrans(
    LATIN + LATIN.upper(), "αβκδεφγηιιϊλμνοπχρστυβωξψζΑΒΚΔΕΦΓΗΙΙΪΛΜΝΟΠΧΡΣΤΥΒΩΞΨΖ"
)
_ARABIC = str.maketrans(LATIN + LATIN.upper(), "ابكدهفجحيجقلمنوبقرستوفوكيز" * 2)
_HOLDER = re.compile(r"(%\(\w+\)s|\{\w+\})")
# What somebody wrote; what is left are codes and the names of kinds and colours.
_WRITTEN = frozenset({"title", "name", "note", "theme", "because", "owner", "signed", "unit"})


def marked(text: str) -> str:
    """The sentence between marks."""
    return f"⟦{text}{'~' * (len(text) * 3 // 10)}⟧"


def arabic(text: str) -> str:
    """The sentence in Arabic letters, its placeholders as they are."""
    parts = _HOLDER.split(text)
    told = "".join(p if _HOLDER.fullmatch(p) else p.translate(_ARABIC) for p in parts)
    return f"{told} {'م' * (len(text) * 3 // 10)}".strip()


def catalogue(folder: Path, code: str, speak: Callable[[str], str]) -> Path:
    """The folder with the catalogue of all sentences in this language."""
    catalog = Catalog(locale=code)
    for message in messages.sentences(messages.extracted()):
        if isinstance(message.id, str):
            catalog.add(message.id, speak(message.id), context=message.context)
        else:
            catalog.add(
                message.id,
                tuple(speak(message.id[-1]) for _ in range(catalog.num_plurals)),
                context=message.context,
            )
    written = BytesIO()
    write_po(written, catalog, width=0)
    folder.mkdir(exist_ok=True)
    (folder / f"{code}.po").write_bytes(written.getvalue())
    return folder


def in_greek(thing: Any) -> Any:
    """An office file with all that somebody wrote in Greek letters."""
    if isinstance(thing, tuple):
        return tuple(in_greek(one) for one in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    changed = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        money = field.name == "unit" and getattr(thing, "kind", None) is KeyResultKind.CURRENCY
        if field.name in _WRITTEN and not money:
            changed[field.name] = value.translate(_GREEK)
        elif isinstance(value, tuple):
            changed[field.name] = in_greek(value)
    return replace(thing, **changed)


def greek_office(office: OfficeFile) -> OfficeFile:
    """The office as Greeks would have written it."""
    told = in_greek(office)
    assert isinstance(told, OfficeFile)
    return told
