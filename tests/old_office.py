"""Makes tests/fixtures/office-of-1.0/: an office with a bit of everything, as this version of the
program writes it, and what that version said of it.

It was run once, by version 1.0 (`python -m tests.old_office`), and is kept to show how: what is in
the folder stays as it is, and every later version opens it
(tests/store/test_office_of_version_1.py).
"""

import gzip
import json
import shutil
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from kiosk.exchange.office_file import read_office_file
from kiosk.exchange.sample_office import load_sample
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import MeetingKind
from kiosk.okr.model import CycleState, KeyResultKind, NewCycle
from kiosk.okr.screens import Message, PageKindSetting, Screen, Theme
from kiosk.okr.survey import QuestionKind, ResultsPolicy
from kiosk.okr.unit_conversion import Conversion
from kiosk.store import Store
from kiosk.store.db.author import set_author
from kiosk.web.core.services import Services
from kiosk.web.security.hashing import hash_token
from kiosk.web.security.passwords import Passwords
from tests.sample import WHOLE
from tests.server import MOMENT
from tests.services import make_client, make_services

FOLDER = Path(__file__).parent / "fixtures" / "office-of-1.0"
PASSWORD = "a few words in a row"
TOKEN = "kiosk_a-token-of-the-office-of-before"
ANSWERS = 6
PATHS = (
    *("/api/v1/okrs", "/api/v1/okrs?cycle=Q3 2026", "/api/v1/key-results/M3XD"),
    *("/api/v1/key-results/H2QX",),
)
"""What is asked of the API: the answers of that version are kept."""


