"""The store's methods about surveys. An answer moves no wall and is signed by nobody."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from kiosk.errors import StorageUnavailable
from kiosk.okr.survey import Lesson, Question, QuestionResult, ResultsPolicy, Survey
from kiosk.store.db.answer_encryption import destroy_key, key_path, keys_there
from kiosk.store.db.dry_run import refuse_in_dry_run
from kiosk.store.queries import survey_answers, survey_rows
from kiosk.store.queries import surveys as survey
from kiosk.store.queries.survey_answers import CodeState
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class SurveyRepository(Repository):
    """The surveys of the cycles."""

    def survey(self, cycle: int) -> Survey:
        """A cycle's survey with the number of sheets sent; raises NotFound."""
        return self._read(lambda db: survey_answers.survey_with_count(db, cycle))

    def surveys(self) -> tuple[Survey, ...]:
        """Every survey that was opened, the newest first, without the sheets of open ones."""
        return self._read(survey_rows.surveys)

    def survey_results(self, cycle: int) -> tuple[QuestionResult, ...]:
        """What is shown of each question's answers."""
        return self._read(lambda db: survey_answers.results(db, survey_rows.survey_of(db, cycle)))

    def begin_survey(self, cycle: int, usual: Sequence[Question]) -> Survey:
        """Give a draft without questions those of the last survey, or the usual ones."""
        return self._write(lambda db: survey.create_survey(db, cycle, usual))

    def add_survey_question(self, cycle: int, question: Question) -> Question:
        """Add a question to a draft."""
        return self._write(lambda db: survey.add_question(db, cycle, question))

    def edit_survey_question(self, cycle: int, question: Question, carried: str = "") -> None:
        """Change a draft's question."""
        look = version_reader(self.zone, "survey_questions", cycle, question.code)
        self._write(
            refuse_stale_edit(look, carried, lambda db: survey.edit_question(db, cycle, question))
        )

    def remove_survey_question(self, cycle: int, code: str) -> None:
        """Take a question out of a draft."""
        self._write(lambda db: survey.remove_question(db, cycle, code))

    def move_survey_question(self, cycle: int, code: str, by: int) -> None:
        """Move a draft's question up (-1) or down (1)."""
        self._write(lambda db: survey.move_question(db, cycle, code, by))

    def open_survey(self, cycle: int, showing: ResultsPolicy, today: date) -> Survey:
        """Open a draft; its questions stay as they are from now on."""
        return self._write(lambda db: survey.open_survey(db, cycle, showing, today))

    def make_survey_codes(self, cycle: int, count: int) -> tuple[str, ...]:
        """New codes for an open survey. They are kept nowhere: only their hashes are."""
        made = self._call(lambda: survey_answers.new_codes(count))
        self._write(lambda db: survey_answers.add_codes(db, cycle, made.values()))
        return tuple(made)

    def survey_code_counts(self, cycle: int) -> tuple[int, int]:
        """How many codes an open survey has, and how many sheets were sent."""
        return self._read(lambda db: survey_answers.counts(db, cycle))

    def survey_is_readable(self, cycle: int) -> bool:
        """Whether the answers that wait can be unsealed: their key was not lost."""
        return self._read(lambda db: survey_answers.is_readable(db, self.path, cycle))

    def survey_of_code(self, code: str) -> tuple[CodeState, Survey | None]:
        """What a code is good for, and the survey it answers."""
        if not survey_answers.looks_like_code(code):
            return CodeState.UNKNOWN, None
        code_hash = self._call(lambda: survey_answers.hash_of(code))
        return self._read(lambda db: survey_answers.code_state(db, code_hash))

    def answer_survey(self, code: str, typed: Mapping[str, str]) -> CodeState:
        """Take one person's answers by a code that is good; otherwise say what it is."""

        refuse_in_dry_run()

        def run() -> CodeState:
            code_hash = survey_answers.hash_of(code)
            # Not by _write: it would sign with the name and the time of whoever is logged in.
            with self._connections.write_transaction() as db:
                return survey_answers.answer(db, self.path, code_hash, typed)

        return self._call(run)

    def close_survey(self, cycle: int, today: date) -> Survey:
        """Close an open survey for good, show what may be shown, and forget everything else."""
        closed = self._write(lambda db: survey_answers.close_survey(db, self.path, cycle, today))
        self._call(lambda: destroy_key(key_path(self.path, cycle)))
        return closed

    def destroy_survey_keys(self) -> None:
        """Destroy the key of every survey that is not open: the program may have ended between the
        commit that closed one and the end of its key.

        :raises StorageUnavailable: one could not be destroyed.
        """
        # The keys are listed first: one that is made meanwhile is left alone.
        keys = self._call(lambda: keys_there(self.path))
        kept = self._read(survey_rows.open_surveys) if keys else frozenset()
        for path, cycle in keys.items():
            if cycle not in kept:
                self._call(partial(_destroyed, path))

    def add_survey_lesson(self, cycle: int, said: str, changed: str) -> None:
        """Add what a closed survey said and what was changed because of it."""
        self._write(lambda db: survey.add_lesson(db, cycle, said, changed))

    def edit_survey_lesson(self, cycle: int, lesson: Lesson, carried: str = "") -> None:
        """Change one."""
        look = version_reader(self.zone, "survey_lessons", cycle, lesson.code)
        self._write(
            refuse_stale_edit(look, carried, lambda db: survey.edit_lesson(db, cycle, lesson))
        )

    def remove_survey_lesson(self, cycle: int, code: str) -> None:
        """Take one away."""
        self._write(lambda db: survey.remove_lesson(db, cycle, code))

    def move_survey_lesson(self, cycle: int, code: str, by: int) -> None:
        """Move one up (-1) or down (1)."""
        self._write(lambda db: survey.move_lesson(db, cycle, code, by))


def _destroyed(path: Path) -> None:
    try:
        destroy_key(path)
    except OSError as error:
        raise StorageUnavailable(
            "%(path)s is the key of a survey that is closed, and cannot be deleted: %(reason)s. "
            "Delete it yourself",
            path=str(path),
            reason=error.strerror or str(error),
        ) from error
