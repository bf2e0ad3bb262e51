"""How the command line is parsed, and how its errors are reported. Imports of the store and of the
office's language are in functions: --help need not wait for them."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from kiosk.config import load_settings
from kiosk.errors import KioskError


class UnexpectedArguments(click.UsageError):
    """There are more arguments than the command takes."""

    def __init__(self, arguments: Sequence[str], context: click.Context) -> None:
        super().__init__(" ".join(arguments), context)


class PlainCommand(click.Command):
    """A command whose surplus arguments are an error of their own class."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse them; what is left over is refused."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click leaves it out of some
            raise
        if rest and not ctx.resilient_parsing:
            raise UnexpectedArguments(rest, ctx)
        return rest


class PlainGroup(click.Group):
    """A group of such commands."""

    command_class = PlainCommand


def data_option(arguments: Sequence[str]) -> Path | None:
    """The folder that --data names among arguments that could not be parsed."""
    for number, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--data" and equals:
            return Path(value)
        if argument == "--data" and number + 1 < len(arguments):
            return Path(arguments[number + 1])
    return None


class CommandLine(PlainGroup):
    """A group that reports errors as sentences with exit code 1, never as a traceback, and wrong
    usage with exit code 2."""

    group_class = PlainGroup

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> click.Context:
        arguments = list(args)  # what parses them takes them out
        with _wrong_usage(arguments):
            context = super().make_context(info_name, args, parent, **extra)
        context.meta["arguments"] = arguments
        return context

    def invoke(self, context: click.Context) -> Any:
        try:
            with _wrong_usage(context.meta["arguments"]):
                return super().invoke(context)
        except KioskError as error:
            from kiosk.web.core.command_language import error_message

            raise _Refusal(error_message(context.obj, error)) from error


class _Refusal(click.ClickException):
    def show(self, file: Any = None) -> None:
        for line in self.message.splitlines():
            click.echo(f"kiosk: {line}", err=True)


class _WrongUsage(_Refusal):
    exit_code = 2


@contextmanager
def _wrong_usage(arguments: list[str]) -> Iterator[None]:
    """Report wrong usage in the office's language, as far as that is known."""
    try:
        yield
    except NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        from kiosk.web.commands.usage_errors import usage_lines

        settings = None
        with suppress(KioskError):
            settings = load_settings(data_option(arguments) or default_data(), os.environ)
        raise _WrongUsage("\n".join(usage_lines(error, settings))) from error


def default_data(environ: dict[str, str] | os._Environ[str] = os.environ) -> Path:
    """KIOSK_DATA, else data/ of the checkout this runs from, else the user's data folder."""
    if environ.get("KIOSK_DATA"):
        return Path(environ["KIOSK_DATA"])
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").exists():
        return checkout / "data"
    home = environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "kiosk"
