"""The words that no title ends with, in ten languages: after them, something is missing."""

import re

_SMALL_WORDS = (
    # English, German
    *("a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "from", "by", "with"),
    *("for", "as", "than", "into", "within", "below", "above", "under", "over", "per", "about"),
    *("that", "which", "who", "our", "their", "its", "this", "these", "not", "no", "only", "still"),
    *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"),
    *("und", "oder", "von", "vom", "auf", "um", "bis", "zu", "zum", "zur", "mit", "bei", "beim"),
    *("im", "am", "an", "aus", "für", "nach", "unter", "über", "pro", "je", "als", "unsere"),
    *("unser", "nicht", "nur", "noch", "sich", "statt"),
    # French, Spanish, Portuguese, Italian
    *("le", "la", "les", "l'", "un", "une", "des", "du", "de", "d'", "et", "ou", "à", "au", "aux"),
    *("en", "dans", "par", "pour", "sur", "sous", "avec", "sans", "chez", "qui", "que", "nos"),
    *("el", "los", "las", "una", "unos", "unas", "y", "o", "e", "del", "al", "con", "sin", "por"),
    *("para", "desde", "hasta", "entre", "sobre", "nuestro", "nuestra"),
    *("os", "as", "um", "uma", "do", "da", "dos", "das", "no", "na", "nos", "nas", "ao", "à"),
    *("em", "com", "sem", "até", "nosso", "nossa"),
    *("il", "lo", "gli", "i", "uno", "della", "dello", "dei", "degli", "delle", "dal", "dalla"),
    *("di", "nel", "nella", "su", "sul", "sulla", "per", "tra", "fra", "ed", "od", "che", "a"),
    # Dutch, Norwegian
    *("het", "een", "en", "of", "van", "naar", "tot", "op", "te", "met", "bij", "voor", "door"),
    *("aan", "uit", "om", "dat", "die", "ons", "onze", "niet", "nog"),
    *("et", "ei", "og", "eller", "fra", "til", "på", "i", "av", "med", "for", "ved", "hos", "som"),
    *("vår", "våre", "ikke", "bare"),
)
_VERBS = (
    # English, German
    *("is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "takes", "take"),
    *("took", "taken", "taking", "lasts", "last", "goes", "go", "went", "going", "gets", "get"),
    *("becomes", "become", "stays", "stay", "remains", "remain", "stands", "stand", "reaches"),
    *("reach", "falls", "fall", "fell", "falling", "rises", "rise", "rose", "rising", "grows"),
    *("grow", "grew", "growing", "drops", "drop", "dropped", "dropping", "shrinks", "shrink"),
    *("sinks", "sink", "climbs", "climb", "increases", "increase", "increased", "increasing"),
    *("decreases", "decrease", "decreased", "decreasing", "improves", "improve", "improved"),
    *("improving", "declines", "decline", "declined", "moves", "move", "moved", "comes", "come"),
    *("raise", "raised", "lower", "lowered", "reduce", "reduced", "cut", "bring", "brought"),
    *("double", "doubles", "doubled", "triple", "triples", "halve", "halves", "halved", "scale"),
    *("expand", "expands", "boost", "lift", "make", "makes", "keep", "keeps", "can", "will"),
    *("should", "must", "may", "does", "do", "needs", "need", "require", "requires"),
    *("ist", "sind", "war", "waren", "wird", "werden", "wurde", "hat", "haben", "dauert"),
    *("dauern", "braucht", "brauchen", "beträgt", "liegt", "liegen", "sinkt", "sinken", "steigt"),
    *("steigen", "fällt", "fallen", "wächst", "wachsen", "klettert", "geht", "gehen", "kommt"),
    *("kommen", "erreicht", "erreichen", "verbessert", "erhöht", "reduziert", "senkt", "steigert"),
    *("verringert", "verkürzt", "bleibt", "bleiben", "soll", "sollen", "kann", "können"),
    *("muss", "müssen", "verdoppelt", "halbiert", "senken", "erhöhen", "steigern", "reduzieren"),
    *("verringern", "verbessern", "heben", "bringen", "verkürzen", "ausbauen", "halbieren"),
    # French, Spanish, Portuguese, Italian
    *("est", "sont", "était", "passe", "passent", "passer", "dure", "durent", "prend", "prennent"),
    *("baisse", "baissent", "baisser", "monte", "montent", "monter", "augmente", "augmenter"),
    *("diminue", "diminuer", "réduire", "atteint", "atteindre", "descend", "tombe", "grandit"),
    *("es", "son", "está", "están", "era", "pasa", "pasan", "pasar", "dura", "duran", "tarda"),
    *("tardan", "baja", "bajan", "bajar", "sube", "suben", "subir", "aumenta", "aumentan"),
    *("aumentar", "disminuye", "disminuir", "reducir", "reduce", "crece", "crecen", "crecer"),
    *("baje", "bajen", "suba", "suban", "pase", "pasen", "crezca", "llegue", "llevar"),
    *("cae", "caen", "llega", "llegan", "llegar", "alcanza", "alcanzar", "mejora", "mejorar"),
    *("é", "são", "estão", "foi", "passam", "passar", "duram", "demora", "demoram", "leva"),
    *("cai", "caem", "cair", "aumentam", "reduzir", "reduz", "diminui", "crescer", "cresce"),
    *("crescem", "chega", "chegar", "atinge", "atingir", "melhora", "melhorar"),
    *("è", "sono", "passare", "durano", "scende", "scendono", "scendere", "salgono"),
    *("salire", "aumentano", "aumentare", "diminuisce", "diminuire", "ridurre", "riduce"),
    *("cala", "calano", "raggiunge", "migliora", "migliorare", "portare"),
    # Dutch, Norwegian
    *("zijn", "wordt", "worden", "duurt", "duren", "daalt", "dalen", "stijgt", "stijgen"),
    *("groeit", "groeien", "gaat", "gaan", "komt", "komen", "kost", "blijft", "zakt", "loopt"),
    *("verlagen", "verhogen", "verkorten", "verminderen", "verbeteren", "terugbrengen", "brengen"),
    *("er", "var", "blir", "varer", "tar", "synker", "synke", "stiger", "stige", "øker", "øke"),
    *("faller", "falle", "vokser", "vokse", "går", "gå", "kommer", "når", "redusere", "reduseres"),
    *("senke", "senkes", "forbedre", "løfte", "bringe"),
)
_LAST_WORD = re.compile(r"[\w'’]+$")
# “passeront”, “scenderanno”, “bajará”: the future.
_FUTURE = re.compile(r"(?:[eid]ront|[aei]ranno|[ei]rà|[aei]r[áã]o?n?)$")
_JAPANESE = re.compile(r"(?:[をがはのもにへでと]|から|まで|より)$")
_CHINESE = re.compile(
    r"(?:[从由自到至为的和与在将把使让被]|降|升|提高|减少|增加|提升|降低|缩短|达到)$"
)
_UNFINISHED = frozenset((*_SMALL_WORDS, *_VERBS))


def is_unfinished(title: str) -> bool:
    """Whether a title ends with a word after which something is missing: a verb, a preposition, an
    article or the like."""
    last = _LAST_WORD.search(title)
    if last is None:
        return True
    is_small = last[0].casefold().replace("’", "'") in _UNFINISHED
    return is_small or any(pattern.search(title) for pattern in (_FUTURE, _JAPANESE, _CHINESE))
