"""What stands around the messages of mails and chats: who wrote the one that is quoted below, how
many have answered, and their reactions."""

import re

from kiosk.exchange.reading.emoji_names import REACTIONS

# “On 30 June 2026 at 09:02, Ana Ruiz wrote:”
_QUOTED = re.compile(
    r"(?:on|am|le|el|em|il(?: giorno)?|op|den|på)\s.{0,100}\d.{0,100}"
    r"(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev)[^:：]{0,60}\s?[:：]"
    r"|.{0,60}\d{4}.{0,60}(?:のメール|写道|書きました)\s?[:：]"
    r"|[-_ ]{2,}\s?(?:original message|forwarded message|ursprüngliche nachricht"
    r"|weitergeleitete nachricht|message (?:d['’]origine|transféré)|mensaje (?:original|reenviado)"
    r"|mensagem (?:original|encaminhada)|messaggio (?:originale|inoltrato)"
    r"|oorspronkelijk bericht|doorgestuurd bericht|opprinnelig melding)\s?[-_ ]*",
    re.IGNORECASE,
)
# “6 replies  Last reply today at 11:37 AM”
_ANSWERS = re.compile(
    r"\d{1,3} (?:repl(?:y|ies)|antwort(?:en)?|réponses?|respuestas?|respostas?|rispost[ae]"
    r"|antwoord(?:en)?|reacties?|svar|件の返信|条回复)"
    r"(?:\s+(?:last|view|letzte|zuletzt|dernière|última|ultima|laatste|siste|also|vor|il y a)\b.*)?"
    r"|\(?(?:edited|bearbeitet|modifié|editado|modificato|bewerkt|redigert)\)?"
    r"|(?:view|show) (?:thread|more|newer replies)|seen by .{1,80}|(?:pinned|saved) by .{1,60}",
    re.IGNORECASE,
)


def is_around_message(text: str) -> bool:
    """Whether a line only says who wrote the message below it, or how many have answered."""
    return any(each.fullmatch(text) for each in (_QUOTED, _ANSWERS, REACTIONS))
