"""What was typed into the form of a check-in."""

from flask import request

from kiosk.errors import Refused
from kiosk.okr.model import KeyResult, Kind
from kiosk.okr.values import ReadValue, parse_milestones, read_value
from kiosk.views.admin_card import Typed
from kiosk.web.admin.pages import typed
from kiosk.web.house import house


def said_in_form() -> Typed:
    """The form as it was typed."""
    return Typed(
        value=typed("value"),
        done=frozenset(request.form.getlist("done")),
        confidence=typed("confidence"),
        note=typed("note"),
        sign=bool(typed("sign")),
        shown=typed("shown"),
        seen=request.form.get("seen"),
        touched=bool(typed("touched")),
    )


def refuse_untouched(said: Typed) -> None:
    """A second Enter lands in the next card, whose number nobody has read yet.

    :raises Refused: nothing was typed or chosen. A program's form, which does not say what it
        was filled with, is left alone.
    """
    if "shown" not in request.form or not said.says_nothing:
        return
    if said.seen not in (None, "0"):
        raise Refused(
            "value",
            "Nothing was saved: type or choose something, or confirm with “Nothing changed”",
        )
    raise Refused("value", "Nothing was saved yet: type the current value")


def refuse_words(said: Typed) -> None:
    """“Nothing changed” announces nothing, so what was typed would vanish without a word."""
    if said.note.strip():
        raise Refused("note", "“Nothing changed” keeps no note. Save it, or empty this")
    if said.confidence.strip():
        raise Refused("confidence", "“Nothing changed” keeps no confidence. Save it, or empty this")


def value_said(key_result: KeyResult, said: Typed) -> ReadValue:
    """The value that was typed or ticked, read as the office writes numbers."""
    if key_result.kind is Kind.MILESTONES:
        return ReadValue(parse_milestones(key_result, said.done))
    here = house()
    past = here.store.history(key_result.code, here.now()).numbers
    return read_value(key_result, said.value, here.words.decimal_mark, past)
