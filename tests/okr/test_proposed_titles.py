"""A short title is proposed only where what is left of the title is one."""

from decimal import Decimal

import pytest

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.proposed_titles import title_without_way
from kiosk.okr.title_endings import is_unfinished


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
        ("Cloud costs down from €48k to €36k a month", "EUR", "Cloud costs"),
        ("Cloud costs down to €36k a month from €48k", "EUR", "Cloud costs"),
        ("Cloud costs: €48k to €36k per month", "EUR", "Cloud costs"),
        ("Cloud costs (€48k → €36k)", "EUR", "Cloud costs"),
        ("Newsletter readers: 2,000", "", "Newsletter readers"),
        ("Serverkosten von 48 auf 36 € pro Monat senken", "EUR", "Serverkosten senken"),
        ("Coûts du cloud de 48 à 36 € par mois", "EUR", "Coûts du cloud"),
        ("Costes de la nube de 48 a 36 € al mes", "EUR", "Costes de la nube"),
        ("Custos da nuvem de 48 para 36 € por mês", "EUR", "Custos da nuvem"),
        ("Costi del cloud da 48 a 36 € al mese", "EUR", "Costi del cloud"),
        ("Cloudkosten van 48 naar 36 € per maand verlagen", "EUR", "Cloudkosten verlagen"),
        ("Skykostnader fra 48 til 36 € per måned", "EUR", "Skykostnader"),
        ("将客户流失率从5%降到3%", "", "客户流失率"),
        ("解約率を5%から3%に下げる", "", "解約率"),
        ("NPSを20から35へ", "", "NPS"),
        ("新規来店数が月80人から150人に増える", "人", "新規来店数"),
        ("Reduce time to first call from 42 min to 10 min", "min", "Reduce time to first call"),
        ("Reducir la cancelación del 5 % al 3 %", "", "Reducir la cancelación"),
        # Half a sentence.
        ("Gli errori di prelievo scenderanno da 35 a 10 al mese", "errori", ""),
        ("Les ventes passeront de 18 à 25 € par mois", "EUR", ""),
        ("El tiempo de espera bajará de 21 a 10 días", "días", ""),
        ("Closing takes 4 days, down from 9", "days", ""),
        ("Closing takes from 9 days to 4", "days", ""),
        ("Grow from 10 to 40 customers", "customers", ""),
        ("Newsletter readers up by 10 → 40", "", ""),
        ("Der Abschluss dauert von 9 auf 4 Tage", "Tage", ""),
        ("La clôture passe de 9 à 4 jours", "jours", ""),
        ("El cierre baja de 9 a 4 días", "días", ""),
        ("O fechamento cai de 9 para 4 dias", "dias", ""),
        ("La chiusura scende da 9 a 4 giorni", "giorni", ""),
        ("De afsluiting daalt van 9 naar 4 dagen", "dagen", ""),
        ("Avslutningen synker fra 9 til 4 dager", "dager", ""),
        ("处理时间缩短从9天到4天", "天", ""),
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


def test_percent_may_be_a_word():
    draft = KeyResultDraft(
        "Return rate from 8 to 15 percent", KeyResultKind.PERCENT, "", Decimal(8), Decimal(15)
    )
    assert title_without_way(draft) == "Return rate"


def test_without_both_numbers_nothing_is_proposed():
    draft = KeyResultDraft("Churn from 5 to 3", KeyResultKind.NUMBER, target=Decimal(3))
    assert title_without_way(draft) == ""


@pytest.mark.parametrize(
    "title", ["Closing takes", "Share of", "Der Anteil an", "", "Costes de la"]
)
def test_half_a_sentence_is_unfinished(title):
    assert is_unfinished(title)
    assert not is_unfinished("Cloud costs")
