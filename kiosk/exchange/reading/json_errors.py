"""What is wrong with JSON that cannot be read, and where."""

import json
import re

import msgspec

from kiosk.errors import ValidationError

_QUOTED = re.compile(r"`([^`]+)`")


def invalid_json(text: str) -> ValidationError:
    """The error on "file" that names the place from which on a text is no JSON."""
    try:
        json.loads(text, parse_int=str)
    except json.JSONDecodeError as error:
        return ValidationError(
            "file",
            "This is not valid JSON from line %(line)s, character %(column)s on. Export it again",
            line=str(error.lineno),
            column=str(error.colno),
        )
    except RecursionError:
        pass
    return ValidationError("file", "This JSON is nested too deeply. Export it as a table")


def invalid_export(error: msgspec.ValidationError) -> ValidationError:
    """The error on "file" that names the entry in which one of this program's exports was changed
    into something else."""
    entry = _QUOTED.findall(str(error))[-1:]
    return ValidationError(
        "file",
        "This is not as this program exports it: %(entry)s is missing or wrong. Export it again",
        entry=entry[0] if entry else "JSON",
    )
