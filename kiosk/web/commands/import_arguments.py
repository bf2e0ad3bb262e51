"""The arguments of `kiosk import` that answer what its plan asks.

Nothing but click is imported, so that other commands do not have to import the readers of files.
"""

from collections.abc import Callable
from functools import reduce
from typing import Any

import click

Command = Callable[..., Any]

_OPTIONS = (
    click.option(
        *("--column", "columns"),
        multiple=True,
        metavar="HEADING=WHAT",
        help='What a column holds: "Lead=owner", "Notes=ignored".',
    ),
    click.option(
        "--decimals",
        default="",
        type=click.Choice(("", "point", "comma")),
        help="How decimals are written: 1,234.5 or 1.234,5.",
    ),
    click.option(
        "--days",
        default="",
        type=click.Choice(("", "day-first", "month-first")),
        help="What 01/02 is: the first of February, or the second of January.",
    ),
    click.option(
        *("--answer", "answers"),
        multiple=True,
        metavar="LINE=READING",
        help="How the number of a line is meant.",
    ),
    click.option(
        "--same",
        multiple=True,
        metavar="TITLE=TEAM",
        help="That objectives of a title are one, of this team.",
    ),
    click.option(
        "--because", default="", help="Why objectives serve others, if the files do not say."
    ),
)


def import_answers(command: Command) -> Command:
    """Give a command the options that answer questions about files."""
    return reduce(lambda given, option: option(given), reversed(_OPTIONS), command)
