"""What a number is to its sentence: what rises, what stays, what there is already."""

import re

from kiosk.exchange.understanding.measure_patterns import AFTER, AMOUNT, BEFORE

# Of what changes it is said to what: “traffic rises up to 30k”, “reduced to below 3 %”.
RISES = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|grow|climb|increas|improv|rais|lift|boost|bring|push|expand"
    r"|scal(?:e|es|ing)\b|steig|wächst|wachs|erhöh|verbesser|anheb|augment|croître|croiss|passe"
    r"|porter|amélior|aument|crec|sub(?:e|ir|en)\b|elevar|mejor|cresc|melhor|sobe|sal(?:e|ire|ga)\b"
    r"|miglior|incrementar|stijg|groei|verhog|verbeter|øk|vokse|stig|forbedr|öka|höj|förbättr|växa|øg|vækst)\w*"
    r"|提升|提高|增加|增长|向上|増や|伸ば|上げ",
    re.IGNORECASE,
)
# What grows where an office does well.
GROWS = re.compile(
    r"\b(?:traffic|revenue|users?|visits?|visitors?|customers?|sales|subscribers?|followers?"
    r"|sign-?ups?|leads?|members?|conversion|NPS|eNPS|score|rating|downloads|adoption|retention"
    r"|pipeline|ARR|MRR|savings?|einsparung\w*|économies|ahorros?|economia|risparmi[oi]"
    r"|besparing\w*|umsatz|nutzer\w*|besuche\w*|kunden|verkäufe|mitglieder|zufriedenheit"
    r"|trafic|chiffre d['’]affaires|utilisateurs|visites|clients|ventes|adhérents|tráfico|ingresos"
    r"|usuarios|visitas|clientes|ventas|tráfego|receita|usuários|vendas|traffico|ricavi|utenti"
    r"|visite|clienti|vendite|verkeer|omzet|gebruikers|bezoek\w*|klanten|verkopen|trafikk|omsetning"
    r"|brukere|besøk\w*|kunder|salg)\b|用户|收入|流量|客户|売上|ユーザー|顧客",
    re.IGNORECASE,
)
STAYS = re.compile(
    r"\b(?:keep|kept|stay|stays|remain|remains|limit|limited|cap|capped|always|allow(?:ed)?"
    r"|bleib\w*"
    r"|halten|gehalten|begrenz\w*|immer|maximal|rest(?:e|er|ent)|limit\w*|maint(?:enir|ient)"
    r"|toujours"
    r"|mantener|mantiene|permanec\w*|siempre|manter|sempre|mantenere|restare|resta|blijf\w*|houden"
    r"|altijd|hold\w*|forbli\w*|alltid)\b|保持|控制|抑え|維持",
    re.IGNORECASE,
)
# “Raise £640,000”: what is collected begins at 0.
COLLECTED = re.compile(
    rf"\b(?:raise|collect|collecter|lever|récolter|recaudar|captar|arrecadar|raccogliere|ophalen"
    rf"|werven|sammeln|einwerben|samle inn)\s+{BEFORE}{AMOUNT}{AFTER}",
    re.IGNORECASE,
)
# “Build 12 km of bike lane”: of what is built, there is nothing yet.
BUILT = re.compile(
    rf"\b(?:build|construct|lay|pave|resurface|plant|restore|renovate|insulate|digiti[sz]e"
    r"|bauen|baue|verlegen|verlege|pflanzen|pflanze|sanieren|saniere|errichten|construire"
    r"|poser|planter|aménager|rénover|construir|plantar|tender|renovar|assentar|costruire|posare"
    r"|piantare|bouwen|aanleggen|planten|renoveren|bygge|legge|plante|pusse opp)"
    rf"\s+{BEFORE}{AMOUNT}{AFTER}"
    rf"|^{BEFORE}{AMOUNT}{AFTER}[^.;:]{{0,60}}\b(?:(?:ge)?baut|bauen|verleg(?:t|en)"
    r"|(?:ge)?pflanz(?:t|en)|sanier(?:t|en)|aangelegd|aanleggen|gebouwd|bouwen|built|laid|planted"
    r"|paved|resurfaced|restored|bygget)\W*$",
    re.IGNORECASE,
)
# What there is already of it is not 0.
STATES = re.compile(
    r"\b(?-i:CA)\b|(?:売上|売り上げ|売上高|収益|利益|客単価|销售额|营业额|营收|收入|利润|成交额|客单价|流水|预算|予算|粗利)"
    r"|\b(?:chiffre d['’]affaires|facturación|ingresos|receita(?:s)?|faturamento|fatturato|ricavi"
    r"|omzet|omsetning|driftsinntekter|erlöse?|ebitda|ebit|gewinn|profit|bénéfice|beneficio|lucro"
    r"|utile|winst|overskudd|resultat|turnover|sales|ventas|vendas|vendite|ventes|verkoop|salg"
    r"|GMV|AUM|caixa|caja|trésorerie|liquidität\w*|bestand|stock|inventory|income|earnings|rent"
    r"|lagerwert|warenwert|einkaufswert|bestellwert|panier|scontrino"
    r"|ARR|MRR|NRR|run[- ]?rate|margin|marge|margen|margem|margine|price|preis|prix|precio"
    r"|preço|prezzo|prijs|cost|costs|kosten|coûts?|costes?|costos?|custos?|cost[oi]|kostnad\w*"
    r"|average"
    r"|durchschnitt\w*|moyen\w*|medi[oa]|gemiddeld\w*|gjennomsnitt\w*|median|AOV|CAC|LTV|per|pro"
    r"|par"
    r"|por|je|cash|runway|budget|spend|umsatz|revenue|turnover|salary|gehalt|ticket)\b",
    re.IGNORECASE,
)
# “R$ 900k of new sales”: what is new begins at 0.
NEW = re.compile(
    r"\b(?:new|neue[rn]?|nouve(?:lle|aux|au)s?|nuev[oa]s|nov[oa]s|nuov[ieoa]|nieuwe|nye)\b|新規|新增",
    re.IGNORECASE,
)
# “400 boxes a week”: there are some already.
RATE = re.compile(
    r"^(?:\s[^\W\d][\w'’-]*){0,4}?\s?(?:/|(?:an?|per|each|every|pro|je|par|chaque|por|al|à la|a la"
    r"|cada|a|alla|ogni|elke|i|om|hver|in der|im|the)\s)"
    r"(?:hour|day|night|week|month|quarter|year|shift|mo|wk|yr|qtr|Stunde|Tag|Nacht|Woche|Monat|Quartal|Jahr"
    r"|Schicht|heure|jour|nuit|semaine|mois|trimestre|an|hora|día|dia|noche|noite|semana|mes|mês"
    r"|año|ano|ora|giorno|notte|settimana|mese|anno|uur|dag|nacht|week|maand|kwartaal|jaar|time"
    r"|uka|uke|måneden|måned|kvartal|år|året|dagen)\b"
    r"|^(?:\s[^\W\d][\w'’-]*){0,3}?\s(?:daily|weekly|monthly|täglich|wöchentlich|monatlich"
    r"|quotidiens?|mensuels?|diarios?|semanales|mensuales|diários?|semanais|mensais|al mese)\b",
    re.IGNORECASE,
)
RATE_BEFORE = re.compile(
    r"(?:日均|月均|年均|周均|每[天日周月年人]|毎[日週月年]|月間|年間|週間|日次|一日|1日|月(?=\d))[^\d]{0,12}\d"
    r"|^(?:pro|per|je|par|por|each|every|jede[nr]?|chaque|cada|ogni|elke|hver|varje)\s"
    r"(?:day|week|month|quarter|year|Tag|Woche|Monat|Quartal|Jahr|jour|semaine|mois|trimestre|an"
    r"|día|semana|mes|dia|mês|giorno|settimana|mese|dag|week|maand|uke|måned|vecka|månad)\s"
    r"[^\d]{0,12}\d",
    re.IGNORECASE,
)
_TO_WORD = re.compile(
    r"\b(?:to|auf|à|a|al|para|naar|til|till)\s+[^\W\d]+(?:\s[^\W\d]+)?(?:\s[^\W\d]+)?\s*$",
    re.IGNORECASE,
)
CHANGES = re.compile(
    r"\b(?:reduc|lower|cut|decreas|drop|shrink|bring|get|increas|improv|rais|grow|lift|push|boost"
    r"|senk|reduzier|verringer|drück|steiger|erhöh|verbesser|bring|réduire|rédui|baisser|ramener"
    r"|descendre|augment|amélior|passer|porter|reducir|reduc|bajar|aumentar|subir|mejorar|llevar"
    r"|reduz|baixar|levar|melhorar|ridurre|ridu|abbassare|portare|aumentare|migliorare|verlag"
    r"|terugbreng|verminder|verhog|verbeter|redusere|senke|øke|forbedre)\w*",
    re.IGNORECASE,
)


