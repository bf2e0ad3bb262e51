"""What columns of tables are called, in ten languages."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.columns_left_out import LEFT_OUT


class Column(StrEnum):
    """What a column holds."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    TITLE = "title"
    LEVEL = "level"
    TEAM = "team"
    START = "start"
    TARGET = "target"
    VALUE = "value"
    UNIT = "unit"
    KIND = "kind"
    DIRECTION = "direction"
    WEIGHT = "weight"
    OWNER = "owner"
    ID = "id"
    PARENT = "parent"
    ORDER = "order"
    COMMITTED = "committed"
    STRETCH = "stretch"
    CONFIDENCE = "confidence"
    NOTE = "note"
    DUE = "due"
    DATE = "date"
    DAY = "day"
    DESCRIPTION = "description"
    BECAUSE = "because"
    SERVES = "serves"
    CODE = "code"
    SHORT_TITLE = "short_title"
    OBJECTIVE_SHORT = "objective_short"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column. `number` is that of a key result whose columns lie side by side: KR 2 target."""

    column: Column
    number: int | None = None


NAMES: dict[Column, tuple[str, ...]] = {
    Column.OBJECTIVE: (
        *words.OBJECTIVE,
        *("objective title", "objective name", "o", "aim", "team objective", "team goal"),
        *("department objective", "department goal", "quarterly objective", "quarterly goal"),
        *("our objective", "objectives okr", "okr objective", "what we want"),
        *("今期目標", "当期目標", "季度目标", "本季度目标"),
        *("目的", "what we want to achieve", "was wir wollen", "wo wir hinwollen", "zielsatz"),
    ),
    Column.KEY_RESULT: (
        *("how we measure it", "how we measure", "how measured", "measured by", "what we measure"),
        *("what we count", "measured as", "woran wir es messen", "woran wir es merken", "messung"),
        *("cómo lo medimos", "comment on mesure", "come misuriamo", "hoe we meten"),
        *("hvordan vi måler", "衡量指标", "衡量标准", "指标", "指標", "success measure"),
        *words.KEY_RESULT,
        *("key result title", "outcome", "key result name", "metric name", "target title"),
        *("result", "results", "metric", "measure", "ergebnis", "ergebnisse", "kennzahl"),
        *("messgröße", "indicateur", "indicador", "indicatore", "kpi", "résultat", "résultats"),
        *("resultado", "resultados", "risultato", "risultati", "resultaat", "resultaten"),
        *("resultat", "resultater", "结果", "結果"),
    ),
    Column.TITLE: (
        *("goal name", "goal title", "item name", "target name", "okr", "okrs"),
        *("goal / key result", "objective / key result", "objective key result", "title", "name"),
        *("text", "summary", "item", "titel", "bezeichnung", "titre", "nom", "texto", "testo"),
        *(
            "texte",
            "tekst",
            "wortlaut",
            "what",
            "was",
            "inhalt",
            "内容",
            "項目",
            "título",
            "nombre",
            "nome",
        ),
        *("titolo", "naam", "tittel", "navn", "标题", "名称", "タイトル", "名前"),
    ),
    Column.LEVEL: (
        *("object type", "goal type", "okr type", "kind of goal", "entity", "entity type", "type"),
        *("level", "item type", "typ", "ebene", "tipo", "niveau", "nivå", "类型", "種類"),
    ),
    Column.TEAM: (
        *words.TEAM,
        *("teams", "departments", "team name", "business unit", "org unit", "área", "area"),
        *("directorate", "faculty", "ward", "dezernat", "fakultät", "fachdienst", "direktion"),
        *("division", "office", "dept", "dept.", "branch", "business area", "ressort", "sparte"),
        *("filiale", "geschäftsbereich", "fachbereich", "büro", "servicio", "sector", "setor"),
        *("settore", "ufficio", "kontor", "kantoor", "dienst", "team / department"),
        *("team department", "organisationseinheit", "pôle", "dirección", "gerencia", "diretoria"),
        *(
            "gruppo",
            "部",
            "科室",
            "小组",
            "グループ",
            "部門",
            "unidad de negocio",
            "direction",
            "service",
        ),
    ),
    Column.START: (
        *("desde", "dal", "depuis", "vanaf", "as-is", "as is", "vorher", "avant", "de", "da"),
        *("fra", "du", "baseline value", "base", "was", "previous", "previous value", "vorjahr"),
        *("last year", "vorquartal", "punto de partida", "partida", "valor base", "partenza"),
        *(
            "situation de départ",
            "antes",
            "prima",
            "起点",
            "基準値",
            "基准",
            "現状値",
            "初期",
            "before",
        ),
        *("last quarter", "start", "start value", "baseline", "from", "initial", "initial value"),
        *("starting value", "startwert", "ausgangswert", "início", "inicio", "começo", "inizio"),
        *("valor de partida", "línea base", "linea base", "linha de base", "ligne de base"),
        *("nulmeting", "von", "basis", "départ", "valeur initiale", "valor inicial"),
        *(
            "valore iniziale",
            "beginwaarde",
            "startverdi",
            "起始值",
            "初始值",
            "基线",
            "開始値",
            "初期値",
        ),
    ),
    Column.TARGET: (
        *("jusqu'à", "até", "to-be", "to be", "end of quarter", "by end of quarter", "para", "à"),
        *("al", "vers", "tot", "goal value", "target kpi", "desired value", "después"),
        *("should be", "has to be", "must be", "soll sein", "soll werden", "devrait être"),
        *("debería ser", "debe ser", "deveria ser", "deve ser", "dovrebbe essere", "moet zijn"),
        *("moet worden", "skal være", "bør være", "will be", "wird", "sera", "será", "sarà"),
        *("where we want to be", "wanted", "erwünscht", "objetivo valor", "valor esperado"),
        *(
            "valor-alvo",
            "alvo",
            "doelwaarde",
            "målsatt",
            "til verdi",
            "目標数値",
            "目标数值",
            "nachher",
        ),
        *(
            "end",
            "end point",
            "endpoint",
            "finish",
            "ende",
            "endwert",
            "fin",
            "valor final",
            "final",
        ),
        *("after", "target", "target value", "target zone", "targetzone", "targetgoal"),
        *("target goal", "to", "target number", "end value", "zielwert", "auf", "nach", "hasta"),
        *("naar", "til", "soll", "sollwert", "bis", "zielgröße", "limit", "grenze", "cible"),
        *("valeur cible", "meta", "valor objetivo", "valor meta", "valore obiettivo", "traguardo"),
        *("streefwaarde", "måltall", "målverdi", "目标值", "目標値"),
    ),
    Column.VALUE: (
        *(
            "wert",
            "valor",
            "valeur",
            "valore",
            "waarde",
            "verdi",
            "値",
            "数值",
            "hoy",
            "hoje",
            "oggi",
            "aujourd'hui",
            "vandaag",
            "today",
            "status quo",
            "i dag",
        ),
        *("aktueller stand", "ist wert", "heutiger wert", "situación actual", "nu", "corrente"),
        *("stand heute", "现状", "現状", "currently", "so far", "latest", "latest check-in value"),
        *("last value", "actual value", "measured value", "progress to date", "current"),
        *(
            "reached",
            "achieved",
            "current value",
            "now",
            "value",
            "actual",
            "progress value",
            "latest value",
            "ist",
        ),
        *("istwert", "aktuell", "aktueller wert", "heute", "actuel", "valeur actuelle"),
        *("valor actual", "valor atual", "valore attuale", "huidig", "huidige waarde", "nåverdi"),
        *("当前值", "現在値", "実績"),
    ),
    Column.UNIT: (
        *("unit", "units", "uom", "unit of measure", "metric unit", "currency", "einheit"),
        *("währung", "unité", "unidad", "unidade", "unità", "eenheid", "enhet", "单位", "単位"),
    ),
    Column.KIND: (*("kind", "metric type", "measure type", "art", "metric kind"),),
    Column.DIRECTION: (
        *("op", "operator", "comparison", "vergleich", "operador", "opérateur", "operatore"),
        *("direction", "desired direction", "goal direction", "target direction", "polarity"),
        *(
            "richtung",
            "zielrichtung",
            "sens",
            "dirección deseada",
            "sentido",
            "direção",
            "direzione",
        ),
        *("richting", "retning", "方向"),
    ),
    Column.WEIGHT: (
        *("weight", "gewicht", "gewichtung", "poids", "peso", "gewichtung in %", "vekt", "权重"),
        *("重み",),
    ),
    Column.OWNER: (
        *("quién", "quem", "chi", "qui", "wie", "hvem", "lead", "accountable", "champion"),
        *("encargado", "encargada", "zuständig", "pilote", "referente", "verantw.", "resp."),
        *words.OWNER,
        *("who", "person", "assignee", "verantwortlicher", "besitzer", "wer"),
    ),
    Column.ID: (
        *("goal id", "okr id", "object id", "external id", "row id", "id", "key", "uid"),
        *("objective id", "item id", "nr id", "issue key", "issue id", "work item id"),
        *("ticket", "ticket id", "ticket key", "task id", "record id"),
    ),
    Column.PARENT: (
        *("parent objective id", "parent goal", "parent goal id", "parent okr", "parent name"),
        *("parent title", "aligns to", "aligned objective id", "objective parent", "parent"),
        *("parent id", "parent objective", "aligned to", "parent key", "übergeordnet"),
        *("übergeordnetes element", "élément parent", "elemento superior", "elemento principale"),
        *("bovenliggend item", "overordnet element", "親アイテム", "父级"),
        *("parent issue", "parent link", "epic link", "parent item", "parent record"),
    ),
    Column.ORDER: (
        *("lfd. nr.", "lfd nr", "lfd.", "pos", "pos.", "cod.", "cód.", "codice", "rif.", "réf."),
        *(
            "#",
            "no",
            "no.",
            "nr",
            "nr.",
            "number",
            "order",
            "nummer",
            "n°",
            "numéro",
            "序号",
            "番号",
        ),
        *(
            "kr#",
            "kr #",
            "kr no",
            "kr nr",
            "row",
            "n.º",
            "nº",
            "n.°",
            "n.",
            "núm.",
            "num",
            "num.",
            "ref",
            "ref.",
            "rank",
            "position",
            "pos.",
        ),
    ),
    Column.COMMITTED: (
        *("commit zone", "commitzone", "commit value", "commit", "committed", "minimum"),
        *("threshold", "floor", "mindestziel", "mindestwert", "untergrenze", "schwelle"),
        *("seuil", "umbral", "mínimo", "minimo", "soglia", "ondergrens", "drempel", "minste"),
    ),
    Column.STRETCH: (
        *("stretch zone", "stretchzone", "stretchgoal", "stretch value", "stretch"),
        *("stretch target", "moonshot", "ambitious", "stretch goal", "traumziel"),
        *("maximalziel", "ambitie", "ambición", "ambição", "ambizione", "ambisjon"),
    ),
    Column.CONFIDENCE: (
        *("confidence", "confidence level", "confidence score", "conf", "likelihood"),
        *("probability", "wahrscheinlichkeit", "probabilité", "probabilidad", "probabilidade"),
        *("zuversicht", "konfidenz", "vertrauen", "confiance", "confianza", "confiança", "fiducia"),
        *("vertrouwen", "信心", "信心指数", "自信度"),
    ),
    Column.NOTE: (
        *("notes", "note", "comment", "comments", "check-in note", "latest check-in note"),
        *("last check-in note", "check-in comment", "remarks", "remark", "update", "notizen"),
        *("notiz", "kommentar", "kommentare", "bemerkung", "bemerkungen", "anmerkung", "remarque"),
        *("remarques", "commentaire", "commentaires", "notas", "comentario", "comentarios"),
        *("comentário", "comentários", "commenti", "opmerking", "opmerkingen", "merknad"),
        *("merknader", "备注", "備考", "コメント", "what we learned", "learnings", "learned"),
        *("lessons", "lessons learned", "gelernt", "erkenntnisse", "was wir gelernt haben"),
        *("enseignements", "ce que nous avons appris", "aprendizajes", "lo aprendido"),
        *("aprendizados", "cosa abbiamo imparato", "geleerd", "wat we leerden", "lærdom"),
        *("学び", "経験", "教訓"),
    ),
    Column.DUE: (
        *("eta", "due at", "due on", "by", "jusqu'au", "until", "zieldatum", "bis zum"),
        *(
            "até quando",
            "fecha objetivo",
            "entrega",
            "data prevista",
            "entro",
            "frist dato",
            "截止",
        ),
        *("期日", "due", "due date", "deadline", "finish date", "date due", "end date"),
        *("target date", "by when", "due by", "duedate", "enddate", "ends on", "fällig"),
        *("fällig am", "fälligkeit", "frist", "termin", "enddatum", "bis wann", "échéance"),
        *("date limite", "date de fin", "fecha límite", "fecha limite", "plazo", "fecha de fin"),
        *("prazo", "data limite", "data de término", "scadenza", "data fine", "einddatum"),
        *("vervaldatum", "forfall", "sluttdato", "截止日期", "截止时间", "期限", "締切"),
    ),
    Column.DATE: (
        *("date", "day", "measured", "measured at", "measured on", "check-in date", "date checked"),
        *("checked in at", "checked in on", "as of", "datum", "tag", "stand", "gemessen am"),
        *("date de mesure", "fecha", "data", "dato", "日期", "日付", "last updated", "updated"),
        *("letztes check-in", "letzter check-in", "dernier check-in", "último check-in"),
        *("ultimo check-in", "laatste check-in", "siste check-in", "letztes update"),
        *("last check-in", "last check-in date", "last update", "updated at", "recorded at"),
        *("week ending", "week of", "aktualisiert", "aktualisiert am", "mis à jour"),
    ),
    Column.DESCRIPTION: (
        *("description", "details", "beschreibung", "beschrieb", "descripción", "descrição"),
        *("descrizione", "omschrijving", "beskrivelse", "描述", "说明", "説明", "definition"),
    ),
    Column.BECAUSE: (
        *("why", "because", "rationale", "reason", "motivation", "warum", "weil", "begründung"),
        *("grund", "pourquoi", "raison", "por qué", "motivo", "por quê", "perché", "motivazione"),
        *("waarom", "reden", "hvorfor", "begrunnelse", "理由", "原因"),
    ),
    Column.SERVES: (
        *("serves", "aligned objective", "company objective", "supports", "contributes to"),
        *("supports objective", "supported objective", "strategic objective", "strategic goal"),
        *("annual objective", "annual goal", "jahresziel", "strategisches ziel", "unterstützt"),
        *("trägt bei zu", "dient", "übergeordnetes ziel", "soutient", "contribue à", "apoya"),
        *("contribuye a", "apoia", "contribui para", "supporta", "contribuisce a", "ondersteunt"),
        *(
            "draagt bij aan",
            "støtter",
            "bidrar til",
            "支撑",
            "支持",
            "上位目標",
            "対齐",
            "对齐",
            "company okr",
        ),
        *("corporate objective", "corporate goal", "unternehmensziel", "zahlt ein auf"),
        *("aligned with", "alignment", "parent goal", "objectif d'entreprise"),
        *("objetivo de la empresa", "objetivo da empresa", "bedrijfsdoel", "company goal"),
        *("parent objective title",),
    ),
    Column.CODE: (*("code", "key result code", "kr code"),),
    Column.SHORT_TITLE: (
        *("short title", "short name", "short", "wall title", "title for the wall", "kurztitel"),
        *("kurzname", "kurzform", "kurzbezeichnung", "titre court", "nom court", "título corto"),
        *("título curto", "título breve", "titolo breve", "korte titel", "kort tittel"),
        *("short kr title", "key result short title", "kr short title", "kurztitel kr", "短标题"),
        *("简称", "短いタイトル", "略称"),
    ),
    Column.OBJECTIVE_SHORT: (
        *("objective short title", "short objective title", "short title of the objective"),
        *("kurztitel ziel", "kurztitel des ziels", "kurztitel des objectives"),
        *("objective's short title",),
    ),
    Column.IGNORED: LEFT_OUT,
}
COLUMN_OF = {name.casefold(): column for column, names in reversed(NAMES.items()) for name in names}
