"""The words by which people mark objectives and key results, in ten languages.

English, German, French, Spanish, Portuguese, Italian, Dutch, Norwegian, Chinese and Japanese.
"""

OBJECTIVE = (
    *("objective", "objectives", "obj", "goal", "ziel", "ziele", "zielsetzung"),
    *("objectif", "objectifs", "objetivo", "objetivos", "obiettivo", "obiettivi"),
    *("doel", "doelen", "doelstelling", "doelstellingen", "mål", "målsetting"),
    *("目标", "目標", "オブジェクティブ"),
    *("unternehmensziel", "unternehmensziele", "firmenziel", "firmenziele", "teamziel"),
    *("teamziele", "bereichsziel", "bereichsziele", "abteilungsziel", "abteilungsziele"),
    *("jahresziel", "jahresziele", "quartalsziel", "quartalsziele", "oberziel", "hauptziel"),
    *("objectif d'équipe", "objectif d'entreprise", "objectif de l'entreprise"),
    *("objectif stratégique", "objetivo estratégico", "objetivo del equipo"),
    *("objetivo de la empresa", "objetivo de empresa", "objetivo da empresa", "objetivo do time"),
    *("objetivo da equipe", "obiettivo del team", "obiettivo aziendale", "obiettivo strategico"),
    *("bedrijfsdoel", "bedrijfsdoelen", "teamdoel", "teamdoelen", "kwartaaldoel", "hoofddoel"),
    *("teammål", "hovedmål", "bedriftsmål", "公司目标", "团队目标", "部门目标", "全社目標"),
    *("チーム目標", "部門目標"),
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
    *("measures", "metrics", "measures of success", "success measures", "kennzahlen"),
    *("indicateurs", "indicadores", "indicatori", "indicatoren", "meetpunten"),
    *("キーリザルト", "主要結果", "達成指標", "衡量指标", "key-result", "key-results"),
    *("indicateur clé", "indicador clave", "indicador-chave"),
    *("hovedresultat", "hovedresultater", "belangrijkste resultaat", "kernergebnis"),
    *("kernergebnisse", "messgröße", "messgrößen", "hauptergebnis", "hauptergebnisse"),
    *("主な成果", "重要な成果", "重要な結果", "主要な成果指標", "主要成果指標", "重要成果"),
)
OBJECTIVE_IF_NUMBERED = (
    "meta",
    "aim",
    "ambition",
    "okr",
    "priority",
    "priorität",
    "priorité",
    "prioridad",
)
KEY_RESULT_IF_NUMBERED = (
    *("result", "resultado", "risultato", "résultat", "resultat", "resultaat", "ergebnis"),
    *("measure", "metric", "outcome", "messgröße", "kennzahl", "indicator", "indicador"),
    *("indicateur", "指标", "指標", "成果"),
)
"""Labels only with a number: “Result 1: …”."""
TEAM = (
    *("team", "department", "group", "squad", "tribe", "abteilung", "bereich", "gruppe"),
    *("équipe", "equipe", "département", "equipo", "departamento", "squadra", "reparto"),
    *("afdeling", "avdeling", "团队", "部门", "チーム", "部署"),
)
OWNER = (
    *("owner", "owners", "responsible", "dri", "lead", "verantwortlich", "verantwortliche"),
    *("responsable", "responsável", "responsabile", "eigenaar", "verantwoordelijke", "ansvarlig"),
    *("负责人", "担当", "担当者", "resp.", "resp", "verantw.", "verantw", "zuständig", "trekker"),
    *("kartrekker", "pilote", "porteur", "encargado", "encargada", "referente", "ansv.", "ansv"),
)
BECAUSE = (
    *("why", "rationale", "because", "why it matters", "why this matters", "why now", "warum"),
    *("weil", "porque", "parce que", "omdat", "fordi", "hintergrund", "背景", "原因"),
    *("begründung", "pourquoi", "por qué", "por quê", "perché", "waarom", "hvorfor", "理由"),
    *("为什么", "なぜ"),
)
OTHER = (
    *("note", "notes", "comment", "comments", "status", "initiative", "initiatives", "tasks"),
    *("actions", "action items", "context", "background", "description", "risks", "links"),
    *("notiz", "notizen", "kommentar", "kommentare", "initiativen", "maßnahmen", "risiken"),
    *("beschreibung", "remarque", "remarques", "notas", "comentarios"),
    *("iniciativas", "comentários", "nota", "commenti", "iniziative", "opmerkingen"),
    *("initiatieven", "merknad", "tiltak", "备注", "说明", "備考", "メモ"),
)

