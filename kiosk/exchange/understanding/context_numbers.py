"""Numbers that say of what, with whom or above what something is done: “load test with 20k players
passed”, “approval for spending over 500 EUR in place”. The sentence is then done or not.
"""

import re

from kiosk.exchange.understanding.measure_patterns import CJK

# What is said of a thing that is done once, at the end of its sentence.
_DONE = (
    r"(?:passed|in place|live|agreed|approved|signed(?: off)?|launched|running|published|in use"
    r"|rolled out|done|completed?|finished|certified|implemented|introduced|established|adopted"
    r"|decided|set up|ready|written|rewritten|documented|in force|up and running|survived"
    r"|bestanden|eingeführt|abgeschlossen|vereinbart|verabschiedet|umgesetzt|fertig|läuft|steht"
    r"|freigegeben|unterschrieben|unterzeichnet|veröffentlicht|beschlossen|in Betrieb|im Einsatz"
    r"|in Kraft|genehmigt|getestet|aufgebaut|eingerichtet|etabliert|geklärt|definiert|festgelegt"
    r"|eingespielt|dokumentiert|abgenommen|bereit"
    r"|réussie?s?|validée?s?|en place|signée?s?|lancée?s?|publiée?s?|terminée?s?|en œuvre|en ligne"
    r"|en service|en vigueur|approuvée?s?|adoptée?s?|obtenue?s?|prête?s?|finalisée?s?|déployée?s?"
    r"|rédigée?s?|instaurée?s?|définie?s?"
    r"|(?:superad|aprobad|aprovad|firmad|lanzad|publicad|implantad|terminad|completad|instaurad"
    r"|validad|acordad|definid|assinad|lançad|concluíd|implementad|superat|approvat|firmat"
    r"|lanciat|pubblicat|completat|avviat|validat|definit|concordat|conclus"
    r"|redactad|redigid)[oaie]s?"
    r"|en marcha|en producción|operativ[oaie]s?|en vigor|funcionando|no ar|em produção|em vigor"
    r"|rodando|pront[oaie]s?|list[oa]s?|in uso|in vigore|attiv[oaie]|a regime"
    r"|geslaagd|vastgesteld|goedgekeurd|getekend|ondertekend|gelanceerd|gepubliceerd|afgerond"
    r"|ingevoerd|klaar|in gebruik|van kracht|opgeleverd|operationeel|doorstaan|ingericht"
    r"|bestått|vedtatt|godkjent|signert|lansert|publisert|ferdig|på plass|i drift|innført|avtalt"
    r"|klart?|i gang|etablert)"
)
_DONE_AT_END = re.compile(
    rf"\s(?:is |are |ist |sind |est |está |è |staat |er |successfully )?{_DONE}"
    r"(?:\s(?:in|on|bei|in allen|by|mit|for)\s[^\d]{2,30})?[\s.!)]*$",
    re.IGNORECASE,
)
_DONE_EAST = re.compile(
    r"(?:に合格|を?通過|を?完了|に成功|を?公開|を?導入|を?開始|を?実施|を?制定|を?策定|を?整備|済み?|通过|完成|上线|签署|发布|获批"
    r"|落地)(?:する|した|させる)?[。.]?$"
    rf"|^(?:完成|通过|成功).*[{CJK}](?:测试|压测|考试|审计|审核|演练|验收|认证)$"
)
_WITH = re.compile(
    r"\S\s(?:with|for|from|of|among|at|mit|für|bei|von|aus|ab|über|avec|pour|chez|de|con"
    r"|para|com|per|di|voor|van|bij|met|med|for|av|hos|til)\s(?:(?:more than|over|up to|at least"
    r"|mehr als|über|bis zu|plus de|más de|mais de|più di|oltre|meer dan|mer enn|the|den|our"
    r"|\w+(?:ly|en|em|er))\s)?$",
    re.IGNORECASE,
)
_OF_A_NOUN = re.compile(rf"^[人名社件台席本回時间間]{{0,2}}(?:以上|以下|超|規模)?の[{CJK}]")
# “the 3 vendors”: which ones is known.
_DECIDE = re.compile(
    r"^(?:decide|choose|pick|select|compare|entscheid\w*|wähl\w*|auswähl\w*|choisir|décider"
    r"|comparer|elegir|decidir|comparar|escolher|scegliere|decidere|kiezen|kies|velge|velg)\b",
    re.IGNORECASE,
)
_KNOWN_ONES = re.compile(
    r"\b(?:the|between|among|den|die|der|zwischen|unter|les|entre|parmi|las?|los|as|os|i|le|gli"
    r"|tra|de|tussen|uit|mellom)\s$",
    re.IGNORECASE,
)


# What is passed or a rule that is agreed has no number to reach.
_PASSED = re.compile(
    r"\b(?:passed|survived|bestanden|réussie?s?|superad[oa]s?|aprovad[oa]s?|superat[oaie]|geslaagd"
    r"|doorstaan|bestått)[\s.!)]*$|合格(?:する|した)?。?$|^(?:完成|通过|成功).*(?:测试|压测|考试|审计|审核|演练|验收|认证)$",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:approval|procedure|process|policy|rule|workflow|guideline|agreement|protocol"
    r"|\w*prozess|\w*regel(?:ung)?|\w*richtlinie|\w*verfahren|\w*freigabe|procédure"
    r"|politique|règle|accord|processus|protocole|procedimiento|protocolo|política|norma|acuerdo"
    r"|proceso|processo|acordo|procedura|regola|accordo|protocollo|regeling"
    r"|beleid|procedure|protocol|afspraak|rutine|retningslinje|avtale|prosess|\w*rutine)\b",
    re.IGNORECASE,
)


def is_plainly_done(text: str) -> bool:
    """Whether no number of the sentence can be one to reach: a test that is passed, a rule for
    purchases above an amount."""
    return bool(_PASSED.search(text) or _RULE.search(text[:_BEGINNING]))


def is_done_once(text: str, start: int, end: int) -> bool:
    """Whether the sentence says that something is done, and its number only with what or for whom.

    :param start: where the number begins, and `end` where it ends.
    """
    before, after = text[:start], text[end:]
    if _DONE_EAST.search(text) and (_OF_A_NOUN.match(after) or text[:1] in "完通成"):
        return bool(_OF_A_NOUN.match(after)) or bool(re.search(rf"\d[万人名]*[{CJK}]{{4,}}$", text))
    if _DECIDE.match(text) and _KNOWN_ONES.search(before):
        return True
    is_rule = bool(_RULE.search(before[:_BEGINNING]))
    return bool(_DONE_AT_END.search(after)) and (is_rule or bool(_WITH.search(before)))


def is_condition(text: str, start: int, end: int) -> bool:
    """Whether what compares the number says which ones, and the sentence that something is done:
    “procedure for purchases above 5,000 € approved”."""
    before, after = text[:start], text[end:]
    if re.match(rf"^[人名社件台席本回]{{0,2}}(?:以上|以下|超|未満)の[{CJK}]+[でにがへ]", after):
        return True
    return bool(_DONE_AT_END.search(after)) and len(before.split()) > _WORDS_BEFORE


_BEGINNING = 30
_WORDS_BEFORE = 3
"""So many words are before a condition: “policy for refunds above”, and not “costs below”."""
