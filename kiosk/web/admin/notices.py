"""The notice on a list about what was just done, with a button to undo it.

The address carries a code, never a sentence, and a reload shows only what is still true.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from kiosk.errors import NotFound
from kiosk.okr.codes import normal_code
from kiosk.views.admin.import_values import imported_value_text
from kiosk.views.history.imports import import_counts_text
from kiosk.web.admin.responses import parse_row_id
from kiosk.web.core.services import get_services

MOST_VALUES = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice; `action` is the path that undoes it, "" if nothing does. `parts` are what it is
    about: texts with their paths. `saved_path` is where the form was sent that did it, "" if the
    browser keeps none of its entries."""

    text: str
    action: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    saved_path: str = ""


def with_notice(url: str, **done: str) -> str:
    """The path of a list with a notice about a code: archived, restored, deleted. It opens at the
    top of the list, where the notice is."""
    path = url.partition("#")[0]
    return f"{path}{'&' if '?' in path else '?'}{urlencode(done)}"


def notice() -> Notice | None:
    """The notice that the address asks for."""
    args, _ = request.args, get_services().localizer.gettext
    if "archived" in args:
        return _archived(normal_code(args["archived"][:20]))
    if "moved" in args:
        return _moved(args["moved"][:40])
    if "moved-back" in args:
        return Notice(_("It is back where it was."))
    if "restored" in args:
        return _restored(normal_code(args["restored"][:20]))
    if "imported" in args:
        return _imported(parse_row_id(args["imported"]) or 0)
    if "deleted" in args:
        return Notice(_("It is deleted. Nothing else was changed."))
    return None


def _archived(code: str) -> Notice | None:
    """None once it has been restored."""
    services = get_services()
    for each in services.store.archive.all():
        if each.code == code:
            text = services.localizer.gettext("“%(title)s” is archived.") % {"title": each.title}
            return Notice(text, f"/admin/archived/{code}/restore")
    return None


def _restored(code: str) -> Notice | None:
    """None for an unknown code, or once it is archived again."""
    services = get_services()
    if any(each.code == code for each in services.store.archive.all()):
        return None
    try:
        title = services.store.archive.title(code)
    except NotFound:
        return None
    text = services.localizer.gettext(
        "“%(title)s” is restored, with its links and everything that was archived with it."
    )
    return Notice(text % {"title": title})


def _moved(text: str) -> Notice | None:
    """None once it has been moved again or back. The address names the code and the move."""
    services = get_services()
    code, _, number = text.partition("-")
    moves = services.store.moves.all(normal_code(code))
    if not moves or str(moves[0].id) != number:
        return None
    sentence = services.localizer.gettext(
        "“%(title)s” is moved, with all its history. Its code stays."
    )
    return Notice(
        sentence % {"title": services.store.archive.title(code)},
        f"/admin/moves/{normal_code(code)}/{number}/undo",
    )


def _imported(batch: int) -> Notice | None:
    """None once it is undone."""
    services = get_services()
    counts = services.store.imports.counts(batch)
    if counts is None:
        return None
    what = import_counts_text(services.localizer, lambda name: getattr(counts, name))
    text = services.localizer.gettext("Imported: %(what)s") % {"what": what}
    undo = f"/admin/history/undo?save={batch}"
    return Notice(text, undo, _imported_values(batch), saved_path="/admin/paste")


def _imported_values(batch: int) -> tuple[tuple[str, str], ...]:
    """The check-ins of an import: the newest of each key result, if they are few."""
    services = get_services()
    values = services.store.imports.values(batch, MOST_VALUES + 1)
    if len(values) > MOST_VALUES:
        return ()
    return tuple(
        (
            f"{each.title}: "
            + imported_value_text(services.localizer, each.kind, each.unit, each.value),
            f"/admin/key-results/{each.code}",
        )
        for each in values
    )
