"""What may be deleted: only what was never used. Everything else is archived instead."""

from enum import Enum

from kiosk.errors import N_, ValidationError
from kiosk.okr.model import CycleState


class Usage(Enum):
    """How something has been used. The value is the msgid of why it is kept."""

    COMPANY_OF_TEAMS = N_("The company stays while there are teams inside it")
    OBJECTIVE = N_("It has, or had, an objective. Archive it instead")
    MEETING = N_("It has a meeting. Archive it instead")
    MEMBER = N_("Somebody checks in for it. Give them another team first")
    SCREEN = N_("A screen is set up for it. Change that screen first")
    CLOSED_CYCLE = N_("It was there when a cycle was closed. Archive it instead")
    CHECK_INS_OF_KEY_RESULT = N_("One of its key results has check-ins. Archive it instead")
    GRADE = N_("It was graded. Archive it instead")
    SUPPORTING_OBJECTIVE = N_(
        "Another objective serves it. Take that link away first, or archive it instead"
    )
    CARRIED_OVER = N_("It was carried over into another cycle. Archive it instead")
    MOVED_KEY_RESULT = N_("A key result was moved out of it. Archive it instead")
    CHECK_INS = N_("It has check-ins. Archive it instead")
    OBJECTIVES_IN_CYCLE = N_("It has objectives, or archived ones")
    MOVED_OBJECTIVE = N_("An objective was moved out of it")
    MEETINGS_IN_CYCLE = N_("It has meetings")
    SURVEY = N_("It has a survey")
    PRESENTATION = N_("It is being presented")


def reason_to_keep(usage: Usage | None, state: CycleState | None = None) -> str:
    """Why something cannot be deleted, as a msgid; "" if it can.

    :param usage: how it was used; None: it was not.
    :param state: the state of its cycle; None: it has none.
    """
    if state is CycleState.CLOSED:
        return N_("The cycle is closed: everything in it stays as it is")
    return usage.value if usage else ""


def refuse_deletion(usage: Usage | None, state: CycleState | None = None) -> None:
    """Raise ValidationError on "code" unless something may be deleted; see `reason_to_keep`."""
    if message := reason_to_keep(usage, state):
        raise ValidationError("code", message)


def refuse_cycle_deletion(usage: Usage | None, state: CycleState) -> None:
    """Raise ValidationError on "cycle" unless a cycle is a draft that was never used."""
    if state is not CycleState.DRAFT:
        raise ValidationError("cycle", "Only a draft can be deleted")
    if message := reason_to_keep(usage):
        raise ValidationError("cycle", message)
