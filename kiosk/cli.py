"""The command line. Exit codes: 0 done; 1 refused, with the reason on standard error; 2 usage."""

import gc
import getpass
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

from kiosk.config import Settings, load_settings
from kiosk.errors import N_, NeedsRestore, ValidationError
from kiosk.web.commands.import_arguments import import_answers
from kiosk.web.commands.parsing import CommandLine, default_data


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, help="Show the version and exit.",
    callback=lambda context, _, asked: _show_version(context) if asked else None,
)  # fmt: skip
def main() -> None:
    """A live wall for objectives and key results."""


def _show_version(context: click.Context) -> None:
    from kiosk.web.commands.version import version_line

    click.echo(version_line())
    context.exit()


def _system_user() -> str:
    """The name of the system user, for the audit log."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in containers
        return "kiosk"


def _with_data(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option --data, and the settings of that folder as its first argument."""

    @click.option("--data", type=click.Path(path_type=Path), help="The folder of the database.")
    @wraps(command)
    def wrapped(data: Path | None, **options: Any) -> None:
        given: dict[str, str | None] = {
            name: options.pop(name) for name in ("host", "port") if name in options
        }
        # Imported here, so that --help does not have to import the store.
        from kiosk.store.db.author import set_author

        set_author(_system_user())
        settings = load_settings(data or default_data(), os.environ, given)
        # For error messages in the office's language.
        click.get_current_context().find_root().obj = settings
        command(settings, **options)

    return wrapped


def _sentences(settings: Settings) -> Callable[[str], str]:
    """A function that translates a sentence into the office's language."""
    from kiosk.web.core.command_language import office_localizer

    return office_localizer(settings).gettext


@main.command()
@_with_data
@click.option("--host", help="The address to listen on.")
@click.option("--port", help="The port to listen on.")
@click.option("--sample", is_flag=True, help="Fill an empty database with the sample office.")
def run(settings: Settings, sample: bool) -> None:
    """Serve the wall, the phones and the admin page."""
    # Imports create no garbage, and looking for it takes a seventh of the time they need.
    gc.disable()
    # Imported here, so that other commands do not have to import the server.
    from kiosk.web.commands.banner import banner
    from kiosk.web.server import bootstrap

    if sample:
        with suppress(NeedsRestore):  # the server reports it, and offers a backup
            bootstrap.load_sample_if_new(settings)
    bootstrap.serve_office(settings, on_ready=lambda services: click.echo(banner(services)))


@main.command("check-in", context_settings={"ignore_unknown_options": True})
@click.argument("code")
@click.argument("value")
@click.option("--confidence", default="", help="0 to 10.")
@click.option(
    "--note", default="", help="What happened; up to 60 characters stay large on the wall."
)
@click.option("--on", default="", help="The day it is for, like 2026-11-20 (default: today).")
@_with_data
def check_in(
    settings: Settings, code: str, value: str, confidence: str, note: str, on: str
) -> None:
    """Check in VALUE for the key result CODE.

    VALUE is a number, yes or no, or the codes of the milestones done, with commas. A number is
    read as the office writes numbers, with or without the key result's own unit. One that looks
    off by a thousand is saved, with a warning on standard error.
    """
    from kiosk.web.commands.actions import check_in as write

    def warn(sentence: str) -> None:
        click.echo(f"kiosk: {sentence}", err=True)

    click.echo(write(settings, code, value, confidence, note, warn, on=on))


@main.group()
def user() -> None:
    """Manage the people who can log in."""


