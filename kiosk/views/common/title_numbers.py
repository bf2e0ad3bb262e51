"""Whether a title says a key result's start and target, so that its row need not repeat them.

Nothing is cut from what people wrote, so it is the row that says less. A target alone stays:
“top 5” in a title may mean another five."""

import re
from decimal import Decimal
from functools import lru_cache

from kiosk.okr.model import KeyResult
from kiosk.views.i18n.hyphenation import SOFT_HYPHEN
from kiosk.views.i18n.localizer import Localizer


def says_start_and_target(localizer: Localizer, key_result: KeyResult) -> bool:
    """Whether both numbers, and two different ones, stand in the title with every digit."""
    start, target = key_result.start, key_result.target
    if start is None or target is None or start == target:
        return False
    title = key_result.title.replace(SOFT_HYPHEN, "")
    return _says(localizer, title, start) and _says(localizer, title, target)


@lru_cache(maxsize=2048)  # a save changes no title
def _says(localizer: Localizer, title: str, number: Decimal) -> bool:
    plain = format(number.normalize(), "f")
    forms = {localizer.number(number), plain, plain.replace(".", ",")}
    within = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    # A hyphen after a letter or a digit is no sign.
    return re.search(rf"(?<![\d.,])(?<!\s[−-])(?:{within})(?![.,]?\d)", f" {title}") is not None
