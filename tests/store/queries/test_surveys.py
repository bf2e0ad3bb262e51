"""The survey in its database: what is kept, and what nobody can find in the file."""

import re
import sqlite3
from collections.abc import Callable
from datetime import date
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.errors import DecryptionError, NotFound, StorageUnavailable, ValidationError
from kiosk.okr.model import Objective
from kiosk.okr.survey import Lesson, Question, QuestionKind, ResultsPolicy, Survey, SurveyState
from kiosk.store import Store
from kiosk.store.db.answer_encryption import BLOCK, decrypt, encrypt, key_path
from kiosk.store.db.author import current_author
from kiosk.store.queries.survey_answers import CodeState
from tests.old_office import ANSWERS, unpack
from tests.server import ZONE

TODAY = date(2026, 12, 18)
USUAL = (
    Question(QuestionKind.SCALE, "I had a say."),
    Question(QuestionKind.TEXT, "What helped most?"),
)
Fill = Callable[[int], None]


@pytest.fixture
def cycle(store: Store, company: Objective) -> int:
    return company.cycle


@pytest.fixture
def survey(store: Store, cycle: int) -> Survey:
    """An open survey."""
    store.surveys.create(cycle, USUAL)
    return store.surveys.open(cycle, ResultsPolicy.CLOSED, TODAY)


def sheet(survey: Survey, scale: int, text: str) -> dict[str, str]:
    one, two = survey.questions
    return {f"q-{one.code}": str(scale), f"q-{two.code}": text}


def fill(store: Store, survey: Survey, count: int) -> tuple[str, ...]:
    codes = store.surveys.add_codes(survey.cycle, count)
    for number, code in enumerate(codes):
        said = sheet(survey, number % 5 + 1, f"thought-number-{number}.")
        assert store.surveys.answer(code, said) is CodeState.GOOD
    return codes


def shown(store: Store, survey: Survey) -> list[int]:
    return [result.answers for result in store.surveys.results(survey.cycle)]


def test_a_draft_begins_with_the_usual_questions_or_those_of_last_time(store: Store, cycle: int):
    assert store.surveys.get(cycle).state is SurveyState.DRAFT
    draft = store.surveys.create(cycle, USUAL)
    assert [q.text for q in draft.questions] == ["I had a say.", "What helped most?"]
    store.surveys.add_question(cycle, Question(QuestionKind.TEXT, "What else?"))
    store.surveys.open(cycle, ResultsPolicy.CLOSED, TODAY)
    after = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    copied = store.surveys.create(after.id, USUAL).questions
    assert [q.text for q in copied] == ["I had a say.", "What helped most?", "What else?"]
    assert not {q.code for q in copied} & {q.code for q in store.surveys.get(cycle).questions}


def test_a_drafts_questions_are_edited_ordered_and_removed(store: Store, cycle: int):
    one, two = store.surveys.create(cycle, USUAL).questions
    store.surveys.move_question(cycle, two.code, -1)
    store.surveys.edit_question(cycle, Question(QuestionKind.TEXT, "Did you?", one.code))
    there = store.surveys.get(cycle).questions
    assert [q.text for q in there] == ["What helped most?", "Did you?"]
    store.surveys.move_question(cycle, two.code, -1)  # as far up as can be
    store.surveys.remove_question(cycle, two.code)
    assert [q.text for q in store.surveys.get(cycle).questions] == ["Did you?"]
    with pytest.raises(ValidationError, match="already asked"):
        store.surveys.add_question(cycle, Question(QuestionKind.SCALE, "Did  you?"))
    with pytest.raises(NotFound):
        store.surveys.remove_question(cycle, "ZZZZ")


