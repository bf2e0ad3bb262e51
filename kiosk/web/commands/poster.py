"""`kiosk poster`: the OKRs of a cycle as a PDF for paper."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kiosk.config import Settings
from kiosk.errors import ValidationError
from kiosk.exchange.poster.printing import Printed
from kiosk.okr.poster_draft import parse_poster
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls
from kiosk.web.commands.new_file import refuse_existing, write_new_file
from kiosk.web.core.command_language import office_localizer
from kiosk.web.core.effective_settings import effective_settings
from kiosk.web.core.network import NetworkAddresses
from kiosk.web.core.poster import (
    fewer_sheets_text,
    missing_text,
    poster_cycle,
    poster_job,
    sheets_text,
)
from kiosk.web.core.services import open_store, reachable_base, utc_now


def write_poster(
    settings: Settings,
    file: Path,
    cycle: str,
    teams: tuple[str, ...],
    given: Mapping[str, str],
    warn: Callable[[str], None],
) -> str:
    """Write a poster to a new file; returns a sentence that says what it is.

    :param cycle: its name; "" for the one that runs.
    :param given: the fields of kiosk.okr.poster_draft.
    :param warn: takes sentences about what is not as it was asked for.
    :raises ValidationError: in the field to change.
    """
    if file.suffix.lower() != ".pdf":
        raise ValidationError(
            "file", "“%(file)s” does not end in .pdf. Name a file like okrs.pdf", file=file
        )
    refuse_existing(file)
    draft, localizer, now = parse_poster(given), office_localizer(settings), utc_now()
    store = open_store(settings)
    held = effective_settings(settings, store.office(now).settings)
    urls = PublicUrls(reachable_base(held, NetworkAddresses(), settings.port), held.wifi)
    job = poster_job(store, localizer, urls, poster_cycle(store, cycle, now), draft, teams, now)
    printed = job.printed()
    write_new_file(file, printed.files[0])
    for sentence in _warnings(localizer, urls, printed, hides=job.hides_confidential):
        warn(sentence)
    if fewer := fewer_sheets_text(localizer, draft, printed):
        warn(fewer)
    return f"{file}: {sheets_text(localizer, draft, printed)}"


def _warnings(
    localizer: Localizer, urls: PublicUrls, printed: Printed, *, hides: bool
) -> list[str]:
    _ = localizer.gettext
    said = [missing_text(localizer, printed.missing)]
    if not urls.base:
        said.append(_("No codes are printed: set public_url to the address that phones can reach"))
    if hides:
        said.append(
            _("Confidential key results are printed as guests see them, unless --confidential")
        )
    return [sentence for sentence in said if sentence]
