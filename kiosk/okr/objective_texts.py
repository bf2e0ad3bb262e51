"""The optional texts of an objective: its title on walls, and what only phones show."""

from dataclasses import dataclass

from kiosk.errors import Collector
from kiosk.okr.text import validated_description, validated_short_title


@dataclass(frozen=True, slots=True)
class ObjectiveTexts:
    """The short title and the description; both may be empty."""

    short_title: str = ""
    description: str = ""

    def validated(self, collect: Collector) -> "ObjectiveTexts":
        """The texts as they will be written; `collect` has what is wrong with them."""
        return ObjectiveTexts(
            collect.read(lambda: validated_short_title(self.short_title), ""),
            collect.read(lambda: validated_description(self.description), ""),
        )


NO_TEXTS = ObjectiveTexts()
