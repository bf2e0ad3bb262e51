"""The words by which people mark objectives, key results and limits, in ten languages.

English, German, French, Spanish, Portuguese, Italian, Dutch, Norwegian, Chinese and Japanese.
"""

OBJECTIVE = (
    *("objective", "objectives", "obj", "goal", "ziel", "ziele", "zielsetzung"),
    *("objectif", "objectifs", "objetivo", "objetivos", "obiettivo", "obiettivi"),
    *("doel", "doelen", "doelstelling", "doelstellingen", "mål", "målsetting"),
    *("目标", "目標", "オブジェクティブ"),
)
KEY_RESULT = (
    *("key result", "key results", "keyresult", "keyresults", "kr", "krs", "se", "ke", "rc"),
    *("schlüsselergebnis", "schlüsselergebnisse", "schlüsselresultat", "schlüsselresultate"),
    *("résultat clé", "résultats clés", "resultat clé", "résultat-clé", "résultats-clés"),
    *("resultado clave", "resultados clave", "resultados claves"),
    *("resultado-chave", "resultado chave", "resultados-chave", "resultados chave"),
    *("risultato chiave", "risultati chiave", "kernresultaat", "kernresultaten"),
    *("sleutelresultaat", "sleutelresultaten", "nøkkelresultat", "nøkkelresultater"),
    *("关键结果", "關鍵結果", "关键成果", "主要な成果", "主要な結果", "主要成果", "成果指標"),
)
TEAM = (
    *("team", "department", "group", "squad", "tribe", "abteilung", "bereich", "gruppe"),
    *("équipe", "equipe", "département", "equipo", "departamento", "squadra", "reparto"),
    *("afdeling", "avdeling", "团队", "部门", "チーム", "部署"),
)
OWNER = (
    *("owner", "owners", "responsible", "dri", "lead", "verantwortlich", "verantwortliche"),
    *("responsable", "responsável", "responsabile", "eigenaar", "verantwoordelijke", "ansvarlig"),
    *("负责人", "担当", "担当者"),
)
BECAUSE = (
    *("why", "rationale", "because", "why it matters", "why this matters", "why now", "warum"),
    *("begründung", "pourquoi", "por qué", "por quê", "perché", "waarom", "hvorfor", "理由"),
    *("为什么", "なぜ"),
)
OTHER = (
    *("note", "notes", "comment", "comments", "status", "initiative", "initiatives", "tasks"),
    *("actions", "action items", "context", "background", "description", "risks", "links"),
    *("notiz", "notizen", "kommentar", "kommentare", "initiativen", "maßnahmen", "risiken"),
    *("hintergrund", "beschreibung", "remarque", "remarques", "notas", "comentarios"),
    *("iniciativas", "comentários", "nota", "commenti", "iniziative", "opmerkingen"),
    *("initiatieven", "merknad", "tiltak", "备注", "说明", "備考", "メモ"),
)

AT_MOST = (
    *("no more than", "not more than", "at most", "less than", "fewer than", "under", "below"),
    *(
        "up to",
        "max.",
        "max",
        "maximum",
        "not exceeding",
        "within",
        "≤",
        "<=",
        "<",
        "+/-",
        "±",
        "+-",
    ),
    *("höchstens", "maximal", "weniger als", "unter", "nicht mehr als", "bis zu"),
    *("au plus", "au maximum", "moins de", "pas plus de", "inférieur à", "sous"),
    *("como máximo", "menos de", "no más de", "por debajo de", "no máximo", "menos que"),
    *("não mais que", "não mais de", "abaixo de", "al massimo", "meno di", "non più di"),
    *(
        "máximo",
        "até",
        "sotto",
        "maximaal",
        "max",
        "hoogstens",
        "ten hoogste",
        "minder dan",
        "niet meer dan",
        "onder",
    ),
    *("høyst", "maks", "mindre enn", "færre enn", "ikke mer enn", "不超过", "少于", "低于", "最多"),
)
AT_LEAST = (
    *("at least", "no less than", "not less than", "no fewer than", "more than", "over", "above"),
    *("min.", "min", "minimum", "≥", ">=", ">"),
    *("mindestens", "wenigstens", "mehr als", "über", "nicht weniger als"),
    *("au moins", "plus de", "pas moins de", "au minimum", "supérieur à"),
    *("al menos", "por lo menos", "más de", "no menos de", "pelo menos", "mais de", "no mínimo"),
    *("almeno", "più di", "non meno di", "minstens", "ten minste", "meer dan"),
    *(
        "acima de",
        "por encima de",
        "oltre",
        "sopra",
        "boven",
        "au-dessus de",
        "minst",
        "mer enn",
        "至少",
        "不少于",
        "超过",
        "高于",
    ),
)
AT_MOST_AFTER = (
    *("or less", "or fewer", "or below", "or lower", "at most", "max", "maximum", "oder weniger"),
    *(
        "ou moins",
        "o menos",
        "ou menos",
        "o meno",
        "of minder",
        "eller mindre",
        "以下",
        "以内",
        "未満",
    ),
)
AT_LEAST_AFTER = (
    *("or more", "or better", "or above", "or higher", "or greater", "+", "plus", "minimum"),
    *("oder mehr", "oder besser", "ou plus", "o más", "ou mais", "o più", "of meer"),
    *("eller mer", "eller bedre", "以上"),
)
