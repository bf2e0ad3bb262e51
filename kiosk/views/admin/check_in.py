"""The check-in page: what waits for a word, longest first, and what is up to date."""

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
    """One of the teams whose key results can be shown alone; "" is all of them.
    `waiting` is how many of them wait ("" for none), `said` the same in a sentence."""

    slug: str
    name: str
    is_chosen: bool
    due_count: str
    label: str


MINE = "@me"
"""Chosen in the place of a team's slug: the key results one owns. No slug has an @."""


@dataclass(frozen=True, slots=True)
class CheckInPageState:
    """Who reads the page, and what they have chosen to see.

    :ivar team: the slug of a team, MINE, or "" for all.
    :ivar own: the slugs of the reader's own teams.
    :ivar only_own: whether they check in for those alone.
    :ivar name: the reader's name.
    """

    team: str = ""
    own: Collection[str] = ()
    only_own: bool = False
    name: str = ""

    def shows(self, office: Office, key_result: KeyResult) -> bool:
        """Whether a key result is among those on show."""
        if self.team == MINE:
            return self.is_mine(office, key_result)
        teams = {self.team} if self.team else self.own if self.only_own else ()
        return _is_of(office, key_result, teams)

    def is_mine(self, office: Office, key_result: KeyResult) -> bool:
        """Whether the reader owns it: by name, or as one of the team that does. What names no
        owner is its team's."""
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
    """Whether a key result waits for a check-in: in the office's rhythm, and before its first."""
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
    taken_back: UndoneCheckIn | None = None,
) -> CheckInPage:
    """The page.

    :param seen: who reads it, and which key results they want to see.
    :param opened: the code of a key result, or of an objective for all of its, to stand on
        top with their forms open.
    :param typed: what was typed into the opened one.
    :param saved: a line that replaces its key result's own.
    :param taken_back: what was just taken back; its key result says so.
    """
    key_results = [k for k in office.key_results() if seen.shows(office, k)]
    chosen = [k for k in key_results if opened and opened in (k.code, k.objective)]
    others = [k for k in key_results if k not in chosen]
    just_saved = saved.code if saved else ""
    due = [k for k in key_results if is_check_in_open(localizer, office, k, now)]
    waiting = [k for k in others if k.code != just_saved and k in due]
    first = _own_first(office, _longest_first(waiting, now, localizer), seen.own)
    return CheckInPage(
        summary=due_summary(localizer, len(due)),
        teams=team_filter_choices(localizer, office, now, seen),
        opened=tuple(check_in_form(localizer, office, k, now, typed, taken_back) for k in chosen),
        due=tuple(check_in_form(localizer, office, k, now, taken_back=taken_back) for k in first),
        lines=_lines(
            localizer, office, [k for k in others if k not in waiting], now, saved, taken_back
        ),
        is_empty=not key_results and seen.team != MINE,
    )


def due_summary(localizer: Localizer, count: int) -> str:
    """How many wait, in a sentence."""
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
    """The sentence of the page as it would be now."""
    shown = (k for k in office.key_results() if seen.shows(office, k))
    return due_summary(localizer, sum(is_check_in_open(localizer, office, k, now) for k in shown))


def _is_of(office: Office, key_result: KeyResult, teams: Collection[str]) -> bool:
    """Whether it is of one of these teams, by their slugs; none are all."""
    return not teams or office.team(office.objective(key_result.objective).team).slug in teams


def _own_first(
    office: Office, key_results: Sequence[KeyResult], own: Collection[str]
) -> list[KeyResult]:
    return sorted(key_results, key=lambda k: not _is_of(office, k, own))


def team_filter_choices(
    localizer: Localizer, office: Office, now: datetime, seen: CheckInPageState
) -> tuple[TeamFilterChoice, ...]:
    """Everyone, one's own key results, and the teams that have any, one's own first (or alone),
    each with how many are due; none where there is nothing to choose."""
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
    """The choice of one's own key results, where there are any."""
    found = [k for k in office.key_results() if seen.is_mine(office, k)]
    if not found and seen.team != MINE:
        return ()
    count = sum(is_check_in_open(localizer, office, k, now) for k in found)
    return (_choice(localizer, MINE, localizer.gettext("Mine only"), seen.team, count),)


def _choice(
    localizer: Localizer, slug: str, name: str, chosen: str, count: int
) -> TeamFilterChoice:
    said = localizer.ngettext(
        "%(team)s: %(num)s check-in due", "%(team)s: %(num)s check-ins due", count
    ) % {"team": name, "num": localizer.number(count)}
    return TeamFilterChoice(
        slug, name, slug == chosen, localizer.number(count) if count else "", said
    )


def _longest_first(
    waiting: Sequence[KeyResult], now: datetime, localizer: Localizer
) -> list[KeyResult]:
    def age(key_result: KeyResult) -> int:
        latest = key_result.latest_check_in
        return (
            10**6
            if latest is None
            else age_days(latest.measured_at, localizer.today(now), localizer.zone)
        )

    return sorted(waiting, key=age, reverse=True)


def _lines(
    localizer: Localizer,
    office: Office,
    key_results: Sequence[KeyResult],
    now: datetime,
    saved: SavedLine | None,
    taken_back: UndoneCheckIn | None,
) -> tuple[SavedLine, ...]:
    """Newest first: what was just saved is where the eye begins."""
    reported = [(k, k.latest_check_in) for k in key_results if k.latest_check_in is not None]
    newest = sorted(reported, key=lambda pair: (pair[1].recorded_at, pair[1].id), reverse=True)
    return tuple(
        saved
        if saved and saved.code == k.code
        else saved_line(localizer, office, k, latest, now, taken_back=taken_back)
        for k, latest in newest
    )
