"""What of an undone import is there again by the time it is redone."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.errors import ValidationError


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """A title and where it stands: an objective's in a team and a cycle, a key result's in an
    objective."""

    parent: str
    title: str


def there_again(
    brought: Mapping[str, TitlePlace], there: Mapping[str, TitlePlace]
) -> dict[str, str]:
    """What an import brought and what is there again, in any letter case: imported again, added by
    hand or restored.

    :param brought: the places of what the import brought, by code.
    :param there: the places of what is there and not archived, by code.
    :returns: by the code of what was brought, the code of what stands in its place.
    """
    taken = {(place.parent, place.title.casefold()): code for code, place in there.items()}
    keys = {code: (place.parent, place.title.casefold()) for code, place in brought.items()}
    return {code: taken[key] for code, key in keys.items() if key in taken}


def refuse_empty_redo(*, is_empty: bool) -> None:
    """Raise ValidationError if a redo would bring nothing back."""
    if is_empty:
        raise ValidationError(
            "undo", "What this import brought is there already: it was imported again."
        )
