"""What keys of JSON documents are called: lists of objectives and key results, and their fields."""

import re
from functools import lru_cache

from kiosk.exchange.reading.accents import without_accents


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(without_accents(text))


OBJECTIVES = _pattern(
    r"(?:\w+ )?(?:objectives?|goals?|okrs?|aims?|ziele?|objectifs?|objetivos?|obiettiv[oi]"
    r"|doel(?:en|stellingen)?|mål|目标|目標)"
)
KEY_RESULTS = _pattern(
    r"(?:\w+ )?(?:key ?results?|krs?|results?|metrics?|measures?|outcomes?|targets?|indicators?"
    r"|kpis?|measurements?|schl(?:ü|ue)sselergebnisse|ergebnisse|kennzahlen|messgr(?:ö|oe)ssen"
    r"|r[ée]sultats?(?: cl[ée]s?)?|indicateurs|resultados?(?: (?:clave|chave)s?)?|indicador\w*"
    r"|risultati(?: chiave)?|kernresultaten|resultaten|(?:nøkkel)?resultater|关键结果|指标|指標)"
)
TEAMS = _pattern(
    r"(?:sub ?|(?:owner|owning|responsible|lead|assigned) )?"
    r"(?:teams?|departments?|groups?|squads?|tribes?|(?:org|business) ?units?|divisions?"
    r"|crews?|abteilung(?:en)?|bereiche?|[ée]quip[ae]s?|equipos?|[aá]reas?|repart[oi]|afdeling(?:en)?"
    r"|avdeling(?:er)?|部门|部門|チーム|团队)"
)
NO_KEY_RESULTS = _pattern(
    r"(?:\w+ )?(?:comments?|check ?ins?|history|updates?|initiatives?|tasks?|actions?|milestones?"
    r"|steps?|owners?|members?|people|users?|tags?|labels?|links?|attachments?|activit\w+|notes?"
    r"|to ?dos?|projects?|watchers?|contributors?|log|values|scores?|weekly|snapshots?|readings?"
    r"|sub ?tasks?|check ?lists?|massnahmen|aufgaben|kommentare|tâches|tareas"
    r"|commentaires)"
)
PEOPLE = _pattern(
    r"(?:\w+ )?(?:people|persons?|users?|members?|owners?|employees?|staff|assignees?|colleagues"
    r"|personen|mitarbeit\w*|nutzer|benutzer|mitglieder|personnes|utilisateurs|membres|personas"
    r"|usuarios|empleados|pessoas|usuários|persone|utenti|medewerkers|gebruikers|brukere|ansatte"
    r"|成员|用户|人员|担当者|メンバー)"
)
OWNERS = _pattern(
    r"(?:\w+ )?(?:owners?|lead|responsible|assignee|champion|dri|driver|verantwortlich\w*"
    r"|zuständig\w*|responsable|responsável|responsabile|verantwoordelijke|ansvarlig|负责人|担当者?)"
)
PARTS_OF_NAMES = _pattern(r"(?:full|display|first|last|given|family) name|vorname|nachname")
WRAPPERS = _pattern(r"attributes|fields|properties|attrs|relationships")
AN_ID = _pattern(r" (?:u?u?ids?|keys?|refs?|codes?|nr|no)$")
NUMBERED = _pattern(r"(?:kr|key ?result|schlüsselergebnis|se|rc) ?\d{1,2}")
STEPS = _pattern(r"milestones?|steps?|check ?lists?|meilensteine|schritte|étapes|pasos|hitos")
LEVEL = _pattern(r"(?:object |item |entity |goal |okr |node )?(?:type|kind|level)|typ|art|tipo")
AN_OBJECTIVE = _pattern(r"(?:\w+ )?(?:objective|goal|ziel|objectif|objetivo|obiettivo|doel)s?|o")
A_KEY_RESULT = _pattern(
    r"(?:key ?result|kr|metric|measure|kpi|result|outcome|indicator)s?|resultats? cles?"
    r"|(?:schlüssel)?ergebnis(?:se)?|kennzahl(?:en)?|resultados?(?: (?:clave|chave)s?)?"
    r"|risultat[oi](?: chiave)?|(?:kern)?resulta(?:at|ten)|indicateurs?|indicador(?:es)?"
)
ID = _pattern(r"u?u?id|key|ref|code")
PARENT = _pattern(
    r"(?:parent|objective|goal|belongs to|okr|aligned to)(?: (?:u?u?id|key|ref|objective|code))*"
)
TITLE = _pattern(
    r"(?:key ?result |objective |goal |kr |metric )?(?:title|name|text|summary|statement|headline"
    r"|titel|titre|título|titolo|nombre|nome|nom|naam|bezeichnung|wording|what)"
)
ALSO_TITLE = _pattern(
    r"objective|key ?result|goal|kr|metric|measure|label|ziel|objectif|objetivo|description"
    r"|beschreibung|schlüsselergebnis"
)
INNER = _pattern(
    r"measure(?:ment)?|metric|values?|progress|tracking|range|kpi|numbers|data|indicator|wert"
    r"|werte|messung|medición|mesure"
)
DUE = _pattern(r"(?:.* )?(?:due|deadline|end|ends|until|finish)(?: .*)?")
_FIELDS = {
    "start": (
        *("baseline", "start value", "initial", "initial value", "starting value", "from", "von"),
        *("de", "du", "da", "desde", "vanaf", "fra"),
    ),
    "target": (
        *("target value", "goal", "goal value", "target goal", "target zone", "end value", "to"),
        *("nach", "bis", "auf", "a", "hasta", "ate", "naar", "tot", "til"),
    ),
    "current": ("value", "current value"),
    "due": ("due date", "deadline", "end date"),
    "commit": ("commit zone",),
    "stretch": ("stretch zone", "stretch goal"),
    "unit": (
        *("currency", "currency code", "suffix", "symbol", "unit symbol", "unit label", "uom"),
        *("einheit", "unite", "devise", "unidad", "unidade", "unita", "eenheid", "enhet", "单位"),
        *("単位", "wahrung", "moneda", "moeda", "valuta"),
    ),
    **dict.fromkeys(("confidence", "note", "description", "weight", "owner"), ()),
}
FIELD_OF = {name: field for field, names in _FIELDS.items() for name in (field, *names)}
"""The usual name of a field by each of its names."""
LEFT_OUT = _pattern(
    r"(?:.* )?(?:u?u?ids?|urls?|links?|hrefs?|slug|e ?mail|avatar|colou?r|icon|order|position|rank"
    r"|status|state|health|progress|score|grade|trend|tags?|labels?|visibility|version|locale"
    r"|(?:created|updated|modified|exported|closed|archived|deleted|published|last|checked)(?: .*)?"
    r"|at|index|depth|path|cycle|quarter|period|year|is .*|has .*|completed?|percent complete)"
)
USEFUL = _pattern(
    r"(?:.* )?(?:unit|due|by|on|lead|responsible|assignee|comment|confidence|einheit|unité|unidad"
    r"|verantwortlich\w*|frist|fällig\w*|responsable|short title|why|because|serves|champion|dri"
    r"|direction|polarity)"
)
KIND = _pattern(r"(?:.* )?(?:type|kind|format)|art|typ|tipo")
_KEPT = r"(?:(?:keep|stay|hold|remain|maintain|must be|be|to be|halten|bleiben) )?"
KINDS = {
    "number": _pattern(
        r"numeric|number|integer|float|decimal|zahl|nombre|número|numero|aantal|tall|数值|数値"
    ),
    "percent": _pattern(
        r"percent(?:age)?|prozent|pourcentage|porcentaje|porcentagem|percentuale|prosent|百分比"
    ),
    "currency": _pattern(r"currency|money|währung|monnaie|moneda|moeda|valuta|金额|金額"),
    "at most": _pattern(
        rf"{_KEPT}(?:at most|max(?:imum)?|(?:at or )?(?:below|under)|not above|no more than"
        r"|höchstens|unter|au plus|sous|como máximo|no máximo|al massimo|limit)"
    ),
    "at least": _pattern(
        rf"{_KEPT}(?:at least|min(?:imum)?|(?:at or )?(?:above|over)|not below|no less than"
        r"|mindestens|über|au moins|al menos|pelo menos|almeno)"
    ),
    "milestones": _pattern(r"milestones?|meilensteine|jalons?|hitos"),
    "yes or no": _pattern(
        r"binary|bool(?:ean)?|yes ?(?:or )?no|done ?(?:or )?not ?done|check ?box|ja ?(?:oder )?nein"
        r"|oui ?(?:ou )?non|sí ?(?:o )?no|sim ?(?:ou )?não|sì ?(?:o )?no|ja ?nee|是否"
    ),
}
"""What kinds of key results are called, by the names that tables have for them."""
LOWEST = _pattern(r"low|min|minimum|at least|mindestens|mínimo|minimo|au moins")
HIGHEST = _pattern(r"high|max|maximum|at most|limit|höchstens|máximo|massimo|au plus")
HOLDERS = _pattern(r"edges|nodes?|items|elements|entries")
HOLDERS_IF_COUNTED = _pattern(r"records|results|values|data|list")
ABOUT_LISTS = _pattern(
    r"page ?info|(?:total ?)?count|total|size|has more|has next page|cursor|next|previous|links"
    r"|meta|typename|object"
)
MONEY = _pattern(r"currency|money|währung|monnaie|moneda|valuta")


@lru_cache(maxsize=4096)  # records have the same keys again and again
def plain_key(key: str) -> str:
    """A key as words in lower case, without accents: startValue is “start value”."""
    parted = re.sub(r"(?<=[a-z\d])(?=[A-Z])", " ", key)
    return without_accents(" ".join(re.sub(r"[_\W]+", " ", parted).casefold().split()))
