"""Files that are broken or meant to do harm: each is refused with a sentence, by a process that
needs little time and memory, and nothing in the database changes."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from kiosk.cli import main
from kiosk.errors import ValidationError
from kiosk.exchange import import_source
from kiosk.exchange.import_worker import understand_file
from kiosk.exchange.reading.lengths import LONGEST, TOO_LONG
from kiosk.exchange.reading.own_tables import HEADINGS, KEY_RESULTS
from kiosk.okr.import_findings import Understood
from tests.exchange.forked_reader import ForkedReaders
from tests.exchange.hostile_archives import ARCHIVES, DOCUMENTS, WORKBOOKS, bomb, workbook
from tests.exchange.hostile_texts import BYTES, OBJECTS, OUTLINES, PAGES, TABLES
from tests.services import make_client, make_services
from tests.web.admin.users import add_person, log_in

SECONDS, MEGABYTES = 5, 300
pytestmark = pytest.mark.usefixtures("readers")
HOSTILE = ARCHIVES | WORKBOOKS | DOCUMENTS | BYTES | TABLES | PAGES | OBJECTS | OUTLINES
WHAT_TO_DO = re.compile(
    r"\b(Copy|Choose|Save|Unpack|Leave out|Export|Paste|Change or remove|Label the lines)\b"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("office")
    make_services(made)
    return made


def content(folder: Path) -> dict[str, str]:
    """What is in a data folder: its files by name, and what each holds."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in files}


def said_of(folder: Path, file: Path | str, *options: str) -> str:
    """What `kiosk import` says, which refuses the file and changes nothing."""
    before = content(folder)
    asked = ["import", str(file), "--data", str(folder), "--team", "Ops", "--yes", *options]
    done = CliRunner().invoke(main, asked)
    assert content(folder) == before
    assert done.exit_code == 1, done.output
    assert "Traceback" not in done.output
    assert "Nothing to import" not in done.output
    return done.stderr.strip()


def test_there_are_more_than_a_hundred_of_them():
    contents = {sha256(make()).digest() for name, make in HOSTILE.items() if "MB" not in name}
    assert len(contents) > 150


def refusal(folder: Path, file: Path) -> str:
    """What is said about a file. Of one that has lines, the command says what they lack."""
    try:
        understand_file(file.name, file.read_bytes(), ".")
    except ValidationError as error:
        return str(error)
    return said_of(folder, file)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(folder: Path, tmp_path: Path, readers: ForkedReaders, name: str):
    file = tmp_path / name
    file.write_bytes(HOSTILE[name]())
    said = refusal(folder, file)
    assert name in said or "Not understood is line" in said
    assert WHAT_TO_DO.search(said), said
    assert len(said) < 600
    for used in readers.used:
        assert used.seconds < SECONDS
        assert used.megabytes < MEGABYTES


@pytest.mark.parametrize("name", ["bomb.ods", "deep lists.html", "paper.pdf", "last cell.xlsx"])
def test_the_command_says_what_is_wrong_and_changes_nothing(
    folder: Path, tmp_path: Path, name: str
):
    (tmp_path / name).write_bytes(HOSTILE[name]())
    said = said_of(folder, tmp_path / name)
    assert f"“{name}”" in said
    assert WHAT_TO_DO.search(said)


UNUSUAL: dict[str, str] = {
    "deep lists": "<ul>" * 900 + "<li>x" + "</ul>" * 900,
    "brackets": "(" * 20_000,
    "digits": "1" * 20_000,
    "groups of digits": "1,234" * 4_000,
    "from and to": "from 1 to " * 2_000,
    "labels": "KR " * 5_000,
    "bullets": "- " * 5_000,
    "bars": "|a" * 3_000,
    "spans": "<table><tr><td rowspan=99999999 colspan=99999999>x</table>",
    "turned round": "\u202e\u2066Objective: abc\n- \u202dCalls to 5\u202c",
    "half a character": "Objective: \ud800\n- Calls \udfff to 5",
    "objective with a file's name": "Objective: ../../etc/passwd\n- =cmd|'/c calc'!A1 to 5",
}


