"""Every sentence there is to translate, and the catalogues brought up to date: `make messages`.

The translations are kept, new sentences come with none, and what is gone goes. A catalogue says
nothing of when or where this was run: run twice, it changes nothing.
"""

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from kiosk import errors
from kiosk.okr import edit_conflict
from kiosk.views.i18n.catalogues import FOLDER

ROOT = Path(__file__).parents[1]
WIDTH = 98


def keywords() -> dict[str, Any]:
    """The functions whose arguments are sentences: gettext's own and the errors."""
    found: dict[str, Any] = dict(DEFAULT_KEYWORDS)
    for module in (errors, edit_conflict):
        for name, error in vars(module).items():
            if isinstance(error, type) and issubclass(error, errors.KioskError):
                found[name] = (2,) if issubclass(error, errors.ValidationError) else (1,)
    return found


def extracted() -> Catalog:
    """Every sentence in the code and the templates."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    options = {m["pattern"]: {k: v for k, v in m.items() if k != "pattern"} for m in mappings}
    catalog = Catalog()
    for _file, _line, sentence, _comments, context in extract_from_dir(
        ROOT, [(m["pattern"], m["method"]) for m in mappings], options, keywords()
    ):
        catalog.add(sentence, context=context)
    return catalog


def sentences(catalog: Catalog) -> Iterator[Message]:
    """The messages of a catalogue without its head."""
    return (message for message in catalog if message.id)


def read(path: Path) -> Catalog:
    """The catalogue of a language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def updated(path: Path, wanted: Catalog) -> str:
    """The text of a catalogue with exactly the wanted sentences; its head as it is."""
    catalog = read(path)
    catalog.update(wanted, no_fuzzy_matching=True)
    written = BytesIO()
    write_po(
        written, catalog, width=WIDTH, no_location=True, omit_header=True, sort_output=True,
        ignore_obsolete=True,
    )  # fmt: skip
    head = path.read_text(encoding="utf-8").partition("\n\n")[0]
    return f"{head}\n\n{written.getvalue().decode().strip()}\n"


def forms(message: Message) -> tuple[str, ...]:
    """The translation of a message: one form, or as many as the language has plurals."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def untranslated(catalog: Catalog) -> list[str]:
    """The sentences of a catalogue without a translation that may be shown."""
    return [
        str(message.id)
        for message in sentences(catalog)
        if message.fuzzy or not all(forms(message))
    ]


def main() -> None:
    """Bring every catalogue up to date and say what is left to translate."""
    wanted = extracted()
    for path in sorted(FOLDER.glob("*.po")):
        path.write_text(updated(path, wanted), encoding="utf-8")
        left = untranslated(read(path))
        print(f"{path.relative_to(ROOT)}: {len(wanted)} sentences, {len(left)} to translate")
        print(*left, sep="\n", file=sys.stderr, end="\n" if left else "")


if __name__ == "__main__":
    main()
