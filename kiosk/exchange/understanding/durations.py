"""Durations in two units or with a colon: “2 h 30 min”, “4m 30s”, “4:30 min”, “1:15 h”."""

import re

_AND = r"(?:,? ?(?:and|und|et|y|e|en|og|och|plus) )?"
_HOURS = r"(?:h|hrs?\.?|hours?|Std\.?|Stunden?|heures?|horas?|or[ae]|uur|uren|timer?|timmar)"
_MINUTES = r"(?:m|mins?\.?|minut(?:es?|en?|os?|i|ter)|Minuten?|Min\.?|mn)"
_SECONDS = r"(?:s|secs?\.?|seconds?|Sek\.?|Sekunden?|secondes?|segundos?|secondi|seconden)"
_PARTS = (
    rf"(?P<hours>\d{{1,3}}) ?{_HOURS} ?{_AND}(?P<and_minutes>[0-5]?\d) ?{_MINUTES}(?![^\W_])"
    rf"|(?P<minutes>\d{{1,3}}) ?{_MINUTES} ?{_AND}(?P<and_seconds>[0-5]?\d) ?{_SECONDS}(?![^\W_])"
)
_COLON = rf"(?P<whole>\d{{1,3}}):(?P<part>[0-5]\d)(?= ?(?:{_HOURS}|{_MINUTES})(?![^\W_]))"
_ANY = re.compile(rf"{_PARTS}|{_COLON}", re.IGNORECASE)
DURATION = "(?i:" + re.sub(r"\?P<\w+>", "?:", f"{_PARTS}|{_COLON}") + ")"
"""One of them in a pattern; behind the colon without its unit."""
_SIXTY = 60


def with_plain_durations(text: str) -> str:
    """A text with one number for each of them: “150 min”, “4.5 min”."""
    return _ANY.sub(_plain, text)


def _plain(found: re.Match[str]) -> str:
    if found["hours"]:
        return f"{_SIXTY * int(found['hours']) + int(found['and_minutes'])} min"
    if found["minutes"]:
        return f"{_SIXTY * int(found['minutes']) + int(found['and_seconds'])} s"
    share = f"{int(found['part']) / _SIXTY:.2f}".partition(".")[2].rstrip("0")
    return f"{found['whole']}.{share}" if share else found["whole"]
