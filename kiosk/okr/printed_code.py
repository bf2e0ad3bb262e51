"""When a poster was printed, as a few characters for the address in its codes: the seconds since
2020, in the alphabet of all codes, so that a code stays small."""

from datetime import UTC, datetime, timedelta

from kiosk.okr.codes import ALPHABET, normal_code

LENGTH = 6
"""Characters: enough until 2054."""
_START = datetime(2020, 1, 1, tzinfo=UTC)
_MOST = len(ALPHABET) ** LENGTH - 1


def printed_code(moment: datetime) -> str:
    """A moment (aware) to the second."""
    seconds = min(max(int((moment - _START).total_seconds()), 0), _MOST)
    return "".join(
        ALPHABET[seconds // len(ALPHABET) ** place % len(ALPHABET)]
        for place in reversed(range(LENGTH))
    )


def printed_at(code: str) -> datetime | None:
    """The moment that a code means, in any spelling; None if it is none."""
    plain = normal_code(code)
    if len(plain) != LENGTH or any(character not in ALPHABET for character in plain):
        return None
    seconds = 0
    for character in plain:
        seconds = seconds * len(ALPHABET) + ALPHABET.index(character)
    return _START + timedelta(seconds=seconds)