def is_changed_to(before: str) -> bool:
    """Whether a text up to a number says that something is changed to it: “reduce churn to below”,
    which is a target as well as a limit."""
    return bool(_TO_WORD.search(before) and CHANGES.search(before))


_WINS = re.compile(
    r"(?<![\w-])(?:(?:win|gain|sign|hire|sell|collect|raise|climb|rise)s?\b"
    r"|(?:reach|achiev|attain|recruit|acquir|attract|onboard|erreich(?!bar)|erziel|gewinn|erlang|einstell"
    r"|steigt\b|atteind|obten|gagn|recrut|signer\b|alcanz|conse[gu]u|consig[ou]|logr[ae]|ganar\b"
    r"|ganhar\b|alcanç|ating|raggiung|ottener|conquist|bereik|behal|werf\b|oppnå|nå\b|vinn"
    r"|rekrutter|skaff)\w*)",
    re.IGNORECASE,
)


def is_won(text: str) -> bool:
    """Whether a sentence says that something is won or reached: its “at least 40 customers” is a
    target as well as a limit to keep."""
    return bool(_WINS.search(text))


# “100 % in date at all times”: a share to be kept, and not one to be reached once.
_ALL_THE_TIME = re.compile(
    r"\b(?:at all times|at any (?:given )?time|all the time|all year round|jederzeit|zu jeder zeit"
    r"|durchgehend|ganzjährig|en tout temps|à tout moment|en permanence|toute l['’]année"
    r"|en todo momento|todo el tiempo|a todo momento|o tempo todo|em permanência|in ogni momento"
    r"|tutto l['’]anno|te allen tijde|op elk moment|til enhver tid|hele tiden|hele året)\b"
    r"|随时|始终|任何时候|常時|常に",
    re.IGNORECASE,
)


