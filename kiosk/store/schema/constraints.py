"""SQL that the migrations and the triggers share."""

NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
"""The current time in SQL, as it is stored."""

MOMENT = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*'"
"""What a stored time looks like, for a CHECK."""


def decimal_check(column: str) -> str:
    """A constraint that a column is NULL or a finite decimal. Its name is the error message that
    other programs get."""
    return (
        f'CONSTRAINT "{column} is a plain decimal like 42.5, in a string"'
        f" CHECK ({column} IS NULL OR (length({column}) <= 40"
        f" AND ({column} GLOB '[0-9]*' OR {column} GLOB '-[0-9]*')"
        f" AND {column} NOT GLOB '?*-*' AND {column} NOT GLOB '*[^-0-9.]*'"
        f" AND {column} NOT GLOB '*.*.*' AND {column} NOT GLOB '*.'))"
    )


def timestamp_check(column: str) -> str:
    """A constraint that a column is a date and time. Its name is the error message that other
    programs get."""
    return (
        f'CONSTRAINT "{column} is a moment like 2026-11-20T09:12:00Z"'
        f" CHECK ({column} GLOB '[0-9][0-9][0-9][0-9]-*' AND julianday({column}) IS NOT NULL)"
    )
