"""The audit log as text: for the office's history page and for an objective's page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from kiosk.okr.title_spelling import is_spelling_correction
from kiosk.store.db.conversion import parse_timestamp
from kiosk.store.queries.audit_log import CHECK_IN, PERSONS, AuditEntry, CurrentNames, RowChange
from kiosk.views.history.imports import IMPORTS, import_sentence
from kiosk.views.history.labels import change_heading, column_labels, parent_table, setting_name
from kiosk.views.history.values import check_in_value_text, column_text
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import objective_path

# Columns that the heading already covers, or that are internal.
UNREPORTED_COLUMNS = {
    *("code", "slug", "id", "version", "position", "archived_at", "key_result", "carried_from"),
    *("archived_with", "digest"),
}
_MOVE_COLUMNS = {"objectives": {"team", "cycle"}, "key_results": {"objective"}}
"""The columns whose change is a move."""
_TEXTS = {"short_title", "description"}
"""What the page of an objective shows as it is, and not how it was."""
_PHONE_TABLES = {"objectives", "key_results"}
# What a screen has before it is set up is not reported.
_SCREEN_DEFAULTS: dict[str, object] = {
    **dict.fromkeys(("dwell", "turned", "low_power"), 0),
    **dict.fromkeys(("margin_top", "margin_right", "margin_bottom", "margin_left"), 0),
    **{"diagonal": 55, "distance": "5", "theme": "dark"},
    **{"light_from": "07:00", "light_to": "19:00"},
}
_LONG_ENTRY = 12
_OPEN_ENTRIES = 5
_ENTRIES_A_DAY = 8
_MOST_OF_AN_IMPORT = 100


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A changed field; `before` is "" where it was empty."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """The changes of one item. `objective` is the title of its objective unless the sentence names
    it, `path` that objective's page; both are "" where there is none."""

    sentence: str
    objective: str
    path: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class SaveEntry:
    """The changes of one save, with its local day, time and author. `is_long`: too many to show
    unfolded. `undo` and `redo`: its number if that is possible, else 0. `summary` says what an
    import did; then `more` counts the items that are left out."""

    on: date
    day: str
    time: str
    who: str
    items: tuple[ItemChange, ...]
    is_long: bool
    undo: int = 0
    redo: int = 0
    summary: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class HistoryDay:
    """The saves of a day, newest first. `more` are folded away. `is_open`: the day is unfolded."""

    on: date
    name: str
    saves: tuple[SaveEntry, ...]
    more: tuple[SaveEntry, ...]
    is_open: bool


def group_by_day(
    localizer: Localizer, change: Sequence[SaveEntry], *, every: bool = False
) -> tuple[HistoryDay, ...]:
    """Saves, newest first, grouped by day. The newest days are open until enough is shown; with
    `every`, all of them."""
    days: list[HistoryDay] = []
    count = 0
    for on, of_day in groupby(change, key=lambda save: save.on):
        its = tuple(of_day)
        most = len(its) if every else _ENTRIES_A_DAY
        is_open = every or count < _OPEN_ENTRIES
        days.append(HistoryDay(on, localizer.long_day(on), its[:most], its[most:], is_open))
        count += len(its)
    return tuple(days)


def save_entries(
    localizer: Localizer,
    names: CurrentNames,
    entries: Sequence[AuditEntry],
    undoable: frozenset[int] = frozenset(),
    redoable: frozenset[int] = frozenset(),
) -> tuple[SaveEntry, ...]:
    """Every save with its author, for admins.

    :param undoable: the numbers of the saves that can be undone.
    :param redoable: the numbers of the imports that are undone.
    """
    labelled = column_labels(localizer)
    found = []
    for entry in entries:
        items = _items(localizer, names, entry.changes, labelled, persons=True)
        who = entry.author or _source_text(localizer, entry.changes[0])
        save = _with_import(localizer, entry, _save(localizer, entry, who, items))
        undo = entry.batch if entry.batch in undoable else 0
        redo = entry.batch if entry.batch in redoable else 0
        found.append(replace(save, undo=undo, redo=redo))
    return tuple(save for save in found if save.items or save.summary)