def test_an_open_surveys_questions_stay_as_they_are(store: Store, survey: Survey):
    code = survey.questions[0].code
    for change in (
        lambda: store.surveys.add_question(survey.cycle, Question(QuestionKind.TEXT, "More?")),
        lambda: store.surveys.edit_question(survey.cycle, Question(QuestionKind.TEXT, "X", code)),
        lambda: store.surveys.remove_question(survey.cycle, code),
        lambda: store.surveys.move_question(survey.cycle, code, 1),
        lambda: store.surveys.open(survey.cycle, ResultsPolicy.EARLY, TODAY),
    ):
        with pytest.raises(ValidationError, match="has been opened"):
            change()
    assert store.surveys.get(survey.cycle).questions == survey.questions


def test_each_code_answers_once_however_it_is_written(store: Store, survey: Survey):
    code, other = store.surveys.add_codes(survey.cycle, 2)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{10}", code)
    said = sheet(survey, 3, "")
    assert store.surveys.answer("ZZZZZZZZZZ", said) is CodeState.UNKNOWN
    assert store.surveys.answer(code.lower(), said) is CodeState.GOOD
    assert store.surveys.answer(f"{code[:5]}-{code[5:]}", said) is CodeState.USED
    assert store.surveys.by_code(code)[0] is CodeState.USED
    assert store.surveys.by_code(other)[0] is CodeState.GOOD
    assert store.surveys.code_counts(survey.cycle) == (2, 1)


def test_a_refused_sheet_leaves_its_code_good(store: Store, survey: Survey):
    (code,) = store.surveys.add_codes(survey.cycle, 1)
    for typed in ({}, sheet(survey, 6, ""), sheet(survey, 1, "x" * 700)):
        with pytest.raises(ValidationError):
            store.surveys.answer(code, typed)
    assert store.surveys.get(survey.cycle).answered == 0
    assert store.surveys.answer(code, sheet(survey, 1, "")) is CodeState.GOOD


def test_four_answers_are_never_shown(store: Store, survey: Survey):
    fill(store, survey, 4)
    closed = store.surveys.close(survey.cycle, TODAY)
    assert (closed.state, closed.answered) == (SurveyState.CLOSED, 4)
    assert shown(store, survey) == [0, 0]
    assert b"thought-number" not in store.path.read_bytes()


def test_nine_answers_are_all_shown_when_the_survey_is_closed_and_not_before(
    store: Store, survey: Survey
):
    fill(store, survey, 9)
    assert shown(store, survey) == [0, 0]
    assert store.surveys.get(survey.cycle).answered == 9
    store.surveys.close(survey.cycle, TODAY)
    scale, text = store.surveys.results(survey.cycle)
    assert scale.counts == (2, 2, 2, 2, 1)
    assert set(text.texts) == {f"thought-number-{n}." for n in range(9)}


def test_shown_early_there_is_a_picture_of_five_and_of_the_rest_only_if_it_is_five(
    store: Store, cycle: int
):
    store.surveys.create(cycle, USUAL)
    survey = store.surveys.open(cycle, ResultsPolicy.EARLY, TODAY)
    seen = []
    for _ in range(9):
        fill(store, survey, 1)
        seen.append(shown(store, survey)[0])
    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5]
    fill(store, survey, 1)
    store.surveys.close(cycle, TODAY)
    assert shown(store, survey) == [10, 10]


def test_a_question_few_answered_is_not_shown_beside_one_that_all_did(store: Store, survey: Survey):
    for number, code in enumerate(store.surveys.add_codes(survey.cycle, 6)):
        store.surveys.answer(code, sheet(survey, 5, "mine" if number < 4 else ""))
    store.surveys.close(survey.cycle, TODAY)
    assert shown(store, survey) == [6, 0]
    assert b"mine" not in store.path.read_bytes()


def test_a_closed_survey_takes_no_answer_and_knows_no_code(store: Store, survey: Survey):
    used, free = store.surveys.add_codes(survey.cycle, 2)
    store.surveys.answer(used, sheet(survey, 3, ""))
    store.surveys.close(survey.cycle, TODAY)
    assert store.surveys.answer(free, sheet(survey, 3, "")) is CodeState.UNKNOWN
    assert store.surveys.by_code(used) == (CodeState.UNKNOWN, None)
    assert not key_path(store.path, survey.cycle).exists()
    with pytest.raises(ValidationError, match="not open"):
        store.surveys.add_codes(survey.cycle, 1)


