"""An import in the history: one sentence with its file and how much it brought."""

from collections.abc import Callable

from kiosk.store.queries.audit_log import RowChange
from kiosk.views.i18n.localizer import Localizer

IMPORTS = "imports"


def import_sentence(localizer: Localizer, change: RowChange) -> str:
    """An import, its undo or its redo as a sentence."""
    _ = localizer.gettext
    names = ", ".join(str(change.row.get("sources") or "").split("\n"))
    values = {"file": names, "what": import_counts_text(localizer, change.row.get)}
    if change.event == "added":
        pattern = _("Imported from %(file)s: %(what)s") if names else _("Imported: %(what)s")
    elif change.after.get("undone_at"):
        pattern = (
            _("The import from %(file)s was undone: %(what)s")
            if names
            else _("An import was undone: %(what)s")
        )
    elif names:
        pattern = _("The import from %(file)s was redone: %(what)s")
    else:
        pattern = _("An import was redone: %(what)s")
    return pattern % values


def import_counts_text(localizer: Localizer, count: Callable[[str], object]) -> str:
    """How much an import brought: “3 teams, 12 objectives, 40 key results”.

    :param count: the number of teams, objectives, key_results, changed, check_ins, grades
        and links.
    """
    ngettext = localizer.ngettext
    numbers = {
        name: int(str(count(name) or 0))
        for name in (
            *("teams", "objectives", "key_results", "changed", "check_ins", "grades", "links"),
        )
    }
    texts = {
        "teams": ngettext("%(num)s team", "%(num)s teams", numbers["teams"]),
        "objectives": ngettext("%(num)s objective", "%(num)s objectives", numbers["objectives"]),
        "key_results": ngettext(
            "%(num)s key result", "%(num)s key results", numbers["key_results"]
        ),
        "changed": ngettext(
            "%(num)s changed key result", "%(num)s changed key results", numbers["changed"]
        ),
        "check_ins": ngettext("%(num)s check-in", "%(num)s check-ins", numbers["check_ins"]),
        "grades": ngettext("%(num)s grade", "%(num)s grades", numbers["grades"]),
        "links": ngettext(
            "%(num)s link to another objective",
            "%(num)s links to other objectives",
            numbers["links"],
        ),
    }
    found = [
        text % {"num": localizer.number(numbers[name])}
        for name, text in texts.items()
        if numbers[name]
    ]
    return ", ".join(found) or localizer.gettext("nothing")
