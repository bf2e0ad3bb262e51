"""What people say before an objective and before what it is measured by, when they write both in
whole sentences: “The second one: …”, “We will know that we are there when …”. In ten languages."""

import re
from dataclasses import dataclass

_UP_TO = r"(?:\s[^.:,;!?。：，；]{1,40}?)??"


@dataclass(frozen=True, slots=True)
class _Words:
    """A language: articles, which one of several, what an objective is called, “is”, “to” and what
    people want; `first` are words that count without naming an objective: “Firstly, we want …”."""

    articles: str
    which: str
    names: str
    is_: str
    to: str
    first: str
    want: str


_WORDS = (
    _Words(
        r"our|my|the|a|your|this|next",
        r"first|second|third|fourth|fifth|last|other|next|final|main|big|biggest|only|top|overall"
        r"|number (?:one|two|three)",
        r"objective|goal|aim|priority|ambition|focus|quarter|one",
        r"is(?: all| also)?(?: about)?(?: one thing)?|will be(?: about)?|remains|reads",
        r"simply to|to|that|for",
        r"first(?:ly)?(?: and foremost| of all)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|finally"
        r"|lastly|above all|most of all|to begin with|next|then|besides|in addition|for one thing"
        r"|for another",
        r"we(?:['’](?:d|ll|re))? (?:also )?(?:want|need|plan|aim|intend|hope|would like|like"
        r"|have to|will(?! (?:know|see|tell|have)\b)|are going|going)(?: to)?",
    ),
    _Words(
        r"unsere?[mnrs]?|das|die|mein|ein",
        r"erste[sr]?|zweite[sr]?|dritte[sr]?|vierte[sr]?|letzte[sr]?|nächste[sr]?|andere[sr]?"
        r"|wichtigste[sr]?|größte[sr]?|oberste[sr]?",
        r"(?:ober|haupt|quartals)?ziel|anliegen|vorhaben|priorität|schwerpunkt|fokus",
        r"ist(?: es)?|lautet|heißt|bleibt|wird",
        r"dass|zu",
        r"erstens|zweitens|drittens|viertens|zuerst|schließlich|außerdem|zuallererst|vor allem"
        r"|als (?:erstes|zweites|drittes|nächstes)|zum (?:einen|anderen)|zunächst|darüber hinaus"
        r"|dann",
        r"(?:wollen|möchten|werden|müssen|sollen) wir|wir (?:wollen|möchten|werden|müssen)",
    ),
    _Words(
        r"notre|nos|le|la|l['’]|un",
        r"premi(?:er|ère)|deuxième|seconde?|troisième|quatrième|derni(?:er|ère)|autre"
        r"|prochaine?|principale?|grande?",
        r"objectif|but|ambition|priorité",
        r"est|sera|reste|c['’]est",
        r"de|que|d['’]",
        r"premièrement|deuxièmement|troisièmement|(?:tout )?d['’]abord|ensuite|enfin|avant tout"
        r"|puis|en (?:premier|second|deuxième) lieu|par ailleurs|de plus",
        r"(?:nous|on) (?:voulons|veut|souhaitons|allons|va|devons|doit)",
    ),
    _Words(
        r"nuestr[oa]|el|la|un",
        r"primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|últim[oa]|otr[oa]|próxim[oa]|principal|gran",
        r"objetivo|meta|prioridad|foco|enfoque",
        r"es|será|sigue siendo",
        r"que|el de|de",
        r"primero|segundo|tercero|en (?:primer|segundo|tercer) lugar|además|por último|ante todo"
        r"|por (?:un|otro) lado|luego",
        r"queremos|vamos a|necesitamos|debemos",
    ),
    _Words(
        r"noss[oa]|o|a|um|uma",
        r"primeir[oa]|segund[oa]|terceir[oa]|quart[oa]|últim[oa]|outr[oa]|próxim[oa]|principal"
        r"|grande",
        r"objetivo|meta|prioridade|foco",
        r"é|será|continua sendo",
        r"que|o de|de",
        r"primeiro|segundo|terceiro|em (?:primeiro|segundo|terceiro) lugar|além disso|por fim"
        r"|antes de (?:mais nada|tudo)|por (?:um|outro) lado|depois",
        r"(?:nós )?(?:queremos|vamos|precisamos|devemos)|a gente quer",
    ),
    _Words(
        r"(?:il )?nostro|(?:la )?nostra|il|la|l['’]|un",
        r"prim[oa]|second[oa]|terz[oa]|quart[oa]|ultim[oa]|altr[oa]|prossim[oa]|principale|grande",
        r"obiettivo|traguardo|priorità|focus",
        r"è|sarà|resta",
        r"di|che|quello di",
        r"(?:inn)?anzitutto|primo|secondo|terzo|in (?:primo|secondo|terzo) luogo|inoltre|infine"
        r"|prima di tutto|da un lato|dall['’]altro(?: lato)?|poi",
        r"vogliamo|dobbiamo|intendiamo",
    ),
    _Words(
        r"ons|onze|het|de|een",
        r"eerste|tweede|derde|vierde|laatste|andere|volgende|belangrijkste|grootste",
        r"doel|doelstelling|prioriteit|focus|speerpunt",
        r"is|luidt|wordt|blijft",
        r"dat|om",
        r"ten eerste|ten tweede|ten derde|eerst|daarnaast|tot slot|allereerst|bovenal|vooral|verder"
        r"|om te beginnen|vervolgens",
        r"(?:willen|gaan|zullen|moeten) we|we (?:willen|gaan|zullen|moeten)",
    ),
    _Words(
        r"vårt|vår|våre|det|den|et",
        r"første|andre|tredje|fjerde|siste|neste|viktigste|største",
        r"mål(?:et)?|hovedmål(?:et)?|målsetting(?:en)?|prioritet(?:en)?|fokus",
        r"er|blir|lyder",
        r"at|å",
        r"for det (?:første|andre|tredje)|først(?: og fremst)?|dessuten|til slutt|fremfor alt"
        r"|dernest|videre",
        r"(?:vil|skal|må) vi|vi (?:vil|skal|må)",
    ),
)
_AND = r"(?:(?:and|then|so|now|und|dann|nun|et|puis|y|luego|e|poi|en|dan|og|så)\s)?"


