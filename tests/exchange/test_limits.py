"""What compares a number, in ten languages, and what a denial makes of it."""

import pytest

from kiosk.exchange.understanding.measures import measure_in
from kiosk.okr.model import KeyResultKind

# Per language: denials, and what means more and less before a number.
ALGEBRA = {
    "en": (("never", "no family spends", "we don't go"),
           ("more than", "above", "over", "longer than"),
           ("less than", "below", "under", "fewer than")),
    "de": (("nie", "nicht", "kein Kunde wartet", "niemals"), ("mehr als", "über", "länger als"),
           ("weniger als", "unter", "unterhalb von")),
    "fr": (("jamais", "aucun dossier", "pas"), ("plus de", "au-dessus de", "au-delà de"),
           ("moins de", "en dessous de", "sous")),
    "es": (("nunca", "jamás", "ningún pedido tarda"), ("más de", "por encima de"),
           ("menos de", "por debajo de")),
    "pt": (("nunca", "não", "nenhum cliente espera"), ("mais de", "acima de"),
           ("menos de", "abaixo de")),
    "it": (("mai", "non", "nessun cliente aspetta"), ("più di", "oltre", "al di sopra di"),
           ("meno di", "sotto", "al di sotto di")),
    "nl": (("nooit", "niet", "geen klant wacht"), ("meer dan", "boven de", "langer dan"),
           ("minder dan", "onder de", "lager dan")),
    "no": (("aldri", "ikke", "ingen kunde venter"), ("mer enn", "over", "lenger enn"),
           ("mindre enn", "under", "lavere enn")),
    "zh": (("不", "不得", "绝不"), ("超过", "高于", "多于"), ("低于", "少于")),
}  # fmt: skip
PLAIN = [(word, KeyResultKind.AT_LEAST) for _, more, _ in ALGEBRA.values() for word in more]
PLAIN += [(word, KeyResultKind.AT_MOST) for _, _, less in ALGEBRA.values() for word in less]
DENIED = [
    (f"{denial} {word}", kind)
    for denials, more, less in ALGEBRA.values()
    for words, kind in ((more, KeyResultKind.AT_MOST), (less, KeyResultKind.AT_LEAST))
    for word in words
    for denial in denials
]


def kind_of(sentence: str) -> KeyResultKind:
    measured = measure_in(sentence, ".")
    assert measured is not None
    assert measured.draft.low == 7 or measured.draft.high == 7
    return measured.draft.kind


@pytest.mark.parametrize(("words", "kind"), [*PLAIN, *DENIED])
def test_a_denial_turns_more_and_less_round(words: str, kind: KeyResultKind):
    assert kind_of(f"XY {words} 7 %") is kind


MOST, LEAST = KeyResultKind.AT_MOST, KeyResultKind.AT_LEAST


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Crash-free sessions never drop below 7 %", LEAST),
        ("Attrition doesn’t rise above 7 %", MOST),
        ("No ticket is older than 7 days", MOST),
        ("Response time must not exceed 7 s", MOST),
        ("Ship without going over 7 days", MOST),
        ("Die Ausfallzeit übersteigt nie 7 Stunden", MOST),
        ("Fehlerquote darf 7 % nicht überschreiten", MOST),
        ("Verfügbarkeit fällt in keinem Monat unter 7 %", LEAST),
        ("Les charges ne dépassent pas 7 %", MOST),
        ("Le délai ne doit jamais dépasser 7 jours", MOST),
        ("La note ne descend jamais sous 7", LEAST),
        ("El plazo no supera los 7 días", MOST),
        ("La satisfacción no baja de 7", LEAST),
        ("O prazo não ultrapassa 7 dias", MOST),
        ("A nota nunca cai abaixo de 7", LEAST),
        ("Il tempo non supera mai i 7 giorni", MOST),
        ("Il voto non scende mai sotto il 7", LEAST),
        ("De wachttijd komt nooit boven de 7 minuten", MOST),
        ("Verzuim mag 7 % niet overschrijden", MOST),
        ("Tilfredsheten faller aldri under 7", LEAST),
        ("Køen overstiger aldri 7 minutter", MOST),
        ("宕机时间不得超过 7 分钟", MOST),
        ("满意度不低于 7 %", LEAST),
        ("残業時間が7時間を超えない", MOST),
        ("稼働率が7%を下回らない", LEAST),
        ("解約率7%未満", MOST),
        ("Satisfaction 7 or better", LEAST),
        ("7 Fehler oder weniger", MOST),
        ("At least 7 interviews", LEAST),
        ("Pas plus de 7 bugs", MOST),
    ],
)
def test_sentences_as_people_write_them(sentence: str, kind: KeyResultKind):
    assert kind_of(sentence) is kind


@pytest.mark.parametrize(
    "sentence",
    ["Grow traffic up to 30 visits", "Umsatz steigt auf bis zu 30", "Subir el tráfico hasta 30",
     "Aumentar o tráfego até 30", "Faire croître le trafic jusqu'à 30"],
)  # fmt: skip
def test_what_grows_up_to_a_number_has_it_as_its_target(sentence: str):
    measured = measure_in(sentence, ".")
    assert measured
    assert measured.draft.kind.is_start_to_target
    assert measured.draft.target == 30


@pytest.mark.parametrize(
    "sentence",
    ["Organic traffic up to 30k visits", "Bis zu 5 Rückfragen", "Churn reduced to below 3 %",
     "Without new hires, revenue above 30"],
)  # fmt: skip
def test_what_may_be_a_limit_or_a_target_is_asked(sentence: str):
    measured = measure_in(sentence, ".")
    assert measured
    assert any(len(question.outcomes) == 2 for question in measured.questions)