def is_kept_all_the_time(text: str) -> bool:
    """Whether a sentence says that its share is to be kept at all times; one that is to rise or to
    be lowered is to be reached first."""
    return bool(_ALL_THE_TIME.search(text)) and not (CHANGES.search(text) or RISES.search(text))


# “Hire nurses”: of what is done anew, there is nothing yet.
_ANEW = re.compile(
    r"(?:hire|recruit|sell|publish|open|launch|sign|win|train|plant|host|run|hold|deliver|create"
    r"|write|record|release|build|raise|collect|acquire|onboard|visit|interview|print|install|connect"
    r"|einstellen|verkaufe[n]?|eröffne[n]?|veröffentliche[n]?|gewinne[n]?|pflanze[n]?|sammle|sammeln"
    r"|baue[n]?|recruter|embaucher|vendre|publier|ouvrir|signer|gagner|former|planter|organiser"
    r"|collecter|lever|contratar|vender|publicar|abrir|firmar|ganar|formar|plantar|organizar"
    r"|recaudar|captar|conquistar|fechar|arrecadar|inaugurar|realizar|assumere|vendere|pubblicare"
    r"|aprire|firmare|formare|piantare|organizzare|raccogliere|werven|verkopen|publiceren|openen"
    r"|winnen|opleiden|planten|organiseren|ansette|selge|publisere|åpne|vinne|arrangere|samle)\s"
    r"(?!.*(?:%|\b(?:rate|share|quote|anteil|taux|tasa|taxa|tasso|percentage)\b))",
    re.IGNORECASE,
)


def is_done_anew(title: str) -> bool:
    """Whether a title without its number begins with what is done so many times in the cycle, and
    says no rate and no state."""
    return bool(_ANEW.match(title)) and not RATE.search(title) and not STATES.search(title)
