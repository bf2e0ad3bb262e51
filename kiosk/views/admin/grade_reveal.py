"""Sentences about revealing grades: how many are missing before, how to hide them after."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.okr.grading import TeamGrading, hide_until, may_hide
from kiosk.okr.model import Cycle
from kiosk.views.i18n.localizer import Localizer


def graded_sentence(localizer: Localizer, teams: Sequence[TeamGrading]) -> str:
    """The number of graded objectives, as a sentence."""
    done = sum(len(team.graded) for team in teams)
    everything = done + sum(len(team.missing) for team in teams)
    if done == everything == 1:
        return localizer.gettext("The only objective is graded.")
    if done == everything:
        return localizer.gettext("All %(num)s objectives are graded.") % {
            "num": localizer.number(everything)
        }
    if not done:
        return localizer.gettext("No objective is graded yet.")
    return localizer.gettext("%(done)s of %(all)s objectives are graded.") % {
        "done": localizer.number(done),
        "all": localizer.number(everything),
    }


def missing_lines(localizer: Localizer, teams: Sequence[TeamGrading]) -> tuple[str, ...]:
    """The objectives without a grade: a line for each team."""
    return tuple(_missing(localizer, team) for team in teams if team.missing)


def _missing(localizer: Localizer, team: TeamGrading) -> str:
    titles = [localizer.gettext("“%(title)s”") % {"title": o.title} for o in team.missing]
    pattern = localizer.gettext("Not graded yet: %(team)s, %(titles)s")
    return pattern % {"team": team.team.name, "titles": ", ".join(titles)}


def reveal_sentence(localizer: Localizer, teams: Sequence[TeamGrading]) -> str:
    """The confirmation before grades are revealed."""
    return " ".join(
        (
            graded_sentence(localizer, teams),
            localizer.gettext(
                "All grades appear on walls and phones at the same moment. For ten minutes after"
                " that, they can be hidden again."
            ),
        )
    )


def hide_time(localizer: Localizer, cycle: Cycle, now: datetime) -> str:
    """Until when the grades can be hidden again, as a time of day; "" where they cannot."""
    until = hide_until(cycle)
    return localizer.time(until) if until is not None and may_hide(cycle, now) else ""
