"""What the page pictures show: offices in the moments that a quarter has, and their pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from kiosk.okr.grading import GradeDraft, suggested_grade
from kiosk.okr.model import CycleState
from kiosk.okr.presentation import DURATION
from kiosk.okr.survey import ResultsPolicy
from kiosk.store import Store
from kiosk.store.db.author import set_author
from kiosk.views.common.survey import default_questions
from kiosk.views.i18n.localizer import Localizer
from tests.server import MOMENT, ZONE

BEGINNING = datetime(2026, 10, 6, 12, tzinfo=UTC)
"""The day of the All-Hands of the sample's quarter."""
ENDING = datetime(2026, 12, 28, 12, tzinfo=UTC)
"""The day before its final meeting."""

_DONE = (
    ("Samir", "7BXS", "29", "The series on queues is read to its end"),
    ("Mira", "R8F5", "3", "Oregon gets ready for its drill"),
)

_LEARNED = "A number that everybody sees is asked about, and then it moves"

Paths = Mapping[str, str]
"""What stands in a path for {…}: a code that was made just now."""


def _nothing(store: Store, now: datetime) -> Paths:
    return {}


@dataclass(frozen=True, slots=True)
class Scene:
    """An office at a moment; its pages by name.

    :ivar prepare: what happens before anybody looks. :ivar walls: the selector of the page that a
        wall turns to. :ivar phones, admins: paths; in them {…} is what `prepare` gave back.
    """

    now: datetime
    prepare: Callable[[Store, datetime], Paths] = _nothing
    walls: Mapping[str, str] = field(default_factory=dict)
    phones: Mapping[str, str] = field(default_factory=dict)
    admins: Mapping[str, str] = field(default_factory=dict)

    def only(self, word: str) -> "Scene | None":
        """The scene with those pages whose pictures have a word in their names; None without."""
        walls, phones, admins = (
            {name: page for name, page in pages.items() if word in f"{kind}-{name}"}
            for kind, pages in (
                ("wall", self.walls),
                ("phone", self.phones),
                ("admin", self.admins),
            )
        )
        found = replace(self, walls=walls, phones=phones, admins=admins)
        return found if walls or phones or admins else None


def _in_full_swing(store: Store, now: datetime) -> Paths:
    """Some people, and what they did this afternoon."""
    set_author("Ada", now)
    for name, team in (("Mira", "9ENG"), ("Samir", "8MKT"), ("Aylin", "")):
        store.users.add(name, "", not team, teams=[team] if team else [])
    for name, code, value, note in _DONE:
        set_author(name, now)
        store.check_ins.add(code, Decimal(value), now=now, author=name, note=note)
    set_author("Aylin", now)
    store.meetings.cancel("1YWQ", now=now)
    set_author("")
    return {}


def _survey_open(store: Store, now: datetime) -> Paths:
    cycle = store.office(now).cycles[0].id
    store.surveys.create(cycle, default_questions(Localizer("en_GB", ZoneInfo(ZONE))))
    store.surveys.open(cycle, ResultsPolicy.CLOSED, now.date())
    (code,) = store.surveys.add_codes(cycle, 1)
    return {"code": code}


def _grading(store: Store, now: datetime) -> Paths:
    """Half of the objectives are graded, and the next quarter is being planned."""
    cycle = store.office(now).cycles[0]
    store.cycles.set_state(cycle.id, CycleState.GRADING, now=now)
    office = store.office(now)
    for objective in office.objectives[::2]:
        grade = GradeDraft(suggested_grade(office, objective), learned=_LEARNED)
        store.grades.save(objective.code, grade, now=now, author="Mira")
    days = date(2027, 1, 1), date(2027, 3, 31)
    return {"next": str(store.cycles.add("Q1 2027", *days, state=CycleState.DRAFT).id)}


def _all_in(store: Store, now: datetime) -> Paths:
    for key_result in store.office(now).key_results():
        store.check_ins.repeat_latest(key_result.code, now=now)
    return {}


