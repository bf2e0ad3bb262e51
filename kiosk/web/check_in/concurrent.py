"""Check-ins that were saved while a page was open: the form says which one it was rendered with."""

from collections.abc import Mapping
from dataclasses import replace

from flask import request

from kiosk.okr.model import CheckIn, KeyResult, KeyResultKind, Value
from kiosk.views.admin.check_in_form import CheckInInput, input_with
from kiosk.views.common.concurrent_check_in import ConcurrentCheckIn, unconfirmed_text
from kiosk.web.admin.responses import form_text, parse_row_id
from kiosk.web.admin.state import Saved
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import CurrentUser, require_user

_KEPT, _KEPT_AFTER_UNDO, _MERGED = "yes", "return", "both"


class ChangedBeforeConfirmation(Exception):
    """Raised for “Nothing changed” if something has changed since the page was rendered."""

    def __init__(self, news: ConcurrentCheckIn) -> None:
        super().__init__(news.check_in.id)
        self.news = news


def concurrent_check_in(
    before: CheckIn | None, submitted: CheckInInput, me: CurrentUser
) -> ConcurrentCheckIn | None:
    """The latest check-in, if the page showed a different one."""
    if before is None or submitted.seen == str(before.id):
        return None
    return ConcurrentCheckIn(
        before,
        value_kept="shown" in request.form
        and submitted.keeps_value
        and not form_text("nothing_changed"),
        is_own=before.author == me.name,
        name=_shown_name(before, me),
        was_undone=before.id < (parse_row_id(submitted.seen or "") or 0),
    )


def refuse_unread(news: ConcurrentCheckIn | None, submitted: CheckInInput) -> None:
    """Refuse “Nothing changed” where the user has not seen the value that it would confirm.

    :raises ChangedBeforeConfirmation: it is not the value that the page showed.
    """
    if news is None or "seen" not in request.form:
        return
    if input_with(get_services().localizer, news.check_in).shown != submitted.shown:
        raise ChangedBeforeConfirmation(news)


def input_after_change(key_result: KeyResult, news: ConcurrentCheckIn) -> CheckInInput:
    """The form with the present value, and why nothing was saved."""
    services = get_services()
    sentence = unconfirmed_text(services.localizer, key_result, news, services.now())
    return replace(input_with(services.localizer, news.check_in), errors={"value": sentence})


def merged_value(
    key_result: KeyResult, value: Value, submitted: CheckInInput, news: ConcurrentCheckIn | None
) -> Value:
    """The value to save: of milestones, what was ticked and unticked here beside what was saved on
    another page."""
    if news is None or key_result.kind is not KeyResultKind.MILESTONES or news.value_kept:
        return value
    theirs = news.check_in.value
    if not isinstance(value, frozenset) or not isinstance(theirs, frozenset):
        return value
    if "shown" not in request.form:
        return value
    shown = frozenset(submitted.shown.split(",")) - {""}
    return (theirs | (value - shown)) - (shown - value)


def reported_conflict(
    news: ConcurrentCheckIn | None, written: CheckIn, typed: Value
) -> ConcurrentCheckIn | None:
    """What to say of a concurrent check-in once the form is saved; None for nothing: both say the
    same, or the form is for an earlier day.

    :param typed: the value as the form reports it.
    """
    if news is None or news.value_kept:
        return news
    theirs = news.check_in
    if theirs.value == written.value or written.measured_at < theirs.measured_at:
        return None
    return replace(news, is_merged=typed != written.value)


def conflict_query(news: ConcurrentCheckIn | None) -> dict[str, str]:
    """The part about a concurrent check-in of the query to which saving redirects."""
    if news is None:
        return {}
    kept = _MERGED if news.is_merged else ""
    if news.value_kept:
        kept = _KEPT_AFTER_UNDO if news.was_undone else _KEPT
    return {"meanwhile": str(news.check_in.id), "kept": kept}


def conflict_from_query(args: Mapping[str, str], key_result: KeyResult) -> ConcurrentCheckIn | None:
    """The concurrent check-in that a query describes; see `conflict_query`."""
    services, wanted, kept = get_services(), args.get("meanwhile", ""), args.get("kept", "")
    if not wanted:
        return None
    recent = services.store.key_results.history(key_result.code, services.now()).recent
    before = next((c for c in recent if str(c.id) == wanted), None)
    if before is None:
        return None
    me = require_user()
    return ConcurrentCheckIn(
        before,
        value_kept=kept in (_KEPT, _KEPT_AFTER_UNDO),
        is_own=before.author == me.name,
        name=_shown_name(before, me),
        was_undone=kept == _KEPT_AFTER_UNDO,
        is_merged=kept == _MERGED,
    )


def _shown_name(check_in: CheckIn, me: CurrentUser) -> str:
    """The signature; for admins, who see it in the history as well, the author."""
    return check_in.signature or (check_in.author if me.is_admin else "")


def saved_line_query(saved: Saved) -> dict[str, str]:
    """The query of the page to which saving redirects."""
    read_as = {"read_as": "yes"} if saved.is_read_as else {}
    return {"saved": str(saved.check_in.id), **read_as, **conflict_query(saved.meanwhile)}
