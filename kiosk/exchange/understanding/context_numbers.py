"""Numbers that say of what, with whom or above what something is done: “load test with 20k players
passed”, “approval for spending over 500 EUR in place”. The sentence is then done or not.
"""

import re

from kiosk.exchange.understanding.measure_patterns import CJK, EVERY
from kiosk.exchange.understanding.measure_words import CHANGES

# What is said of a thing that is done once, at the end of its sentence.
_DONE = (
    r"(?:passed|in place|live|agreed|approved|signed(?: off)?|launched|running|published|in use"
    r"|rolled out|done|completed?|finished|certified|implemented|introduced|established|adopted"
    r"|decided|opened|ouverte?s?|abiert[oa]s?|abert[oa]s?|apert[oaie]|eröffnet|geöffnet|geopend"
    r"|åpnet|set up|ready|written|rewritten|documented|in force|up and running|survived"
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
    r"(?:\s(?:in|on|bei|by|with|mit|for|für|from|von|avec|par|pour|dans|con|por|para|en|da|em"
    r"|com|met|door|voor|med|av|til)\s[^\d]{2,40})?[\s.!)]*$",
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
# How words end that say what has been done.
_PARTICIPLE_AT_END = re.compile(
    r"\s(?:[^\W\d]{3,}(?<!mån)ed|built|sold|held|made|met|won|sent|taught|bought|begun|gone"
    r"|shown|\w*ge\w+t"
    r"|(?:um|ab|auf|ein|aus|an|nach)ge\w+en|[^\W\d]+iert|(?:be|ver|er|ent|über)[^\W\d]{3,}t"
    r"|[^\W\d]{3,}(?:é|ée|és|ées)|[^\W\d]{3,}[ai]d[oa]s?|[^\W\d]{3,}[aiu]t[oaie]|(?:in|uit|aan"
    r"|op|af)?ge\w+[dt]"
    r"|[^\W\d]{3,}(?:ert|lagt|satt|ført|laget))"
    r"(?:\s(?:to|on|in|by|at|into|auf|zu|à|a|en|op|på)\s[^\d]{2,25})?[\s.!)]*$",
    re.IGNORECASE,
)
_WITH_PARTICIPLE = re.compile(
    r"\S\s(?:with|mit|avec|con|com|met|med|for|für|pour|para|per|voor|of|von|ab|de|di|van|av)\s"
    r"(?:the\s|den\s|our\s)?$",
    re.IGNORECASE,
)
_WITH_WHOM = re.compile(
    r"\S\s(?:with|mit|avec|con|com|met|med|for|für|pour|para|voor)\s(?:the\s|den\s|our\s)?$",
    re.IGNORECASE,
)
_IN_PLACES = re.compile(
    r"\S\s(?:in|at|across|aux|agli|on|bei|an|sur|dans|en|em|nos|nas|nei|nelle|negli|su|op|på|i|hos|chez)\s"
    r"(?:the\s|den\s|our\s|de\s)?$",
    re.IGNORECASE,
)
_DONE_BEFORE = re.compile(rf"\s{_DONE}[,;]\s[^,;]*$", re.IGNORECASE)
# “Migration to Postgres 16 finished”: the number is part of a name.
_NUMBERED = re.compile(r"\s[^\W\d]+\s$")
# “Hebebühne 3 repariert”: a number behind its noun says which one.
_NAMED_NOUN = re.compile(r"(?:^|\s)[^\W\d]{4,}\s$")
_DONE_DIRECTLY = re.compile(rf"\s{_DONE}[\s.!)]*$", re.IGNORECASE)
# “2 deploys a week -> daily”
_TO_WORDS = re.compile(r"^[^→<>=\d]{0,40}(?:→|->|=>|⇒)\s*[^\W\d]{3,}")
_MANY = 30
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
    r"|doorstaan|bestått)(?:\s(?:with|mit|avec|con|com|met|med)\s.*)?[\s.!)]*$|合格(?:する|した)?。?$"
    r"|^(?:完成|通过|成功).*(?:测试|压测|考试|审计|审核|演练|验收|认证)$",
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


def int_of(text: str) -> int:
    """The digits of an amount as a whole number."""
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else 0


def is_done_once(text: str, start: int, end: int) -> bool:
    """Whether the sentence says that something is done, and its number only with what or for whom.

    :param start: where the number begins, and `end` where it ends.
    """
    before, after = text[:start], text[end:]
    if _DONE_EAST.search(text) and (_OF_A_NOUN.match(after) or text[:1] in "完通成"):
        return bool(_OF_A_NOUN.match(after)) or bool(re.search(rf"\d[万人名]*[{CJK}]{{4,}}$", text))
    if _DECIDE.match(text) and _KNOWN_ONES.search(before):
        return True
    if _PASSED.search(text) and _WITH.search(before):
        return True
    is_rule = bool(_RULE.search(before[:_BEGINNING]))
    if _TO_WORDS.match(after):
        return True
    if _IN_PLACES.search(before):
        return False
    if (
        _NUMBERED.search(before)
        and _DONE_DIRECTLY.match(after)
        and int_of(text[start:end]) <= _MANY
    ):
        return True
    if _PARTICIPLE_AT_END.match(after) and _NAMED_NOUN.search(before) and not _REACHED.search(text):
        return int_of(text[start:end]) <= _MANY
    if _DONE_AT_END.search(after):
        return is_rule or bool(_WITH.search(before))
    return bool(_PARTICIPLE_AT_END.search(after) and _WITH_PARTICIPLE.search(before))


def is_done_in_places(text: str, start: int, end: int) -> bool:
    """Whether the number says in how many places something is done, which is counted or not:
    “guide published in 3 languages”."""
    before, after = text[:start], text[end:]
    is_done = _DONE_AT_END.search(after) or _PARTICIPLE_AT_END.search(after)
    is_before = re.search(rf"\s{_DONE}\s[^,;\d]{{0,12}}$", before, re.IGNORECASE)
    return bool((is_done or is_before) and _IN_PLACES.search(before))


# “20 % fewer late deliveries”, “costs down 20 %”: by so much, and not to it.
_BY_AFTER = re.compile(
    r"^\s?(?:fewer|less|lower|higher|more|shorter|faster|cheaper|weniger|mehr|höher\w*|niedriger\w*"
    r"|kürzer\w*|de moins|de plus|en moins|en plus|menos|más|mais|in meno|in più|minder|meer|færre"
    r"|mer|mere|mindre|färre|fler|flere|lägre|högre)\s"
    r"(?!than\b|als\b|que\b|de\b|dan\b|enn\b|end\b|än\b)(?=[^\W\d])"
    r"|^\s?(?:fewer|less|lower|higher|weniger|de moins|en moins|menos|in meno|minder|mehr|more"
    r"|meer|más|mais|mere|down|up|omlaag|omhoog|lager|hoger|ned|opp|runter)\s*$"
    # “30 % lower than last year”, “15 % unter Vorjahr”, “10 % below 2025”
    r"|^\s?(?:(?:fewer|less|lower|higher|more|shorter|faster|cheaper|weniger|mehr|höher|niedriger"
    r"|kürzer|de moins|de plus|en moins|en plus|menos|más|mais|in meno|in più|minder|meer|lager"
    r"|hoger|færre|mer|mere|flere|mindre|lavere|høyere|højere|färre|fler|lägre|högre)"
    r"\s(?:than|als|que|de|do|di|dan|enn|end|än)"
    r"|below|above|under|over|unter|über|onder|boven|sous)\s[^\d%]*(?:20\d\d|\b[QT][1-4])?\W*$",
    re.IGNORECASE,
)
_BY_BEFORE = re.compile(
    r"\b(?:(?:down|up|minus|plus|ned|opp)|(?:growth|reduction|drop|increase|decrease|decline|savings?"
    r"|rise) of"
    r"|(?:senkung|steigerung|wachstum|rückgang|reduktion|reduzierung|zuwachs|einsparung)\w*"
    r" (?:um|von)"
    r"|(?:baisse|hausse|réduction|augmentation|croissance|progression|diminution|économies) de"
    r"|(?:reducción|aumento|incremento|caída|crecimiento|ahorro|bajada|subida) del?(?: un)?"
    r"|(?:reducir|aumentar|bajar|subir|mejorar|incrementar|recortar|disminuir|crecer) un"
    r"|(?:redução|aumento|queda|crescimento|economia) de|(?:riduzione|aumento|calo|crescita) del?"
    r"|(?:daling|stijging|groei|afname|besparing) van|(?:nedgang|økning|vekst|reduksjon) på)\s$"
    r"|(?:增长|提升|提高|降低|减少|下降|增加|上升|节省|前[期年]比)$",
    re.IGNORECASE,
)
_NEAR = 120
# “Cut meeting time 30 %”, “Umsatz 15 % steigern”: by so much.
_VERB_BEFORE = re.compile(
    r"^\W*(?:reduce|cut|decrease|lower|increase|improve|raise|grow|lift|boost|drop|shrink|trim|slash"
    r"|sänk(?:a|er)?|öka|minska|höja?|verlaag|verhoog|verminder|reduziere|senke|steigere|erhöhe"
    r"|øk|senk|reduser)\s"
    r"(?:(?!(?:to|at|of|by|from|with|in|on|for|under|below|above|over|than|until|within|near|around"
    r"|auf|um|von|mit|bei|unter|über|bis|naar|met|van|op|til|till|med|på|fra|från)\s)"
    r"[^\W\d][\w'’-]*\s){1,4}$",
    re.IGNORECASE,
)
_VERB_AFTER = re.compile(
    r"^\s(?:zu\s|te\s)?(?:senken|reduzieren|verringern|kürzen|steigern|erhöhen|gesenkt|reduziert"
    r"|gekürzt|gesteigert|erhöht|verlagen|verminderen|reduceren|verhogen|verlaagd|verminderd"
    r"|verhoogd)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\s(?:of|der|des|van|av)\b")
_TO_BEFORE = re.compile(r"\b(?:auf|naar|zu|tot|unter|über|onder|boven|von|van)\s$", re.IGNORECASE)
_BY_AFTER_EAST = re.compile(r"^(?:の)?(?:増|減|アップ|ダウン|削減|向上|改善|低減)")


def is_difference(text: str, start: int, end: int) -> bool:
    """Whether a percentage is a difference: “20 % fewer”, “down 20 %”."""
    is_percent = text[start:end].endswith(("%", "％"))
    after = text[end : end + _NEAR]
    is_by = _BY_AFTER.search(after) or _BY_AFTER_EAST.search(after)
    is_by = is_by or _BY_BEFORE.search(text[max(0, start - _NEAR) : start])
    before = text[max(0, start - _NEAR) : start]
    is_changed_by = (_VERB_BEFORE.match(text[:start]) and not _OF_ALL.match(after)) or (
        _VERB_AFTER.match(after) and not _TO_BEFORE.search(before)
    )
    return is_percent and bool(is_by or is_changed_by)


# “a 15-point increase in NPS”
_POINT_CHANGE = re.compile(
    r"\d+(?:[.,]\d+)?[\s-]?(?:percentage[- ])?(?:points?|pts?|pp)\s(?:increase|gain|improvement"
    r"|rise|lift|jump|drop|reduction|decrease|better|higher|lower|up|down)\b",
    re.IGNORECASE,
)


# “gagner 5 points de NPS”
_GAINED = re.compile(
    r"^(?:we )?(?:gain|gagne[rz]?|gagnons|ganar|ganhar|guadagnare)\s$", re.IGNORECASE
)
_POINTS_BEHIND = re.compile(r"\d+(?:[.,]\d+)?\s(?:\w+\s)?(?:points?|puntos?|pontos?|punti|pts)\b")


def is_change_of_points(text: str, start: int) -> bool:
    """Whether a number says by how many points something changes: “15 points higher”."""
    is_gained = _GAINED.search(text[:start]) and _POINTS_BEHIND.match(text, start)
    return _POINT_CHANGE.match(text, start) is not None or bool(is_gained)


def is_beside(text: str, start: int, end: int) -> bool:
    """Whether a number stands behind a preposition, so that it may only say with whom, where or how
    long: “run a pilot with 4 customers”, “website in 3 languages”."""
    before = text[:start]
    is_after = _WITH_WHOM.search(before) or _IN_PLACES.search(before)
    return bool(is_after) and not _REACHED.search(text) and not is_changed(before)


# What is reached or changed has its number behind a preposition, too.
_REACHED = re.compile(
    r"\b(?:achiev|reach|kept|hold|held|stay|erreich|gehalten|erziel|gesteiger|gesenk|erhöh|atteint"
    r"|atteindre|alcanz|alcanc|ating|raggiun|bereik|behaal|nådd|oppnå|total|revenue|umsatz|budget"
    r"|score|average|durchschnitt|moyen|media\b|média\b|target|ziel|goal)\w*",
    re.IGNORECASE,
)


def is_changed(before: str) -> bool:
    """Whether the text before a number says that something changes: “cut the wait by half in”."""
    return bool(CHANGES.search(before))


# “within 6 months”: until when something is done. Days and hours are what it may take.
_LONG = re.compile(
    r"\s?(?:months?|quarters?|years?|Monat(?:en?)?|Quartalen?|Jahren?|mois|trimestres?|ans?"
    r"|meses|años"
    r"|anos|mesi|trimestri|anni|maand(?:en)?|kwartalen|jaar|måneder|kvartaler|år"
    r"|个月|年|[かヶカ]月|四半期)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:^|\s)(?:within|inside|in|in under|in less than|in the next|innerhalb|innerhalb von|binnen"
    r"|dans|dans les|en|en moins de|en menos de|en un plazo de|dentro de|em|em até|em menos de"
    r"|entro"
    r"|in meno di|innen|i løpet av)\s(?:the |the next |next |den nächsten |les )?$",
    re.IGNORECASE,
)


def is_deadline(text: str, start: int, end: int) -> bool:
    """Whether a number says until when something is done: “launch the shop within 3 months”."""
    long = _LONG.search(text[start:end]) or _LONG.match(text[end:])
    return bool(long) and bool(_UNTIL.search(text[:start]))


def is_done_before(before: str) -> bool:
    """Whether the text before a number says that something is done: “booking live for all 3”."""
    return bool(re.search(rf"\s{_DONE}\s(?:[^\W\d]+\s){{1,3}}$", before, re.IGNORECASE))


_OF_SOME = re.compile(
    r"\s(?:of|de[rsln]?|d[ao]s?|des|du|dei|degli|delle|di|van|av)\s|\sd['’]", re.IGNORECASE
)


def is_condition(text: str, start: int, end: int) -> bool:
    """Whether what compares the number says which ones, and the sentence that something is done:
    “procedure for purchases above 5,000 € approved”."""
    before, after = text[:start], text[end:]
    if re.match(rf"^[人名社件台席本回]{{0,2}}(?:以上|以下|超|未満)の[{CJK}]+[でにがへ]", after):
        return True
    if _DONE_BEFORE.search(before):
        return True
    if re.match(r"^(?:以内|内)に(?:完了|公開|開始|導入)", after):
        return True
    # “At least 90 % of the hours open”: what is done is said of them.
    is_share = text[start:end].endswith(("%", "％")) and _OF_SOME.match(after)
    is_done = not is_share and _DONE_AT_END.search(after)
    return bool(is_done) and len(before.split()) > _WORDS_BEFORE


def may_be_condition(text: str, start: int, end: int) -> bool:
    """Whether what compares the number may say which ones: “staff under 40 years hired”."""
    is_late = len(text[:start].split()) > 1 and not text[start:end].endswith(("%", "％"))
    is_done = _PARTICIPLE_AT_END.search(text[end:]) and not _REACHED.search(text)
    return bool(is_done) and is_late and not EVERY.match(text)


_BEGINNING = 30
_WORDS_BEFORE = 3
"""So many words are before a condition: “policy for refunds above”, and not “costs below”."""
