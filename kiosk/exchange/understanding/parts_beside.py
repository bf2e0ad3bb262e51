"""Headings of the parts of a page that say what is done for the OKRs, or when: initiatives,
actions, decisions, dates. What is listed in them is no key result."""

import re

from kiosk.errors import N_

AN_INITIATIVE = N_("an initiative: only objectives and key results are imported")

_BEFORE = (
    r"(?:(?:our|key|main|major|planned|current|ongoing|open|first|new|the|top|unsere|wichtige"
    r"|wichtigste|geplante|laufende|offene|konkrete|nos|les|principales|nuestras|las|as|nossas"
    r"|principais|le|nostre|onze|de|belangrijkste|våre|viktige)\s)?"
)
_WORK = (
    r"initiatives?|actions?(?: (?:plan|points?|steps|list|log))?|tasks?|activities|chores"
    r"|work ?(?:items|streams)|next (?:actions|steps)|to-?do list|decisions?|how we(?:['’]ll"
    r"| will)? get there|what happens next|what (?:we|i)(?:['’]ll| will| are| now| need to)* "
    r"(?:do|doing|change|changing|try|trying|start|stop)(?: now| next| differently)?"
    r"|initiativen|ma(?:ß|ss)nahmen(?:plan)?|aktionen|aufgaben|aktivitäten|vorhaben"
    r"|(?:nächste|weitere) schritte|beschlüsse|entscheidungen|was wir (?:jetzt |nun |dafür )?"
    r"(?:ändern|tun|machen)|wie wir (?:das|es|dahin|dorthin) \w+"
    r"|actions? (?:à mener|prévues|en cours|clés?)|plan d['’]actions?|tâches|chantiers"
    r"|(?:prochaines )?étapes|décisions|ce (?:que|qu['’]) ?(?:nous|on) (?:changeons|change"
    r"|faisons|fait)"
    r"|iniciativas|acciones(?: clave)?|plan de acción|tareas|actividades|próximos pasos|decisiones"
    r"|acuerdos|(?:lo que|qué) (?:cambiamos|hacemos)|cambios"
    r"|ações|plano de ação|tarefas|atividades|próximos passos|decisões|encaminhamentos"
    r"|o que (?:mudamos|fazemos|muda)"
    r"|iniziative|azioni|piano d['’]azione|attività|compiti|prossimi passi|decisioni"
    r"|(?:che )?cosa (?:cambiamo|facciamo)"
    r"|initiatieven|acties|actie(?:punten|lijst|plan)|taken|activiteiten|volgende stappen|besluiten"
    r"|wat we (?:nu |gaan )?(?:veranderen|doen|aanpassen)"
    r"|initiativer|tiltak|oppgaver|aksjoner|aktiviteter|handlingsplan|neste (?:steg|skritt)"
    r"|beslutninger|hva vi (?:nå )?(?:endrer|gjør)"
    r"|行动(?:项|计划)?|举措|任务|措施|待办事项|下一步(?:计划)?|决定|アクション(?:アイテム|プラン)?|施策"
    r"|具体策|タスク|決定事項|次のステップ|今後の予定"
)
_DATES = (
    r"(?:key |important |upcoming )?dates|(?:next )?meetings|sitzung(?:en|splan)|réunions"
    r"|reuniones|reuniões|riunioni|vergaderingen|møte(?:r|plan)|calendar|timeline"
    r"|schedule|(?:wichtige )?termine"
    r"|kalender|zeitplan|terminplan|dates (?:clés?|importantes|à retenir)|calendrier"
    r"|fechas(?: clave)?|calendario|cronograma|datas(?: importantes)?|calendário|scadenze"
    r"|date importanti|belangrijke data|planning|viktige datoer|datoer|日程|时间表|スケジュール"
)
_AFTER = (
    r"(?:,?\s(?:of|for|from|until|till|this|next|in|by|now|behind|and|to|de|du|des|pour|der|die"
    r"|das|diese\w*|für|im|in|bis|und|del|para|hasta|esta|este|da|do|até|della|del|per|questa"
    r"|van|voor|deze|dit|en|denne|dette|til|for|i|y|e|et)\b.{0,40})?"
)
WORK = re.compile(rf"{_BEFORE}(?:{_WORK}){_AFTER}", re.IGNORECASE)
"""The heading of a part about what is done for the OKRs."""
DATES = re.compile(rf"{_BEFORE}(?:{_DATES}){_AFTER}", re.IGNORECASE)
"""The heading of a part about dates."""
