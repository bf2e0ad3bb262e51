"""The whole check-in page, and what its parts are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from secrets import token_urlsafe

from werkzeug.wrappers import Response

from kiosk.errors import NotFound
from kiosk.okr.codes import normal_code
from kiosk.okr.members import own_teams
from kiosk.okr.model import Cycle, CycleState, KeyResult, Office
from kiosk.views.admin_card import Card, TakenBack, Typed, said_taken_back
from kiosk.views.admin_check_in import (
    MINE,
    Line,
    Meanwhile,
    Seen,
    TeamChoice,
    check_in_page,
    line,
    team_choices,
    waiting_summary,
)
from kiosk.views.admin_painted import Done, PaintedView
from kiosk.web.admin.ahead import known_ahead
from kiosk.web.admin.pages import Saved, number_in, page, part
from kiosk.web.admin.painted import painted
from kiosk.web.admin.unreadable import known_unreadable
from kiosk.web.house import house
from kiosk.web.sessions import Member, member


@dataclass(frozen=True, slots=True)
class JustBefore:
    """What was just saved or taken back without a script, and the revision that this made."""

    saved: Line | None = None
    taken_back: TakenBack | None = None
    revision: int = 0

    def painted(self) -> PaintedView | None:
        """On which screens it shows; of what is gone since, nothing is said."""
        if not self.revision or not (self.saved or self.taken_back):
            return None
        return painted(self.revision, Done.TAKEN_BACK if self.taken_back else Done.SAVED)


NOTHING_BEFORE = JustBefore()


def just_before(office: Office, asked: Mapping[str, str]) -> JustBefore:
    """What was just done, from the address that it led to."""
    saved = line_saved(office, number_in(asked.get("saved", "")) or 0, asked)
    revision = number_in(asked.get("revision", "")) or 0
    return JustBefore(saved, taken_back_in(asked), revision)


def who_asks() -> Member:
    """Whoever is logged in.

    :raises NotFound: nobody is.
    """
    found = member()
    if found is None:
        raise NotFound("Nobody is logged in")
    return found


def found_key_result(office: Office, code: str) -> KeyResult:
    """The key result with a code as it was typed.

    :raises NotFound: there is none.
    """
    try:
        return office.key_result(normal_code(code))
    except KeyError:
        raise NotFound("There is no key result %(code)s", code=code) from None


def teams_to_choose(office: Office, chosen: str) -> tuple[TeamChoice, ...]:
    """The teams to choose from, each with how many of its numbers wait.

    :param chosen: the slug of the team on show, "" for all.
    """
    here = house()
    return team_choices(here.words, office, here.now(), _seen(office, chosen))


def line_saved(office: Office, number: int, asked: Mapping[str, str]) -> Line | None:
    """The line of what was just saved without a script, from the address it led to, while it
    stands.

    :param number: the check-in's.
    """
    here = house()
    recorded = here.store.recorded(number) if number else None
    if recorded is None or not recorded.counts:
        return None
    check_in = recorded.check_in
    key_result = next((k for k in office.key_results() if k.code == check_in.key_result), None)
    if key_result is None:
        return None
    return line(
        here.words,
        office,
        key_result,
        check_in,
        here.now(),
        just_saved=True,
        meanwhile=news_in(asked, key_result),
        is_read_as=bool(asked.get("read_as")),
    )


def taken_back_in(asked: Mapping[str, str]) -> TakenBack | None:
    """What was taken back, from the address that undoing it led to."""
    number = number_in(asked.get("undone", ""))
    return taken_back_now(number) if number else None


def taken_back_now(number: int) -> TakenBack | None:
    """A check-in that was taken back and can be brought back; None for any other."""
    here = house()
    recorded = here.store.recorded(number)
    if recorded is None or not recorded.is_undone or recorded.is_redone:
        return None
    try:
        key_result = here.office().key_result(recorded.check_in.key_result)
    except KeyError:
        return None
    return said_taken_back(here.words, key_result, recorded.check_in)


def saved_parts(
    office: Office,
    revision: int,
    team: str,
    *,
    said: Line | None = None,
    form: Card | None = None,
    done: Done = Done.SAVED,
) -> Response:
    """The parts of the page that a save or an undo changes, for a script to put in place.

    :param said: the key result as a line, or
    :param form: as a form.
    """
    here = house()
    return part(
        "admin/_saved.html",
        is_admin=who_asks().is_admin,
        card=form,
        line=said,
        focus=False,
        team=team,
        once=token_urlsafe(12),
        summary=waiting_summary(here.words, office, here.now(), _seen(office, team)),
        teams=teams_to_choose(office, team),
        painted=painted(revision, done) if revision else None,
    )


def saved_asked(saved: Saved) -> dict[str, str]:
    """What a save is to be followed by, for the address that it leads to."""
    read_as = {"read_as": "yes"} if saved.is_read_as else {}
    return {"saved": str(saved.check_in.id), **read_as, **_news_asked(saved.meanwhile)}


def _news_asked(news: Meanwhile | None) -> dict[str, str]:
    """What somebody else had saved meanwhile, for the address that a save leads to."""
    if news is None:
        return {}
    kept = ("return" if news.is_return else "yes") if news.is_kept else ""
    return {"meanwhile": str(news.check_in.id), "kept": kept}


def news_in(asked: Mapping[str, str], key_result: KeyResult) -> Meanwhile | None:
    """What saved_asked() wrote into an address, while it stands."""
    here, meanwhile, kept = house(), asked.get("meanwhile", ""), asked.get("kept", "")
    recent = here.store.history(key_result.code, here.now()).recent if meanwhile else ()
    before = next((c for c in recent if str(c.id) == meanwhile), None)
    if before is None:
        return None
    return Meanwhile(
        before,
        is_kept=bool(kept),
        is_own=before.author == who_asks().name,
        is_return=kept == "return",
    )


def whole_page(
    office: Office,
    *,
    opened: str = "",
    said: Typed | None = None,
    before: JustBefore = NOTHING_BEFORE,
    team: str = "",
    drafts: Sequence[Cycle] = (),
    status: int = 200,
) -> Response:
    """The page. It reads nothing.

    :param opened: the code of the key result or objective whose card stands open.
    :param said: what was typed into that card, when it will not do.
    :param before: what was just saved or taken back.
    :param team: the slug of the team to show, "" for all; whoever is in teams sees those.
    :param drafts: what is prepared, told of where nothing runs.
    """
    here, now, seen = house(), house().now(), _seen(office, team)
    show = partial(check_in_page, here.words, office, now, seen=seen, opened=opened, typed=said)
    view = here.call(lambda: show(saved=before.saved, taken_back=before.taken_back))
    return page(
        "admin/check_in.html",
        here.words.gettext("Check in"),
        here="/admin/",
        status=status,
        office=office,
        page=view,
        team=seen.team,
        is_admin=who_asks().is_admin,
        ahead=known_ahead(office),
        unreadable=known_unreadable(office),
        drafts=drafts if view.is_empty else (),
        painted=before.painted(),
    )


def _seen(office: Office, asked: str) -> Seen:
    me = who_asks()
    own = tuple(team.slug for team in own_teams(office, me.teams))
    only_own = bool(own) and not me.is_admin
    slugs = own if only_own else tuple(team.slug for team in office.teams)
    wanted = own[0] if only_own and len(own) == 1 and asked != MINE else asked
    team = wanted if wanted in (*slugs, MINE) else ""
    return Seen(team, own, only_own, me.name)


def drafts() -> tuple[Cycle, ...]:
    """What is prepared."""
    return tuple(c for c in house().store.cycles() if c.state is CycleState.DRAFT)
