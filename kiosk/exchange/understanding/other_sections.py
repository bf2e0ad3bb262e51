"""Headings of the parts of a page that say what is done for the OKRs, or when: initiatives,
actions, decisions, dates. What is listed in them is no key result."""

import re

from kiosk.errors import N_

AN_INITIATIVE = N_("an initiative: only objectives and key results are imported")

_BEFORE = (
    r"(?:(?:our|key|main|major|planned|current|ongoing|open|first|new|the|top|related|linked"
    r"|supporting|associated|other|unsere|zugehörige|wichtige"
    r"|wichtigste|geplante|laufende|offene|konkrete|nos|les|principales|nuestras|las|as|nossas"
    r"|principais|le|nostre|onze|de|bijbehorende|belangrijkste|våre|tilhørende|viktige|関連)\s?)?"
)
_WORK = (
    r"initiatives?|actions?(?: (?:plan|points?|steps|list|log))?|tasks?|activities|chores"
    r"|(?:tasks?|work|issues) (?:up for grabs|we expect\b.*)"
    r"|how (?:we|i)(?:['’]ll| will| are going to| plan to| want to)? (?:get|do|achieve|tackle"
    r"|approach|go about|make) \S.{0,30}|work ?(?:items|streams)|next (?:actions|steps)"
    r"|to-?do list|decisions?|how we(?:['’]ll"
    r"| will)? get there|what happens next|what (?:we|i)(?:['’](?:ll|re)| will| are| now"
    r"| need to)* "
    r"(?:do|be doing|doing|change|changing|try|trying|start|stop)(?: now| next| differently)?"
    r"|initiativen|ma(?:ß|ss)nahmen(?:plan)?|aktionen|aufgaben|aktivitäten|vorhaben"
    r"|(?:nächste|weitere) schritte|beschlüsse|entscheidungen|was wir (?:jetzt |nun |dafür |dazu )?"
    r"(?:ändern|tun|machen|unternehmen|anpacken|vorhaben)|wie wir (?:das|es|dahin|dorthin"
    r"|vorgehen)\b.{0,20}"
    r"|actions? (?:à mener|prévues|en cours|clés?)|plan d['’]actions?|tâches|chantiers"
    r"|comment (?:on |nous |y )(?:s['’]y |y |va |allons )?(?:prend|prenons|arrive\w*|parvien\w+"
    r"|parvenir|compte\w*|faire|fait|faisons|procèd\w+)\b.{0,30}|(?:prochaines )?étapes|décisions"
    r"|ce (?:que|qu['’]) ?(?:nous|on) (?:changeons|change|faisons|fait|ferons|fera|allons faire"
    r"|va faire)|(?:initiatives|actions) (?:liées|associées)"
    r"|iniciativas|acciones(?: clave)?|plan de acción|tareas|actividades|próximos pasos|decisiones"
    r"|acuerdos|(?:lo que|qué) (?:cambiamos|hacemos|haremos|vamos a hacer)|cambios"
    r"|(?:iniciativas|acciones|ações) (?:relacionadas|asociadas|associadas)"
    r"|cómo (?:lo|vamos a|llegamos|llegaremos)\b.{0,30}"
    r"|ações|plano de ação|tarefas|atividades|próximos passos|decisões|encaminhamentos"
    r"|como (?:vamos|faremos|chegamos|chegaremos)\b.{0,30}|o que (?:mudamos|fazemos|muda|faremos"
    r"|vamos fazer)"
    r"|iniziative|azioni|piano d['’]azione|attività|compiti|prossimi passi|decisioni"
    r"|(?:iniziative|azioni) (?:collegate|correlate)|(?:che )?cosa (?:cambiamo|facciamo|faremo)"
    r"|come (?:ci arriv|lo fa|fare)\w*\b.{0,30}"
    r"|initiatieven|acties|actie(?:punten|lijst|plan)|taken|activiteiten|volgende stappen|besluiten"
    r"|wat we (?:nu |gaan |ervoor |hiervoor |daarvoor ){0,2}(?:veranderen|doen|aanpassen)"
    r"|hoe (?:we|wij) (?:dat|het|er|daar)\b.{0,30}|hvordan (?:vi )?(?:får|gjør|kommer)\b.{0,30}"
    r"|initiativer|tiltak|oppgaver|aksjoner|aktiviteter|handlingsplan|neste (?:steg|skritt)"
    r"|beslutninger|hva vi (?:nå )?(?:endrer|gjør|skal gjøre|vil gjøre)"
    r"|combinados|acordos|agreements|vereinbarungen|abmachungen|absprachen|afspraken|accords"
    r"|accordi|avtaler|约定|取り決め|申し合わせ|我们(?:要|会|将)做什么|相关(?:举措|行动)|取り組み|やること"
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
_SCORES = (
    r"(?:how (?:we|to|i) (?:score|grade|rate|use okrs?|work with okrs?|read this)"
    r"|how (?:it|this|okrs?) (?:is|are) (?:scored|graded|rated)|scoring|grading"
    r"|(?:scoring|grading|rating) (?:scale|guide|key|legend|system)|legend|legende"
    r"|zeichenerklärung|(?:bewertungs|noten)(?:skala|maßstab|schlüssel)"
    r"|(?:so|wie wir) (?:bewerten|benoten)(?: wir)?|barème|légende|échelle(?: de notation)?"
    r"|comment (?:on|nous) (?:note|notons|évalue|évaluons)|leyenda"
    r"|escala(?: de (?:puntuación|notas))?|cómo (?:puntuamos|evaluamos|calificamos)|legenda"
    r"|como (?:pontuamos|avaliamos)|critérios de nota|come (?:valutiamo|diamo i voti)"
    r"|scala dei voti|(?:zo|hoe we) (?:scoren|beoordelen)(?: we)?|forklaring"
    r"|(?:slik|hvordan) (?:vi )?(?:scorer|vurderer)(?: vi)?|評価(?:基準|方法)|採点基準"
    r"|评分(?:标准|说明|规则))"
)
WORK = re.compile(rf"{_BEFORE}(?:{_WORK}){_AFTER}", re.IGNORECASE)
"""The heading of a part about what is done for the OKRs."""
DATES = re.compile(rf"{_BEFORE}(?:{_DATES}){_AFTER}", re.IGNORECASE)
"""The heading of a part about dates."""
SCORES = re.compile(_SCORES, re.IGNORECASE)
"""The heading of a part that explains how results are scored."""
