"""A key result from its sentence, the cells or fields beside it and the lines below it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kiosk.exchange.understanding.changed_amounts import (
    changed_amount,
    more_than_there_are,
    number_with_change,
)
from kiosk.exchange.understanding.changed_shares import changed_share
from kiosk.exchange.understanding.clock_cells import (
    questions_about_clocks,
    with_units_of_clocks,
)
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.crowns import questions_about_crowns
from kiosk.exchange.understanding.limits_not_met import way_to_limit
from kiosk.exchange.understanding.measure_drafts import Measured, which_is_meant
from kiosk.exchange.understanding.measure_words import is_done_anew
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.number_words import is_counted_at_once, with_digits
from kiosk.exchange.understanding.open_measures import share_of_all
from kiosk.exchange.understanding.owners import name_alone
from kiosk.exchange.understanding.row_extras import RowExtras, extras_of
from kiosk.exchange.understanding.row_measure import measure_of_row, with_millions
from kiosk.exchange.understanding.row_units import in_one_unit
from kiosk.exchange.understanding.sentence import Sentence, sentence_of, without_due
from kiosk.exchange.understanding.several import (
    is_list_of_counts,
    listed_steps,
    numbered_steps,
    steps_draft,
    things_counted,
    two_measures,
)
from kiosk.exchange.understanding.stated_units import in_unit_of
from kiosk.exchange.understanding.stated_values import is_stated_value, numbers_asked_about
from kiosk.exchange.understanding.table_cells import weight_in_cell
from kiosk.exchange.understanding.target_days import with_day_of_target
from kiosk.exchange.understanding.tiers import target_tier, tiers_in_words
from kiosk.exchange.understanding.titles import REMARK
from kiosk.exchange.understanding.unit_sizes import with_sizes
from kiosk.okr.import_findings import FoundKeyResult, FoundValue, ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind

_LONGEST_MEASURED = 2_000


def _reading(draft: KeyResultDraft) -> str:
    return f"≤ {draft.high}" if draft.high is not None else f"0 → {draft.target}"


@dataclass(frozen=True, slots=True)
class LineBelow:
    """A line below a key result: its text, and whether its box is ticked."""

    text: str
    is_done: bool | None = None


@dataclass(frozen=True, slots=True)
class BuiltKeyResults:
    """What a line makes: one key result, or two where it has two measures."""

    rows: tuple[FoundKeyResult, ...]
    questions: tuple[ReadingQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyResultSource:
    """Where a key result is from: its line, its text, the cells beside it, the lines below it and
    whether its box is ticked. `has_start` is False in a table that has current values and targets
    and no starts: then it begins where it stands."""

    line: int
    text: str
    cells: Mapping[Column, str]
    steps: tuple[LineBelow, ...] = ()
    is_done: bool | None = None
    has_start: bool = True


def built_key_results(
    source: KeyResultSource, decimal_separator: str, *, is_day_first: bool | None
) -> BuiltKeyResults:
    """The key results of a line.

    :param decimal_separator: the locale's.
    :param is_day_first: how 01/02 is read, where that is known.
    :raises ValidationError: on "target", if it is no number and the start is one.
    """
    return _Builder(source, decimal_separator, is_day_first).built()


def _with_stated_values(source: KeyResultSource) -> KeyResultSource:
    """A key result with “currently 7 %” beside it that stands in a line below."""
    stated = tuple(step for step in source.steps if is_stated_value(step.text))
    if not stated or len(source.text) > _LONGEST_MEASURED:
        return source
    text = " ".join((source.text, *(f"({step.text.strip(' ().:;')})" for step in stated)))
    return replace(source, text=text, steps=tuple(s for s in source.steps if s not in stated))


class _Builder:
    def __init__(
        self, source: KeyResultSource, decimal_separator: str, is_day_first: bool | None
    ) -> None:
        self._texts = (source.text, *source.cells.values())
        cells = with_day_of_target(with_millions(with_sizes(source.cells)))
        cells, self._are_clocks = with_units_of_clocks(cells)
        cells, asked_about_units = in_one_unit(cells, decimal_separator)
        self._source = source = _with_stated_values(replace(source, cells=cells))
        self._separator = decimal_separator
        self._is_day_first = is_day_first
        self._questions: list[ReadingQuestion] = [*asked_about_units]
        self._dropped: tuple[ReadingQuestion, ...] = ()
        # Where a column says the kind, as in this product's own files, the title is only a title.
        is_plain = bool(source.cells.get(Column.KIND))
        named = source.cells.get(Column.OWNER) or is_plain
        is_titled = bool(named) or len(source.text) > _LONGEST_MEASURED
        self._alone = None if is_titled else name_alone(source.text)
        text = self._alone[0] if self._alone else source.text
        # A text far too long for a title is measured by its beginning.
        plain = Sentence(source.text, source.text[:_LONGEST_MEASURED])
        is_plain = is_plain or len(source.text) > _LONGEST_MEASURED
        has_target = bool(source.cells.get(Column.TARGET)) and not source.cells.get(Column.START)
        self._sentence = plain
        if not is_plain:
            self._sentence = sentence_of(text, decimal_separator, is_measured_beside=has_target)
        if not (is_titled or is_plain or self._alone or self._sentence.owner):
            self._take_name_left()

    def _take_name_left(self) -> None:
        """“Portal online (Sami, by 31 Aug)”: the name stands alone once the day is taken out."""
        self._alone = name_alone(self._sentence.title)
        if self._alone:
            measured = name_alone(self._sentence.measured)
            title, left = self._alone[0], measured[0] if measured else self._sentence.measured
            self._sentence = replace(self._sentence, title=title, measured=left)

    def built(self) -> BuiltKeyResults:
        measured = self._measured()
        draft = self._titled(self._with_steps(measured))
        self._sentence, asked_about_stated = in_unit_of(draft, self._sentence)
        self._questions += asked_about_stated
        extras = extras_of(self._source.cells, draft, self._separator, self._is_day_first)
        asked = [each for each in measured.questions if each not in self._dropped]
        questions = (*asked, *self._sentence.questions, *extras.questions)
        self._questions += [self._with_titles(each, draft) for each in questions]
        self._questions += questions_about_crowns(draft, self._texts)
        if self._are_clocks:
            self._questions += questions_about_clocks(draft, self._source.cells[Column.TARGET])
        self._ask_about_talk(draft)
        self._ask_about_owner(draft)
        row = self._row(draft, measured, extras)
        rows = self._both(row) or (row,)
        return BuiltKeyResults(rows, tuple(self._questions))

    def _measured(self) -> Measured:
        cells, others = target_tier(self._source.cells)
        if others:
            in_words = tiers_in_words(self._source.cells, self._separator)
            if in_words:
                return in_words
        title = self._sentence.measured
        is_plain = self._has_cells() or len(self._source.text) > _LONGEST_MEASURED
        if not is_plain and (changed := self._changed()):
            return changed
        measured = measure_of_row({**cells, Column.KEY_RESULT: title}, self._separator)
        if others:
            return replace(measured, description=others)
        digits = with_digits(title)
        if self._has_cells() or len(self._source.steps) > 1 or self._source.is_done:
            return measured
        if digits == title:
            is_open = measured.draft.kind is KeyResultKind.YES_NO and not measured.questions
            below = self._measured_below() if is_open else None
            return below or (share_of_all(title) if is_open else None) or measured
        if self._source.steps:
            return self._measured_below() or measured
        counted = measure_of_row({**cells, Column.KEY_RESULT: digits}, self._separator)
        is_plain = is_counted_at_once(digits) and counted.draft.start == 0
        if is_plain or counted.draft.kind.is_limit or counted.questions:
            return counted
        readings = (_reading(counted.draft), "yes or no")
        outcomes = ((counted.draft,), (measured.draft,))
        asked = ReadingQuestion("target", title, readings, readings[0], outcomes)
        return replace(counted, questions=(asked,))

    def _changed(self) -> Measured | None:
        """From the number that the sentence says, to so much more or less."""
        text, separator = without_due(self._source.text), self._separator
        found = changed_share(text, separator) or changed_amount(text, separator)
        return found or number_with_change(text, separator)

    def _measured_below(self) -> Measured | None:
        """“Retrain the night shift”, and below it “complaints from 9 to 3”: the only line below a
        key result without a number may measure it, which is asked about."""
        (step, *others) = self._source.steps or (None,)
        found = measure_in(step.text, self._separator) if step and not others else None
        if step is None or found is None or REMARK.fullmatch(step.text):
            return None
        once = KeyResultDraft("", KeyResultKind.YES_NO)
        return replace(found, questions=(which_is_meant("kind", step.text, (found.draft, once)),))

    def _with_steps(self, measured: Measured) -> KeyResultDraft:
        """The draft: several lines below a key result without a number are its steps."""
        draft, steps = measured.draft, self._source.steps
        titles = tuple(step.text for step in steps)
        is_open = draft.kind is KeyResultKind.YES_NO
        numbered = () if steps else numbered_steps(self._sentence.title)
        if numbered and self._are_all(draft, len(numbered)):
            self._dropped = measured.questions
            return steps_draft(numbered)
        if is_open and len(steps) > 1:
            return steps_draft(titles)
        if not steps and (is_open or self._is_number_in_list(measured)):
            return self._listed(measured)
        names = titles or things_counted(self._sentence.title)
        if draft.start == 0 and draft.target == len(names) and len(names) > 1:
            readings = (f"0 → {draft.target}", " · ".join(names))
            outcomes = ((draft,), (steps_draft(names),))
            about = self._sentence.title
            self._ask(ReadingQuestion("kind", about, readings, readings[0], outcomes))
        return draft

    def _are_all(self, draft: KeyResultDraft, count: int) -> bool:
        """Whether nothing but the steps is to be reached: their number, “all 3 steps”, or nothing
        that a cell says."""
        is_number_of_them = draft.start in (None, 0) and draft.target == count
        return draft.kind is KeyResultKind.YES_NO or is_number_of_them or not self._has_cells()

    def _is_number_in_list(self, measured: Measured) -> bool:
        """Whether the number is within a list of deliverables, and so no target of them all:
        “protocol revised, team trained, first 10 visits made”."""
        is_count = measured.draft.kind is KeyResultKind.NUMBER and not measured.draft.unit
        first = re.split(r"[,;:，；、：]", self._sentence.title)[0]
        is_within = not re.search(r"\d", first) or is_list_of_counts(self._sentence.title)
        return is_count and measured.draft.target is not None and is_within

    def _listed(self, measured: Measured) -> KeyResultDraft:
        draft, titles = measured.draft, listed_steps(self._sentence.title)
        if not titles or self._has_cells():
            return draft
        other = _reading(draft) if draft.target is not None else "yes or no"
        steps, readings = steps_draft(titles), (" · ".join(titles), other)
        outcomes = ((steps,), (draft,))
        self._dropped = measured.questions
        self._ask(ReadingQuestion("steps", self._sentence.title, readings, readings[0], outcomes))
        return steps

    def _ask(self, question: ReadingQuestion) -> None:
        draft = question.outcomes[0][0]
        self._questions.append(self._with_titles(question, self._titled(draft)))

    def _ask_about_owner(self, draft: KeyResultDraft) -> None:
        """“(Lea)” at the end of this line alone: the owner, or part of the title."""
        if self._alone:
            name = self._alone[1]
            whole = replace(draft, title=f"{draft.title} ({name})", owner=self._sentence.owner)
            readings, outcomes = (name, whole.title), ((draft,), (whole,))
            self._questions.append(ReadingQuestion("owner", name, readings, name, outcomes))

    def _ask_about_talk(self, draft: KeyResultDraft) -> None:
        """“[Mei: is it 51 today?]”: a number that somebody asks about and that is not read."""
        numbers = numbers_asked_about(self._source.text)
        read = {str(n) for n in (draft.start, draft.target, self._sentence.start)}
        if numbers and not self._questions and not read & set(numbers):
            self._questions.append(ReadingQuestion("target", self._source.text, numbers, ""))

    def _has_cells(self) -> bool:
        """Whether cells beside it say how it is measured."""
        measures = (Column.TARGET, Column.START, Column.KIND, Column.COMMITTED, Column.STRETCH)
        return any(self._source.cells.get(column) for column in measures)

    def _titled(self, draft: KeyResultDraft) -> KeyResultDraft:
        cells = self._source.cells
        return replace(
            draft,
            title=self._sentence.title,
            owner=cells.get(Column.OWNER, "").lstrip("@~")
            or self._sentence.owner
            or (self._alone or ("", ""))[1],
            weight=weight_in_cell(cells.get(Column.WEIGHT, "")),
            short_title=cells.get(Column.SHORT_TITLE, ""),
            ambition=draft.ambition or self._sentence.ambition,
        )

    def _with_titles(self, question: ReadingQuestion, draft: KeyResultDraft) -> ReadingQuestion:
        """A question whose outcomes have what the key result has besides its measure."""
        outcomes = tuple(
            tuple(
                replace(each, title=each.title or draft.title, owner=draft.owner,
                        weight=draft.weight, short_title=draft.short_title,
                        ambition=draft.ambition)
                for each in outcome
            )
            for outcome in question.outcomes
        )  # fmt: skip
        return replace(question, outcomes=outcomes)

    def _row(self, draft: KeyResultDraft, measured: Measured, extras: RowExtras) -> FoundKeyResult:
        value = self._value(draft, measured, extras)
        draft = self._started(draft)
        if draft.start is None and self._is_done_anew(draft):
            draft = replace(draft, start=Decimal(0))
        elif not self._source.has_start:
            draft = self._started(draft, extras.value)
        note = self._source.cells.get(Column.NOTE, "")
        # Without a value there is no check-in that the note could be on.
        described = (*self._described(draft, measured), note if value is None else "")
        return FoundKeyResult(
            self._source.line,
            draft,
            value,
            self._sentence.confidence if extras.confidence is None else extras.confidence,
            "" if value is None else note,
            extras.due or self._sentence.due,
            "\n".join(filter(None, described)),
            extras.measured_on,
        )

    def _started(self, draft: KeyResultDraft, value: FoundValue | None = None) -> KeyResultDraft:
        """The draft with the start that the sentence says beside its measure, “40 (today 12)”, or
        with `value`."""
        start = self._sentence.start if value is None else value
        is_given = self._source.cells.get(Column.START) or draft.start not in (None, Decimal(0))
        way = None if is_given else way_to_limit(draft, start, self._source.text)
        if way is not None:
            asked = which_is_meant("kind", self._sentence.title, (way, draft))
            self._questions.append(self._with_titles(asked, draft))
            return way
        if is_given or not isinstance(start, Decimal) or not draft.kind.is_start_to_target:
            return draft
        more = more_than_there_are(draft, start, self._sentence.title)
        if more:  # “3 more (now 5)”: from 5 to 8
            self._questions.append(which_is_meant("target", *more))
            return more[1][0]
        return replace(draft, start=start) if draft.target != start else draft

    def _is_done_anew(self, draft: KeyResultDraft) -> bool:
        """Whether what is counted begins at 0, as the title says beside its target: “Three guest
        features”, “Hire nurses”."""
        if draft.target is None or draft.target <= 0 or not self._source.cells.get(Column.TARGET):
            return False
        title = with_digits(self._sentence.measured)
        counted = measure_in(title, self._separator)
        is_same = counted is not None and counted.draft.target == draft.target
        is_from_nothing = is_same and counted is not None and counted.draft.start == 0
        return is_from_nothing or (draft.kind.is_start_to_target and is_done_anew(title))

    def _value(
        self, draft: KeyResultDraft, measured: Measured, extras: RowExtras
    ) -> FoundValue | None:
        if draft.kind is KeyResultKind.MILESTONES:
            done = tuple(step.text for step in self._source.steps if step.is_done)
            return done or extras.value
        if draft.kind is KeyResultKind.YES_NO:
            is_said = extras.value is True or self._sentence.value is True
            if self._source.is_done or is_said:
                return True
            # Where kinds are said, “no” was reported; without them it only says “not done yet”.
            return extras.value if self._source.cells.get(Column.KIND) else None
        for value in (extras.value, self._sentence.value, measured.value):
            if isinstance(value, Decimal):
                return value
        return None

    def _described(self, draft: KeyResultDraft, measured: Measured) -> Iterator[str]:
        yield self._sentence.priority
        yield measured.description
        yield self._source.cells.get(Column.DESCRIPTION, "")
        if draft.kind is not KeyResultKind.MILESTONES:
            yield from (step.text for step in self._source.steps)

    def _both(self, row: FoundKeyResult) -> tuple[FoundKeyResult, ...]:
        """The two key results of a sentence with two measures; () for others."""
        if self._has_cells() or self._source.steps:
            return ()
        both = two_measures(self._sentence.measured, self._separator)
        if both is None:
            return ()
        drafts = tuple(
            replace(each.draft, title=title, owner=row.draft.owner, weight=row.draft.weight)
            for title, each in both
        )
        readings = (" · ".join(draft.title for draft in drafts), row.draft.title)
        question = ReadingQuestion(
            "measures", row.draft.title, readings, readings[0], (drafts, (row.draft,))
        )
        self._questions = [question]
        return tuple(replace(row, draft=draft, value=None) for draft in drafts)
