"""Lines that say nothing but until when: “by 28 Feb”, “bis 28.02.”, “(deadline 28/02)”."""

import re

from kiosk.exchange.understanding.days import month_end_in, whole_day

UNTIL = (
    r"(?:due(?: date| by| on)?:?|by|before|until|till|no later than|deadline:?"
    r"|fällig(?: am| bis)?:?"
    r"|(?:zum|per)(?=\s\d{1,2}\.\s?(?:\d|[a-zä]{3}))"
    r"|bis(?: zum| spätestens| ende)?|vor(?: dem)?|spätestens(?: am| bis)?|d'ici(?: le| au| fin)?"
    r"|d’ici(?: le| au| fin)?|avant(?: le| fin)?|pour le|antes del?|para el|hasta el"
    r"|até(?: o dia| dia| o fim de)?|entro(?: il| fine)?|prima del|vóór|voor|uiterlijk|innen|før)"
)
"""“By”, before a day, for a pattern."""
_UNTIL_ALONE = (
    rf"(?:{UNTIL}(?:\s(?:the|zum|spätestens))?|on|zum|am|per|op|tot|jusqu['’]au|au|para|al|il|em|den"
    r"|ready (?:by|on)|done by|to be done by|finish(?:ed)? by|eta|frist|termin|date limite|échéance"
    r"|à faire (?:pour|avant)(?: le)?|fecha límite|plazo|prazo|scadenza|entrega|klaar op"
    r"|gereed op|ferdig(?: innen)?)"
)
_WEEKDAY = r"(?:(?!mar\b)[^\W\d_]{2,10}\.?,?\s+(?:den\s|the\s|le\s|dem\s)?(?=\d))?"
_LATEST = (
    r"(?:\s+(?:at the )?latest|\s+spätestens|\s+au plus tard|\s+a más tardar|\s+o más tardar"
    r"|\s+no máximo|\s+al più tardi|\s+uiterlijk|\s+senest)?"
)
_LINE = re.compile(
    rf"[\W_]*(?<!\w){_UNTIL_ALONE}\s*[:：]?\s+{_WEEKDAY}(?P<day>[^%:：]{{2,40}}?){_LATEST}[)\]\s.!;]*",
    re.IGNORECASE,
)
# “By the end of the quarter”: until when, though not on which day.
_PERIOD_END = re.compile(
    r"(?:(?:the )?end of (?:the |this |next )?)?(?:quarter|month|year|term|season|cycle|week"
    r"|Q[1-4](?:[ /]?(?:20)?\d\d)?)|eo[qmy]"
    r"|(?:zum )?(?:quartals|monats|jahres|wochen|saison)ende"
    r"|ende (?:des (?:quartals|jahres)|Q[1-4])"
    r"|(?:la )?fin (?:du|de la|de l['’])\s?(?:trimestre|mois|année|semestre|saison)|fin T[1-4]"
    r"|(?:el )?(?:fin|final|cierre) de(?:l)? (?:trimestre|mes|año)"
    r"|(?:o |ao )?(?:fim|final) do (?:trimestre|mês|ano)|(?:la )?fine (?:del )?(?:trimestre|mese"
    r"|anno)|(?:het )?eind(?:e)? (?:van )?(?:het )?(?:kwartaal|jaar|de maand|Q[1-4])"
    r"|(?:slutten av |utgangen av )(?:kvartalet|året|måneden)|årsskiftet",
    re.IGNORECASE,
)
_LONGEST = 60


def due_in(text: str) -> str | None:
    """The day in a line that says nothing but until when, or the end of a period, as it is written;
    None for any other line."""
    found = _LINE.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    days = (found["day"], f"{found['day']}.")  # the point of “28.02.” may end the sentence
    return next((day for day in days if is_day(day) or _PERIOD_END.fullmatch(day)), None)


def is_day(text: str) -> bool:
    """Whether a text is a day, or a month or its end, with nothing besides."""
    month = month_end_in(text)
    return whole_day(text) is not None or bool(month and not text[month.end :].strip(" ."))
