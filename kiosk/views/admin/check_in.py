"""The check-in page: due key results, longest overdue first, and up-to-date ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.freshness import age_days
from kiosk.okr.model import KeyResult, Office
from kiosk.views.admin.check_in_form import CheckInForm, CheckInInput, check_in_form
from kiosk.views.common.check_in_line import SavedLine, UndoneCheckIn, saved_line
from kiosk.views.common.freshness import is_due
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class TeamFilterChoice:
    """A filter by team; the slug "" shows all teams. `due_count` is the number of check-ins due (""
    for none), `label` a sentence with it."""

    slug: str
    name: str
    is_chosen: bool
    due_count: str
    label: str


MINE = "@me"
"""In place of a team's slug: the user's own key results. No slug contains an @."""


@dataclass(frozen=True, slots=True)
class CheckInPageState:
    """The user of the page and their filter.

    :ivar team: a team's slug, MINE, or "" for all.
    :ivar own: the slugs of the user's own teams.
    :ivar only_own: whether the user may check in only for those.
    :ivar name: the user's name.
    """

    team: str = ""
    own: Collection[str] = ()
    only_own: bool = False
    name: str = ""

    def shows(self, office: Office, key_result: KeyResult) -> bool:
        """Whether the filter includes a key result."""
        if self.team == MINE:
            return self.is_mine(office, key_result)
        teams = {self.team} if self.team else self.own if self.only_own else ()
        return _is_of(office, key_result, teams)

    def is_mine(self, office: Office, key_result: KeyResult) -> bool:
        """Whether the user owns a key result, by name or through a team. Without an owner it
        belongs to its team."""
        if self.only_own and not _is_of(office, key_result, self.own):
            return False
        owner = key_result.owner.strip().casefold()
        if not owner:
            return bool(self.own) and _is_of(office, key_result, self.own)
        teams = {team.name.casefold() for team in office.teams if team.slug in self.own}
        return owner == self.name.casefold() or owner in teams


WHOLE_PAGE = CheckInPageState()


@dataclass(frozen=True, slots=True)
class CheckInPage:
    """The whole page."""

    summary: str
    teams: tuple[TeamFilterChoice, ...]
    opened: tuple[CheckInForm, ...]
    due: tuple[CheckInForm, ...]
    lines: tuple[SavedLine, ...]
    is_empty: bool


def is_check_in_open(
    localizer: Localizer, office: Office, key_result: KeyResult, now: datetime
) -> bool:
    """Whether a check-in is due, by the office's cadence or because there is none yet."""
    return key_result.latest_check_in is None or is_due(localizer, office, key_result, now)


def check_in_page(
    localizer: Localizer,
    office: Office,
    now: datetime,
    *,
    seen: CheckInPageState = WHOLE_PAGE,
    opened: str = "",
    typed: CheckInInput | None = None,
    saved: SavedLine | None = None,
    undone: UndoneCheckIn | None = None,
) -> CheckInPage:
    """The page.

    :param seen: the user and their filter.
    :param opened: the code of a key result, or of an objective for all its key results, to show
        first with an open form.
    :param typed: the submitted fields of the opened form.
    :param saved: a line that replaces the one of its key result.
    :param undone: a check-in that was just undone; its key result shows that.
    """
    key_results = [k for k in office.key_results() if seen.shows(office, k)]
    chosen = [k for k in key_results if opened and opened in (k.code, k.objective)]
    others = [k for k in key_results if k not in chosen]
    just_saved = saved.code if saved else ""
    due = [k for k in key_results if is_check_in_open(localizer, office, k, now)]
    due_forms = [k for k in others if k.code != just_saved and k in due]
    first = _own_first(office, _longest_first(due_forms, now, localizer), seen.own)
    return CheckInPage(
        summary=due_summary(localizer, len(due)),
        teams=team_filter_choices(localizer, office, now, seen),
        opened=tuple(check_in_form(localizer, office, k, now, typed, undone) for k in chosen),
        due=tuple(check_in_form(localizer, office, k, now, undone=undone) for k in first),
        lines=_lines(
            localizer, office, [k for k in others if k not in due_forms], now, saved, undone
        ),
        is_empty=not key_results and seen.team != MINE,
    )


