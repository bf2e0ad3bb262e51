"""The changes of the last hour, for a wall to announce."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kiosk.okr.model import Change, CheckIn, KeyResult, Objective, Office, Team
from kiosk.okr.progress import key_result_progress, objective_progress
from kiosk.views.common.values import arrow, short_value_text, thousandths
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.pages.base import CACHE_SIZE

# Bounded, so that a page that reconnects does not announce for an hour.
MAX_ANNOUNCED = 20


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change to announce. `previous` is the value before, `note` the note in quotes, `signed` its
    author if they signed, `title` the key result's title, `fill` the former bar in thousandths
    (None: no bar). `percent` is the objective's before the change, with an arrow after it ("":
    none, or still the same)."""

    id: int
    objective: str
    team: Team
    key_result: str
    previous: str
    note: str
    signed: str
    title: str
    fill: int | None
    percent: str


def change_views(localizer: Localizer, office: Office) -> Iterator[ChangeView]:
    """The newest changes to what is shown, oldest first."""
    shown = {key_result.code: key_result for key_result in office.key_results()}
    changes = [change for change in office.changes if change.check_in.key_result in shown]
    changes = changes[-MAX_ANNOUNCED:]
    teams = {objective.code: office.team(objective.team) for objective in office.objectives}
    percents = _percents_before(localizer, office, changes)
    for change in changes:
        key_result = shown[change.check_in.key_result]
        percent = percents.get(change.check_in.id, "")
        yield _change_view(localizer, key_result, teams[key_result.objective], change, percent)


def _percents_before(localizer: Localizer, office: Office, changes: list[Change]) -> dict[int, str]:
    """An objective's percent before each change and all later ones, by the check-in's id, where it
    is another now."""
    objectives = {k.code: o for o in office.objectives for k in o.key_results}
    before: dict[str, dict[str, Change]] = {}
    current: dict[str, str] = {}
    found = {}
    for change in reversed(changes):
        objective = objectives[change.check_in.key_result]
        if objective.code not in current:
            current[objective.code] = _percent(localizer, office, objective)
        undone = before.setdefault(objective.code, {})
        undone[change.check_in.key_result] = change
        was = _percent(localizer, office, _without(objective, undone))
        if was and was != current[objective.code]:
            found[change.check_in.id] = f"{was}\u00a0{arrow(localizer)}"
    return found


def _without(objective: Objective, undone: Mapping[str, Change]) -> Objective:
    """The objective as it was before these changes, by key result."""
    key_results = tuple(
        replace(k, latest_check_in=_check_in_before(undone[k.code])) if k.code in undone else k
        for k in objective.key_results
    )
    return replace(objective, key_results=key_results)


def _check_in_before(change: Change) -> CheckIn | None:
    return None if change.before is None else replace(change.check_in, value=change.before)


def _percent(localizer: Localizer, office: Office, objective: Objective) -> str:
    """An objective's percent without its sign; "" where none is shown."""
    progress = objective_progress(office, objective)
    if progress.clamped is None or not progress.reported:
        return ""
    return localizer.percent_figure(progress.clamped).number


@lru_cache(maxsize=CACHE_SIZE)
def _change_view(
    localizer: Localizer, key_result: KeyResult, team: Team, change: Change, percent: str
) -> ChangeView:
    check_in, before = change.check_in, change.before
    progress = key_result_progress(key_result, before)
    was = localizer.gettext("first value")
    if before is not None:
        was = localizer.gettext("was %(value)s") % {
            "value": short_value_text(localizer, key_result, before)
        }
    return ChangeView(
        id=check_in.id,
        objective=key_result.objective,
        team=team,
        key_result=key_result.code,
        previous=was,
        note=check_in.note,
        signed=check_in.signature,
        title=breakable(key_result.title),
        fill=None if key_result.kind.is_limit else thousandths(progress.clamped),
        percent=percent,
    )
