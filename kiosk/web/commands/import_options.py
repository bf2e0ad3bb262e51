"""What somebody says on the command line about files that are imported: answers to the questions of
their plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kiosk.errors import ValidationError
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.exchange.understanding.headings import plain_heading
from kiosk.okr.import_answers import ReadingAnswers, question_key
from kiosk.okr.import_findings import APART, QuestionAboutLines, SameTitle
from kiosk.views.admin.import_columns import COLUMNS

DAY_ORDERS = {"day-first": True, "month-first": False}
DECIMAL_SIGNS = {"point": ".", "comma": ","}


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of `kiosk import` that answer questions, as they were typed.

    :ivar columns: “HEADING=WHAT IT HOLDS”.
    :ivar answers: “LINE=READING”.
    :ivar same: “TITLE=TEAM”, of objectives that are one.
    :ivar decimals: a key of DECIMAL_SIGNS; "" for nothing said.
    :ivar days: a key of DAY_ORDERS; "" for nothing said.
    :ivar because: why objectives serve others, where the files do not say it.
    """

    columns: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    decimals: str = ""
    days: str = ""
    because: str = ""

    def named_columns(self) -> dict[str, str]:
        """What columns hold, by their headings in plain writing.

        :raises ValidationError: on "column", saying what may be written.
        """
        found = {}
        for text in self.columns:
            heading, holds = _pair("column", text, '--column "Lead=owner"')
            plain = "_".join(holds.casefold().split())
            if plain not in COLUMNS:
                raise ValidationError(
                    "column",
                    "“%(value)s” is nothing that a column holds. Use one of these: %(known)s",
                    value=holds, known=", ".join(COLUMNS),
                )  # fmt: skip
            found[plain_heading(heading)] = plain
        return found

    def reading_answers(self, remembered: Mapping[str, str]) -> ReadingAnswers:
        """What is needed while files are read.

        :param remembered: what columns hold, as somebody has said before.
        """
        columns = {**remembered, **self.named_columns()}
        return ReadingAnswers(columns, DAY_ORDERS.get(self.days))


NO_OPTIONS = ImportOptions()


@dataclass(slots=True)
class _LineAnswers:
    """The answers to questions about lines that were not used yet."""

    wanted: list[tuple[str, str]] = field(default_factory=list)

    def take(self, about: QuestionAboutLines) -> str | None:
        """The answer to a question, if there is one."""
        for at, (line, reading) in enumerate(self.wanted):
            if line in map(str, about.lines):
                for known in about.question.readings:
                    if known.casefold() == reading.casefold():
                        del self.wanted[at]
                        return known
        return None


def with_line_answers(
    sources: Sequence[UnderstoodSource], options: ImportOptions
) -> list[Mapping[str, str]]:
    """The answers to questions about lines, for each source by the keys of its questions.

    :raises ValidationError: on "answer", if nothing is asked like that.
    """
    wanted = _LineAnswers([_pair("answer", text, '--answer "7=40"') for text in options.answers])
    found: list[Mapping[str, str]] = []
    asked: list[str] = []
    for source in sources:
        answers = {}
        for about in source.found.questions:
            if about.lines and about.question.outcomes:
                asked += [f"{about.lines[0]}={r}" for r in about.question.readings]
                if (reading := wanted.take(about)) is not None:
                    answers[question_key(about)] = reading
        found.append(answers)
    if wanted.wanted:
        raise ValidationError(
            "answer", "“%(value)s” answers nothing that is asked. Use one of these: %(known)s",
            value="=".join(wanted.wanted[0]), known=", ".join(asked) or "—",
        )  # fmt: skip
    return found


def same_title_answers(
    asked_about: Sequence[SameTitle], options: ImportOptions, team_names: Mapping[str, str]
) -> dict[str, str]:
    """Which objectives of the same title are one, by the key of the question.

    :param asked_about: the titles, without these answers.
    :param team_names: by code.
    :raises ValidationError: on "same", if no such title is asked about, or no such team.
    """
    asked = {each.found[0].title.casefold(): each for each in asked_about}
    answers = {}
    for text in options.same:
        title, team = _pair("same", text, '--same "Be loved=Support"')
        question = asked.get(title.casefold())
        if question is None:
            titles = ", ".join(f"“{each.found[0].title}”" for each in asked_about)
            raise ValidationError(
                "same", "No objectives called “%(value)s” may be one. Asked is about: %(known)s",
                value=title, known=titles or "—",
            )  # fmt: skip
        known = {each.team.casefold(): each.key for each in reversed(question.found)}
        known |= {team_names[o.team].casefold(): o.code for o in question.there}
        known |= {APART: APART}
        if team.casefold() not in known:
            raise ValidationError(
                "same", "“%(title)s” is of no team “%(value)s”. Use one of these: %(known)s",
                title=title, value=team, known=", ".join(known),
            )  # fmt: skip
        answers[question.key] = known[team.casefold()]
    return answers


def refuse_unknown_columns(sources: Sequence[UnderstoodSource], options: ImportOptions) -> None:
    """Raise ValidationError if something is said about a column that is not asked about.

    :param sources: as they are read without answers.
    """
    questions = [each.question for source in sources for each in source.found.questions]
    known = [q.text for q in questions if q.about in ("column", "known column")]
    for heading in options.named_columns():
        if heading not in map(plain_heading, known):
            raise ValidationError(
                "column", "No column “%(value)s” is asked about. Asked is about: %(known)s",
                value=heading, known=", ".join(f"“{text}”" for text in known) or "—",
            )  # fmt: skip


def _pair(name: str, text: str, example: str) -> tuple[str, str]:
    """The two sides of an option."""
    left, sign, right = text.rpartition("=")
    if not (sign and left.strip() and right.strip()):
        raise ValidationError(
            name, "“%(value)s” is not understood. Write it like %(example)s",
            value=text, example=example,
        )  # fmt: skip
    return left.strip(), right.strip()
