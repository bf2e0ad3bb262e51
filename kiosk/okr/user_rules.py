"""The rules for users and API tokens: their names, and that an admin always remains."""

from collections.abc import Callable

from kiosk.errors import ValidationError
from kiosk.okr.text import NAME_LENGTH, validated_line

TOKEN_PERMISSIONS = ("read", "check-in")


def validated_user_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """The name in one line.

    :param is_taken: whether somebody else has a name.
    :raises ValidationError: on "name", if it is empty, too long or taken.
    """
    plain = validated_line("name", name, NAME_LENGTH)
    if is_taken(plain):
        raise ValidationError(
            "name", "“%(name)s” is already taken. Enter a different name", name=plain
        )
    return plain


def refuse_second_setup(*, has_admin: bool) -> None:
    """Raise ValidationError if there is an admin already, when setting up the first one."""
    if has_admin:
        raise ValidationError("code", "There is already an admin. Ask them to add you")


def refuse_removal(name: str, *, is_only_admin: bool) -> None:
    """Raise ValidationError if removing a user would leave no admin."""
    if is_only_admin:
        raise ValidationError(
            "name",
            "“%(name)s” is the only admin. Add another first: kiosk user add NAME --admin",
            name=name,
        )


def refuse_demotion(name: str, *, is_only_admin: bool) -> None:
    """Raise ValidationError if making an admin a member would leave no admin."""
    if is_only_admin:
        raise ValidationError(
            "is_admin",
            "“%(name)s” is the only admin. Make someone else an admin first",
            name=name,
        )


def validated_token_name(name: str, permission: str, is_taken: Callable[[str], bool]) -> str:
    """The name of a token in one line.

    :param permission: one of TOKEN_PERMISSIONS.
    :param is_taken: whether another token has a name.
    :raises ValidationError: on "can", if the permission is none; on "name", if the name is empty,
        too long or taken.
    """
    plain = validated_line("name", name, NAME_LENGTH)
    if permission not in TOKEN_PERMISSIONS:
        raise ValidationError("can", "A token can read or check-in. Choose one of the two")
    if is_taken(plain):
        raise ValidationError(
            "name", "There is already a token “%(name)s”. Enter a different name", name=plain
        )
    return plain
