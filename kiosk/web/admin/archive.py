"""Archiving and restoring teams, objectives and key results; deleting what was never used."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.archive import Table
from kiosk.okr.codes import normal_code
from kiosk.views.admin_archive import PATHS, archive_details, delete_details
from kiosk.web.admin.notices import with_notice
from kiosk.web.admin.pages import UNPROCESSABLE, Ask, confirm, page, see
from kiosk.web.admin.planned import LIST, office_of, place_of, shown_office
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("archive", __name__)


@dataclass(frozen=True, slots=True)
class _Thing:
    """A team, an objective or a key result, archived or not. `form` is where it is edited, `list`
    the list it stands in, or stood."""

    table: Table
    code: str
    title: str
    form: str
    list: str
    is_archived: bool


def _ask_to_archive(table: Table, code: str) -> Response:
    thing = _thing(table, code)
    if thing.is_archived:  # It is asked for a second time.
        return see(with_notice(thing.list, archived=thing.code))
    here = house()
    _ = here.words.gettext
    headings = {
        Table.TEAMS: _("Archive this team?"),
        Table.OBJECTIVES: _("Archive this objective?"),
        Table.KEY_RESULTS: _("Archive this key result?"),
    }
    sentence = _("“%(title)s” is removed from the wall and no longer counts.")
    details = archive_details(here.words, here.store.dependants(thing.code))
    later = _("Nothing is deleted: you can restore it under “Archived”.")
    ask = Ask(
        sentence % {"title": thing.title},
        _("Archive"),
        f"{PATHS[table]}/{thing.code}/archive",
        thing.form,
        details=(*details, later),
    )
    return confirm(headings[table], ask, LIST)


def _archive(table: Table, code: str) -> Response:
    here, thing = house(), _thing(table, code)
    if not thing.is_archived:
        try:
            _archiving(table)(thing.code, now=here.now())
        except Refused as error:
            return _refused(thing, error)
    return see(with_notice(thing.list, archived=thing.code))


def _archiving(table: Table) -> Callable[..., None]:
    store = house().store
    works: dict[Table, Callable[..., None]] = {
        Table.TEAMS: store.archive_team,
        Table.OBJECTIVES: store.archive_objective,
        Table.KEY_RESULTS: store.archive_key_result,
    }
    return works[table]


@blueprint.post("/admin/archived/<code>/restore")
@admin_only
def restore(code: str) -> Response:
    """Bring something archived back."""
    thing = _thing(None, code)
    try:
        house().store.restore(thing.code)
    except Refused as error:
        return _refused(thing, error)
    return see(with_notice(thing.list, restored=thing.code))


def _ask_to_delete(table: Table, code: str) -> Response:
    thing, here = _thing(table, code), house()
    _ = here.words.gettext
    if not here.store.may_delete(thing.code):
        return _refused(thing, _reason(thing))
    headings = {
        Table.TEAMS: _("Delete this team?"),
        Table.OBJECTIVES: _("Delete this objective?"),
        Table.KEY_RESULTS: _("Delete this key result?"),
    }
    has_links = here.store.dependants(thing.code).has_links
    goes = here.store.deleted_with(thing.code)
    ask = Ask(
        _("“%(title)s” was never used. It is deleted for good.") % {"title": thing.title},
        _("Delete it"),
        f"{PATHS[table]}/{thing.code}/delete",
        thing.list if thing.is_archived else thing.form,
        details=delete_details(here.words, thing.code, goes, has_links=has_links),
    )
    return confirm(headings[table], ask, LIST)


def _delete(table: Table, code: str) -> Response:
    thing = _thing(table, code)
    try:
        house().store.delete(table, thing.code)
    except Refused as error:
        return _refused(thing, error)
    return see(with_notice(thing.list, deleted=thing.code))


def _reason(thing: _Thing) -> Refused:
    """Why it cannot be deleted, as deleting it would say."""
    message = house().store.reason_to_keep(thing.code)
    return Refused("code", message)


def _refused(thing: _Thing, error: Refused) -> Response:
    return page(
        "admin/refused.html",
        thing.title,
        here=LIST,
        status=UNPROCESSABLE,
        said=house().words.error(error),
        back=thing.list,
    )


def _thing(table: Table | None, code: str) -> _Thing:
    """The thing with this code, of this table unless None; raises NotFound."""
    wanted = normal_code(code)
    found = _here(wanted) or _archived(wanted)
    if found is None or table not in (None, found.table):
        raise NotFound("Nothing here has the code %(code)s", code=code)
    return found


def _here(code: str) -> _Thing | None:
    office = office_of(code)
    place, path = place_of(office), PATHS[Table.TEAMS]
    for team in office.teams:
        if team.code == code:
            return _Thing(Table.TEAMS, code, team.name, f"{path}/{code}/edit", place, False)
    for table, things in (
        (Table.OBJECTIVES, office.objectives),
        (Table.KEY_RESULTS, tuple(office.key_results())),
    ):
        for each in things:
            if each.code == code:
                return _Thing(table, code, each.title, f"{PATHS[table]}/{code}", place, False)
    return None


def _archived(code: str) -> _Thing | None:
    for each in house().store.archived():
        if each.code == code:
            place = place_of(shown_office(str(each.cycle))) if each.cycle else LIST
            return _Thing(each.table, code, each.title, place, place, True)
    return None


def _add_rules() -> None:
    for table, path in PATHS.items():
        for name, ask, act in (
            ("archive", _ask_to_archive, _archive),
            ("delete", _ask_to_delete, _delete),
        ):
            for method, work in (("GET", ask), ("POST", act)):
                blueprint.add_url_rule(
                    f"{path}/<code>/{name}",
                    f"{method.lower()}_{name}_{table}",
                    admin_only(_of(table, work)),
                    methods=[method],
                )


def _of(table: Table, work: Callable[[Table, str], Response]) -> Callable[[str], Response]:
    def handler(code: str) -> Response:
        return work(table, code)

    return handler


_add_rules()
