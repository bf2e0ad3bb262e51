"""The forms to correct what was read, where it stands in the preview of an import."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.okr.import_edits import draft_texts, team_key
from kiosk.okr.import_findings import FoundKeyResult, FoundObjective
from kiosk.views.i18n.localizer import Localizer

_EDIT, _READ = "edit-", "read-"

Texts = Mapping[str, Mapping[str, str]]
"""Texts by field, by the key of what they are about."""


@dataclass(frozen=True, slots=True)
class ImportEditForm:
    """What can be corrected of a key result, an objective or a team.

    :ivar read: the texts of its fields as they were read.
    :ivar typed: those that somebody has corrected.
    """

    key: str
    read: Mapping[str, str]
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    is_open: bool = False

    @property
    def texts(self) -> dict[str, str]:
        """The texts of its fields as they are now."""
        return {**self.read, **self.typed}

    @property
    def corrected(self) -> dict[str, str]:
        """The texts that differ from what was read."""
        return {name: text for name, text in self.typed.items() if text != self.read.get(name)}


@dataclass(frozen=True, slots=True)
class ImportEditForms:
    """Makes the forms. `opened` is the key of the one that somebody has opened; one with an error
    is open as well, but not more than `most_open`, as each is long."""

    localizer: Localizer
    typed: Texts
    errors: Texts
    opened: str = ""
    most_open: int = 12

    def of_key_result(self, found: FoundKeyResult) -> ImportEditForm:
        """The form of a key result."""
        draft = found.draft if found.as_read is None else found.as_read
        return self._form(found.key, draft_texts(draft, self.localizer.for_input))

    def of_objective(self, found: FoundObjective) -> ImportEditForm:
        """The form of an objective."""
        team, title = found.as_read or (found.team, found.title)
        return self._form(found.key, {"team": team, "title": title})

    def of_team(self, name: str) -> ImportEditForm:
        """The form of a team, by its name in the source."""
        return self._form(team_key(name), {"name": name})

    def _form(self, key: str, read: Mapping[str, str]) -> ImportEditForm:
        wrong = [*self.errors][: self.most_open]
        return ImportEditForm(
            *(key, read, self.typed.get(key, {}), self.errors.get(key, {})),
            is_open=key == self.opened or key in wrong,
        )


def edit_texts(fields: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The corrections in the fields of the page's form."""
    found: dict[str, dict[str, str]] = {}
    for name, text in fields.items():
        if name.startswith(_EDIT):
            key, _, part = name.removeprefix(_EDIT).partition("-")
            found.setdefault(key, {})[part] = text
    return found


def kept_edits(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields without corrections that say what was read: an open form sends all it has, each
    with what was read beside it."""
    plain = {name: text.replace("\r\n", "\n") for name, text in fields.items()}
    return {
        name: text
        for name, text in plain.items()
        if not name.startswith(_READ)
        and not (name.startswith(_EDIT) and plain.get(name.replace(_EDIT, _READ, 1)) == text)
    }


def opened_edits(fields: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the forms that are open in the page."""
    read = (name.removeprefix(_READ) for name in fields if name.startswith(_READ))
    return tuple(dict.fromkeys(name.partition("-")[0] for name in read))


def without_edits(
    fields: Mapping[str, str], key: str, before: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The fields with the corrections of one item as they were before; without any by default."""
    mark = f"{_EDIT}{key}-"
    kept = {name: text for name, text in fields.items() if not name.startswith(mark)}
    return kept | {name: t for name, t in (before or {}).items() if name.startswith(mark)}