def _with_import(localizer: Localizer, entry: AuditEntry, save: SaveEntry) -> SaveEntry:
    """The save with a summary if it is of an import, which may be of thousands of items."""
    summary = next(
        (import_sentence(localizer, each) for each in entry.changes if each.thing == IMPORTS), ""
    )
    if not summary:
        return save
    more = max(0, len(save.items) - _MOST_OF_AN_IMPORT)
    items = save.items[:_MOST_OF_AN_IMPORT]
    return replace(save, items=items, is_long=bool(items), summary=summary, more=more)


def _save(
    localizer: Localizer, entry: AuditEntry, who: str, items: tuple[ItemChange, ...]
) -> SaveEntry:
    on = localizer.today(entry.at)
    return SaveEntry(
        on, localizer.day(on), localizer.time(entry.at), who, items, len(items) > _LONG_ENTRY
    )


def _source_text(localizer: Localizer, change: RowChange) -> str:
    """The source of a change without an author."""
    sources = {
        "import": localizer.gettext("from a file"),
        "cli": localizer.gettext("on the command line"),
        "page": localizer.gettext("on a page"),
    }
    return sources.get(str(change.row.get("source")), localizer.gettext("another program"))


def objective_history(
    localizer: Localizer,
    names: CurrentNames,
    entries: Sequence[AuditEntry],
    *,
    since: datetime,
    team: str,
    guests: bool,
) -> tuple[SaveEntry, ...]:
    """The history on an objective's page: by team, never by person; nothing from before its cycle
    began, and nothing that guests may not see."""
    labelled = column_labels(localizer)
    found = []
    for entry in entries:
        if entry.at < since:
            continue
        shown = [t for t in entry.changes if parent_table(t.thing) in _PHONE_TABLES]
        shown = [t for t in shown if not (guests and _is_confidential(names, t))]
        items = _items(localizer, names, shown, labelled, persons=False)
        found.append(_save(localizer, entry, team, items))
    return tuple(save for save in found if save.items)


def _is_confidential(names: CurrentNames, change: RowChange) -> bool:
    titled = names.key_results.get(change.code)
    return titled is not None and titled.confidential


def _items(
    localizer: Localizer,
    names: CurrentNames,
    changes: Iterable[RowChange],
    labelled: dict[str, str],
    *,
    persons: bool,
) -> tuple[ItemChange, ...]:
    def item_key(each: RowChange) -> tuple[str, str]:
        return parent_table(each.thing), each.code

    found = []
    # Sorted so that the rows of a key result are adjacent, in their original order.
    others = (each for each in changes if each.thing != IMPORTS)
    for (thing, _code), rows in groupby(sorted(others, key=item_key), key=item_key):
        found.append(_item(localizer, names, thing, list(rows), labelled, persons))
    return tuple(item for item in found if item is not None)


def _item(
    localizer: Localizer,
    names: CurrentNames,
    thing: str,
    rows: list[RowChange],
    labelled: dict[str, str],
    persons: bool,
) -> ItemChange | None:
    event = _event(thing, rows)
    fields = _fields_of(localizer, names, rows, labelled, persons)
    if event == "removed" and thing == "key_results":
        fields = ()  # The former content of a deleted key result is not reported.
    if not fields and (event == "changed" or thing == "customs"):
        return None
    first = rows[0]
    objective = names.objectives.get(first.objective, "")
    named = thing in ("objectives", "grades")
    return ItemChange(
        change_heading(localizer, thing, event, _title(localizer, names, thing, rows)),
        "" if named else objective,
        objective_path(first.objective) if objective else "",
        fields,
    )


def _event(thing: str, rows: list[RowChange]) -> str:
    """The one event that sums up the events of an item's rows."""
    own = [row for row in rows if row.thing == thing]
    for event in ("added", "removed", "unchanged", "corrected", "redone"):
        if any(row.event == event for row in own):
            return event
    changed = {column for row in own for column in row.changed()}
    if "archived_at" in changed:
        return "archived" if own[0].after.get("archived_at") else "restored"
    if changed & _MOVE_COLUMNS.get(thing, set()):
        return "relocated"
    return "moved" if changed == {"position"} and len(own) == len(rows) else "changed"


