"""Admin pages of cycles: the list, and one cycle with its next transition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import Cycle, CycleState, KeyResult, KeyResultKind, Office
from kiosk.views.admin.grade_reveal import hide_time
from kiosk.views.common.cycles import CycleRow, content_summary, cycle_row
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class CycleTransition:
    """A button: its label, a hint about the effect, and the path and state it posts. `asks`: it
    links to a confirmation."""

    label: str
    hint: str
    path: str
    state: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class AdminCyclePage:
    """One cycle. `step` is the next transition; `hide` hides grades that were just revealed; `back`
    reverts the last transition while nothing depends on it. `open_targets` are the code and title
    of each key result in a draft without a target."""

    row: CycleRow
    sentence: str
    content: str
    is_draft: bool
    is_closed: bool
    is_graded: bool
    is_over: bool
    step: CycleTransition | None
    also: CycleTransition | None
    hide: CycleTransition | None
    back: CycleTransition | None
    open_targets: tuple[tuple[str, str], ...]


def admin_cycle_rows(localizer: Localizer, cycles: Iterable[Cycle]) -> tuple[CycleRow, ...]:
    """Every cycle, newest first."""
    newest = sorted(cycles, key=lambda cycle: (cycle.starts_on, cycle.id), reverse=True)
    return tuple(cycle_row(localizer, cycle) for cycle in newest)


def admin_cycle_page(localizer: Localizer, office: Office, now: datetime) -> AdminCyclePage:
    """The page of a cycle.

    :param office: an office that holds only this cycle.
    :param now: the current moment (aware); grades can be hidden soon after they were revealed.
    """
    (cycle,) = office.cycles
    return AdminCyclePage(
        row=cycle_row(localizer, cycle),
        sentence=_sentence(localizer, cycle),
        content=content_summary(localizer, office),
        is_draft=cycle.state is CycleState.DRAFT,
        is_closed=cycle.state is CycleState.CLOSED,
        is_graded=cycle.state is CycleState.GRADING,
        is_over=cycle.state in (CycleState.GRADING, CycleState.CLOSED),
        step=_step(localizer, cycle),
        also=_reveal(localizer, cycle),
        hide=_hide(localizer, cycle, now),
        back=_back(localizer, office, cycle),
        open_targets=tuple(
            (f"/admin/key-results/{k.code}#{_open_field(k)}", k.title)
            for k in office.key_results()
            if k.has_open_target
        ),
    )


def _open_field(key_result: KeyResult) -> str:
    if key_result.kind.is_start_to_target:
        return "target"
    return "high" if key_result.kind is KeyResultKind.AT_MOST else "low"


def _sentence(localizer: Localizer, cycle: Cycle) -> str:
    _ = localizer.gettext
    match cycle.state:
        case CycleState.DRAFT:
            return _("A draft: it is not on walls or phones yet, and nothing counts.")
        case CycleState.OPEN:
            return _("%(cycle)s is open: it is on walls and phones, and takes check-ins.") % {
                "cycle": cycle.name
            }
        case CycleState.GRADING if cycle.revealed_at is None:
            return _(
                "It is being graded: each team says how far it got and what it learned. "
                "Grades are revealed to everybody together."
            )
        case CycleState.GRADING:
            return _("Its grades are revealed and shown on walls and phones.")
    return _("It is closed: it stays as it is and can always be read.")


def _step(localizer: Localizer, cycle: Cycle) -> CycleTransition | None:
    _, path = localizer.gettext, f"/admin/cycles/{cycle.id}"
    match cycle.state:
        case CycleState.DRAFT:
            hint = _("It appears on walls and phones. From then on, changes need a reason.")
            return CycleTransition(_("Open this cycle"), hint, f"{path}/state", "open")
        case CycleState.OPEN:
            hint = _("Check-ins are still possible while the teams grade their objectives.")
            return CycleTransition(_("Begin grading"), hint, f"{path}/state", "grading")
        case CycleState.GRADING:
            hint = _("You will be asked to confirm. After that nothing in it can be changed.")
            return CycleTransition(_("Close this cycle …"), hint, f"{path}/close", asks=True)
    return None


def _reveal(localizer: Localizer, cycle: Cycle) -> CycleTransition | None:
    if cycle.state is not CycleState.GRADING or cycle.revealed_at is not None:
        return None
    hint = localizer.gettext("They appear on walls and phones, all at the same moment.")
    path = f"/admin/cycles/{cycle.id}/reveal"
    return CycleTransition(localizer.gettext("Reveal the grades …"), hint, path, asks=True)


def _hide(localizer: Localizer, cycle: Cycle, now: datetime) -> CycleTransition | None:
    time = hide_time(localizer, cycle, now)
    if not time:
        return None
    hint = localizer.gettext("Until %(time)s. Then the grades stay shown.") % {"time": time}
    return CycleTransition(localizer.gettext("Hide again"), hint, f"/admin/cycles/{cycle.id}/hide")


def _back(localizer: Localizer, office: Office, cycle: Cycle) -> CycleTransition | None:
    path = f"/admin/cycles/{cycle.id}/state"
    if cycle.state is CycleState.GRADING and cycle.revealed_at is None:
        return CycleTransition(localizer.gettext("Back to open"), "", path, "open")
    if cycle.state is CycleState.OPEN and not any(k.latest_check_in for k in office.key_results()):
        return CycleTransition(localizer.gettext("Back to a draft"), "", path, "draft")
    return None
