"""What columns are called that say nothing which is imported: progress, status, grades, links."""

LEFT_OUT: tuple[str, ...] = (
    *("status", "progress", "progress %", "% complete", "completion", "start date", "quarter"),
    *("cycle", "zyklus", "ciclo", "period", "time period", "timeframe", "year", "health"),
    *("created", "link", "url", "fortschritt", "quartal", "zeitraum", "avancement", "statut"),
    *("estado", "progreso", "avance", "progresso", "stato", "voortgang", "fremdrift", "状态"),
    *(
        "进度",
        "进展",
        "ステータス",
        "進捗",
        "initiatives",
        "initiative",
        "initiativen",
        "iniciativas",
    ),
    *("priority", "prio", "priorität", "priorité", "prioridad", "prioridade", "priorità"),
    *("prioriteit", "prioritet", "tags", "tag list", "labels", "score", "grade", "rag"),
    *("target type", "measurement type", "visibility", "permissions", "scope"),
    *("type of key result", "key result type", "kr type", "actual progress", "plan", "session"),
    *("expected progress", "contributors", "weekly plan", "pace", "creator", "lead email"),
    *("owner email", "owner id", "team id", "parent id type", "category", "categories"),
    *("state", "ampel", "traffic light", "created at", "created by", "percent complete"),
    *("final score", "final grade", "nota final", "note finale", "endnote", "voto finale"),
    *("puntuación final", "pontuação final", "puntuación", "pontuação", "punteggio"),
    *("eindcijfer", "cijfer", "sluttkarakter", "karakter", "评分", "得分", "評価", "評点"),
    *("signed", "unterschrieben", "semáforo", "semaforo", "feu tricolore", "stoplicht"),
    *("verkeerslicht", "trafikklys", "信号"),
)
"""In lower case, without what stands in brackets after it."""
