"""The repository of surveys. An answer changes no wall and has no author."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from kiosk.errors import StorageUnavailable
from kiosk.okr.survey import Lesson, Question, QuestionResult, ResultsPolicy, Survey
from kiosk.store.db.answer_encryption import destroy_key, key_path, keys_there
from kiosk.store.db.dry_run import refuse_in_dry_run
from kiosk.store.queries import survey_answers, surveys
from kiosk.store.queries.survey_answers import CodeState
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class SurveyRepository(Repository):
    """One survey for each cycle."""

    def get(self, cycle: int) -> Survey:
        """A cycle's survey with the number of answers; raises NotFound."""
        return self._database.read(lambda db: survey_answers.survey_with_count(db, cycle))

    def all(self) -> tuple[Survey, ...]:
        """Every survey that was opened, newest first, without the answers of open ones."""
        return self._database.read(surveys.surveys)

    def results(self, cycle: int) -> tuple[QuestionResult, ...]:
        """The published results of each question."""
        return self._database.read(
            lambda db: survey_answers.results(db, surveys.survey_of(db, cycle))
        )

    def create(self, cycle: int, defaults: Sequence[Question]) -> Survey:
        """Copy the questions of the last survey into a draft without any, or the default ones."""
        return self._database.write(lambda db: surveys.create_survey(db, cycle, defaults))

    def add_question(self, cycle: int, question: Question) -> Question:
        """Add a question to a draft."""
        return self._database.write(lambda db: surveys.add_question(db, cycle, question))

    def edit_question(self, cycle: int, question: Question, if_unchanged_since: str = "") -> None:
        """Change a draft's question."""
        read = version_reader(self._database.zone, "survey_questions", cycle, question.code)
        self._database.write(
            refuse_stale_edit(
                read, if_unchanged_since, lambda db: surveys.edit_question(db, cycle, question)
            )
        )

    def remove_question(self, cycle: int, code: str) -> None:
        """Remove a question from a draft."""
        self._database.write(lambda db: surveys.remove_question(db, cycle, code))

    def move_question(self, cycle: int, code: str, by: int) -> None:
        """Move a draft's question up (-1) or down (1)."""
        self._database.write(lambda db: surveys.move_question(db, cycle, code, by))

    def open(self, cycle: int, showing: ResultsPolicy, today: date) -> Survey:
        """Open a draft; its questions can no longer be changed."""
        return self._database.write(lambda db: surveys.open_survey(db, cycle, showing, today))

    def withdraw(self, cycle: int) -> Survey:
        """Make an open survey without codes a draft again."""
        return self._database.write(lambda db: surveys.withdraw_survey(db, cycle))

    def add_codes(self, cycle: int, count: int) -> tuple[str, ...]:
        """Add codes to an open survey. Only their hashes are stored."""
        codes = self._database.run(lambda: survey_answers.new_codes(count))
        self._database.write(lambda db: survey_answers.add_codes(db, cycle, codes.values()))
        return tuple(codes)

    def code_counts(self, cycle: int) -> tuple[int, int]:
        """How many codes an open survey has, and how many were used to answer it."""
        return self._database.read(lambda db: survey_answers.counts(db, cycle))

    def is_readable(self, cycle: int) -> bool:
        """Whether the encrypted answers can be decrypted: their key was not lost."""
        return self._database.read(
            lambda db: survey_answers.is_readable(db, self._database.path, cycle)
        )

    def by_code(self, code: str) -> tuple[CodeState, Survey | None]:
        """The state of a code, and the survey it belongs to."""
        if not survey_answers.looks_like_code(code):
            return CodeState.UNKNOWN, None
        code_hash = self._database.run(lambda: survey_answers.hash_of(code))
        return self._database.read(lambda db: survey_answers.code_state(db, code_hash))

    def answer(self, code: str, typed: Mapping[str, str]) -> CodeState:
        """Save one person's answers if the code is valid; its state either way."""

        refuse_in_dry_run()

        def run() -> CodeState:
            code_hash = survey_answers.hash_of(code)
            # Not by Database.write: it would record the logged-in user's name and the time.
            with self._database.connections.write_transaction() as db:
                return survey_answers.answer(db, self._database.path, code_hash, typed)

        return self._database.run(run)

    def close(self, cycle: int, today: date) -> Survey:
        """Close an open survey for good, publish the permitted results, and delete the rest."""
        closed = self._database.write(
            lambda db: survey_answers.close_survey(db, self._database.path, cycle, today)
        )
        self._database.run(lambda: destroy_key(key_path(self._database.path, cycle)))
        return closed

    def destroy_keys(self) -> None:
        """Destroy the key of every survey that is not open: the program may have ended between the
        commit that closed one and the end of its key.

        :raises StorageUnavailable: one could not be destroyed.
        """
        # List the keys first: a key created meanwhile must stay.
        keys = self._database.run(lambda: keys_there(self._database.path))
        open_cycles = self._database.read(surveys.cycles_with_open_survey) if keys else frozenset()
        for path, cycle in keys.items():
            if cycle not in open_cycles:
                self._database.run(partial(_destroy_or_explain, path))

    def add_lesson(self, cycle: int, said: str, changed: str) -> None:
        """Add a lesson of a closed survey: what it said, and what was changed because of it."""
        self._database.write(lambda db: surveys.add_lesson(db, cycle, said, changed))

    def edit_lesson(self, cycle: int, lesson: Lesson, if_unchanged_since: str = "") -> None:
        """Change a lesson."""
        read = version_reader(self._database.zone, "survey_lessons", cycle, lesson.code)
        self._database.write(
            refuse_stale_edit(
                read, if_unchanged_since, lambda db: surveys.edit_lesson(db, cycle, lesson)
            )
        )

    def remove_lesson(self, cycle: int, code: str) -> None:
        """Remove a lesson."""
        self._database.write(lambda db: surveys.remove_lesson(db, cycle, code))

    def move_lesson(self, cycle: int, code: str, by: int) -> None:
        """Move a lesson up (-1) or down (1)."""
        self._database.write(lambda db: surveys.move_lesson(db, cycle, code, by))


def _destroy_or_explain(path: Path) -> None:
    try:
        destroy_key(path)
    except OSError as error:
        raise StorageUnavailable(
            "%(path)s is the key of a survey that is closed, and cannot be deleted: %(reason)s. "
            "Delete it yourself",
            path=str(path),
            reason=error.strerror or str(error),
        ) from error
