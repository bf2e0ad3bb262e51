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
    )


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