# What can be found in the file


def dumped(store: Store) -> bytes:
    """Every byte there is of the database and what stands beside it, but for the key."""
    files = sorted(store.path.parent.iterdir())
    return b"".join(path.read_bytes() for path in files if path.suffix != ".key")


def test_the_files_hold_no_code_no_name_no_time_and_no_answer_of_an_open_survey(
    store: Store, survey: Survey
):
    current_author.set("Ada Lovelace")
    try:
        before = dumped(store)
        codes = store.surveys.add_codes(survey.cycle, 7)
        # What the admin does is known of them; what people answer is not of anybody.
        current_author.set("Ben Bitdiddle")
        moments = re.compile(rb"20\d\d-\d\d-\d\d[T ]\d\d:\d\d")
        known = set(moments.findall(dumped(store)))
        for code in codes:
            store.surveys.answer(code, sheet(survey, 2, "quokka wombat"))
        after = dumped(store)
    finally:
        current_author.set("")
    for code in codes:
        assert code.encode() not in after
        assert code.lower().encode() not in after
    for secret in (b"quokka", b"Bitdiddle", b"Ada Lovelace", b"127.0.0.1"):
        assert secret not in after
    assert set(moments.findall(after)) <= known | set(moments.findall(before))


def raw(store: Store, question: str) -> list[tuple[str, str]]:
    with sqlite3.connect(store.path) as db:
        return db.execute(
            "SELECT key, answer FROM survey_answers WHERE question = ?", (question,)
        ).fetchall()


def test_neither_rows_nor_bytes_say_in_which_order_people_answered(store: Store, survey: Survey):
    fill(store, survey, 36)
    store.surveys.close(survey.cycle, TODAY)
    in_rows = [
        int(text.rsplit("-", 1)[1].strip(".")) for _, text in raw(store, survey.questions[1].code)
    ]
    in_bytes = [int(n) for n in re.findall(rb"thought-number-(\d+)\.", store.path.read_bytes())]
    for order in (in_rows, in_bytes):
        assert sorted(order) == list(range(36))  # each once: nothing was left behind elsewhere
        # Of neighbours half stand in order by chance; 27 of 35, or 8, come once in millions.
        ascending = sum(one < other for one, other in pairwise(order))
        assert 8 < ascending < 27
        assert len({number for number in order[:10] if number < 10}) < 9


def test_two_questions_answers_of_one_person_do_not_stand_together(store: Store, survey: Survey):
    codes = store.surveys.add_codes(survey.cycle, 24)
    for number, code in enumerate(codes):
        store.surveys.answer(code, sheet(survey, 1 if number < 12 else 5, f"{number:03d}"))
    store.surveys.close(survey.cycle, TODAY)
    scale, text = survey.questions
    chosen = ["low" if answer == "1" else "high" for _, answer in raw(store, scale.code)]
    wrote = ["low" if int(answer) < 12 else "high" for _, answer in raw(store, text.code)]
    alike = sum(one == other for one, other in zip(chosen, wrote, strict=True))
    assert 0 < alike < 24
    keys = [key for q in (scale, text) for key, _ in raw(store, q.code)]
    assert len(set(keys)) == 48


def codes_in_pages(store: Store) -> list[bytes]:
    """Code hashes in the order in which they lie in the file, of the table and its index."""
    return re.findall(rb"[0-9a-f]{40}", store.path.read_bytes())


def test_where_a_code_lies_in_the_file_does_not_tell_when_it_was_used(store: Store, survey: Survey):
    codes = store.surveys.add_codes(survey.cycle, 8)
    lay = codes_in_pages(store)
    assert len(lay) == 16
    for code in codes[:5]:
        store.surveys.answer(code, sheet(survey, 3, ""))
    # In the order of their hashes, as if all had been written at one stroke.
    assert codes_in_pages(store) == lay