@user.command("add")
@click.argument("name")
@click.option("--admin", is_flag=True, help="Can edit everything, not only check in.")
@click.option(
    "--team",
    "teams",
    multiple=True,
    help="A team they check in for, by its slug or code; once for each team.",
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@_with_data
def user_add(
    settings: Settings, name: str, admin: bool, teams: tuple[str, ...], password_stdin: bool
) -> None:
    """Add NAME."""
    from kiosk.web.commands.actions import add_user

    add_user(settings, name, _password(settings, password_stdin), admin=admin, teams=teams)
    _ = _sentences(settings)
    click.echo(_("%(name)s can log in now") % {"name": name})


def _password(settings: Settings, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():  # it would be shown while it is typed
        raise ValidationError(
            "password", "There is no terminal to type it in. Pipe it in with --password-stdin"
        )
    _ = _sentences(settings)
    typed: str = click.prompt(
        _("Password"), hide_input=True, confirmation_prompt=_("Repeat the password")
    )
    return typed


@user.command("password")
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@_with_data
def user_password(settings: Settings, name: str, password_stdin: bool) -> None:
    """Set a new password for NAME, who is logged out everywhere."""
    from kiosk.web.commands.actions import set_password

    plain = set_password(settings, name, _password(settings, password_stdin))
    _ = _sentences(settings)
    click.echo(_("%(name)s has a new password and is logged out everywhere") % {"name": plain})


@user.command("list")
@_with_data
def user_list(settings: Settings) -> None:
    """List all people, with the teams they check in for."""
    from kiosk.web.commands.actions import people

    for line in people(settings):
        click.echo(line)


@user.command("remove")
@click.argument("name")
@_with_data
def user_remove(settings: Settings, name: str) -> None:
    """Remove NAME; their check-ins stay."""
    from kiosk.web.core.services import open_store

    open_store(settings).users.remove(name)
    _ = _sentences(settings)
    click.echo(_("%(name)s can no longer log in") % {"name": name})


@main.group()
def token() -> None:
    """Manage tokens for programs that use the API."""


@token.command("add")
@click.argument("name")
@click.option("--can", type=click.Choice(["read", "check-in"]), default="check-in")
@_with_data
def token_add(settings: Settings, name: str, can: str) -> None:
    """Create a token and print it once, alone on its line."""
    from kiosk.web.commands.actions import add_token

    click.echo(add_token(settings, name, can))


@token.command("list")
@_with_data
def token_list(settings: Settings) -> None:
    """List the tokens by name, without the secrets."""
    from kiosk.web.core.services import open_store

    for one in open_store(settings).api_tokens.all():
        click.echo(f"{one.name} ({one.can})")


@token.command("revoke")
@click.argument("name")
@_with_data
def token_revoke(settings: Settings, name: str) -> None:
    """Revoke a token."""
    from kiosk.web.core.services import open_store

    open_store(settings).api_tokens.revoke(name)
    _ = _sentences(settings)
    click.echo(_("Token “%(name)s” is revoked.") % {"name": name})


@main.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@_with_data
def backup(settings: Settings, file: Path | None) -> None:
    """Make a checked copy of the database, also while the server runs.

    Without FILE it goes into the folder backups/ of the data, among the nightly ones.
    """
    from kiosk.web.commands.backup import backup as make

    click.echo(make(settings, file))


def _confirmed(question: str, yes: str) -> bool:
    """Ask; only a yes is one, in English or as the office's language has it.

    :param yes: the words for yes in that language.
    """
    try:
        typed: str = click.prompt(question, default="", show_default=False)
    except click.Abort:
        click.echo()
        return False
    return typed.strip().casefold() in {"y", "yes", *yes.split()}


@main.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--newest", is_flag=True, help="Restore the newest good backup instead of FILE.")
@click.option("--dry-run", is_flag=True, help="Only say what would be lost.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_with_data
def restore(settings: Settings, file: Path | None, newest: bool, dry_run: bool, yes: bool) -> None:
    """Put a backup in the database's place, also while the server runs.

    What would be lost is said first. The database that was there is set aside.
    """
    if (file is None) is not newest:
        raise click.UsageError(N_("Name a backup FILE, or write --newest for the newest good one"))
    from kiosk.web.commands.backup import restore_backup

    _ = _sentences(settings)

    def confirm(lines: list[str]) -> bool:
        click.echo("\n".join(lines))
        return yes or _confirmed(_("Restore it? [y/N]"), _("y yes"))

    click.echo(restore_backup(settings, file, dry_run=dry_run, confirm=confirm))


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--cycle", default="", help="The cycle they are for, by its name.")
@click.option("--team", default="", help="The team of objectives that name none.")
@click.option("--reason", default="", help="Why key results of an open cycle change.")
@import_answers
@click.option("--dry-run", is_flag=True, help="Only say what would be imported.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_with_data
def import_(
    settings: Settings,
    files: tuple[Path, ...],
    cycle: str,
    team: str,
    reason: str,
    dry_run: bool,
    as_json: bool,
    yes: bool,
    **answers: Any,
) -> None:
    """Import OKRs from FILES: tables (CSV, XLSX, ODS, HTML, JSON) and outlines (text, Markdown).

    The plan is printed first, with how every number was read and what to type where something is
    asked. Importing the same files again changes nothing.
    """
    from kiosk.web.commands import import_files
    from kiosk.web.commands.import_options import ImportOptions
    from kiosk.web.commands.import_plan_json import plan_json
    from kiosk.web.commands.import_plan_text import plan_text
    from kiosk.web.commands.progress_line import with_progress

    options = ImportOptions(**answers)
    again = partial(import_files.read_import, settings, files, cycle, team, options)
    read = with_progress(settings, lambda report: again(report=report))
    click.echo(plan_json(read) if as_json else "\n".join(plan_text(read)))
    if dry_run:
        if unclear := import_files.unclear_text(read):
            click.echo(unclear, err=True)
        return
    import_files.refuse_unclear(read)
    _ = _sentences(settings)
    if yes or _confirmed(_("Import it? [y/N]"), _("y yes")):
        write = partial(import_files.write_import, settings, read, reason, again)
        click.echo(with_progress(settings, write), err=as_json)
    else:
        click.echo(_("Nothing was imported."), err=True)
        click.get_current_context().exit(1)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--cycle", default="", help="The cycle, by its name (default: the running one).")
@click.option("--all", "every", is_flag=True, help="All cycles.")
@_with_data
def export(settings: Settings, file: Path, cycle: str, every: bool) -> None:
    """Export OKRs to FILE, by its ending: .xlsx, .csv, .zip (CSV), .json, .md or .html.

    The import reads each of them back but HTML: that is a cycle to read, with charts.
    """
    from kiosk.web.commands.export_file import export_file

    click.echo(export_file(settings, file, cycle, every=every))


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--size", default="", help="A4, A3 (default), A2, A1, A0, Letter or Tabloid.")
@click.option("--tile", default="", help="Put each sheet together from A4 or Letter.")
@click.option("--landscape", is_flag=True, help="Wider than high.")
@click.option("--distance", default="", help="Metres it is read from (default: by its size).")
@click.option("--saves-ink", is_flag=True, help="Outlines instead of filled shapes.")
@click.option("--confidential", is_flag=True, help="Also what guests may not see.")
@click.option("--cycle", default="", help="The cycle, by its name (default: the running one).")
@click.option("--team", "teams", multiple=True, help="Only this team, by slug or code; repeatable.")
@_with_data
def poster(
    settings: Settings, file: Path, cycle: str, teams: tuple[str, ...], **given: str | bool
) -> None:
    """Write a poster of the OKRs to FILE, a PDF.

    Its type can be read from the distance; what does not fit goes to another sheet.
    """
    from kiosk.web.commands.poster import write_poster

    def warn(sentence: str) -> None:
        click.echo(f"kiosk: {sentence}", err=True)

    # A flag that is not set is as good as an option left empty.
    fields = {name: str(text or "") for name, text in given.items()}
    click.echo(write_poster(settings, file, cycle, teams, fields, warn))


@main.command()
@_with_data
@click.option("--port", help="The port that the server has, or is to have.")
def doctor(settings: Settings) -> None:
    """Check the installation and say how to fix what is wrong."""
    from kiosk.web.commands.doctor import examine
    from kiosk.web.core.services import utc_now

    findings = examine(settings, utc_now())
    for finding in findings:
        click.echo(f"{'ok' if finding.is_ok else '!!'}  {finding.name}: {finding.message}")
    if not all(finding.is_ok for finding in findings):
        sys.exit(1)