def _presenting(store: Store, now: datetime) -> Paths:
    store.presentation.start(store.office(now).cycles[0].id, "*", now + DURATION)
    store.presentation.step(to=3, last=20)
    return {}


SCENES = (
    Scene(
        MOMENT,
        _in_full_swing,
        {
            "overview": "[id^=cycle-]",
            "week-changes": "#moved",
            "poster": "[id^=calendar-]",
            "meetings": "#meetings",
            "check-ins-due": "[id^=waiting]",
            "week-notes": "#learned",
            "alignment": "[id^=alignment-]",
            "team": "[id^=team-]",
            "objective": "#objective-K7Q2",
        },
        {
            "objective": "/o/K7Q2",
            "team": "/t/engineering",
            "everyone": "/all",
            "check-ins-due": "/in",
            "week": "/week",
            "alignment": "/alignment",
            "replay": "/replay",
            "meetings": "/meetings",
            "meeting": "/m/1VWM",
            "cycles": "/cycles",
            "closed-cycle": "/cycles/Q3%202026",
            "survey-results": "/survey",
        },
        {
            "check-in": "/admin/",
            "objectives": "/admin/objectives",
            "objective": "/admin/objectives/K7Q2",
            "key-result": "/admin/key-results/M3XD",
            "alignment": "/admin/alignment",
            "import": "/admin/paste",
            "cycles": "/admin/cycles",
            "cycle": "/admin/cycles/1",
            "meetings": "/admin/meetings",
            "present": "/admin/present",
            "survey": "/admin/survey/2",
            "people": "/admin/people",
            "history": "/admin/history",
            "screens": "/admin/screens",
            "screen": "/admin/screens/docs",
            "settings": "/admin/settings",
            "backups": "/admin/backups",
        },
    ),
    Scene(
        BEGINNING,
        walls={
            "cycle-results": "#summary-2",
            "grades": "[id^=summary-2-]",
            "lessons": "[id^=lessons-]",
        },
    ),
    Scene(ENDING, _survey_open, {"survey": "[id^=survey-]"}, {"survey": "/s/{code}"}),
    Scene(
        ENDING,
        _grading,
        admins={"grading": "/admin/grading", "roadmap": "/admin/meetings/plan?cycle={next}"},
    ),
    Scene(MOMENT, _all_in, {"check-ins-in": "#waiting"}),
    Scene(MOMENT, _presenting, {"presentation": "[id^=present-]"}),
)

ANSWERS = {
    "wall-alignment": "Why does a team do this? Which company objective it serves, and the reason.",
    "wall-announcement": "What was saved just now? The note, the value before and after, and what "
    "it has done to the objective.",
    "wall-check-ins-due": "What is there to do? Which key results are due this week, how many are "
    "in, and the code to check in.",
    "wall-check-ins-in": "What is there to do? Nothing more this week: all are in.",
    "wall-cycle-results": "How did the last cycle end? Each objective with its percent and grade.",
    "wall-empty": "What comes first? The steps of a new office, and the code to begin.",
    "wall-grades": "How does a team grade itself, and what did it learn?",
    "wall-lessons": "What came of the survey? What people said, and what was changed.",
    "wall-meetings": "When is the next meeting, where, and who may come?",
    "wall-objective": "How far is this objective, is it on schedule, what changed this week, how "
    "old are its numbers, and how long is there to go?",
    "wall-overview": "How far is the company, what changed this week, and how many days are there "
    "to go?",
    "wall-poster": "What is this quarter about? Its theme.",
    "wall-presentation": "At an All-Hands: what are we talking about right now?",
    "wall-survey": "What is there to do? Say how the cycle went, anonymously.",
    "wall-team": "How far is each of this team's objectives?",
    "wall-week-changes": "What changed this week, from which value to which?",
    "wall-week-notes": "What was learned this week, and about which key result?",
}
"""Which question a page of the wall answers at a glance, by the name of its picture."""