def test_of_two_copies_before_and_after_one_answer_nothing_can_be_read(
    store: Store, survey: Survey, tmp_path: Path
):
    fill(store, survey, 2)

    def sealed() -> bytes:
        with sqlite3.connect(store.path) as db:
            return db.execute("SELECT sealed FROM survey_sealed").fetchone()[0]

    before = sealed()
    (code,) = store.surveys.add_codes(survey.cycle, 1)
    store.surveys.answer(code, sheet(survey, 3, "a long thought " * 30))
    after = sealed()
    assert len(before) == len(after) > BLOCK  # not even how much was written
    same = sum(one == other for one, other in zip(before, after, strict=True))
    assert same < len(after) / 100
    assert raw(store, survey.questions[0].code) == []


def test_an_answer_raises_no_revision_and_is_in_no_audit_log(store: Store, survey: Survey):
    codes = store.surveys.add_codes(survey.cycle, 6)
    before = store.revision()
    for code in codes:
        store.surveys.answer(code, sheet(survey, 4, "well"))
    assert store.revision() == before
    store.surveys.close(survey.cycle, TODAY)
    store.surveys.add_lesson(survey.cycle, "Too many goals", "Three at most")
    with sqlite3.connect(store.path) as db:
        told = db.execute("SELECT count(*) FROM journal WHERE thing LIKE 'survey%'").fetchone()
        triggers = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN"
            " ('survey_codes', 'survey_answers', 'survey_sealed')"
        ).fetchall()
    assert told == (0,)
    assert triggers == []


def test_what_was_deleted_is_cleared_in_every_connection(store: Store):
    with store._database.connections.write_transaction() as db:
        assert db.execute("PRAGMA secure_delete").fetchone()[0] == 1
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "truncate"


def test_without_its_key_what_waited_is_lost_and_said_and_the_survey_goes_on(
    store: Store, survey: Survey
):
    fill(store, survey, 3)
    assert store.surveys.is_readable(survey.cycle)
    key_path(store.path, survey.cycle).unlink()
    assert not store.surveys.is_readable(survey.cycle)
    fill(store, survey, 5)
    store.surveys.close(survey.cycle, TODAY)
    assert shown(store, survey) == [5, 5]


def test_the_key_is_for_its_owner_alone(store: Store, survey: Survey):
    fill(store, survey, 1)
    assert key_path(store.path, survey.cycle).stat().st_mode & 0o777 == 0o600


def test_what_is_redacted_opens_with_its_own_key_only():
    key, other = b"k" * 32, b"o" * 32
    sealed = encrypt(key, b"said")
    assert decrypt(key, sealed) == b"said"
    assert encrypt(key, b"said") != sealed
    changed = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in (0, 9, 25, -1)]
    changed[-1] = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for wrong_key, text in (
        (other, sealed),
        *((key, text) for text in (*changed, sealed[:12], b"")),
    ):
        with pytest.raises(DecryptionError):
            decrypt(wrong_key, text)


def test_it_is_aes_in_gcm_as_anybody_else_would_open_it():
    key = b"k" * 32
    sealed = encrypt(key, b"said")
    own = blake2b(key=key, person=b"aes-gcm", digest_size=32).digest()
    whole = AESGCM(own).decrypt(sealed[8:20], sealed[20:], sealed[:8])
    assert sealed[:8] == b"AES-GCM1"
    assert (whole[:12], len(whole)) == ((4).to_bytes(8) + b"said", BLOCK)


