"""Archived items, and the notes before something is archived or deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel.lists import format_list

from kiosk.okr.archive import Archived, Dependants, Table
from kiosk.okr.model import Office
from kiosk.views.i18n.localizer import Localizer

_NAMED = 3
PATHS = {
    Table.TEAMS: "/admin/teams",
    Table.OBJECTIVES: "/admin/objectives",
    Table.KEY_RESULTS: "/admin/key-results",
}


@dataclass(frozen=True, slots=True)
class ArchivedRow:
    """An archived item. `about` is its kind, parent and date; `first` says what must be restored
    before it, "" for nothing; `delete_path` is "" where it cannot be deleted."""

    code: str
    title: str
    about: str
    first: str
    delete_path: str


def archived_rows(
    localizer: Localizer, office: Office, things: Iterable[Archived]
) -> tuple[ArchivedRow, ...]:
    """The archived items of the office's cycles, and those without a cycle."""
    current_cycles = {cycle.id: cycle.name for cycle in office.cycles}
    return tuple(
        _row(localizer, current_cycles, each)
        for each in things
        if each.cycle in current_cycles or not each.cycle
    )


def _row(localizer: Localizer, cycles: dict[int, str], each: Archived) -> ArchivedRow:
    _ = localizer.gettext
    kinds = {
        Table.TEAMS: _("Team"),
        Table.OBJECTIVES: _("Objective"),
        Table.KEY_RESULTS: _("Key result"),
    }
    where = each.objective or (each.team if each.table is Table.OBJECTIVES else "")
    cycle = cycles.get(each.cycle, "") if each.cycle and len(cycles) > 1 else ""
    day = _("archived on %(day)s") % {"day": localizer.day(localizer.today(each.at))}
    first = ""
    if each.belongs_to_archived:
        is_key_result = each.table is Table.KEY_RESULTS
        first = _("Restore its objective first.") if is_key_result else _("Restore its team first.")
    return ArchivedRow(
        code=each.code,
        title=each.title,
        about=" · ".join(part for part in (kinds[each.table], where, cycle, day) if part),
        first=first,
        delete_path=f"{PATHS[each.table]}/{each.code}/delete" if each.may_delete else "",
    )


def archive_details(localizer: Localizer, found: Dependants) -> tuple[str, ...]:
    """What is archived along with an item, and what links to it, a sentence each."""
    return tuple(filter(None, (_leaves(localizer, found), *_stays(localizer, found))))


def _leaves(localizer: Localizer, found: Dependants) -> str:
    if found.objectives:
        return localizer.ngettext(
            "%(num)s objective is archived with it and comes back with it: %(titles)s.",
            "%(num)s objectives are archived with it and come back with it: %(titles)s.",
            len(found.objectives),
        ) % _counted(localizer, found.objectives)
    if found.key_results:
        return localizer.ngettext(
            "%(num)s key result is archived with it and comes back with it: %(titles)s.",
            "%(num)s key results are archived with it and come back with it: %(titles)s.",
            len(found.key_results),
        ) % _counted(localizer, found.key_results)
    return ""


def _stays(localizer: Localizer, found: Dependants) -> tuple[str, ...]:
    ngettext = localizer.ngettext
    serving = ngettext(
        "%(num)s objective serves it: its link stays and comes back with it (%(titles)s).",
        "%(num)s objectives serve it: their links stay and come back with it (%(titles)s).",
        len(found.serving),
    )
    meetings = ngettext(
        "%(num)s meeting leaves the calendar and comes back with it: %(titles)s.",
        "%(num)s meetings leave the calendar and come back with it: %(titles)s.",
        len(found.meetings),
    )
    people = ngettext(
        "%(num)s person is in it and stays in it.",
        "%(num)s people are in it and stay in it.",
        len(found.people),
    )
    screens = ngettext(
        "%(num)s screen is set up for it: %(titles)s.",
        "%(num)s screens are set up for it: %(titles)s.",
        len(found.screens),
    )
    return (
        _say(localizer, found.serving, serving),
        _say(localizer, found.meetings, meetings),
        _say(localizer, found.people, people),
        _say(localizer, found.screens, screens),
    )


def delete_details(
    localizer: Localizer, code: str, key_results: Sequence[str], *, has_links: bool
) -> tuple[str, ...]:
    """What is deleted along with an item, and that its code is never used again."""
    goes = _say(
        localizer,
        key_results,
        localizer.ngettext(
            "%(num)s key result is deleted with it: %(titles)s.",
            "%(num)s key results are deleted with it: %(titles)s.",
            len(key_results),
        ),
    )
    links = localizer.gettext("Its links to objectives of the company are deleted with it.")
    stays = localizer.gettext("Nothing else changes, and the code %(code)s is never used again.")
    return tuple(filter(None, (goes, links if has_links else "", stays % {"code": code})))


def _say(localizer: Localizer, things: Sequence[str], sentence: str) -> str:
    return sentence % _counted(localizer, things) if things else ""


def _counted(localizer: Localizer, things: Sequence[str]) -> dict[str, str]:
    """The count, and the first titles."""
    named = [localizer.gettext("“%(title)s”") % {"title": title} for title in things[:_NAMED]]
    if (more := len(things) - _NAMED) > 0:
        named.append(
            localizer.ngettext("%(num)s more", "%(num)s more", more)
            % {"num": localizer.number(more)}
        )
    return {
        "num": localizer.number(len(things)),
        "titles": format_list(named, locale=localizer.locale) if named else "",
    }
