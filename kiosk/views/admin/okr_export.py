"""The page of exports: which cycle, and which kind of file."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.okr.model import Cycle, Office
from kiosk.views.common.cycles import cycle_state_text
from kiosk.views.i18n.localizer import Localizer

EVERY_CYCLE = "all"
"""What stands in an address in place of a cycle's id."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """A cycle to choose: its id or EVERY_CYCLE, and its name with its state."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A kind of file: its ending, its name, and what it is good for in a sentence."""

    ending: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class OkrExportPage:
    """The page. Without a cycle there is nothing to choose."""

    choices: tuple[ExportChoice, ...]
    formats: tuple[ExportFormat, ...]


def okr_export_page(
    localizer: Localizer, office: Office, cycles: Sequence[Cycle], wanted: str
) -> OkrExportPage:
    """The page.

    :param office: the running cycles, one of which is chosen by default.
    :param wanted: the id of a cycle, or EVERY_CYCLE.
    """
    newest = sorted(cycles, key=lambda c: (c.starts_on, c.id), reverse=True)
    values = [str(c.id) for c in newest]
    running = [str(c.id) for c in office.cycles]
    usual = (running or values or [""])[-1]
    chosen = wanted if wanted in (*values, EVERY_CYCLE) else usual
    choices = [
        ExportChoice(str(c.id), f"{c.name} ({cycle_state_text(localizer, c)})", str(c.id) == chosen)
        for c in newest
    ]
    if len(choices) > 1:
        name = localizer.gettext("All cycles")
        choices.append(ExportChoice(EVERY_CYCLE, name, chosen == EVERY_CYCLE))
    return OkrExportPage(tuple(choices), export_formats(localizer))


def export_formats(localizer: Localizer) -> tuple[ExportFormat, ...]:
    """The kinds of files, the most asked for first."""
    return (*_for_people(localizer), *_for_programs(localizer))


def _for_people(localizer: Localizer) -> tuple[ExportFormat, ...]:
    _ = localizer.gettext
    return (
        ExportFormat(
            "xlsx", _("Spreadsheet (XLSX)"),
            _(
                "A sheet each for objectives, key results, check-ins and grades, to sort and"
                " calculate. Can be imported whole."
            ),
        ),
        ExportFormat(
            "md", _("Wiki page (Markdown)"),
            _(
                "Headings and tables, to paste into a wiki or a document. An import takes key"
                " results and their current values from it."
            ),
        ),
        ExportFormat(
            "html", _("The cycle in one file (HTML)"),
            _(
                "Charts, replay, grades and survey, to read without this server, as guests see "
                "them. Cannot be imported."
            ),
        ),
    )  # fmt: skip


def _for_programs(localizer: Localizer) -> tuple[ExportFormat, ...]:
    _ = localizer.gettext
    return (
        ExportFormat(
            "csv", _("One table (CSV)"),
            _(
                "A row for each key result, for any program that reads tables. Without earlier"
                " check-ins, grades and what objectives serve."
            ),
        ),
        ExportFormat(
            "zip", _("All tables (CSV in a ZIP)"),
            _(
                "A table each for objectives, key results, check-ins and grades. Can be imported"
                " whole."
            ),
        ),
        ExportFormat(
            "json", _("For programs (JSON)"),
            _(
                "Everything with exact numbers and times, to keep or to process. Can be imported"
                " whole."
            ),
        ),
    )  # fmt: skip
