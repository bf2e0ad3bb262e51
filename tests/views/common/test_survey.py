"""What came of a question, in bars that are together all who answered."""

from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from kiosk.okr.survey import Question, QuestionKind, QuestionResult
from kiosk.views.common.survey import result_view
from kiosk.views.i18n.localizer import Localizer

WORDS = Localizer("en_GB", ZoneInfo("Europe/Berlin"))
ASKED = Question(QuestionKind.SCALE, "I had a say in the objectives I work for.")


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ((1, 1, 0, 1, 2), [40, 20, 0, 20, 20]),  # two of five are no majority
        ((0, 0, 0, 0, 6), [100, 0, 0, 0, 0]),
    ],
)
def test_a_bar_is_as_long_as_its_share_of_all_who_answered(
    counts: tuple[int, ...], shares: list[int]
):
    view = result_view(WORDS, QuestionResult(ASKED, sum(counts), counts, Fraction(3)))
    assert [chosen.share for chosen in view.chosen] == shares


def test_what_is_not_shown_has_no_bars():
    assert result_view(WORDS, QuestionResult(ASKED)).chosen == ()
