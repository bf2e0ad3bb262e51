"""Codes and answers: what is kept of them, and how nothing in it tells whose they are.

A code is kept as its hash, and whether it is used. Answers wait in one sealed row for each
survey (sealing.py), each question's in a pool of its own; what may be shown goes into rows of
their own under random keys, and only then. No row knows the time, and the two tables share no key.
A page of SQLite's keeps cells in the order they were written in, so whatever is flipped or grows
one by one is written anew as a whole, and secure_delete clears what was there before.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from hashlib import scrypt
from pathlib import Path

from kiosk.errors import DecryptionError, ValidationError
from kiosk.okr.codes import ALPHABET, normal_code
from kiosk.okr.survey import (
    PendingAnswers,
    QuestionResult,
    Survey,
    SurveyState,
    question_result,
    validated_answers,
)
from kiosk.store.db.answer_encryption import (
    decrypt,
    encrypt,
    key_path,
    make_key,
    read_key,
)
from kiosk.store.queries.surveys import refuse_not_open, survey_of

CODE_LENGTH = 10  # 50 bits; a QR code with an address and this is of version 2
MAX_CODES_AT_ONCE = 200
MAX_CODES = 5000


class CodeState(StrEnum):
    """What a code is good for."""

    GOOD = "good"
    USED = "used"
    UNKNOWN = "unknown"


def new_codes(count: int) -> dict[str, str]:
    """So many codes with their hashes. Nobody but the caller ever has the codes.

    :raises ValidationError: on the field "count", if they are none or too many at once.
    """
    if not 1 <= count <= MAX_CODES_AT_ONCE:
        raise ValidationError("count", "Enter a number from 1 to %(most)s", most=MAX_CODES_AT_ONCE)
    codes = ("".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(count))
    return {code: hash_of(code) for code in codes}


def looks_like_code(text: str) -> bool:
    """Whether anything written like this could be a code: what could not is not even hashed."""
    plain = normal_code(text)
    return len(plain) == CODE_LENGTH and all(letter in ALPHABET for letter in plain)


def hash_of(code: str) -> str:
    """The hash of a code in any spelling; slow, to prevent trying all codes."""
    return scrypt(normal_code(code).encode(), salt=b"survey", n=1024, r=8, p=1, dklen=20).hex()


def add_codes(db: sqlite3.Connection, cycle: int, hashes: Iterable[str]) -> None:
    """Make codes good for an open survey.

    :raises ValidationError: it is not open, or has as many codes as it may.
    """
    refuse_not_open(db, cycle)
    known = _codes(db, cycle) | dict.fromkeys(hashes, 0)
    if len(known) > MAX_CODES:
        raise ValidationError("count", "A survey has at most %(most)s codes", most=MAX_CODES)
    _write_codes(db, cycle, known)


def _codes(db: sqlite3.Connection, cycle: int) -> dict[str, int]:
    rows = db.execute("SELECT code_hash, is_used FROM survey_codes WHERE cycle = ?", (cycle,))
    return {row["code_hash"]: row["is_used"] for row in rows}


def _write_codes(db: sqlite3.Connection, cycle: int, codes: Mapping[str, int]) -> None:
    """All anew, in the order of their hashes: a page remembers which cell was written last."""
    db.execute("DELETE FROM survey_codes WHERE cycle = ?", (cycle,))
    db.executemany(
        "INSERT INTO survey_codes (code_hash, cycle, is_used) VALUES (?, ?, ?)",
        [(code_hash, cycle, codes[code_hash]) for code_hash in sorted(codes)],
    )


def counts(db: sqlite3.Connection, cycle: int) -> tuple[int, int]:
    """How many codes an open survey has, and how many sheets were sent."""
    row = db.execute(
        "SELECT count(*) AS made, coalesce(sum(is_used), 0) AS used FROM survey_codes"
        " WHERE cycle = ?",
        (cycle,),
    ).fetchone()
    return row["made"], row["used"]


def code_state(db: sqlite3.Connection, code_hash: str) -> tuple[CodeState, Survey | None]:
    """What a code is good for, and the survey it answers."""
    row = db.execute(
        "SELECT cycle, is_used FROM survey_codes WHERE code_hash = ?", (code_hash,)
    ).fetchone()
    if row is None:
        return CodeState.UNKNOWN, None
    survey = survey_of(db, row["cycle"])
    return CodeState.USED if row["is_used"] else CodeState.GOOD, survey


def answer(
    db: sqlite3.Connection, database: Path, code_hash: str, typed: Mapping[str, str]
) -> CodeState:
    """Take one person's answers: the code is used and they wait, or neither.

    :param typed: by the fields' names.
    :returns: GOOD when they were taken, else why not.
    :raises ValidationError: naming the field; the code is still good.
    """
    state, survey = code_state(db, code_hash)
    if state is not CodeState.GOOD or survey is None or survey.state is not SurveyState.OPEN:
        return state
    answers = validated_answers(survey.questions, typed)
    _write_codes(db, survey.cycle, _codes(db, survey.cycle) | {code_hash: 1})
    waiting = _waiting(db, database, survey.cycle).with_submission(answers)
    if waiting.is_first_result_due(survey.showing):
        waiting = _show(db, waiting)
    _write_waiting(db, database, survey.cycle, waiting)
    return CodeState.GOOD


def close_survey(db: sqlite3.Connection, database: Path, cycle: int, today: date) -> Survey:
    """Close an open survey: what may be shown is shown, all else of its answers and every code
    is gone. Its key is for the caller to destroy, once this is committed."""
    refuse_not_open(db, cycle)
    _, answered = counts(db, cycle)
    _show(db, _waiting(db, database, cycle))
    db.execute("DELETE FROM survey_sealed WHERE cycle = ?", (cycle,))
    db.execute("DELETE FROM survey_codes WHERE cycle = ?", (cycle,))
    db.execute(
        "UPDATE surveys SET closed_on = ?, answered = ? WHERE cycle = ?",
        (today.isoformat(), answered, cycle),
    )
    return survey_of(db, cycle)


def is_readable(db: sqlite3.Connection, database: Path, cycle: int) -> bool:
    """Whether the encrypted answers can be decrypted: their key was not lost."""
    try:
        _unsealed(db, database, cycle)
    except DecryptionError:
        return False
    return True


def results(db: sqlite3.Connection, survey: Survey) -> tuple[QuestionResult, ...]:
    """What is shown of each question."""
    return tuple(
        question_result(question, _shown(db, question.code)) for question in survey.questions
    )


def survey_with_count(db: sqlite3.Connection, cycle: int) -> Survey:
    """A survey with the number of sheets sent so far; raises NotFound."""
    survey = survey_of(db, cycle)
    if survey.state is not SurveyState.OPEN:
        return survey
    return replace(survey, answered=counts(db, cycle)[1])


def _shown(db: sqlite3.Connection, question: str) -> list[str]:
    rows = db.execute("SELECT answer FROM survey_answers WHERE question = ?", (question,))
    return [row["answer"] for row in rows]


def _show(db: sqlite3.Connection, waiting: PendingAnswers) -> PendingAnswers:
    left, shown = waiting.release()
    rows = [
        (secrets.token_hex(16), question, answer)
        for question, pool in shown.items()
        for answer in pool
    ]
    secrets.SystemRandom().shuffle(rows)
    db.executemany("INSERT INTO survey_answers (key, question, answer) VALUES (?, ?, ?)", rows)
    return left


def _waiting(db: sqlite3.Connection, database: Path, cycle: int) -> PendingAnswers:
    """The encrypted answers; none if their key was lost."""
    try:
        text = _unsealed(db, database, cycle)
    except DecryptionError:
        text = b""
    if not text:
        return PendingAnswers()
    kept = json.loads(text)
    pools = {code: tuple(pool) for code, pool in kept["pools"].items()}
    return PendingAnswers(pools, kept["sheets"], kept["was_shown"])


def _unsealed(db: sqlite3.Connection, database: Path, cycle: int) -> bytes:
    row = db.execute("SELECT sealed FROM survey_sealed WHERE cycle = ?", (cycle,)).fetchone()
    if row is None:
        return b""
    key = read_key(key_path(database, cycle))
    if key is None:
        raise DecryptionError
    return decrypt(key, row["sealed"])


def _write_waiting(
    db: sqlite3.Connection, database: Path, cycle: int, waiting: PendingAnswers
) -> None:
    path = key_path(database, cycle)
    kept = {
        "pools": waiting.by_question,
        "sheets": waiting.submissions,
        "was_shown": waiting.results_shown,
    }
    text = json.dumps(kept, ensure_ascii=False).encode()
    sealed = encrypt(read_key(path) or make_key(path), text)
    db.execute("DELETE FROM survey_sealed WHERE cycle = ?", (cycle,))
    db.execute("INSERT INTO survey_sealed (cycle, sealed) VALUES (?, ?)", (cycle, sealed))
