"""The rules for teams: their names and the slugs in their addresses."""

import re
import unicodedata
from collections.abc import Iterable

from kiosk.errors import ValidationError


def team_slug(name: str) -> str:
    """The name in lower-case Latin letters, digits and hyphens; "" if it has none of them."""
    # Folding writes ß as ss, which the plain letters would lose.
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def refuse_known_team(name: str, others: Iterable[tuple[str, bool]]) -> None:
    """Raise ValidationError if another team has a name, spelled like it or almost.

    :param others: the names of all other teams, and whether each is archived.
    """
    for other, is_archived in others:
        if not is_same_name(name, other):
            continue
        if is_archived:
            raise ValidationError(
                "name",
                "There is an archived team “%(name)s”. Restore it, or enter a different name",
                name=name,
            )
        raise ValidationError(
            "name", "There is already a team “%(name)s”. Enter a different name", name=name
        )


def is_same_name(one: str, other: str) -> bool:
    """Whether two names of teams are spelled alike or almost."""
    return _comparable(one) == _comparable(other)


def _comparable(name: str) -> str:
    return team_slug(name) or name.casefold()


def refuse_second_company(*, is_company: bool, has_company: bool) -> None:
    """Raise ValidationError if there is a company already, and the new team is one."""
    if is_company and has_company:
        raise ValidationError("is_company", "There is already a company. Add a team inside it")


def refuse_taken_slug(slug: str) -> None:
    """Raise ValidationError: another team has this slug."""
    raise ValidationError("slug", "“%(slug)s” is already taken. Enter a different one", slug=slug)


def refuse_company_archive(*, is_company: bool) -> None:
    """Raise ValidationError if the team to archive is the company."""
    if is_company:
        raise ValidationError("code", "The company itself stays. Archive the teams inside it")