def test_what_version_1_0_has_encrypted_opens_and_is_encrypted_anew_with_the_next_answer(
    tmp_path: Path,
):
    unpack(tmp_path)
    store = Store(tmp_path / "kiosk.db", zone=ZoneInfo(ZONE))
    store.migrate()

    def sealed() -> tuple[int, bytes]:
        with sqlite3.connect(store.path) as db:
            return db.execute("SELECT cycle, sealed FROM survey_sealed").fetchone()

    cycle, before = sealed()
    assert not before.startswith(b"AES-GCM1")
    assert b"Said 3" in decrypt(key_path(store.path, cycle).read_bytes(), before)
    with pytest.raises(DecryptionError):
        decrypt(b"o" * 32, before)
    (code,) = store.surveys.add_codes(cycle, 1)
    question = store.surveys.get(cycle).questions[0]
    assert store.surveys.answer(code, {f"q-{question.code}": "3"}) is CodeState.GOOD
    assert sealed()[1].startswith(b"AES-GCM1")
    store.surveys.close(cycle, TODAY)
    assert max(result.answers for result in store.surveys.results(cycle)) == ANSWERS + 1


def test_lessons_are_written_after_closing_and_raise_the_revision(store: Store, survey: Survey):
    with pytest.raises(ValidationError, match="Close the survey first"):
        store.surveys.add_lesson(survey.cycle, "Too many goals", "Three at most")
    store.surveys.close(survey.cycle, TODAY)
    before = store.revision()
    for said in ("Too many goals", "Too few breaks"):
        store.surveys.add_lesson(survey.cycle, said, "We try")
    assert store.revision() > before
    one, two = store.surveys.get(survey.cycle).lessons
    store.surveys.move_lesson(survey.cycle, two.code, -1)
    store.surveys.edit_lesson(survey.cycle, Lesson(one.code, "Too many goals", "Three at most"))
    assert [(x.said, x.changed) for x in store.surveys.get(survey.cycle).lessons] == [
        ("Too few breaks", "We try"),
        ("Too many goals", "Three at most"),
    ]
    store.surveys.remove_lesson(survey.cycle, two.code)
    assert len(store.surveys.get(survey.cycle).lessons) == 1


# Keys that were left behind


class Killed(BaseException):
    """The program's end."""


def test_a_key_left_by_a_kill_as_the_survey_was_closed_is_destroyed_at_the_next_start(
    store: Store, survey: Survey, monkeypatch: pytest.MonkeyPatch
):
    fill(store, survey, 2)
    path = key_path(store.path, survey.cycle)

    def killed(_path: Path) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("kiosk.store.repositories.surveys.destroy_key", killed)
        with pytest.raises(Killed):
            store.surveys.close(survey.cycle, TODAY)
    assert store.surveys.get(survey.cycle).state is SurveyState.CLOSED
    assert path.exists()

    store.surveys.destroy_keys()
    assert not path.exists()


def test_the_key_of_an_open_survey_is_left_alone(store: Store, survey: Survey):
    fill(store, survey, 5)
    store.surveys.destroy_keys()

    assert store.surveys.is_readable(survey.cycle)
    store.surveys.close(survey.cycle, TODAY)
    assert shown(store, survey) == [5, 5]


def test_keys_without_a_survey_are_destroyed_and_other_files_are_not(store: Store, cycle: int):
    folder = store.path.parent
    stray = ["survey-99.key", f"survey-{cycle}.key", "survey-99.new"]
    others = ["screen.key", "survey-99.key.txt", "survey-x.key", "my-survey-9.key"]
    for name in stray + others:
        (folder / name).write_bytes(bytes(32))

    store.surveys.destroy_keys()
    assert not any((folder / name).exists() for name in stray)
    assert all((folder / name).exists() for name in others)


def test_a_key_that_cannot_be_deleted_is_named(store: Store, monkeypatch: pytest.MonkeyPatch):
    path = key_path(store.path, 99)
    path.write_bytes(bytes(32))

    def refused(_path: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("kiosk.store.repositories.surveys.destroy_key", refused)
    with pytest.raises(StorageUnavailable, match=r"survey-99\.key.*Read-only file system"):
        store.surveys.destroy_keys()