def _objective_of(words: _Words) -> str:
    article = rf"(?:(?:{words.articles})\s?)?"
    named = rf"{article}(?:(?:{words.which})\s)?(?:{words.names})(?!\w){_UP_TO}"
    ends = rf"(?:\s?[:：–—]\s|\s(?:{words.is_})\b(?:\s?[:：])?)"
    only_which = rf"{article}(?:{words.which})\s?[:：]"
    counted = rf"(?:{words.first}),?\s(?=(?:{words.want})\b)"
    which_is = rf"{article}(?:{words.which})\s(?:{words.is_})\s?,?\s?(?=(?:{words.to})\b)"
    return rf"(?:{named}{ends}|{only_which}|{which_is}|{counted})\s*,?\s*(?:(?:{words.to})\b\s?)?"


_PERIOD = (
    r"(?:(?:this|for the|in the|dieses|in diesem|ce|pour le|este|neste|questo|dit|dette|i)"
    r"\s[^.,:;!?]{2,30}?,?\s)?"
)
OBJECTIVE = re.compile(
    rf"{_AND}{_PERIOD}(?:{'|'.join(map(_objective_of, _WORDS))})(?=\S)"
    r"|第[一二三四]个?(?:目标)?(?:是|：|，)\s*|(?:首先|其次|最后)，\s*|(?:一|二|三|四)つ目(?:の目標)?は、?\s*"
    r"|第[一二三四](?:の目標)?は、?\s*|(?:今期の|我们的)?目[标標](?:は|是|：)\s*",
    re.IGNORECASE,
)
"""How a sentence begins that names an objective."""

_WANTED = f"(?:{'|'.join(each.want for each in _WORDS)})"
WANT = re.compile(rf"{_WANTED}\b\s*", re.IGNORECASE)
"""“We want to”, before what is wanted."""
WANTED = re.compile(rf"(?:[^.,:;!?\d]{{1,40}}?,?\s)?(?P<want>{_WANTED})\b", re.IGNORECASE)
"""“In spring we want to”: with what people say before it."""
_WHICH_IS = "|".join(
    rf"(?:(?:{each.articles})\s?)?(?:{each.which})\s(?:{each.is_})" for each in _WORDS
)
COUNTED = re.compile(
    rf"{_AND}(?:(?:{'|'.join(each.first for each in _WORDS)})\s?,?|{_WHICH_IS})\s(?=\S)",
    re.IGNORECASE,
)
"""“Firstly,” and “The second is”, before an objective of which only the title is said."""

