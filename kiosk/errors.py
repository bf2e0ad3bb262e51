"""The error tree: everything this program refuses, and why.

A message is an English gettext msgid with %(name)s placeholders; whoever shows it to a
person translates it first, so that no floor below the views needs to know a language.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


def N_(message: str) -> str:
    """The message itself; marks a sentence for the catalogues that is raised somewhere else."""
    return message


class KioskError(Exception):
    """Something that could not be done, with a sentence that says what to do instead.

    :param message: the sentence, with %(name)s placeholders.
    :param values: what the placeholders stand for.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message % self.values


class ValidationError(KioskError):
    """Bad input. `field` names the input as the form, the JSON body or the option calls it."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


class NotSaved(ValidationError):
    """A form was checked in a dry run, and nothing of it was saved."""

    def __init__(self) -> None:
        super().__init__(
            "kept", N_("You were logged out. Your entries are still here; save again.")
        )


class ValidationErrors(ValidationError):
    """Bad input in several fields: it speaks of the first, and `errors` has one for each."""

    def __init__(self, errors: Sequence[ValidationError]) -> None:
        first = errors[0]
        super().__init__(first.field, first.message, **first.values)
        self.errors = tuple(errors)


def each_error(error: ValidationError) -> tuple[ValidationError, ...]:
    """The errors of an error: itself, where it is not several."""
    return error.errors if isinstance(error, ValidationErrors) else (error,)


class Collector:
    """Collects what is refused, one error a field, so that a form tells all its errors at once."""

    def __init__(self) -> None:
        self._errors: dict[str, ValidationError] = {}

    def read(self, reader: Callable[[], T], otherwise: T) -> T:
        """What a reader returns; where it refuses, that is kept and `otherwise` returned."""
        try:
            return reader()
        except ValidationError as error:
            self.refuse(error)
            return otherwise

    def refuse(self, error: ValidationError) -> None:
        """Add an error. The first of each field is kept."""
        for each in each_error(error):
            self._errors.setdefault(each.field, each)

    @property
    def errors(self) -> tuple[ValidationError, ...]:
        """What was refused so far, one for each field."""
        return tuple(self._errors.values())

    def finish(self) -> None:
        """End the reading.

        :raises ValidationError: where anything was refused.
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
    """Another program has held the database's lock for longer than we wait."""


class StorageUnavailable(KioskError):
    """The database cannot be used as it is now: gone, damaged, of another program, not writable."""


class NeedsRestore(StorageUnavailable):
    """The database is gone, damaged or of a newer program: a backup has to take its place."""


class StorageFull(StorageUnavailable):
    """There is no room on the disk."""


class TooLittleMemory(KioskError):
    """The machine had no memory left for the work. It is worth trying again."""


class TooManyGuesses(KioskError):
    """A password that is not looked at now.

    :param seconds: when it is worth trying again.
    """

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class SettingError(KioskError):
    """A setting that stops the start, with what to write instead."""
