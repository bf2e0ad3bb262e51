"""Archiving and restoring teams, objectives and key results; deleting what was never used."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.archive import Table
from kiosk.okr.codes import normal_code
from kiosk.views.admin.archive import PATHS, archive_details, delete_details
from kiosk.web.admin.notices import with_notice
from kiosk.web.admin.objective_scope import LIST, objectives_list_url, office_of, selected_office
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    Confirmation,
    confirmation_page,
    redirect_to,
    render_page,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("archive", __name__)


@dataclass(frozen=True, slots=True)
class _Item:
    """A team, an objective or a key result, archived or not.

    :ivar form: the path of its edit form.
    :ivar list: the path of the list it is or was in.
    """

    table: Table
    code: str
    title: str
    form: str
    list: str
    is_archived: bool


def _ask_to_archive(table: Table, code: str) -> Response:
    item = _item(table, code)
    if item.is_archived:  # It is asked for a second time.
        return redirect_to(with_notice(item.list, archived=item.code))
    services = get_services()
    _ = services.localizer.gettext
    headings = {
        Table.TEAMS: _("Archive this team?"),
        Table.OBJECTIVES: _("Archive this objective?"),
        Table.KEY_RESULTS: _("Archive this key result?"),
    }
    sentence = _("“%(title)s” is removed from the wall and no longer counts.")
    details = archive_details(services.localizer, services.store.archive.dependants(item.code))
    later = _("Nothing is deleted: you can restore it under “Archived”.")
    ask = Confirmation(
        sentence % {"title": item.title},
        _("Archive"),
        f"{PATHS[table]}/{item.code}/archive",
        item.form,
        details=(*details, later),
    )
    return confirmation_page(headings[table], ask, LIST)


def _archive(table: Table, code: str) -> Response:
    services, item = get_services(), _item(table, code)
    if not item.is_archived:
        try:
            _archive_function(table)(item.code, now=services.now())
        except ValidationError as error:
            return _error_page(item, error)
    return redirect_to(with_notice(item.list, archived=item.code))


def _archive_function(table: Table) -> Callable[..., None]:
    store = get_services().store
    works: dict[Table, Callable[..., None]] = {
        Table.TEAMS: store.teams.archive,
        Table.OBJECTIVES: store.objectives.archive,
        Table.KEY_RESULTS: store.key_results.archive,
    }
    return works[table]


@blueprint.post("/admin/archived/<code>/restore")
@admin_required
def restore(code: str) -> Response:
    """Restore something archived."""
    item = _item(None, code)
    try:
        get_services().store.archive.restore(item.code)
    except ValidationError as error:
        return _error_page(item, error)
    return redirect_to(with_notice(item.list, restored=item.code))


def _ask_to_delete(table: Table, code: str) -> Response:
    item, services = _item(table, code), get_services()
    _ = services.localizer.gettext
    if not services.store.archive.may_delete(item.code):
        return _error_page(item, _reason_to_keep(item))
    headings = {
        Table.TEAMS: _("Delete this team?"),
        Table.OBJECTIVES: _("Delete this objective?"),
        Table.KEY_RESULTS: _("Delete this key result?"),
    }
    has_links = services.store.archive.dependants(item.code).has_links
    goes = services.store.archive.deleted_with(item.code)
    ask = Confirmation(
        _("“%(title)s” was never used. It is deleted for good.") % {"title": item.title},
        _("Delete it"),
        f"{PATHS[table]}/{item.code}/delete",
        item.list if item.is_archived else item.form,
        details=delete_details(services.localizer, item.code, goes, has_links=has_links),
    )
    return confirmation_page(headings[table], ask, LIST)


def _delete(table: Table, code: str) -> Response:
    item = _item(table, code)
    try:
        get_services().store.archive.delete(table, item.code)
    except ValidationError as error:
        return _error_page(item, error)
    return redirect_to(with_notice(item.list, deleted=item.code))


def _reason_to_keep(item: _Item) -> ValidationError:
    """The error that deleting it would raise."""
    message = get_services().store.archive.why_kept(item.code)
    return ValidationError("code", message)


def _error_page(item: _Item, error: ValidationError) -> Response:
    return render_page(
        "admin/error.html",
        item.title,
        nav_path=LIST,
        status=UNPROCESSABLE,
        error_message=get_services().localizer.error(error),
        back=item.list,
    )


def _item(table: Table | None, code: str) -> _Item:
    """The thing with this code, of this table unless None; raises NotFound."""
    wanted = normal_code(code)
    found = _find_active(wanted) or _find_archived(wanted)
    if found is None or table not in (None, found.table):
        raise NotFound("Nothing here has the code %(code)s", code=code)
    return found


def _find_active(code: str) -> _Item | None:
    office = office_of(code)
    list_path, path = objectives_list_url(office), PATHS[Table.TEAMS]
    for team in office.teams:
        if team.code == code:
            return _Item(Table.TEAMS, code, team.name, f"{path}/{code}/edit", list_path, False)
    for table, things in (
        (Table.OBJECTIVES, office.objectives),
        (Table.KEY_RESULTS, tuple(office.key_results())),
    ):
        for each in things:
            if each.code == code:
                return _Item(table, code, each.title, f"{PATHS[table]}/{code}", list_path, False)
    return None


def _find_archived(code: str) -> _Item | None:
    for each in get_services().store.archive.all():
        if each.code == code:
            office = selected_office(str(each.cycle)) if each.cycle else None
            list_path = objectives_list_url(office) if office else LIST
            return _Item(each.table, code, each.title, list_path, list_path, True)
    return None


def _add_url_rules() -> None:
    for table, path in PATHS.items():
        for name, ask, act in (
            ("archive", _ask_to_archive, _archive),
            ("delete", _ask_to_delete, _delete),
        ):
            for method, work in (("GET", ask), ("POST", act)):
                blueprint.add_url_rule(
                    f"{path}/<code>/{name}",
                    f"{method.lower()}_{name}_{table}",
                    admin_required(_handler_for(table, work)),
                    methods=[method],
                )


def _handler_for(table: Table, work: Callable[[Table, str], Response]) -> Callable[[str], Response]:
    def handler(code: str) -> Response:
        return work(table, code)

    return handler


_add_url_rules()