DEPARTMENTS = (
    *("atención", "cliente", "clientes", "clienti", "kunden", "klanten", "kunder", "fleet"),
    *("mantenimiento", "manutenção", "manutenzione", "onderhoud", "vedlikehold", "sicherheit"),
    *(
        "marketing",
        "sales",
        "engineering",
        "platform",
        "product",
        "design",
        "ux",
        "finance",
        "legal",
    ),
    *("accounting", "controlling", "hr", "people", "recruiting", "talent", "support", "service"),
    *("success", "care", "ops", "operations", "it", "devops", "sre", "security", "data", "growth"),
    *(
        "analytics",
        "compliance",
        "logistics",
        "warehouse",
        "procurement",
        "purchasing",
        "production",
    ),
    *("qa", "quality", "research", "r&d", "development", "backend", "frontend", "mobile", "web"),
    *("infrastructure", "communications", "communication", "pr", "brand", "content", "events"),
    *("training", "education", "administration", "facilities", "kitchen", "docs", "documentation"),
    *("onboarding", "partnerships", "innovation", "crm", "e-commerce", "ecommerce", "checkout"),
    *("payments", "billing", "maintenance", "reliability", "ingest", "customers", "procurement"),
    *("vertrieb", "finanzen", "buchhaltung", "personal", "personalwesen", "kundendienst", "recht"),
    *("kundenservice", "betrieb", "entwicklung", "logistik", "lager", "einkauf", "produktion"),
    *(
        "fertigung",
        "qualität",
        "forschung",
        "infrastruktur",
        "kommunikation",
        "verwaltung",
        "küche",
    ),
    *("schulung", "instandhaltung", "werkstatt", "pflege", "beratung", "kreation", "haustechnik"),
    *("ventes", "produit", "rh", "juridique", "achats", "qualité", "recherche", "développement"),
    *("formation", "exploitation", "comptabilité", "finances", "production", "accueil", "clients"),
    *("ventas", "producto", "finanzas", "soporte", "operaciones", "logística", "compras", "datos"),
    *("calidad", "desarrollo", "comunicación", "formación", "administración", "taller", "tienda"),
    *("vendas", "produto", "financeiro", "finanças", "suporte", "operações", "compras", "dados"),
    *("qualidade", "desenvolvimento", "comunicação", "gente", "loja", "atendimento", "jurídico"),
    *(
        "vendite",
        "prodotto",
        "finanza",
        "assistenza",
        "operazioni",
        "logistica",
        "acquisti",
        "dati",
    ),
    *("qualità", "sviluppo", "comunicazione", "formazione", "amministrazione", "segreteria"),
    *("produzione", "cucina", "verkoop", "financiën", "klantenservice", "logistiek", "inkoop"),
    *("productie", "kwaliteit", "ontwikkeling", "communicatie", "opleiding", "keuken", "beheer"),
    *("thuiszorg", "zorg", "salg", "markedsføring", "økonomi", "kundeservice", "drift", "innkjøp"),
    *("produksjon", "kvalitet", "utvikling", "kommunikasjon", "opplæring", "kjøkken", "oppvekst"),
    *(
        "运营",
        "销售",
        "市场",
        "研发",
        "产品",
        "客服",
        "人事",
        "财务",
        "営業",
        "開発",
        "総務",
        "経理",
    ),
)
"""What departments and teams are called: of other names nobody knows whether they are a company."""
