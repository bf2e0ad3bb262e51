"""Words within headings that say what a column holds: “KR target (Q4)”, “Where we are now”.

The first pattern that a heading contains decides: what is said about a key result (its owner, its
target) goes before the words for the key result itself.
"""

import re

from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.column_names import COLUMN_OF, Column

_PHRASES = (
    (
        Column.KEY_RESULT,
        r"what success\b.*|expected (?:results?|outcomes?)|erwartetes? ergebnis\w*"
        r"|résultats? attendus?|resultados? esperados?|risultat[oi] attes[oi]"
        r"|verwachte? resulta\w+|forvente\w+ resulta\w+|how (?:will|do|would|can|shall) (?:we"
        r"|i) \w+.*|how (?:we|it is|it's|we'll)\b.*|we(?:'ll| will) know.*|success (?:looks"
        r"|means|criteri\w+|measures?|metrics?|indicators?)\b.*|measures? of success"
        r"|what we(?:'ll| will)? (?:measure|count|track)|evidence.*|wie (?:messen|merken"
        r"|erkennen|sehen) wir.*|wie wir .*messen|woran\b.*|erfolgs(?:kriteri\w+|messung"
        r"|kennzahl\w*|indikator\w*)|messkriteri\w+|comment (?:mesur|saur|savoir|on |nous "
        r"|va-t-on).*|(?:à quoi )?.*saurons.*|critères? de (?:réussite|succès)"
        r"|c[óo]mo (?:lo )?(?:med|sab)\w+.*|criterios? de éxito|como (?:vamos )?(?:med|sab)\w+.*"
        r"|critérios? de sucesso|come (?:lo )?(?:misur|sapre)\w+.*|criteri di successo"
        r"|hoe (?:meten|weten|we)\b.*|succescriteri\w+|hvordan (?:vet|måler|vi)\b.*"
        r"|suksesskriteri\w+|如何衡量|怎么衡量|成功标准|どう測るか?|測り方|成功基準",
    ),
    (
        Column.TARGET,
        r"where (?:we|do we|it) (?:want|need|should|have)\b.*|where we(?:'re| are) going"
        r"|where we(?:'re| are) heading|wo wir (?:hin|sein).*|wohin.*|où (?:nous )?(?:voulons"
        r"|allons).*|a dónde.*|aonde.*|dove vogliamo.*|waar we (?:heen|naartoe|willen).*"
        r"|hvor vi (?:vil|skal).*",
    ),
    (
        Column.START,
        r"part[ií]amos (?:de|em)\b.*|ven[ií]amos de.*|on part(?:ait)? de.*|nous parti\w+ de.*"
        r"|partivamo da.*|(?:gestartet|started|begonnen|starting|startend?) (?:at|bei|mit|from|op)"
        r"|(?:we|it|wir|es) (?:started|began|came|starte\w*|begann\w*|kamen?) ?"
        r"(?:at|from|bei|mit|von)?|where (?:we|it) (?:were|was|started|start|began|come|came)\b.*"
        r"|wo wir (?:waren|starten"
        r"|her|angefangen).*|d'où .*|de dónde.*|de onde.*|da dove.*|waar we (?:begonnen|vandaan"
        r"|waren).*|hvor vi (?:var|startet).*",
    ),
    (
        Column.VALUE,
        r"where (?:we|are we|it|do we) (?:are|is|stand|now).*|where are we.*"
        r"|wo (?:wir )?(?:heute|jetzt|gerade)?\s?stehen.*|wo stehen wir.*"
        r"|où (?:nous )?en (?:sommes|est).*|dónde estamos.*|onde estamos.*|dove siamo.*"
        r"|waar (?:we )?(?:staan|nu).*|hvor (?:er|står) vi.*",
    ),
    (
        Column.OBJECTIVE,
        r"what (?:do |are |will )?we(?:'re| are)? (?:want|try|aim|going|here|after)\w*\b.*"
        r"|(?:outcome|future|change)s? we want|desired (?:outcome|state|future)"
        r"|(?:big )?ambitions?|was (?:wollen|möchten) wir.*|was wir .*(?:erreichen|wollen).*"
        r"|ce que (?:nous|l'on|on) v\w+.*|que voulons.*|qué queremos.*|o que queremos.*"
        r"|(?:che )?cosa vogliamo.*|wat (?:we )?willen.*|hva (?:vi )?vil.*|我们(?:想|要).*"
        r"|何を(?:目指|達成).*",
    ),
)
_OWNERS = r"(?:who|wer|qui|quién|quem|chi|hvem)\b.*"
_WORDS = (
    (
        Column.IGNORED,
        r"delta|diff(?:erence)?|gap|abweichung|differenz|écart|diferencia|verschil"
        r"|start(?:ing)? date|begin date|startdatum|date de début|fecha de (?:inicio|creación)"
        r"|data (?:de )?in[íi]cio|data inizio|created?|last (?:check-?in|update\w*|change\w*"
        r"|touched|edit\w*)|zuletzt \w+|letzte[rs]? (?:aktualisierung|änderung"
        r"|bearbeitung|check-?in)"
        r"|dernière (?:modif\w*|mise à jour)|última (?:modif|edi|actuali|atuali)\w*"
        r"|ultim[ao] (?:modifica|aggiornamento)"
        r"|laatst \w+|sist \w+|最終更新.*|最后编辑.*"
        r"|% ?(?:done|complete\w*|achieved|reached|erreicht|erfüllt|atteint|avance"
        r"|completado|concluído|bereikt|gehaald|fullført)|(?:done|erreicht|achieved) ?%"
        r"|percent \w+|attainment|achievement|\w*erreichungsgrad|zielerreichung|erfüllung\w*"
        r"|fertigstellung\w*|taux d['’](?:avancement|atteinte)|avancement|grado de (?:avance"
        r"|cumplimiento)|cumplimiento|completion|progress\w*|fortschritt\w*|progres[so]+"
        r"|voortgang|fremdrift|rag|\w*status|zustand|statut|stato|estado|state|ampel"
        r"|traffic light|health|trend|tendenz|prio\w*|score|grade|note finale|links?|url"
        r"|initiatives?|massnahmen?|iniciativas?|tags?|进度|进展|状态|完成率|達成率|進捗率?"
        r"|ステータス|状況|voto|karakter|cijfer|schulnote|bewertung|valutazione|évaluation"
        r"|evaluación|avaliação|beoordeling",
    ),
    (
        Column.UNIT,
        r"units?|uom|\w*einheit|unités?|unidad|unidade|unità|eenheid|enhet|currency|währung"
        r"|devise|measured in|gemessen in|mesuré en|medid[oa] en|单位|単位",
    ),
    (
        Column.CONFIDENCE,
        r"confiden\w+|conf\.?|zuversicht\w*|konfidenz|confiance|confianza|confiança|fiducia"
        r"|vertrouwen|likelihood|信心.*|自信.*",
    ),
    (
        Column.NOTE,
        r"notes?|comments?|remarks?|\w*kommentar\w*|bemerkung\w*|anmerkung\w*|notiz\w*"
        r"|hinweis\w*|remarques?|commentaires?|observa\w+|comentarios?|comentários?|notas?"
        r"|commenti?o?|opmerking\w*|toelichting|merknad\w*|kommentarer|备注|说明|備考|コメント"
        r"|メモ",
    ),
    (
        Column.DUE,
        r"deadlines?|due|(?:target|end|finish|completion) date|by when|until when|bis wann"
        r"|zieldatum|zieltermin|end(?:datum|termin)|fällig\w*|frist|termin|échéance"
        r"|date (?:limite|cible|de fin|butoir)|fecha (?:límite|limite|objetivo|meta|fin|de fin"
        r"|de entrega)|plazo|prazo|data (?:limite|fine|prevista|final|alvo)|scadenza|einddatum"
        r"|streefdatum|gereed|klaar|vervaldatum|forfall\w*|sluttdato|ferdig innen|frist\w*|期限"
        r"|截止\w*|締切|締め切り|期日",
    ),
    (
        Column.TEAM,
        r"(?:responsible|owning|owner|lead|verantwortliches|zuständiges) team"
        r"|équipe (?:responsable|pilote)|equipo responsable|equipe responsável|team responsabile",
    ),
    (
        Column.OWNER,
        r"owners?|owned by|responsibles?|accountable|dri|leads?|led by|who|whose|assignees?"
        r"|assigned to|champion|driver|person|\w*verantwortl?\w*|verantw\.?|zuständig\w*"
        r"|betreut\w*|wer|responsables?|responsá\w+|responsabil\w+|pilote|porteu\w+|référent\w*"
        r"|referente|encargad[oa]|don[oa]|quién|quem|eigenaar|trekker|verantwoordelijke?"
        r"|ansvarlig\w*|eier|hvem|负责人?|責任者|担当者?|主管",
    ),
    (
        Column.START,
        r"baselines?|base ?line|basis\w*|base|start\w*|initial\w*|beginning|previous|prior"
        r"|before|was|were|last (?:year|quarter|month|cycle)|from|\w*ausgangs\w*|anfangs\w*"
        r"|bisher\w*|vorher|vorjahr\w*|vorquartal\w*|départ|initiale?s?|inicia\w+|in[ií]cio"
        r"|partida|línea base|linha de base|anterior|antes|iniziale|partenza|nulmeting"
        r"|null?punkt|nullmessung|nullverdi|begin\w*|uitgangs\w*|utgangs\w*|startverdi|起始.*"
        r"|初始.*|基线.*|基線.*|基準.*|初期.*|開始.*|期初.*|スタート.*|前[期年].*|昨年.*|去年.*"
        r"|(?<![\d年])上[期季年].*",
    ),
    (
        Column.VALUE,
        r"current\w*|now|today|actuals?|latest|so far|to date|ytd|real|reached|achieved|ist"
        r"|ist-?wert|aktuell\w*|heute|(?:zwischen|ist-?|mess)?stand|derzeit\w*|momentan\w*"
        r"|actuel\w*|aujourd['’]hui|réalisée?|actual|hoy|atual|hoje|attual\w*|oggi|huidig\w*|nu"
        r"|nå\w*|status quo|当前.*|目前.*|现在.*|现状.*|現在.*|現状.*|実績.*|mid-?(?:quarter"
        r"|term|year)|check-?in|done|logrado|alcanzado|conseguido|erreicht|geschafft|atteint|obtenu|alcançado|raggiunto"
        r"|ottenuto|bereikt|behaald|gehaald|oppnådd|nådd|erledigt|fertig|fait|hecho|feito|fatto|gedaan|ferdig"
        r"|completed|finished|完成|完了|landed|ended(?: up)?|gelandet|arrivé\w*|arrivat\w+|llegado"
        r"|llegamos|chegamos|geland|uitgekomen|endte",
    ),
    (
        Column.TARGET,
        r"(?:à|a|te|zu|da|to) (?:atteindre|alcanzar|bereiken|erreichen|raggiungere|reach)"
        r"|expected|erwartet\w*|attendue?|esperad[oa]|attes[oa]|verwacht\w*|targets?|(?:goal|end"
        r"|aim) value|\w*zielwert\w*|zielgrösse|zielmarke|zielvorgabe|soll|soll-?wert|cibles?"
        r"|valeur visée|meta|valor (?:objetivo|meta|alvo)|alvo|valore obiettivo|traguardo"
        r"|streef\w*|doelwaarde|målverdi|måltall|want(?:ed)?|desired|to|目标值.*|目標値.*"
        r"|目标数.*|目標数.*|期末.*",
    ),
    (
        Column.KEY_RESULT,
        rf"{'|'.join(re.escape(w) for w in words.KEY_RESULT if len(w) > 2)}|krs?|metrics?|measures?"
        r"|indicators?|kpis?|deliverables?|messgrösse\w*|kennzahl\w*|messung|indicateurs?"
        r"|indicador\w*|indicator[ei]|meetpunt|måling|关键.*|主な.*|成果.*|指标.*|指標.*",
    ),
    (
        Column.OBJECTIVE,
        rf"{'|'.join(re.escape(w) for w in words.OBJECTIVE if len(w) > 2)}|aims?|ambition\w*"
        r"|goals?|themes?|focus|outcomes?|\w{3,}ziele?|\w{3,}doel(?:en)?|\w{3,}mål",
    ),
    (
        Column.TEAM,
        r"teams?|squad|tribe|crew|departments?|dept|division|unit|area|área|\w*bereich|abteilung"
        r"|gruppe|équipe|département|service|equipo|equip[ae]|departamento|squadra|reparto|afdeling"
        r"|avdeling|部门|团队|小组|部署|部門|チーム",
    ),
    (
        Column.TITLE,
        r"titles?|names?|statements?|descriptions?|wording|what|intitulé|libellé|énoncé"
        r"|descripción|descrição|descrizione|omschrijving|beschreibung|bezeichnung|formulierung"
        r"|titel|enunciado|内容|名称|タイトル|項目",
    ),
)
_START_TO_TARGET = re.compile(r"\s*(?:→|->|=>|➔|➜|–>|>|↦|\bto\b|\bnach\b|\bà\b|\bbis\b)\s*|\s+/\s+")
_ONLY_ALONE = frozenset({"to", "from", "was", "base", "wer", "nu", "due", "person", "stand"})
"""Words that say nothing within a longer heading."""
_PHRASE_PATTERNS = tuple(
    (column, re.compile(pattern)) for column, pattern in (*_PHRASES, (Column.OWNER, _OWNERS))
)
_WORD_PATTERNS = tuple(
    (column, re.compile(rf"(?<![a-zà-ɏ])(?:{pattern})(?![a-zà-ɏ])")) for column, pattern in _WORDS
)


def column_by_words(plain: str) -> Column | None:
    """What a column holds by a word or a phrase in its heading; None where none is known.

    :param plain: the heading in lower case, without what stands in brackets after it.
    """
    if start_to_target(plain):
        return Column.TARGET
    for column, pattern in _PHRASE_PATTERNS:
        if pattern.match(plain):
            return column
    return _contained(plain)


def start_to_target(plain: str) -> bool:
    """Whether a heading names a start and a target: “From → To”."""
    parts = _START_TO_TARGET.split(plain, maxsplit=1)
    if len(parts) != 2 or not all(parts):
        return False
    start, target = (COLUMN_OF.get(part) or _contained(part) for part in parts)
    return start in (Column.START, Column.VALUE) and target in (Column.TARGET, Column.OBJECTIVE)


def _contained(plain: str) -> Column | None:
    for column, pattern in _WORD_PATTERNS:
        found = pattern.search(plain)
        if found and (found[0] == plain or found[0] not in _ONLY_ALONE):
            return column
    return None
