"""The error tree: every error that this program raises for people to read.

A message is an English gettext msgid with %(name)s placeholders. It is translated where it is
shown, so that no layer below the views depends on a language.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

T = TypeVar("T")


def N_(message: str) -> str:
    """The message itself; marks a sentence for the catalogues that is translated when shown."""
    return message


class KioskError(Exception):
    """Something cannot be done; the message says what to do instead.

    :param message: the sentence, with %(name)s placeholders.
    :param values: the values of the placeholders.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message % self.values


class ValidationError(KioskError):
    """Invalid input. `field` is its name in the form, the JSON body or the command line."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


class AmbiguousNumber(ValidationError):
    """A text that may mean two numbers; nothing is saved before one of them is chosen.

    :param usual: what the locale reads in it, and a text that can mean nothing else.
    :param likely: what the other numbers speak for, and a text that can mean nothing else.
    """

    def __init__(
        self, field: str, *, text: str, usual: tuple[Decimal, str], likely: tuple[Decimal, str]
    ) -> None:
        super().__init__(
            field,
            N_("“%(value)s” may mean %(usual)s or %(likely)s. Enter the one that is meant"),
            value=text,
            usual=usual[1],
            likely=likely[1],
        )
        self.usual = usual[0]
        self.likely = likely[0]


class ChangedSincePreview(ValidationError):
    """What was confirmed is not what would be done now; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            "table",
            N_("The office has changed since the preview. Nothing was imported: look at it again"),
        )


class NotSaved(ValidationError):
    """A form was only validated, because its user was logged out; nothing was saved."""

    def __init__(self) -> None:
        super().__init__("kept", N_("Your entries are still here; save again."))


class ValidationErrors(ValidationError):
    """Invalid input in several fields. The message is the first one; `errors` has one per field."""

    def __init__(self, errors: Sequence[ValidationError]) -> None:
        first = errors[0]
        super().__init__(first.field, first.message, **first.values)
        self.errors = tuple(errors)


def each_error(error: ValidationError) -> tuple[ValidationError, ...]:
    """The single errors of an error: its `errors`, or itself."""
    return error.errors if isinstance(error, ValidationErrors) else (error,)


class Collector:
    """Collects errors, one per field, so that a form shows all its errors at once."""

    def __init__(self) -> None:
        self._errors: dict[str, ValidationError] = {}

    def read(self, reader: Callable[[], T], otherwise: T) -> T:
        """What a reader returns; if it raises an error, that is kept and `otherwise` returned."""
        try:
            return reader()
        except ValidationError as error:
            self.refuse(error)
            return otherwise

    def refuse(self, error: ValidationError) -> None:
        """Add an error. Only the first error of each field is kept."""
        for each in each_error(error):
            self._errors.setdefault(each.field, each)

    @property
    def errors(self) -> tuple[ValidationError, ...]:
        """The errors so far, one per field."""
        return tuple(self._errors.values())

    def finish(self) -> None:
        """Raise the collected errors, if any.

        :raises ValidationError: if there are errors.
        """
        errors = self.errors
        if errors:
            raise errors[0] if len(errors) == 1 else ValidationErrors(errors)


class EditConflict(ValidationError, Generic[T]):
    """A form would overwrite what somebody else has saved meanwhile.

    :param now: the item as it is stored now.
    :param fields: the names of those fields of it that the form would overwrite.
    """

    def __init__(self, field: str, message: str, now: T, fields: tuple[str, ...]) -> None:
        super().__init__(field, message)
        self.now = now
        self.fields = fields


class NotAllowed(KioskError):
    """This user, token or page may not do this."""


class LogInNeeded(NotAllowed):
    """A form was sent by somebody who is not logged in, or no longer."""


class CrossOriginWrite(NotAllowed):
    """A page of another site sent a write."""


class UnknownHost(KioskError):
    """The request names a host that this server does not answer to."""


class DecryptionError(KioskError):
    """Data was encrypted with a different key, or is damaged."""

    def __init__(self) -> None:
        super().__init__(
            N_("These answers cannot be read: their key is missing, or they are damaged.")
        )


class NotFound(KioskError):
    """Nothing has that code or name."""


class Busy(KioskError):
    """A different program has locked the database for longer than we wait."""


class StorageUnavailable(KioskError):
    """The database cannot be used: missing, damaged, of a different program or not writable."""


class NeedsRestore(StorageUnavailable):
    """The database is missing, damaged or of a newer program, and a backup must be restored."""


class StorageFull(StorageUnavailable):
    """The disk is full."""


class TooLittleMemory(KioskError):
    """The machine was out of memory. Trying again may work."""


class TooManyGuesses(KioskError):
    """A password is not checked now, because there were too many wrong ones.

    :param seconds: after how many seconds to try again.
    """

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class SettingError(KioskError):
    """An invalid setting, which prevents the start; the message says what to write instead."""