_WHEN = r"(?:when|if|once|wenn|sobald|dass|quand|lorsque|cuando|quando|als|wanneer|når|se|si|hvis)"
# “We will have got there when”: what follows is what is then so. Pronouns and verbs, in ten
# languages, and the words that lead to it.
_SHORT = r"[^.:;!?\d]{0,40}?"
_KNOWN = (
    (
        r"(?:we|it|that|this|which|you)(?:['’]\w+)?\s",
        r"know|succeed(?:ed)?|success|there|done|made|reached|arrived|achieved|managed"
        r"|works?|worked|working|won|happy|satisfied|tell|see",
        r"when|if|once|because",
    ),
    (
        r"(?:das|dies|es|dann|so|daran|wir)\s",
        r"geschafft|erreicht|gelungen|soweit|am ziel|zufrieden|wissen|merken|erkennen|sehen|messen"
        r"|haben|hätten|klappt|funktioniert|erfolg\w*",
        r"wenn|sobald|dass",
    ),
    (
        r"(?:nous|on|ce|cela|ça|c['’])\s?",
        r"saurons|saura|serons|sera|aurons|aura|est (?:atteint|réussi|gagné)",
        r"quand|lorsque|dès que|si",
    ),
    (
        r"(?:(?:nosotros|lo|ya|así|eso)\s)?",
        r"sabremos|habremos|notaremos|veremos|estará|estaremos|será",
        r"cuando|si",
    ),
    (
        r"(?:(?:nós|a gente|isso)\s)?",
        r"(?:vamos|vai) saber|saberemos|teremos|estaremos|será",
        r"quando|se",
    ),
    (
        r"(?:(?:noi|ci|lo|ce)\s|l['’])?",
        r"sapremo|saremo|avremo|vedremo|capiremo|sarà",
        r"quando|se",
    ),
    (
        r"(?:we|dat|dit|het|dan|daar)\s",
        r"weten|gelukt|er|geslaagd|merken|zien|bereikt|gehaald|klaar",
        r"als|wanneer|zodra",
    ),
    (
        r"(?:vi|det|da|dette)\s",
        r"vet|i mål|lykkes|lyktes|klart|nådd|merker|ser|fremme",
        r"når|hvis",
    ),
)
_IS_KNOWN = "|".join(
    rf"{who}{_SHORT}\b(?:{known})\b{_SHORT},?\s(?=(?:{when})\b)" for who, known, when in _KNOWN
)
_MEASURED = (
    r"we(?:['’]ll| will| shall)? know[^.:;!?\d]{0,60}?[:：]\s"
    r"|(?:(?:this|that|success|it|progress|we(?:['’]ll| will)?)\s)?(?:(?:will be|is|to be)\s)?"
    r"measured? (?:(?:this|it|that|ourselves|success|progress) )?(?:by|as|on|with|against|in)\s"
    r"|(?:concretely|specifically|in (?:concrete|practical) terms|in numbers|in figures)[,:]?\s"
    r"|(?:(?:this|that|which) means|success (?:means|looks like))(?: that)?[:,]?\s"
    r"|(?:das |dies |es |dann )?(?:haben|hätten|wissen|merken|erkennen|sehen|schaffen) wir"
    r"(?:[^.;!?]{0,50}?),?\s(?=(?:wenn|dass|sobald)\b)"
    r"|(?:(?:das|es|dies|ihn) )?(?:messen|merken|erkennen) (?:wir|uns)(?: (?:das|es|uns|dies))? "
    r"(?:an|daran|mit)[,:]?\s|gemessen (?:wird )?(?:(?:das|es|dies) )?(?:an|daran|mit)[,:]?\s"
    r"|konkret(?: heißt das| bedeutet das)?[,:]?\s|das (?:heißt|bedeutet)(?: konkret)?[,:]?\s"
    r"|woran (?:wir|man) (?:das|es) [^.:;!?]{3,20}[:：]\s|in zahlen[,:]?\s"
    r"|(?:(?:cela|il|ce|nous le|on le) )?(?:se mesur\w+|mesur\w+) (?:par|à|avec)\s"
    r"|concrètement[ ,:]{0,2}\s|cela (?:veut dire|signifie)(?: que)?[,:]?\s|en chiffres[ ,:]{0,2}\s"
    r"|(?:lo )?(?:mediremos|medimos|medido) (?:con|por|en)\s"
    r"|(?:en concreto|concretamente|en (?:números|cifras)|esto significa(?: que)?)[,:]?\s"
    r"|(?:vamos medir isso|medido) (?:com|por|em)\s|(?:na prática|em números|isso significa"
    r"(?: que)?)[,:]?\s"
    r"|(?:lo )?misur(?:iamo|eremo|ato) (?:con|da|in)\s|(?:in concreto|in numeri"
    r"|(?:questo|ciò) significa(?: che)?)[,:]?\s"
    r"|(?:dat meten we|gemeten|we meten dat) (?:aan|met|door)\s|(?:concreet|in cijfers|dat betekent"
    r"(?: dat)?)[,:]?\s"
    r"|(?:vi måler det|målt) (?:ved|med|på)\s|(?:i tall|det betyr(?: at)?)[,:]?\s"
    r"|(?:by (?:that|this) (?:I|we) mean|damit meinen? (?:ich|wir)|j['’]entends par là"
    r"|con eso quiero decir|com isso quero dizer|con questo intendo|daarmee bedoel ik"
    r"|med det mener (?:jeg|vi))[,:]?\s"
    r"|(?:達成の(?:目安|基準)|成功の(?:目安|指標)|具体的に|測定)(?:は|として)?[、，：:]?"
    r"|(?:衡量(?:标准|方式|指标)?(?:是|为)?|具体(?:来说|而言|包括)?|也就是说)[，：:]?"
)
_MEASURED += (
    r"|we(?:['’]ll| will| shall)? judge (?:this|it|that|ourselves|success) (?:by|on)\s"
    r"|(?:by|until|before|bis|d['’]ici|avant|para|hasta|até|entro|voor|tegen|innen)\s"
    rf"(?:(?:the|fin|finales de|fim de|fine)\s)?[^\s.,:;]{{2,20}}(?:\s[^\s.,:;]{{2,12}})?,?\s"
    rf"(?={_WANTED}\b)"
)
_THEN_THAT = ("quand", "lorsque", "dès que", "cuando", "quando")
EVIDENCE = re.compile(
    rf"(?:^|(?<=[,;:–—]\s)|(?<=[。，、]))(?:(?P<known>{_IS_KNOWN})|{_MEASURED})", re.IGNORECASE
)
"""What leads to what an objective is measured by."""


