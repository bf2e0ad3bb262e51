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
    PosterJob,
    address_text,
    fewer_sheets_text,
    missing_text,
    poster_cycle,
    poster_job,
    sheets_text,
)
from kiosk.web.core.running_server import settings_of_last_server
from kiosk.web.core.services import open_store, reachable_base, utc_now


def write_poster(
    settings: Settings,
    file: Path,
    cycle: str,
    teams: tuple[str, ...],
    given: Mapping[str, str],
    warn: Callable[[str], None],
) -> str:
    """Write a poster to a new file; returns what it is, and which address its codes hold.

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
    served, is_running = settings_of_last_server(settings)
    held = effective_settings(served, store.office(now).settings)
    urls = PublicUrls(reachable_base(held, NetworkAddresses(), held.port), held.wifi)
    job = poster_job(store, localizer, urls, poster_cycle(store, cycle, now), draft, teams, now)
    printed = job.printed()
    write_new_file(file, printed.files[0])
    is_guessed = not is_running and not held.public_url
    for sentence in (
        _address_warning(localizer, job, is_guessed),
        *_warnings(localizer, job, printed),
    ):
        if sentence:
            warn(sentence)
    address = f"\n{address_text(localizer, job.address)}" if job.address else ""
    return f"{file}: {sheets_text(localizer, draft, printed)}{address}"


def _address_warning(localizer: Localizer, job: PosterJob, is_guessed: bool) -> str:
    """What is said of codes without an address, and of one that nothing vouches for."""
    if not job.address or not is_guessed:
        return "" if job.address else address_text(localizer, "")
    return localizer.gettext(
        "The address in the codes, %(address)s, is guessed: public_url is not set, and no server"
        " is running with this data. Set public_url to the address that phones open, or start the"
        " server, and make the poster again"
    ) % {"address": job.address}


def _warnings(localizer: Localizer, job: PosterJob, printed: Printed) -> list[str]:
    _ = localizer.gettext
    said = [
        missing_text(localizer, printed.missing), fewer_sheets_text(localizer, job.draft, printed)
    ]  # fmt: skip
    if job.hides_confidential:
        said.append(
            _("Confidential key results are printed as guests see them, unless --confidential")
        )
    return said