@pytest.mark.parametrize("text", UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_text_is_read_or_refused_without_a_traceback(text: str):
    found = Understood(0, ())
    with suppress(ValidationError):
        (source,) = import_source.understand_text(text, ".")
        found = source.found
    accounted = len(found.skipped) + len(found.not_understood) + len(found.objectives)
    assert accounted + sum(len(each.key_results) for each in found.objectives) >= found.lines


def test_a_line_that_is_too_long_is_not_understood_and_others_are():
    text = f"Objective: Grow\n- Calls from 1 to 5\n- {'x' * LONGEST}\n- Visits from 2 to 9"
    (source,) = import_source.understand_text(text, ".")
    (objective,) = source.found.objectives
    assert [k.draft.title for k in objective.key_results] == [
        "Calls from 1 to 5",
        "Visits from 2 to 9",
    ]
    (refused,) = source.found.not_understood
    assert (refused.number, refused.reason) == (3, TOO_LONG)
    assert len(refused.text) < LONGEST


def test_many_milestones_of_an_own_export_are_no_line_without_end():
    steps = [f"{number}: {'step ' * 20}" for number in range(100)]
    values = ["", "Move", "Move out", "milestones", "", "", "\n".join(steps), "", "", "1", ""]
    written = [
        "".join(f"<c t='str'><v>{cell}</v></c>" for cell in row)
        for row in (HEADINGS[KEY_RESULTS], values)
    ]
    made = workbook(f"<sheetData><row>{'</row><row>'.join(written)}</row></sheetData>")
    (source,) = understand_file("own.xlsx", made, ".")
    (objective,) = source.found.objectives
    assert len(objective.key_results[0].draft.milestones) == 100


def test_a_file_that_takes_too_long_is_given_up():
    endless = b"Objective: a\n" + b"- Calls from 1 to 2\n" * 40_000
    with pytest.raises(ValidationError, match="“okrs.txt”: .* too much time or memory"):
        understand_file("okrs.txt", endless, ".", seconds=1)


def test_without_a_fork_it_is_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    with pytest.raises(ValidationError, match="“okrs.ods”: .* unpacks to more than 100 MB. Copy"):
        understand_file("okrs.ods", bomb("content.xml"), ".")
    text = b"# Ops\n## Objective: Calm\n- Pages from 40 to 10\n"
    (found,) = understand_file("okrs.md", text, ".")
    (objective,) = found.found.objectives
    assert (objective.team, objective.title) == ("Ops", "Calm")
    assert objective.key_results[0].draft.target == 10


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "okrs.csv")
    return folder / "okrs.csv"


def _circle(folder: Path) -> Path:
    (folder / "okrs.csv").symlink_to(folder / "okrs.csv")
    return folder / "okrs.csv"


def _linked(folder: Path) -> Path:
    (folder / "okrs.csv").symlink_to("/dev/zero")
    return folder / "okrs.csv"


NO_FILES: dict[str, tuple[Callable[[Path], Path | str], str]] = {
    "a folder": (lambda folder: folder, "is not a file. Name a file"),
    "a pipe": (_pipe, "is not a file. Name a file"),
    "a device": (lambda _: "/dev/zero", "is not a file. Name a file"),
    "a link to a device": (_linked, "is not a file. Name a file"),
    "a link to itself": (_circle, "cannot be read: Too many levels of symbolic links"),
    "no file": (lambda folder: folder / "missing.csv", "cannot be read: No such file"),
    "a name that is too long": (lambda _: "x" * 5_000, "cannot be read: File name too long"),
    "a file of the system": (lambda _: "/proc/self/mem", "cannot be read"),
}


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_file_is_refused_by_the_command(folder: Path, tmp_path: Path, name: str):
    make, sentence = NO_FILES[name]
    assert sentence in said_of(folder, make(tmp_path))


def test_a_sparse_file_of_100_gb_is_not_read(folder: Path, tmp_path: Path):
    file = tmp_path / "okrs.csv"
    with file.open("wb") as opened:
        opened.truncate(100_000_000_000)
    assert "larger than 20 MB. Copy the OKRs into a smaller one" in said_of(folder, file)


NAMES = (
    "../../../../etc/cron.d/okrs.csv",
    "okrs\r\nX-Other: 1.csv",
    "okrs\x00.csv",
    "<script>alert(1)</script>.csv",
    f"{'x' * 10_000}.csv",
    "C:\\Windows\\okrs.csv",
    "\u202efdp.okrs",
    "%(file)s {0} ${x}.csv",
)


@pytest.fixture(scope="module")
def admin(folder: Path) -> FlaskClient:
    """A client with which an admin has logged in."""
    services = make_services(folder)
    client = make_client(services)
    add_person(services)
    log_in(client)
    return client


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_an_upload_is_only_shown(folder: Path, admin: FlaskClient, name: str):
    before = content(folder)
    sent: dict[str, Any] = {"file": (BytesIO(b"%PDF-1.7"), name)}
    answer = admin.post("/admin/paste", data=sent)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    # A line break ends the head of its part, so that there is no file then.
    assert "Copy the OKRs out of it" in text or "Nothing was pasted yet" in text
    assert "<script>alert" not in text
    assert "X-Other" not in answer.headers
    assert content(folder) == before


BODIES: dict[str, tuple[str, bytes]] = {
    "no boundary": ("multipart/form-data", b"--x\r\n"),
    "another boundary": ("multipart/form-data; boundary=y", b"--x\r\n\r\na\r\n--x--"),
    "no end": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; na"),
    "no name": ("multipart/form-data; boundary=x", b"--x\r\n\r\na\r\n--x--\r\n"),
    "a head without end": ("multipart/form-data; boundary=x", b"--x\r\n" + b"a: b\r\n" * 9_000),
    "many parts": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 21_000 + b"--x--",
    ),
    "a long field": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="table"\r\n\r\n'
        + b"a" * 2_100_000
        + b"\r\n--x--",
    ),
    "too much": ("multipart/form-data; boundary=x", bytes(21_000_001)),
    "another type": ("text/csv", b"Objective,Key result\n"),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_form_that_is_broken_is_answered_with_a_sentence(
    folder: Path, admin: FlaskClient, body: tuple[str, bytes]
):
    before = content(folder)
    answer = admin.post("/admin/paste", data=body[1], content_type=body[0])
    assert 400 <= answer.status_code < 500
    text = answer.get_data(as_text=True)
    assert re.search(r"[A-Z][^<>]{20,}", text)
    assert "Traceback" not in text
    assert content(folder) == before
