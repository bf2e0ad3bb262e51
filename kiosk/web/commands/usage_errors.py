"""What is wrong with a command as it was typed. In the office's words: click has English only."""

from collections.abc import Callable, Sequence

import click
from click.exceptions import NoSuchCommand

from kiosk.config import Settings
from kiosk.web.commands.parsing import UnexpectedArguments
from kiosk.web.core.command_language import office_localizer

Translate = Callable[[str], str]


def usage_lines(error: click.UsageError, settings: Settings | None) -> list[str]:
    """What is wrong, and how the command is written.

    :param settings: None where they cannot be read themselves; then in English.
    """
    gettext: Translate = office_localizer(settings).gettext if settings else str
    lines = [_sentence(error, gettext)]
    context = error.ctx
    if context is not None:
        usage = [context.command_path, *context.command.collect_usage_pieces(context)]
        lines.append(gettext("Write it like this: %(usage)s") % {"usage": " ".join(usage)})
        more = gettext("Everything about it: %(command)s")
        lines.append(more % {"command": f"{context.command_path} --help"})
    return lines


def _sentence(error: click.UsageError, gettext: Translate) -> str:
    match error:
        case NoSuchCommand():
            found = gettext("There is no command %(name)s") % {"name": error.command_name}
            return found + _similar(error.possibilities, gettext)
        case click.NoSuchOption():
            found = gettext("There is no option %(name)s") % {"name": error.option_name}
            return found + _similar(error.possibilities, gettext)
        case UnexpectedArguments():
            return gettext("This is too much: %(arguments)s") % {"arguments": error.message}
        case click.MissingParameter():
            return gettext("%(name)s is missing") % {"name": _name(error)}
        case click.BadParameter():
            return _wrong_value(error, gettext)
        case click.BadOptionUsage() if _is_flag(error):
            return gettext("%(name)s takes no value") % {"name": error.option_name}
        case click.BadOptionUsage():
            return gettext("%(name)s needs a value after it") % {"name": error.option_name}
    return gettext(error.message)


def _wrong_value(error: click.BadParameter, gettext: Translate) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        # An option that is left out has an empty choice, which nobody types.
        choices = ", ".join(str(choice) for choice in kind.choices if choice)
        says = gettext("%(name)s: write one of these: %(choices)s")
        return says % {"name": _name(error), "choices": choices}
    if isinstance(kind, click.Path) and not kind.dir_okay:
        return gettext("%(name)s: name a file, not a folder") % {"name": _name(error)}
    return f"{_name(error)}: {error.message}"


def _similar(names: Sequence[str] | None, gettext: Translate) -> str:
    if not names:
        return ""
    question = gettext("Did you mean %(names)s?") % {"names": ", ".join(names)}
    return f". {question}"


def _name(error: click.BadParameter) -> str:
    """--can, or FILE."""
    if error.param is None or error.ctx is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx).strip("[]").removesuffix("...")


def _is_flag(error: click.BadOptionUsage) -> bool:
    options = error.ctx.command.params if error.ctx else []
    return any(
        isinstance(option, click.Option) and option.is_flag and error.option_name in option.opts
        for option in options
    )
