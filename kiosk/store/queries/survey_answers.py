"""Survey codes and answers, stored so that nobody can match answers to people.

Of a code, only its hash is stored, and whether it was used. Pending answers are encrypted in one
row per survey (db/answer_encryption.py), in one pool per question; published answers get rows of
their own with random keys. No row has a timestamp, and the tables share no key. SQLite's pages keep
cells in the order of writing, so a table that changes row by row is rewritten as a whole, and
secure_delete overwrites the old pages.
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

from kiosk.errors import DecryptionError
from kiosk.okr.codes import ALPHABET, normal_code
from kiosk.okr.survey import (
    PendingAnswers,
    QuestionResult,
    Survey,
    SurveyState,
    question_result,
    validated_answers,
)
from kiosk.okr.survey_rules import refuse_code_count, refuse_code_total
from kiosk.store.db.answer_encryption import (
    decrypt,
    encrypt,
    key_path,
    make_key,
    read_key,
)
from kiosk.store.queries.surveys import refuse_not_open, survey_of

CODE_LENGTH = 10  # 50 bits; fits with the URL in a QR code of version 2


class CodeState(StrEnum):
    """Whether a code can be used."""

    GOOD = "good"
    USED = "used"
    UNKNOWN = "unknown"


def new_codes(count: int) -> dict[str, str]:
    """New codes with their hashes. The codes themselves are stored nowhere.

    :raises ValidationError: on "count", if it is below 1 or above the maximum.
    """
    refuse_code_count(count)
    codes = ("".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(count))
    return {code: hash_of(code) for code in codes}


def looks_like_code(text: str) -> bool:
    """Whether a text could be a code, before the slow hash is computed."""
    plain = normal_code(text)
    return len(plain) == CODE_LENGTH and all(letter in ALPHABET for letter in plain)


def hash_of(code: str) -> str:
    """The hash of a code in any spelling; slow, to prevent trying all codes."""
    return scrypt(normal_code(code).encode(), salt=b"survey", n=1024, r=8, p=1, dklen=20).hex()


def add_codes(db: sqlite3.Connection, cycle: int, hashes: Iterable[str]) -> None:
    """Add codes to an open survey.

    :raises ValidationError: it is not open, or would have too many codes.
    """
    refuse_not_open(db, cycle)
    known = _codes(db, cycle) | dict.fromkeys(hashes, 0)
    refuse_code_total(len(known))
    _write_codes(db, cycle, known)


def _codes(db: sqlite3.Connection, cycle: int) -> dict[str, int]:
    rows = db.execute("SELECT code_hash, is_used FROM survey_codes WHERE cycle = ?", (cycle,))
    return {row["code_hash"]: row["is_used"] for row in rows}


def _write_codes(db: sqlite3.Connection, cycle: int, codes: Mapping[str, int]) -> None:
    """Rewrite all codes, sorted by hash, so that no page shows which one changed last."""
    db.execute("DELETE FROM survey_codes WHERE cycle = ?", (cycle,))
    db.executemany(
        "INSERT INTO survey_codes (code_hash, cycle, is_used) VALUES (?, ?, ?)",
        [(code_hash, cycle, codes[code_hash]) for code_hash in sorted(codes)],
    )


def counts(db: sqlite3.Connection, cycle: int) -> tuple[int, int]:
    """How many codes an open survey has, and how many people have answered."""
    row = db.execute(
        "SELECT count(*) AS made, coalesce(sum(is_used), 0) AS used FROM survey_codes"
        " WHERE cycle = ?",
        (cycle,),
    ).fetchone()
    return row["made"], row["used"]


def code_state(db: sqlite3.Connection, code_hash: str) -> tuple[CodeState, Survey | None]:
    """The state of a code, and its survey."""
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
    """Save one person's answers and mark the code as used, in one transaction.

    :param typed: the texts by field name.
    :return: GOOD if they were saved, else why not.
    :raises ValidationError: naming the field; the code can still be used.
    """
    state, survey = code_state(db, code_hash)
    if state is not CodeState.GOOD or survey is None or survey.state is not SurveyState.OPEN:
        return state
    answers = validated_answers(survey.questions, typed)
    _write_codes(db, survey.cycle, _codes(db, survey.cycle) | {code_hash: 1})
    pending = _pending(db, database, survey.cycle).with_submission(answers)
    if pending.is_first_result_due(survey.showing):
        pending = _publish(db, pending)
    _write_pending(db, database, survey.cycle, pending)
    return CodeState.GOOD


def close_survey(db: sqlite3.Connection, database: Path, cycle: int, today: date) -> Survey:
    """Close an open survey: publish what may be shown, delete all other answers and every code.

    The caller destroys its key after the commit.
    """
    refuse_not_open(db, cycle)
    _, answered = counts(db, cycle)
    _publish(db, _pending(db, database, cycle))
    db.execute("DELETE FROM survey_sealed WHERE cycle = ?", (cycle,))
    db.execute("DELETE FROM survey_codes WHERE cycle = ?", (cycle,))
    db.execute(
        "UPDATE surveys SET closed_on = ?, answered = ? WHERE cycle = ?",
        (today.isoformat(), answered, cycle),
    )
    return survey_of(db, cycle)


def is_readable(db: sqlite3.Connection, database: Path, cycle: int) -> bool:
    """Whether the encrypted answers can be decrypted; not if their key was lost."""
    try:
        _decrypted(db, database, cycle)
    except DecryptionError:
        return False
    return True


def results(db: sqlite3.Connection, survey: Survey) -> tuple[QuestionResult, ...]:
    """The published result of each question."""
    return tuple(
        question_result(question, _published(db, question.code)) for question in survey.questions
    )


def survey_with_count(db: sqlite3.Connection, cycle: int) -> Survey:
    """A survey with the number of people who have answered; raises NotFound."""
    survey = survey_of(db, cycle)
    if survey.state is not SurveyState.OPEN:
        return survey
    return replace(survey, answered=counts(db, cycle)[1])


def _published(db: sqlite3.Connection, question: str) -> list[str]:
    rows = db.execute("SELECT answer FROM survey_answers WHERE question = ?", (question,))
    return [row["answer"] for row in rows]


def _publish(db: sqlite3.Connection, pending: PendingAnswers) -> PendingAnswers:
    left, shown = pending.release()
    rows = [
        (secrets.token_hex(16), question, answer)
        for question, pool in shown.items()
        for answer in pool
    ]
    secrets.SystemRandom().shuffle(rows)
    db.executemany("INSERT INTO survey_answers (key, question, answer) VALUES (?, ?, ?)", rows)
    return left


def _pending(db: sqlite3.Connection, database: Path, cycle: int) -> PendingAnswers:
    """The encrypted answers; none if their key was lost."""
    try:
        text = _decrypted(db, database, cycle)
    except DecryptionError:
        text = b""
    if not text:
        return PendingAnswers()
    stored = json.loads(text)
    pools = {code: tuple(pool) for code, pool in stored["pools"].items()}
    return PendingAnswers(pools, stored["sheets"], stored["was_shown"])


def _decrypted(db: sqlite3.Connection, database: Path, cycle: int) -> bytes:
    row = db.execute("SELECT sealed FROM survey_sealed WHERE cycle = ?", (cycle,)).fetchone()
    if row is None:
        return b""
    key = read_key(key_path(database, cycle))
    if key is None:
        raise DecryptionError
    return decrypt(key, row["sealed"])


def _write_pending(
    db: sqlite3.Connection, database: Path, cycle: int, pending: PendingAnswers
) -> None:
    path = key_path(database, cycle)
    stored = {
        "pools": pending.by_question,
        "sheets": pending.submissions,
        "was_shown": pending.results_shown,
    }
    text = json.dumps(stored, ensure_ascii=False).encode()
    encrypted = encrypt(read_key(path) or make_key(path), text)
    db.execute("DELETE FROM survey_sealed WHERE cycle = ?", (cycle,))
    db.execute("INSERT INTO survey_sealed (cycle, sealed) VALUES (?, ?)", (cycle, encrypted))
