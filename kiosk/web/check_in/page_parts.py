"""The check-in page and its fragments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from secrets import token_urlsafe

from werkzeug.wrappers import Response

from kiosk.errors import NotFound
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Cycle, CycleState, KeyResult, Office
from kiosk.okr.permissions import own_teams
from kiosk.views.admin.check_in import (
    MINE,
    CheckInPageState,
    TeamFilterChoice,
    check_in_page,
    current_due_summary,
    team_filter_choices,
)
from kiosk.views.admin.check_in_form import CheckInForm, CheckInInput
from kiosk.views.admin.save_status import FinishedAction, SaveStatus
from kiosk.views.common.check_in_line import SavedLine, UndoneCheckIn, saved_line, undone_text
from kiosk.web.admin.responses import parse_row_id, render_fragment, render_page
from kiosk.web.admin.unreadable_text import unreadable_text_notice
from kiosk.web.check_in.concurrent import conflict_from_query
from kiosk.web.check_in.future_check_ins import future_check_ins_notice
from kiosk.web.check_in.save_status import current_save_status
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import require_user


@dataclass(frozen=True, slots=True)
class PreviousAnswer:
    """What was saved or undone just before, without a script, and the revision of that."""

    saved: SavedLine | None = None
    undone: UndoneCheckIn | None = None
    revision: int = 0

    def painted(self) -> SaveStatus | None:
        """On which screens it shows; of what is gone since, nothing is said."""
        if not self.revision or not (self.saved or self.undone):
            return None
        return current_save_status(
            self.revision, FinishedAction.UNDONE if self.undone else FinishedAction.SAVED
        )


NO_PREVIOUS_ANSWER = PreviousAnswer()


def previous_answer(office: Office, args: Mapping[str, str]) -> PreviousAnswer:
    """What was just done, from the address that it led to."""
    saved = saved_line_from_query(office, parse_row_id(args.get("saved", "")) or 0, args)
    revision = parse_row_id(args.get("revision", "")) or 0
    return PreviousAnswer(saved, undone_from_query(args), revision)


def found_key_result(office: Office, code: str) -> KeyResult:
    """The key result with a code as it was typed.

    :raises NotFound: there is none.
    """
    try:
        return office.key_result(normal_code(code))
    except KeyError:
        raise NotFound("There is no key result %(code)s", code=code) from None


def teams_to_choose(office: Office, chosen: str) -> tuple[TeamFilterChoice, ...]:
    """The filters: each team with the number of its due check-ins.

    :param chosen: the slug of the selected team, "" for all.
    """
    services = get_services()
    return team_filter_choices(
        services.localizer, office, services.now(), _page_state(office, chosen)
    )


def saved_line_from_query(office: Office, number: int, args: Mapping[str, str]) -> SavedLine | None:
    """The line of a check-in saved just before without a script, from the query; None once it was
    undone.

    :param number: the id of the check-in.
    """
    services = get_services()
    recorded = services.store.check_ins.get(number) if number else None
    if recorded is None or not recorded.counts:
        return None
    check_in = recorded.check_in
    key_result = next((k for k in office.key_results() if k.code == check_in.key_result), None)
    if key_result is None:
        return None
    return saved_line(
        services.localizer,
        office,
        key_result,
        check_in,
        services.now(),
        just_saved=True,
        meanwhile=conflict_from_query(args, key_result),
        is_read_as=bool(args.get("read_as")),
    )


def undone_from_query(args: Mapping[str, str]) -> UndoneCheckIn | None:
    """What was undone just before, from the query."""
    number = parse_row_id(args.get("undone", ""))
    return undone_check_in(number) if number else None


def undone_check_in(number: int) -> UndoneCheckIn | None:
    """A check-in that was undone and can be redone; None for any other."""
    services = get_services()
    recorded = services.store.check_ins.get(number)
    if recorded is None or not recorded.is_undone or recorded.is_redone:
        return None
    try:
        key_result = services.office().key_result(recorded.check_in.key_result)
    except KeyError:
        return None
    return undone_text(services.localizer, key_result, recorded.check_in)


def saved_fragments(
    office: Office,
    revision: int,
    team: str,
    *,
    line: SavedLine | None = None,
    form: CheckInForm | None = None,
    done: FinishedAction = FinishedAction.SAVED,
) -> Response:
    """The parts of the page that a save or an undo changes, for a script to put in place.

    :param line: the key result as a line; or
    :param form: the key result as a form.
    """
    services = get_services()
    return render_fragment(
        "admin/check_in/_saved.html",
        is_admin=require_user().is_admin,
        card=form,
        line=line,
        focus=False,
        team=team,
        once=token_urlsafe(12),
        summary=current_due_summary(
            services.localizer, office, services.now(), _page_state(office, team)
        ),
        teams=teams_to_choose(office, team),
        painted=current_save_status(revision, done) if revision else None,
    )


def render_check_in_page(
    office: Office,
    *,
    opened: str = "",
    submitted: CheckInInput | None = None,
    before: PreviousAnswer = NO_PREVIOUS_ANSWER,
    team: str = "",
    drafts: Sequence[Cycle] = (),
    status: int = 200,
) -> Response:
    """The page. It reads nothing.

    :param opened: the code of the key result or objective whose card stands open.
    :param said: what was typed into that card, when it will not do.
    :param before: what was just saved or taken back.
    :param team: the slug of the team to show, "" for all; whoever is in teams sees those.
    :param drafts: what is prepared, shown where nothing runs.
    """
    services, now, seen = get_services(), get_services().now(), _page_state(office, team)
    show = partial(
        check_in_page, services.localizer, office, now, seen=seen, opened=opened, typed=submitted
    )
    view = services.call(lambda: show(saved=before.saved, undone=before.undone))
    return render_page(
        "admin/check_in/page.html",
        services.localizer.gettext("Check in"),
        nav_path="/admin/",
        status=status,
        office=office,
        page=view,
        team=seen.team,
        is_admin=require_user().is_admin,
        ahead=future_check_ins_notice(office),
        unreadable=unreadable_text_notice(office),
        drafts=drafts if view.is_empty else (),
        painted=before.painted(),
    )


def _page_state(office: Office, args: str) -> CheckInPageState:
    me = require_user()
    own = tuple(team.slug for team in own_teams(office, me.teams))
    only_own = bool(own) and not me.is_admin
    slugs = own if only_own else tuple(team.slug for team in office.teams)
    wanted = own[0] if only_own and len(own) == 1 and args != MINE else args
    team = wanted if wanted in (*slugs, MINE) else ""
    return CheckInPageState(team, own, only_own, me.name)


def draft_cycles() -> tuple[Cycle, ...]:
    """The drafts."""
    return tuple(c for c in get_services().store.cycles.all() if c.state is CycleState.DRAFT)