def due_summary(localizer: Localizer, count: int) -> str:
    """The number of check-ins due, as a sentence."""
    if not count:
        return localizer.gettext("Nothing is due. Anything you save appears on the wall at once.")
    return localizer.ngettext(
        "%(num)s check-in is due. The wall shows your number the moment you save.",
        "%(num)s check-ins are due. The wall shows your number the moment you save.",
        count,
    ) % {"num": localizer.number(count)}


def current_due_summary(
    localizer: Localizer, office: Office, now: datetime, seen: CheckInPageState
) -> str:
    """The current summary of the page."""
    shown = (k for k in office.key_results() if seen.shows(office, k))
    return due_summary(localizer, sum(is_check_in_open(localizer, office, k, now) for k in shown))


def _is_of(office: Office, key_result: KeyResult, teams: Collection[str]) -> bool:
    """Whether a key result belongs to one of these teams (slugs); empty means all."""
    return not teams or office.team(office.objective(key_result.objective).team).slug in teams


def _own_first(
    office: Office, key_results: Sequence[KeyResult], own: Collection[str]
) -> list[KeyResult]:
    return sorted(key_results, key=lambda k: not _is_of(office, k, own))


def team_filter_choices(
    localizer: Localizer, office: Office, now: datetime, seen: CheckInPageState
) -> tuple[TeamFilterChoice, ...]:
    """The filters: everyone, the user's own key results, and each team with key results, own teams
    first. Each has its number of check-ins due. Empty where there is nothing to choose."""
    due: dict[str, int] = {}
    for key_result in office.key_results():
        team = office.objective(key_result.objective).team
        due[team] = due.get(team, 0) + is_check_in_open(localizer, office, key_result, now)
    teams = [t for t in office.teams if t.code in due and (t.slug in seen.own or not seen.only_own)]
    teams.sort(key=lambda team: team.slug not in seen.own)
    mine = _mine(localizer, office, now, seen)
    if len(teams) < 2 and not mine:
        return ()
    label = localizer.gettext("All my teams") if seen.only_own else localizer.gettext("Everyone")
    everyone = _choice(localizer, "", label, seen.team, sum(due[t.code] for t in teams))
    each = (_choice(localizer, t.slug, t.name, seen.team, due[t.code]) for t in teams)
    return (everyone, *mine, *(each if len(teams) > 1 else ()))


def _mine(
    localizer: Localizer, office: Office, now: datetime, seen: CheckInPageState
) -> tuple[TeamFilterChoice, ...]:
    """The filter of the user's own key results, if there are any."""
    found = [k for k in office.key_results() if seen.is_mine(office, k)]
    if not found and seen.team != MINE:
        return ()
    count = sum(is_check_in_open(localizer, office, k, now) for k in found)
    return (_choice(localizer, MINE, localizer.gettext("Mine only"), seen.team, count),)


def _choice(
    localizer: Localizer, slug: str, name: str, chosen: str, count: int
) -> TeamFilterChoice:
    label = localizer.ngettext(
        "%(team)s: %(num)s check-in due", "%(team)s: %(num)s check-ins due", count
    ) % {"team": name, "num": localizer.number(count)}
    return TeamFilterChoice(
        slug, name, slug == chosen, localizer.number(count) if count else "", label
    )


def _longest_first(
    due_forms: Sequence[KeyResult], now: datetime, localizer: Localizer
) -> list[KeyResult]:
    def age(key_result: KeyResult) -> int:
        latest = key_result.latest_check_in
        return (
            10**6
            if latest is None
            else age_days(latest.measured_at, localizer.today(now), localizer.zone)
        )

    return sorted(due_forms, key=age, reverse=True)


def _lines(
    localizer: Localizer,
    office: Office,
    key_results: Sequence[KeyResult],
    now: datetime,
    saved: SavedLine | None,
    undone: UndoneCheckIn | None,
) -> tuple[SavedLine, ...]:
    """The lines, newest first, so that the latest save is on top."""
    reported = [(k, k.latest_check_in) for k in key_results if k.latest_check_in is not None]
    newest = sorted(reported, key=lambda pair: (pair[1].recorded_at, pair[1].id), reverse=True)
    return tuple(
        saved
        if saved and saved.code == k.code
        else saved_line(localizer, office, k, latest, now, undone=undone)
        for k, latest in newest
    )
