"""A short title is proposed only where what is left of the title is one."""

from decimal import Decimal

import pytest

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.proposed_titles import title_without_way


@pytest.mark.parametrize(
    ("title", "unit", "short"),
    [
        ("Time to hire down from 62 days to 40", "days", "Time to hire"),
        ("Reduce churn from 5% to 3%", "", "Reduce churn"),
        ("First reply from 9 h to 2 h", "h", "First reply"),
        ("Readers: 800 → 2k", "", "Readers"),
        ("Revenue from $1.2M to $1.8M", "USD", "Revenue"),
        ("Bearbeitungszeit von 62 auf 40 Tage senken", "Tage", "Bearbeitungszeit senken"),
        ("Réduire le délai de 9 à 2 jours", "jours", "Réduire le délai"),
        # Something else follows, or nothing would be left.
        ("Visits from 10 to 40 in Norway and Sweden", "", ""),
        ("Move from 3 to 5 offices that have a garden", "offices", ""),
        ("From 12 to 40 customers", "customers", ""),
        ("Release 2 from 10 to 40", "", ""),
        ("Raise the share of orders from 10 to 40 percentage points", "", ""),
        ("50 customers", "customers", ""),
    ],
)
def test_the_way_from_start_to_target_is_taken_away(title, unit, short):
    draft = KeyResultDraft(title, KeyResultKind.NUMBER, unit, start=Decimal(9), target=Decimal(2))
    assert title_without_way(draft) == short


def test_without_both_numbers_nothing_is_proposed():
    draft = KeyResultDraft("Churn from 5 to 3", KeyResultKind.NUMBER, target=Decimal(3))
    assert title_without_way(draft) == ""