def _title(localizer: Localizer, names: CurrentNames, thing: str, rows: list[RowChange]) -> str:
    code, row = rows[0].code, rows[0].row
    if thing in ("key_results", CHECK_IN):
        titled = names.key_results.get(code)
        deleted = (str(each.row.get("title") or "") for each in rows)
        return titled.title if titled else next(filter(None, deleted), code)
    if thing == "customs":
        return setting_name(localizer, code)
    named = {"objectives": names.objectives, "grades": names.objectives, "teams": names.teams}
    if thing == "users":
        # The new name if there is one: a row about a team membership has none.
        own = next((str(r.row["name"]) for r in rows if r.row.get("name")), "")
        return own or names.people.get(code, code)
    if thing == "screens":
        return next((str(r.row["label"]) for r in rows[::-1] if r.row.get("label")), code)
    known = named.get(thing, {}).get(code)
    return str(known or row.get("title") or row.get("name") or row.get("text") or code)


def _fields_of(
    localizer: Localizer,
    names: CurrentNames,
    rows: list[RowChange],
    labelled: dict[str, str],
    persons: bool,
) -> tuple[FieldChange, ...]:
    found = []
    for change in rows:
        if change.thing == CHECK_IN:
            found.extend(_of_check_in(localizer, names, change))
        elif change.thing != "grades" or change.objective not in names.ungraded:
            found.extend(_of_row(localizer, names, change, labelled, persons))
    return tuple(dict.fromkeys(found))  # A corrected title appears in several rows.


def _of_check_in(localizer: Localizer, names: CurrentNames, change: RowChange) -> list[FieldChange]:
    value = FieldChange(
        localizer.gettext("Value"), "", check_in_value_text(localizer, names, change)
    )
    note = str(change.row.get("note") or "")
    found = [value, FieldChange(localizer.gettext("Note"), "", note)] if note else [value]
    moment = parse_timestamp(str(change.row.get("measured_at")))
    if change.event == "corrected" and moment is not None:
        day = localizer.long_day(moment.astimezone(localizer.office_zone).date())
        found.append(FieldChange(localizer.gettext("Day"), "", day))
    return found


def _of_row(
    localizer: Localizer,
    names: CurrentNames,
    change: RowChange,
    labelled: dict[str, str],
    persons: bool,
) -> list[FieldChange]:
    hidden = set() if persons else PERSONS.get(change.thing, set()) | _TEXTS
    defaults = _SCREEN_DEFAULTS if change.thing == "screens" else {}
    found = []
    for column in _reported_columns(change):
        before = column_text(localizer, names, change, column, change.before)
        after = column_text(localizer, names, change, column, change.after)
        if column in hidden or (change.event == "added" and after in ("", localizer.gettext("no"))):
            continue
        if change.event == "added" and change.after.get(column) == defaults.get(column):
            continue
        label = labelled.get(f"{change.thing}.{column}") or column.replace("_", " ")
        is_same = before == after or column == "reason"
        found.append(FieldChange(label, "" if is_same else before, after))
    return found


def _reported_columns(change: RowChange) -> list[str]:
    """The columns to report, in their order."""
    changed = [column for column in change.changed() if column not in UNREPORTED_COLUMNS]
    match change.thing:
        case "definitions":
            # The reason, even if it equals that of the change before.
            changed = _with_reason(change, changed)
        case "objectives" if "title" in changed and change.event == "changed":
            # A spelling correction keeps the reason of an earlier change, which is not its own.
            is_correction = is_spelling_correction(
                str(change.before.get("title")), str(change.after.get("title"))
            )
            return changed if is_correction else _with_reason(change, changed)
        case "objective_moves" | "key_result_moves" if change.event == "added":
            return _with_reason(change, [])
        case "objectives":
            changed = [c for c in changed if c != "reason"]
        case "grades":
            changed = [c for c in changed if c != "objective"]
        case "serves":
            return ["serves", *[c for c in changed if c != "serves"]]
        case "milestones":
            is_plain = change.event == "added" and change.after.get("weight") == "1"
            is_over = "archived_at" in change.changed() and change.event == "changed"
            changed = [c for c in changed if not (is_plain and c == "weight")]
            return ["archived_at"] if is_over else changed
        case "customs":
            # Settings stored with a closed cycle are not a change made by a person.
            return [] if "@" in change.code else ["value"]
        case _ if change.event == "removed":
            return []
    named = change.event == "added" and change.thing != "meetings"
    return [c for c in changed if not (named and c in ("title", "name"))]


def _with_reason(change: RowChange, changed: list[str]) -> list[str]:
    others = [column for column in changed if column != "reason"]
    return [*others, "reason"] if change.after.get("reason") else others
