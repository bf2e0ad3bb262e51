"""Reads the tables of an office file into data classes with cattrs. The Annotated types of their
fields say how to read each value (fields.py); every error has the path of its value.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar, get_args, get_origin

from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError
from cattrs.errors import AttributeValidationNote, IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn

from kiosk.errors import Collector, ValidationError
from kiosk.exchange.office_file.fields import FieldReader, listed, quote

T = TypeVar("T")


def read_tables(raw: object, kind: type[T]) -> T:
    """A whole file as an instance of a data class.

    :raises ValidationError: every mistake in it, with its path as the field: "objectives[3].team".
    """
    try:
        return _converter().structure(raw, kind)
    except (ClassValidationError, ValidationError) as error:
        collect = Collector()
        for each in _mistakes(error, ""):
            collect.refuse(each)
        collect.finish()
        raise


def _converter() -> Converter:
    converter = Converter()
    converter.register_structure_hook_func(_is_read, lambda value, kind: _reader(kind).read(value))
    converter.register_structure_hook_factory(is_dataclass, lambda kind: _table(kind, converter))
    converter.register_structure_hook_func(
        _is_tuple, lambda value, kind: _list(value, kind, converter)
    )
    return converter


def _is_tuple(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is tuple


def _is_read(kind: Any) -> bool:
    return get_origin(kind) is Annotated and hasattr(get_args(kind)[1], "read")


def _reader(kind: Any) -> FieldReader:
    reader: FieldReader = get_args(kind)[1]
    return reader


def _table(kind: Any, converter: Converter) -> Any:
    make = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True
    )

    def structure(value: object, _kind: object) -> Any:
        if not isinstance(value, dict):
            raise ValidationError("", "A table is needed here, not %(value)s.", value=quote(value))
        return make(value, kind)

    return structure


def _list(value: object, kind: Any, converter: Converter) -> tuple[Any, ...]:
    inner: Any = list[get_args(kind)[0]]  # type: ignore[misc]
    return tuple(converter.structure(listed(value), inner))


def _mistakes(error: BaseException, path: str) -> Iterator[ValidationError]:
    """The errors of cattrs as ValidationErrors, unknown names first."""
    match error:
        case ClassValidationError() | IterableValidationError():
            each = sorted(
                error.exceptions, key=lambda e: not isinstance(e, ForbiddenExtraKeysError)
            )
            for inner in each:
                yield from _mistakes(inner, _inside(path, inner))
        case ForbiddenExtraKeysError():
            for name in sorted(error.extra_fields):
                yield _unknown(name, f"{path}.{name}" if path else name, error.cl)
        case KeyError() if (note := _note(error)) is not None:
            yield _placed(_reader(note.type).missing(), path)  # type: ignore[attr-defined]
        case ValidationError():
            yield _placed(error, path)
        case _:
            raise error


def _note(error: BaseException) -> AttributeValidationNote | None:
    notes = getattr(error, "__notes__", ())
    return next((note for note in notes if isinstance(note, AttributeValidationNote)), None)


def _inside(path: str, error: BaseException) -> str:
    """The path of an error, with the field or index that cattrs has noted on it."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return f"{path}[{note.index}]"
        if isinstance(note, AttributeValidationNote):
            return f"{path}.{note.name}" if path else note.name
    return path


def _placed(error: ValidationError, path: str) -> ValidationError:
    return ValidationError(path, error.message, **error.values)


def _unknown(name: str, path: str, kind: type) -> ValidationError:
    known = [field.name for field in fields(kind)]
    near = get_close_matches(name, known, n=1)
    if near:
        return ValidationError(
            path,
            "Nothing is called “%(name)s” here. Did you mean “%(near)s”?",
            name=name,
            near=near[0],
        )
    return ValidationError(
        path,
        "Nothing is called “%(name)s” here. The names are: %(known)s.",
        name=name,
        known=", ".join(known),
    )
