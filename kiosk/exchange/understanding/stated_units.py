"""How a key result stands, in the unit of its measure: “800 kg (now 1.2 t)”."""

from dataclasses import replace
from decimal import Decimal

from kiosk.exchange.understanding.sentence import Sentence
from kiosk.exchange.understanding.unit_scales import are_days_worked, factor_between, is_known_unit
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT
from kiosk.okr.unit_conversion import converted


def in_unit_of(
    draft: KeyResultDraft, sentence: Sentence
) -> tuple[Sentence, tuple[ReadingQuestion, ...]]:
    """The sentence with how it stands in the unit of the key result, and what is asked about that.
    Without it, where the two do not measure the same: “40 points (now 12 days)”."""
    own = PERCENT if draft.kind is KeyResultKind.PERCENT else draft.unit
    unit, factor = sentence.stated_unit, factor_between(sentence.stated_unit, own)
    if not own or not unit or unit == own or factor == 1:
        return sentence, ()
    if factor is None:
        if not (is_known_unit(unit) and is_known_unit(own)):
            return sentence, ()
        asked = ReadingQuestion("other unit", sentence.stated, (), _goal(draft, own))
        return replace(sentence, value=None, start=None), (asked,)
    both = (sentence.value, sentence.start)
    value, start = (converted(n, factor) if isinstance(n, Decimal) else n for n in both)
    kept = replace(sentence, value=value, start=start)
    taken = f"{start if isinstance(start, Decimal) else value:f} {own}"
    about = f"{sentence.stated} – {_goal(draft, own)}"
    asked = ReadingQuestion("units", about, (taken,), taken)
    return kept, (asked,) if are_days_worked(unit, own) else ()


def _goal(draft: KeyResultDraft, unit: str) -> str:
    numbers = (n for n in (draft.target, draft.high, draft.low) if n is not None)
    return f"{next(numbers, Decimal(0)):f} {unit}"
