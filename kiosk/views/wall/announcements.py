"""The changes of the last hour, for a wall to announce."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kiosk.okr.model import Change, KeyResult, Office, Team
from kiosk.okr.progress import key_result_progress
from kiosk.views.common.values import short_value_text, thousandths
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.pages.base import CACHE_SIZE

# Bounded, so that a page that reconnects does not announce for an hour.
MAX_ANNOUNCED = 20


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change to announce. `previous` is the value before, `note` the note in quotes, `signed` its
    author if they signed, `title` the key result's title, `fill` the former bar in thousandths
    (None: no bar)."""

    id: int
    objective: str
    team: Team
    key_result: str
    previous: str
    note: str
    signed: str
    title: str
    fill: int | None


def change_views(localizer: Localizer, office: Office) -> Iterator[ChangeView]:
    """The newest changes to what is shown, oldest first."""
    shown = {key_result.code: key_result for key_result in office.key_results()}
    changes = [change for change in office.changes if change.check_in.key_result in shown]
    teams = {objective.code: office.team(objective.team) for objective in office.objectives}
    for change in changes[-MAX_ANNOUNCED:]:
        key_result = shown[change.check_in.key_result]
        yield _change_view(localizer, key_result, teams[key_result.objective], change)


@lru_cache(maxsize=CACHE_SIZE)
def _change_view(
    localizer: Localizer, key_result: KeyResult, team: Team, change: Change
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
    )