def parts_by(word: str, text: str) -> list[str]:
    """The parts of a sentence that begin with the same word: “when …, and when …”, “quand …, que
    …”."""
    again = rf"(?:{re.escape(word)}|que)" if word in _THEN_THAT else re.escape(word)
    begins = rf"(?:[,;]\s*|\s)(?:(?:and|und|et|y|e|en|og)\s)?(?<!\w){again}\s"
    return [each for each in re.split(begins, f" {text}", flags=re.IGNORECASE) if each.strip()]


WHEN = re.compile(rf"{_WHEN}\s+", re.IGNORECASE)
WE = re.compile(
    r"(?:we(?:['’]ve| have|['’]ll| will)?|wir|vi har|vi|on a|nous avons|hemos|hayamos|tenhamos"
    r"|tivermos|abbiamo|avremo|we hebben|ons)\s+(?=\S)",
    re.IGNORECASE,
)
"""“We have”, before what is done."""
TO = re.compile(r"to (?:have |be )?(?=\S)|having\s+(?=\S)", re.IGNORECASE)
"""“To have”, before what will be done by then."""
THAT = re.compile(
    r"(?:(?:above all|most of all|vor allem|surtout|sobre todo|sobretudo|soprattutto|vooral"
    r"|fremfor alt),?\s+)?(?:that|dass|que|che|dat|at|om)\s+(?=\S)",
    re.IGNORECASE,
)
"""“That”, before what is wanted."""
AIM = re.compile(
    r"\b(?:should|will|must|shall|(?:has|have|needs?|is|are|ought) to|soll(?:en|te|ten)?|wird"
    r"|werden"
    r"|muss|müssen|doit|doivent|devra|devront|devrait|deben?|deberán?|tienen? que|deve|devem|deverá"
    r"|deverão|devono|dovrà|dovranno|tem que|moet|moeten|zal|zullen|skal|må|bør"
    r"|il faut|hay que|é preciso|bisogna|occorre)\b"
    r"|应该?|必须|将会?|べき",
    re.IGNORECASE,
)
"""Words that say what is to be: “should”, “has to”, “il faut”."""

NUMBERS = re.compile(
    r"^[^:：\d]{0,60}?\b(?:numbers?|figures|metrics|measures|indicators|things|signs|results|zahlen"
    r"|kennzahlen|werte|dinge|chiffres|indicateurs|choses|signes|cifras|números|indicadores|cosas"
    r"|coisas|numeri|cifre|indicatori|cose|segnali|cijfers|getallen|dingen|tall(?:ene)?|ting|tegn)\b"
    r"[^:：\d]{0,40}[:：]\s*(?=\S)|^[^：\d]{0,15}(?:数字|数値|指标|指標)[^：\d]{0,10}[：:]\s*",
    re.IGNORECASE,
)
"""“Look at three numbers:”, before the list of them."""
