"""What keys of JSON documents are called: lists of objectives and key results, and their fields."""

import re

OBJECTIVES = re.compile(
    r"(?:\w+ )?(?:objectives?|goals?|okrs?|aims?|ziele?|objectifs?|objetivos?|obiettiv[oi]"
    r"|doel(?:en|stellingen)?|mål|目标|目標)"
)
KEY_RESULTS = re.compile(
    r"(?:\w+ )?(?:key ?results?|krs?|results?|metrics?|measures?|outcomes?|targets?|indicators?"
    r"|kpis?|measurements?|schl(?:ü|ue)sselergebnisse|ergebnisse|kennzahlen|messgr(?:ö|oe)ssen"
    r"|r[ée]sultats?(?: cl[ée]s?)?|indicateurs|resultados?(?: (?:clave|chave)s?)?|indicador\w*"
    r"|risultati(?: chiave)?|kernresultaten|resultaten|(?:nøkkel)?resultater|关键结果|指标|指標)"
)
TEAMS = re.compile(
    r"(?:sub ?)?(?:teams?|departments?|groups?|squads?|tribes?|(?:org|business) ?units?|divisions?"
    r"|crews?|abteilung(?:en)?|bereiche?|[ée]quipes?|equipos?|[aá]reas?|repart[oi]|afdeling(?:en)?"
    r"|avdeling(?:er)?|部门|部門|チーム|团队)"
)
NO_KEY_RESULTS = re.compile(
    r"(?:\w+ )?(?:comments?|check ?ins?|history|updates?|initiatives?|tasks?|actions?|milestones?"
    r"|steps?|owners?|members?|people|users?|tags?|labels?|links?|attachments?|activit\w+|notes?"
    r"|to ?dos?|projects?|watchers?|contributors?|log|values|scores?|weekly|snapshots?|readings?"
    r"|sub ?tasks?|check ?lists?|massnahmen|aufgaben|kommentare|tâches|tareas"
    r"|commentaires)"
)
NUMBERED = re.compile(r"(?:kr|key ?result|schlüsselergebnis|se|rc) ?\d{1,2}")
STEPS = re.compile(r"milestones?|steps?|check ?lists?|meilensteine|schritte|étapes|pasos|hitos")
LEVEL = re.compile(r"(?:object |item |entity |goal |okr |node )?(?:type|kind|level)|typ|art|tipo")
AN_OBJECTIVE = re.compile(r"(?:\w+ )?(?:objective|goal|ziel|objectif|objetivo|obiettivo|doel)|o")
A_KEY_RESULT = re.compile(r"key ?result|kr|metric|measure|kpi|result|outcome|résultat clé|ergebnis")
ID = re.compile(r"u?u?id|key|ref|code")
PARENT = re.compile(
    r"(?:parent|objective|goal|belongs to|okr|aligned to)(?: (?:u?u?id|key|ref|objective|code))*"
)
TITLE = re.compile(
    r"(?:key ?result |objective |goal |kr |metric )?(?:title|name|text|summary|statement|headline"
    r"|titel|titre|título|titolo|nombre|nome|nom|naam|bezeichnung|wording|what)"
)
ALSO_TITLE = re.compile(
    r"objective|key ?result|goal|kr|metric|measure|label|ziel|objectif|objetivo|description"
    r"|beschreibung|schlüsselergebnis"
)
INNER = re.compile(
    r"measure(?:ment)?|metric|values?|progress|tracking|range|kpi|numbers|data|indicator|wert"
    r"|werte|messung|medición|mesure"
)
DUE = re.compile(r"(?:.* )?(?:due|deadline|end|ends|until|finish)(?: .*)?")
_FIELDS = {
    "start": ("baseline", "start value", "initial", "initial value", "starting value"),
    "target": ("target value", "goal", "goal value", "target goal", "target zone", "end value"),
    "current": ("value", "current value"),
    "due": ("due date", "deadline", "end date"),
    "commit": ("commit zone",),
    "stretch": ("stretch zone", "stretch goal"),
    **dict.fromkeys(("unit", "confidence", "note", "description", "weight", "owner"), ()),
}
FIELD_OF = {name: field for field, names in _FIELDS.items() for name in (field, *names)}
"""The usual name of a field by each of its names."""
LEFT_OUT = re.compile(
    r"(?:.* )?(?:u?u?ids?|urls?|links?|hrefs?|slug|e ?mail|avatar|colou?r|icon|order|position|rank"
    r"|status|state|health|progress|score|grade|trend|tags?|labels?|visibility|version|locale"
    r"|(?:created|updated|modified|exported|closed|archived|deleted|published|last|checked)(?: .*)?"
    r"|at|index|depth|path|cycle|quarter|period|year|is .*|has .*|completed?|percent complete)"
)
USEFUL = re.compile(
    r"(?:.* )?(?:unit|due|by|on|lead|responsible|assignee|comment|confidence|einheit|unité|unidad"
    r"|verantwortlich\w*|frist|fällig\w*|responsable|short title|why|because|serves|champion|dri)"
)
KINDS = re.compile(
    r"(?P<kept>numeric|number|percent(?:age)?|currency|money|at (?:most|least)|max|min)"
    r"|(?P<done>binary|bool(?:ean)?|yes ?(?:or )?no|done ?(?:or )?not ?done|milestones?)"
)


def plain_key(key: str) -> str:
    """A key as words in lower case: startValue and start_value are “start value”."""
    parted = re.sub(r"(?<=[a-z\d])(?=[A-Z])", " ", key)
    return " ".join(re.sub(r"[_\W]+", " ", parted).casefold().split())
