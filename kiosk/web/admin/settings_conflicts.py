"""Two admins, or two tabs, on the settings page: a form changes only what was changed in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

_LENGTH = 10


@dataclass(frozen=True, slots=True)
class MergedSettings:
    """The texts to save: the form's, and of what it left alone the stored ones. `conflicts` names
    the settings that the form and somebody else have changed to different values."""

    texts: dict[str, str]
    conflicts: tuple[str, ...]


def settings_version(shown: Mapping[str, str]) -> str:
    """What a form carries, to say what it was filled with: each setting with a digest."""
    return " ".join(f"{name}:{_digest(text)}" for name, text in shown.items())


def merged_settings(
    given: Mapping[str, str], stored: Mapping[str, str], version: str
) -> MergedSettings:
    """What to save of a form.

    :param given: its texts by name.
    :param stored: the present text of every setting.
    :param version: the form's `settings_version`; "" if a script sent it.
    """
    texts, conflicts = dict(given), []
    for name, before in re.findall(r"(\w+):([0-9a-f]+)", version):
        text = stored.get(name, "")
        if name not in given or _digest(text) == before:
            continue
        if _digest(given[name]) == before:
            texts[name] = text
        elif given[name].strip() != text:
            conflicts.append(name)
    return MergedSettings(texts, tuple(conflicts))


def _digest(text: str) -> str:
    return sha256(text.strip().encode(errors="surrogatepass")).hexdigest()[:_LENGTH]
