"""The options of form fields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select, radio or checkbox field."""

    value: str
    label: str
    is_chosen: bool = False