def unpack(folder: Path) -> None:
    """The database and its survey's key in a folder, as they were."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kiosk.db").write_bytes(gzip.decompress((FOLDER / "kiosk.db.gz").read_bytes()))
    for key in FOLDER.glob("survey-*.key"):
        shutil.copy(key, folder)


def said(services: Services) -> dict[str, Any]:
    """What the API says of the office, by path."""
    client = make_client(services)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    client.environ_base.pop("HTTP_ORIGIN")
    return {path: client.get(path, headers=headers).get_json() for path in PATHS}


def _people(store: Store) -> None:
    password = Passwords().hash(PASSWORD)
    marketing, engineering = (
        next(t.code for t in store.office(MOMENT).teams if t.slug == slug)
        for slug in ("marketing", "engineering")
    )
    store.users.add("Ada", password, True)
    bo = store.users.add("Bo", password, teams=[marketing, engineering])
    store.sessions.open(bo.id, hash_token("a session"), MOMENT)
    store.password_links.add(bo.id, hash_token("a link"), MOMENT)
    store.api_tokens.add("Grafana", hash_token(TOKEN), "check-in", MOMENT)
    store.invitations.add(hash_token("an invitation"), now=MOMENT, name="Cleo", teams=[marketing])


def _settings(store: Store) -> None:
    given = {"cycle_length": "half_year", "confidence": "yes", "public_holidays": "DE-BY"}
    store.settings.replace({**store.settings.texts(), **given}, name="An office of before")
    pages = (PageKindSetting("team", seconds=20), PageKindSetting("survey", shown=False))
    store.screens.save(Screen("hall", "In the hall", theme=Theme.HOURS, rotation=90, pages=pages))
    store.screens.show_message("hall", Message("Cake in the kitchen", MOMENT + timedelta(hours=1)))
    store.screens.record_visits(["hall", "k7q2"], MOMENT)


def _objectives(store: Store) -> None:
    office = store.office(MOMENT)
    cycle = office.cycles[0]
    team = store.teams.add("Operations", color="yellow")
    one = store.objectives.add(cycle.id, team.code, "Nobody waits for us")
    two = store.objectives.add(cycle.id, team.code, "Something given up")
    draft = KeyResultDraft("Hours to an answer", KeyResultKind.NUMBER, "h", Decimal(48), Decimal(4))
    hours = store.key_results.add(one.code, draft, now=MOMENT, author="Ada")
    store.check_ins.add(hours.code, Decimal(24), now=MOMENT, author="Ada")
    minutes = KeyResultDraft(
        "Minutes to an answer", KeyResultKind.NUMBER, "min", Decimal(2880), Decimal(240)
    )
    conversion = Conversion("60")
    store.key_results.edit(
        hours.code, minutes, "Finer", now=MOMENT, author="Ada", conversion=conversion
    )
    store.objectives.edit(one.code, title="Nobody waits for long", reason="Honest", now=MOMENT)
    store.key_results.move(hours.code, two.code, "It fits there", now=MOMENT, author="Ada")
    store.moves.undo(hours.code, store.moves.all(hours.code)[0].id)
    store.objectives.archive(two.code, now=MOMENT)
    # What is taken back leaves no trace in these tables, so two that stay.
    home = next(o.code for o in office.objectives if o.key_results and not o.grade)
    store.key_results.move(hours.code, home, "It fits better there", now=MOMENT, author="Ada")
    other = next(t.code for t in office.teams if t.slug == "marketing")
    store.objectives.move(one.code, other, cycle.id, "Theirs", now=MOMENT, author="Ada")


def _check_ins(store: Store) -> None:
    made = store.check_ins.add(
        "M3XD", Decimal("101.5"), now=MOMENT, confidence=7, note="Small steps"
    )
    day = MOMENT - timedelta(days=1)
    store.check_ins.correct(
        made.id, now=MOMENT, measured_at=day, note="Small steps, at night", author="Bo"
    )
    taken_back = store.check_ins.add("M3XD", Decimal(1), now=MOMENT + timedelta(minutes=1))
    store.check_ins.undo(taken_back.id, now=MOMENT + timedelta(minutes=2), author="Bo")


def _around(store: Store) -> None:
    running = store.office(MOMENT).cycles[0]
    into = NewCycle("H1 2027", date(2027, 1, 1), date(2027, 6, 30), "Calmer still")
    codes = [o.code for o in store.office(MOMENT).objectives][:2]
    store.cycles.carry_over(running.id, codes, into, now=MOMENT, author="Ada")
    at = MOMENT + timedelta(days=3)
    meeting = MeetingDraft(MeetingKind.ALL_HANDS, "", "All-Hands", at, 45, "Kitchen")
    store.meetings.cancel(store.meetings.add(running.id, [meeting], now=MOMENT)[0].code, now=MOMENT)
    store.presentation.start(running.id, "hall", MOMENT + timedelta(hours=2))


def _survey(store: Store) -> None:
    running = next(c for c in store.cycles.all() if c.state is CycleState.OPEN)
    questions = store.surveys.create(running.id, ()).questions  # those of the cycle before
    store.surveys.open(running.id, ResultsPolicy.CLOSED, MOMENT.date())
    for number, code in enumerate(store.surveys.add_codes(running.id, ANSWERS + 1)[:ANSWERS]):
        answers = {
            f"q-{q.code}": str(number % 5 + 1) if q.kind is QuestionKind.SCALE else f"Said {number}"
            for q in questions
        }
        store.surveys.answer(code, answers)


def make(folder: Path) -> Services:
    """The office, in a folder."""
    services = make_services(folder, empty=True)
    set_author("Ada")
    load_sample(services.store, read_office_file(WHOLE), MOMENT)
    for step in (_people, _settings, _objectives, _check_ins, _around, _survey):
        step(services.store)
    set_author("")
    return services


def main() -> None:
    """Write the fixture; refused where it is there already."""
    if FOLDER.exists():
        sys.exit(f"{FOLDER} is there already, and stays as it is")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        services = make(folder)
        answers = said(services)
        services.store.close()
        FOLDER.mkdir(parents=True)
        packed = gzip.compress((folder / "kiosk.db").read_bytes(), 9, mtime=0)
        (FOLDER / "kiosk.db.gz").write_bytes(packed)
        for key in folder.glob("survey-*.key"):
            shutil.copy(key, FOLDER)
        text = json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True)
        (FOLDER / "said.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
