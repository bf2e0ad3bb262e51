"""The fonts of a poster. Latin, Greek and Cyrillic letters are always in Inter, which comes with
the program; what it lacks is looked for among the fonts of this machine."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import FontInfo

_PREFERRED = ("", " Arabic", " Hebrew", " Thai", " Devanagari", " Symbols", " Math")
"""Of the Noto Sans family, in this order; then the others."""
_CJK = {"ja": "JP", "ko": "KR", "zh": "SC"}
_WEIGHTS = (400, 500, 600, 700)
_IGNORED = frozenset("\u200b\u200c\u200d\u200e\u200f\u00ad\u2060\n\t")


@dataclass(frozen=True, slots=True)
class FontChoice:
    """Families in their order, the files that have them, and the characters that none has."""

    families: tuple[str, ...]
    paths: tuple[str, ...]
    missing: frozenset[str]


def inter_folder() -> Path:
    """The folder of Inter's files."""
    import fontpkg_inter

    return Path(fontpkg_inter.ROOT) / "files"


def choose_fonts(texts: str, language: str, *, system: bool = True) -> FontChoice:
    """The fonts that the characters of texts need.

    :param language: decides how Han characters look where nothing else does.
    :param system: whether fonts of this machine may be used.
    """
    upright = next(file for file in inter_folder().iterdir() if "Italic" not in file.name)
    left = {each for each in set(texts) - _IGNORED if each.isprintable()}
    left -= _characters(str(upright), 0)
    families, paths = ["Inter"], [str(upright)]
    if left and system:
        for family in _system_fonts(_han_style(left, language)):
            found = left & _characters(family.files[0], family.index)
            if found:
                families.append(family.name)
                paths += family.files
                left -= found
            if not left:
                break
    return FontChoice(tuple(families), tuple(dict.fromkeys(paths)), frozenset(left))


@dataclass(frozen=True, slots=True)
class _Family:
    """A family of this machine with its upright files, the regular one first."""

    name: str
    files: tuple[str, ...]
    index: int


def _han_style(characters: Iterable[str], language: str) -> str:
    """Which of the CJK fonts: by letters that only one language has, else the language's; "" where
    none is needed."""
    found = ""
    for each in characters:
        if "\u3040" <= each <= "\u30ff":
            return "JP"
        if "\uac00" <= each <= "\ud7af":
            return "KR"
        if "\u2e80" <= each <= "\u9fff":
            found = _CJK.get(language, "SC")
    return found


def _system_fonts(style: str) -> Iterable[_Family]:
    """The families of this machine that have an upright regular weight, the preferred first."""
    import typst

    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    upright = [(f.family, f.weight, f.path or "", f.index) for f in fonts.fonts() if _is_upright(f)]
    regular = {family: (path, index) for family, weight, path, index in upright if weight == 400}
    for name in sorted(regular, key=lambda name: (_rank(name, style), name)):
        first, index = regular[name]
        others = sorted(path for family, weight, path, _ in upright if family == name)
        yield _Family(name, tuple(dict.fromkeys([first, *others])), index)


def _is_upright(font: "FontInfo") -> bool:
    return bool(font.path) and font.style == "normal" and font.weight in _WEIGHTS


def _rank(family: str, style: str) -> int:
    if family.startswith("Noto Sans CJK"):
        return 0 if style and family.endswith(style) else 98
    if "Mono" in family or "Serif" in family or "Emoji" in family:
        return 97
    if family.removeprefix("Noto Sans") in _PREFERRED:
        return 1 + _PREFERRED.index(family.removeprefix("Noto Sans"))
    return 50 if family.startswith("Noto Sans") else 60


def _characters(path: str, index: int) -> set[str]:
    """The characters that a font file has."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            table: dict[int, Any] = font.getBestCmap() or {}
            return {chr(code) for code in table}
    except Exception:  # noqa: BLE001 -- a broken font of the machine is none
        return set()
