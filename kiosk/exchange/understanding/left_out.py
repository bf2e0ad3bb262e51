"""Lines that are no OKRs whatever stands around them, each with the reason: what is struck through,
lists of what is left for later, looks back, tables of contents, and what is said about the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kiosk.errors import N_
from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.around_messages import is_around_message
from kiosk.exchange.understanding.around_text import lines_around_text, title_of_all
from kiosk.exchange.understanding.fields import field_in
from kiosk.exchange.understanding.headers_and_footers import bare_page_numbers, is_footer
from kiosk.exchange.understanding.labels import Role, heads_key_results, label_of
from kiosk.exchange.understanding.lead_lines import lead_lines
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.other_sections import AN_INITIATIVE, DATES, SCORES, WORK
from kiosk.exchange.understanding.retrospective_notes import notes_of_a_retrospective
from kiosk.exchange.understanding.typed_titles import is_type_line
from kiosk.okr.import_findings import QuestionAboutLines, ReadingQuestion, SkippedLine

STRUCK = N_("it is struck through")
FOR_LATER = N_("it is in a list of what is left for later")
A_LOOK_BACK = N_("a look back at another quarter")
CONTENTS = N_("a table of contents")
A_LEAD = N_("it only leads over to the list below it")
BESIDE_OKRS = N_("it is in a part of the page that is not about OKRs")
ABOUT_THE_PAGE = N_("it is about the page and not an OKR")

_STRUCK = re.compile(r"~~(.+?)~~")
_LATER = re.compile(
    r"(?:(?:stuff|things?|topics?|points?|ideas?) for (?:later|next \w+|after .*)"
    r"|(?:what )?(?:we(?: are|['’]re)? )?(?:will )?not (?:doing|do|this quarter|now|in scope"
    r"|planned|in)"
    r"\b.*|not this \w+|out of scope|parked|parking lot|backlog|later|on hold"
    r"|won['’]?t do|postponed|deferred|dropped|cancel+ed|moved to (?:Q\d|next).*|ideas"
    r"|ideas for later|nice to have|maybe later|someday|deprioriti[sz]ed|left out|non[- ]goals"
    r"|anti[- ]goals|what we stop.*|explicitly not|bewusst nicht.*|nicht (?:in )?(?:diese[sm]"
    r"|jetzt)"
    r"\b.*|machen wir nicht.*|geparkt|verschoben|gestrichen|zurückgestellt|später|nicht jetzt"
    r"|(?:keine|nicht|non|pas des|no|não|ikke|geen|hors|fuera de)[- ]?(?:ziele?|objectifs|objetivos"
    r"|obiettivi|doel(?:en)?|mål)|非目[标標]|対象外|themenspeicher|ideenspeicher"
    r"|pas ce trimestre.*|hors (?:périmètre|scope)"
    r"|reporté[es]*|abandonné[es]*|plus tard|en attente|idées|no (?:este|en este) trimestre.*"
    r"|fuera de alcance|aplazado[s]?|pospuesto[s]?|descartado[s]?|aparcado[s]?|más adelante"
    r"|lo que no hacemos|não (?:neste|agora|este) ?(?:trimestre)?.*|fora (?:de|do) escopo"
    r"|adiado[s]?"
    r"|descartad[oa]s?|depois|para depois|non (?:in )?questo trimestre.*|fuori (?:ambito|scope)"
    r"|rimandat[oi]|rinviat[oi]|accantonat[oi]|più avanti|niet dit kwartaal.*|buiten scope"
    r"|geparkeerd"
    r"|uitgesteld|vervallen|ikke (?:nå|dette kvartalet).*|utsatt|parkert|droppet|senere"
    r"|今期やらない.*|やらないこと|保留|見送り|次期以降|不做|暂不.*|暂缓|搁置|推迟)",
    re.IGNORECASE,
)
# What pages and minutes have besides their OKRs.
_BESIDE = re.compile(
    r"(?:(?:top|point|punkt|punto|item|agenda item|ponto"
    r"|sak)\s?\d{1,2}\s*[:.)–-]?\s*)?(?:see also|siehe auch|voir aussi|véase también|ver también"
    r"|ver também|vedi anche|zie ook|se også|関連(?:項目|ページ)|参见|a\.?o\.?b\.?"
    r"|any other business|asides?"
    r"|misc(?:ellaneous)?|other(?: (?:business|matters"
    r"|topics|points))?|notes?(?: to self)?|open (?:questions?|points?|issues?|topics)|questions?"
    r"|reminders?|parking|housekeeping|logistics|action items|to-?dos?|next steps|links|attachments"
    r"|verschiedenes|sonstiges|varia|diverses|offene (?:punkte|fragen)|offen|fragen|notizen"
    r"|nächste schritte|parkplatz|anhang|divers|questions? (?:ouvertes?|diverses?)|points ouverts"
    r"|à noter|prochaines étapes|rappels?|varios|otros(?: temas)?|ruegos y preguntas|asuntos varios"
    r"|preguntas(?: abiertas)?|pendientes?|próximos pasos|notas|recordatorios?|diversos|outros"
    r"(?: assuntos)?|próximos passos|prossimi passi|(?:volgende|vervolg)[ -]?stappen|neste steg"
    r"|下一步(?:计划|行动)?|次のステップ|今後の(?:予定|進め方)|assuntos gerais|perguntas|lembretes?"
    r"|varie(?: ed eventuali)?|altro|domande"
    r"(?: aperte)?|note|promemoria|rondvraag|overig(?:e(?: zaken)?)?|wvttk|open vragen|vragen"
    r"|herinnering|eventuelt|annet|åpne spørsmål|spørsmål|huskeliste|其他(?:事项)?|其它|待办|备忘"
    r"|aantekeningen|opmerkingen|notater|merknader|observaciones|observações|osservazioni|remarques"
    r"|bemerkungen|anmerkungen|その他|備考|メモ|連絡事項|未解決)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:(?:past|previous|earlier|former|older|frühere|vergangene|ältere|letzte|vorherige)"
    r" (?:quarters?|periods?|cycles?|years?|seasons?|quartale|perioden|zyklen|jahre|okrs?)"
    r"|(?:trimestres|périodes|saisons) (?:passée?s|précédente?s)|trimestres anteriores"
    r"|trimestri (?:passati|precedenti)|(?:vorige|eerdere) (?:kwartalen|periodes)"
    r"|tidligere (?:kvartaler|perioder)|history|historie|historique|histórico|historial|storico"
    r"|cronologia|geschiedenis|historikk|过往|历史|過去の(?:結果|OKR)"
    r"|retro(?:spective)?s?(?: .{1,20})?|look(?:ing)? back|review of (?:Q\d|last).*"
    r"|lessons learn(?:ed|t)"
    r"|learnings|what went (?:well|wrong|badly).*|(?:key )?take-?aways?"
    r"|what we(?:['’]re| are|['’]ll| will)? tak(?:e|ing) (?:away|with us|from|into|on|to)\b.*"
    r"|was wir (?:daraus |in .{1,20} )?mitnehmen.*|ce (?:que nous|qu['’]on) (?:retenons|retient)"
    r"|lo que nos llevamos.*|o que levamos.*|(?:che )?cosa (?:ci )?portiamo (?:via|con noi|nel).*"
    r"|wat we (?:ervan )?meenemen.*|hva vi tar med.*|学到的|持ち帰り"
    r"|rückblick.*|rückschau.*|was lief.*|gelernt|lessons|bilan(?: .{1,20})?|rétrospective"
    r"|retour sur.*"
    r"|leçons.*|retrospectiva.*|lecciones.*|lo aprendido|lições.*|retrospettiva|lezioni.*"
    r"|terugblik.*|geleerd|tilbakeblikk.*|læring|振り返り|前期の振り返り|回顾|复盘)",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:on this page|(?:table of )?contents|toc|inhalt(?:sverzeichnis)?|auf dieser seite|sommaire"
    r"|table des matières|sur cette page|índice|contenido|en esta página|conteúdo|sumário"
    r"|nesta página|indice|sommario|in questa pagina|inhoud(?:sopgave)?|op deze pagina|innhold"
    r"|目录|目次)",
    re.IGNORECASE,
)
_PAGE_WORDS = (
    r"lead(?: \w+)?|owners?|sponsor|facilitator|moderation|moderator|okr[- ]?(?:master|champion"
    r"|coach)"
    r"|scrum master|status|stand|version|date|datum|fecha|data|dato|updated?|last (?:updated?"
    r"|edited?"
    r"|changed?|modified)(?: by| on)?|aktualisiert|letzte änderung|agg(?:iornato)?|mis à jour|maj"
    r"|actualizado|atualizado|bijgewerkt|oppdatert|author|autor|auteur|autore|from|to|cc|subject"
    r"|von|an"
    r"|attendees|present|participants|teilnehmer|anw(?:esend)?|entsch(?:uldigt)?|abwesend"
    r"|présents?|asistentes|presentes|presenti|aanwezig|til stede|previous|next|vorige|runbook"
    r"|slack"
    r"|channel|kanal|canal|contact|kontakt|next (?:review|check-?in|meeting|update)"
    r"|n[äa]chste\w* \w+"
    r"|prochaine? \w+|próxim[ao] \w+|prossim[ao] \w+|volgende \w+|neste \w+|equality impact"
    r"|agenda item|(?:created|edited|written|reviewed) by|erstellt(?: von)?"
    r"|次回|下次|更新日|更新|作成日|担当|日期|更新时间|resp(?:onsable|onsabile|onsável|\.)?|verantwortlich\w*"
    r"|haushaltswirksam(?:keit)?|finanzielle auswirkungen|finanzierung|haushaltsmittel"
    r"|(?:budget(?:ary)?|financial|resource) (?:impact|implications?|effects?)"
    r"|(?:incidence|impact) (?:budgétaire|financi[eè]re?)"
    r"|impacto (?:presupuestario|financiero|orçamentário|financeiro)"
    r"|impatto (?:sul bilancio|finanziario)|(?:financiële|budgettaire) gevolgen"
    r"|(?:økonomiske|budsjettmessige) konsekvenser|予算措置|预算影响"
    r"|nachrichtlich|zur kenntnis|for information|pour information|para (?:conocimiento|informação)"
    r"|per conoscenza|ter (?:info(?:rmatie)?|kennisname)|til (?:orientering|etterretning)"
    r"|pour mémoire|note|nb|obs\.?|n\.b\.|p\.?s\.?"
)
_PAIR = re.compile(r"(?:^|\s{1,}|[|·;]\s*)(?P<word>[^\W\d_][\w.\- ]{0,24}?)\s?[:：]\s+(?=\S)")
_ABOUT = re.compile(rf"_?(?:{_PAGE_WORDS})\s*[:：]\s*\S.*", re.IGNORECASE)
# “Created by Ines Calder, last modified on 12 Oct”
_EDITED = re.compile(
    r"_?(?:created|edited|last (?:updated|edited|changed|modified)|zuletzt (?:bearbeitet|geändert"
    r"|aktualisiert)|erstellt|créé|(?:dernière )?modifi(?:é|cation)|creado|modificado"
    r"|última (?:modificación|modificação)|criado|creato|ultima modifica|aangemaakt"
    r"|laatst (?:bewerkt|gewijzigd)|opprettet|sist endret)"
    r" (?:by|on|von|am|par|le|por|el|em|da|il|door|op|av|den)\s\S.*",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|morning|good morning|hallo|liebes?|lieber|moin|guten (?:tag|morgen)"
    r"|servus"
    r"|bonjour|salut|chers?|chères?|hola|buenas|buenos días|estimad[oa]s?|querid[oa]s?|olá|oi"
    r"|bom dia|pessoal|prezad[oa]s?|caros?|ciao|buongiorno|salve|gentil[ei]|cari|beste|hoi|dag"
    r"|goedemorgen|hei|heisann|kjære|大家好|各位|皆さん|お疲れ様です)"
    r"(?:\b|(?<=[\u3040-\u9fff]))[^\d:]{0,30}[,!.，！。:：]?",
    re.IGNORECASE,
)
# “Equipo:” above a mail
_GREETED = re.compile(
    r"(?:team|equipo|équipe|equipe|squadra|folks|all|everyone|zusammen|todos|a todos|tutti|allemaal"
    r"|alle|colleagues|kollegen)\s?[,:!]",
    re.IGNORECASE,
)
# “※ The review is on 18 August.”
_FOOTNOTE = re.compile(r"[※†‡]\s*\S")
_KRAMDOWN = re.compile(r"\{:.*\}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# “Data: 95 % are complete” is Italian for a date without its number only.
_ALSO_TOPICS = re.compile(
    r"_?(?:data|from|to|an|von|notes?|nota|status|canal|channel|kanal|contact|present"
    r"|version)\s*[:：]",
    re.IGNORECASE,
)
_MOST_WORDS_WITH_MAIL = 9
# “Point 3 : divers. La photocopieuse est en panne.”
_BESIDE_FIRST = re.compile(
    rf"(?:top|point|punkt|punto|item|agenda item|ponto|sak)\s?\d.{{0,4}}{_BESIDE.pattern}[.:]\s"
    r"|(?:a\.?o\.?b\.?|any other business|verschiedenes|sonstiges|questions diverses"
    r"|ruegos y preguntas|asuntos varios|assuntos gerais|varie ed eventuali|rondvraag|eventuelt)"
    r"[.:]?\s(?-i:[A-ZÀ-ÖØ-Þ¿¡])",
    re.IGNORECASE,
)
# “Ask Dev about the mats”, “ご質問は長谷川まで”: what is to be done besides, and whom to ask.
_TO_DO = re.compile(
    r"(?:ask|remind|remember|don['’]t forget|to-?do|frag|nicht vergessen|bitte|demander"
    r"|ne pas oublier|rappeler|preguntar|recordar|no olvidar|perguntar|lembrar|não esquecer"
    r"|chiedere|ricordare|non dimenticare|vraag|niet vergeten|spør|husk)\s.*"
    r"|(?:ご質問|ご不明|不明点|質問|お問い合わせ|如有(?:疑问|问题)|有(?:疑问|问题)).*",
    re.IGNORECASE,
)
# “⏭️ Next steps: …”
_PICTURES = re.compile(
    "^[*_\\s]*[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+"
)
_PARTS = (
    *((_LATER, FOR_LATER), (_BACK, A_LOOK_BACK), (_CONTENTS, CONTENTS)),
    *((_BESIDE, BESIDE_OKRS), (DATES, BESIDE_OKRS), (SCORES, BESIDE_OKRS), (WORK, AN_INITIATIVE)),
)
# A whole page may look back at its OKRs.
_PARTS_OF_A_TITLE = tuple(part for part in _PARTS if part[1] != A_LOOK_BACK)


@dataclass(frozen=True, slots=True)
class SortedLines:
    """The lines that may be OKRs, and those that are left out, with what is not certain."""

    lines: tuple[SourceLine, ...]
    skipped: tuple[SkippedLine, ...]
    questions: tuple[QuestionAboutLines, ...] = ()


def without_left_out(lines: Sequence[SourceLine]) -> SortedLines:
    """The lines of an outline without those that are no OKRs."""
    sorter = _Sorter(lines)
    for line in lines:
        sorter.read(line)
    return SortedLines(tuple(sorter.kept), tuple(sorter.skipped), tuple(sorter.questions()))


class _Sorter:
    def __init__(self, lines: Sequence[SourceLine]) -> None:
        self.kept: list[SourceLine] = []
        self.skipped: list[SkippedLine] = []
        self._labelled: list[int] = []
        self._notes = notes_of_a_retrospective(lines)
        self._leads = lead_lines(lines)
        self._heads = {a.number for a, b in pairwise(lines) if b.depth > a.depth}
        self._close = set(_close_below(lines)) - self._heads
        self._beside_text = lines_around_text(lines)
        self._beside_pages = {*self._beside_text, *bare_page_numbers(lines)}
        self._above_objectives = {a.number for a, b in pairwise(lines) if _is_objective(b)}
        self._title = title_of_all(lines)
        self._above: SourceLine | None = None
        self._reason = self._heading = ""
        self._has_items = False
        self._message: str | None = None

    def read(self, line: SourceLine) -> None:
        """Keep a line or leave it out."""
        if self._above is not None and self._ends(line):
            self._above = None
        reason = self._reason if self._above is not None else self._own_reason(line)
        if reason:
            is_below = self._above is not None and self._above is not line
            is_box = reason == BESIDE_OKRS and line.is_done is not None
            if self._above and is_below and (_is_labelled(line) or is_box):
                self._labelled.append(line.number)
                self._heading = self._above.text
            self.skipped.append(SkippedLine(line.number, line.text.replace("~~", ""), reason))
            self._message = line.sender if line.is_message else self._message
            return
        if self._message is not None and not line.is_message:  # its first line is left out
            line = replace(line, is_message=True, sender=self._message)
        self._message = None
        # Only a struck line is tidied: titles keep their wide spaces.
        is_struck = bool(_STRUCK.search(line.text))
        text = " ".join(_STRUCK.sub(" ", line.text).split()) if is_struck else line.text
        self._has_items = self._has_items or _is_item(line)
        self.kept.append(replace(line, text=text) if is_struck else line)

    def questions(self) -> Iterator[QuestionAboutLines]:
        """A question about key results in a list of what is left out."""
        if self._labelled:
            yield QuestionAboutLines(
                tuple(self._labelled), ReadingQuestion("left out", self._heading, (), "")
            )

    def _ends(self, line: SourceLine) -> bool:
        """Whether a line is after the list that is left out."""
        above = self._above
        if above is None or (line.kind is LineKind.ROW and above.kind is LineKind.HEADING):
            return False
        if line.kind is LineKind.HEADING and self._reason == CONTENTS:
            return True
        if line.depth > above.depth:
            return False
        if above.kind is LineKind.HEADING:
            return True
        if line.number in self._close and self._reason == AN_INITIATIVE:
            return label_of(line.text) is not None
        # What is written below a numbered item of minutes belongs to it.
        if above.numbering and line.kind is LineKind.PARAGRAPH and self._reason != STRUCK:
            return False
        # Bullets right below a line of text belong to it, whatever their indentation.
        return line.kind is not LineKind.BULLET or above.kind is LineKind.BULLET

    def _own_reason(self, line: SourceLine) -> str:
        text = line.text.strip()
        if line.kind is LineKind.ROW and line.number not in self._beside_text:
            return STRUCK if _STRUCK.match(text) else ""
        text = _PICTURES.sub("", text).strip() or text
        bare = _without_bracket(text.strip("_*:：. ")).strip()
        if line.number in self._beside_pages or _is_around(line, text):
            return ABOUT_THE_PAGE
        if line.number in self._notes:
            return A_LOOK_BACK
        if line.number in self._leads:
            return A_LEAD
        if _STRUCK.match(_unlabelled(text)) or _STRUCK.match(text):
            return self._begin(line, STRUCK)
        is_field = self._has_items and field_in(text) is not None
        for pattern, reason in _PARTS_OF_A_TITLE if line.number == self._title else _PARTS:
            head, colon, rest = text.replace("：", ":").partition(":")
            if pattern is DATES and line.number in self._above_objectives:
                continue  # “Planning” above “Objective: …” is a team
            if pattern.fullmatch(bare) and (
                line.kind is not LineKind.BULLET or colon or self._is_head(line)
            ):
                return "" if heads_key_results(bare) else self._begin(line, reason)
            is_said = bool(colon and rest.strip() and pattern.fullmatch(head.strip("_* ")))
            is_said = is_said or bool(pattern is _BESIDE and _BESIDE_FIRST.match(text))
            if is_said and not (reason == BESIDE_OKRS and is_field):
                return reason
        return self._said_beside(line, text, is_field=is_field)

    def _said_beside(self, line: SourceLine, text: str, *, is_field: bool) -> str:
        if self._has_items and _is_to_do(line, text):
            return BESIDE_OKRS
        return ABOUT_THE_PAGE if not is_field and _is_about_page(line) else ""

    def _is_head(self, line: SourceLine) -> bool:
        """Whether a bullet heads a part: it is numbered, or the next line is further in."""
        return bool(line.numbering) or line.number in self._heads

    def _begin(self, line: SourceLine, reason: str) -> str:
        self._above, self._reason = line, reason
        return reason


def _is_objective(line: SourceLine) -> bool:
    label = label_of(line.text)
    return label is not None and label.role is Role.OBJECTIVE and bool(label.rest)


def _close_below(lines: Sequence[SourceLine]) -> Iterator[int]:
    """The numbers of the lines of text that follow another one without an empty line."""
    for above, line in pairwise(lines):
        are_text = line.kind is LineKind.PARAGRAPH is above.kind
        if are_text and line.number == above.number + 1:
            yield line.number


def _is_around(line: SourceLine, text: str) -> bool:
    """Whether a line is a footer, a footnote, a greeting, or says what a title is."""
    if _KRAMDOWN.fullmatch(text) or is_footer(text) or _FOOTNOTE.match(text):
        return True
    is_greeting = line.kind is LineKind.PARAGRAPH and _GREETING.fullmatch(text)
    is_greeting = is_greeting or (line.number == 1 and _GREETED.fullmatch(text))
    return is_type_line(text) or bool(is_greeting and text[-1] in ",!，！:：")


def _without_bracket(text: str) -> str:
    """A text without what stands in brackets at its end: “Parking lot (not this quarter!!)”."""
    plain = text.rstrip("!?.")
    if not plain.endswith((")", "]", "）")):
        return text
    # In time that grows as the text does, however many brackets are open.
    before = max(plain.rfind(sign, 0, -1) for sign in ")]）")
    opened = [at for sign in "([（" if (at := plain.find(sign, before + 1)) >= 0]
    return plain[: min(opened)] if opened else text


def _unlabelled(text: str) -> str:
    label = label_of(text)
    return label.rest if label else text


def _is_item(line: SourceLine) -> bool:
    is_row = line.kind is LineKind.ROW
    return line.kind is LineKind.BULLET or (not is_row and _is_labelled(line))


def _is_labelled(line: SourceLine) -> bool:
    label = label_of(line.text)
    return bool(label and label.rest and label.role in (Role.OBJECTIVE, Role.KEY_RESULT))


def _is_to_do(line: SourceLine, text: str) -> bool:
    is_text = line.kind is LineKind.PARAGRAPH and not _is_labelled(line)
    return is_text and _TO_DO.fullmatch(text) is not None


def is_about_page(text: str) -> bool:
    """Whether a text says who has written what is above it, and when: “Created: 3 Feb, Finance”."""
    return bool(_ABOUT.fullmatch(text.strip("_* "))) and not _ALSO_TOPICS.match(text)


def _is_about_page(line: SourceLine) -> bool:
    """Whether a line of text names who leads, when it was changed, or whom to ask."""
    if line.kind is LineKind.BULLET or _is_labelled(line):
        return False
    text = line.text.strip("_* ")
    if line.kind is LineKind.PARAGRAPH and is_around_message(text):
        return True
    label = label_of(text)
    if label and label.role not in (Role.OTHER, Role.OWNER):
        return False
    if len(list(_PAIR.finditer(text))) > 1 and _ABOUT.match(text):
        return True
    if line.kind is LineKind.PARAGRAPH and _EDITED.fullmatch(text):
        return True
    is_short = "@" in text and len(text.split()) <= _MOST_WORDS_WITH_MAIL
    if is_short and _MAIL.search(text):
        return True
    is_topic = _ALSO_TOPICS.match(text) and measure_in(text, ".") is not None
    return line.kind is LineKind.PARAGRAPH and bool(_ABOUT.fullmatch(text)) and not is_topic
