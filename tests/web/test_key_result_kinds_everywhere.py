"""Every kind and edge of the rules, worked out by hand, as wall, phone, admin page and API say it.

A key result stands alone in its objective, so that the objective says what comes of it.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import AlignmentLink, KeyResultKind
from kiosk.views.wall.wall import wall_view
from kiosk.web.core.services import Services
from tests.services import make_client, make_services
from tests.web.admin.users import add_person, log_in

NUMBER, PERCENT, MONEY = KeyResultKind.NUMBER, KeyResultKind.PERCENT, KeyResultKind.CURRENCY


def number(value, start, target, kind=NUMBER, **more):
    """A key result with a road; a value of None was never checked in."""
    unit = {NUMBER: "ms", PERCENT: "", MONEY: "EUR"}[kind]
    start = None if start is None else Decimal(start)
    draft = KeyResultDraft("Road", kind, unit, start, Decimal(target), **more)
    return draft, None if value is None else Decimal(value)


def limit(kind, value, low=None, high=None, **more):
    """A key result that stays within limits."""
    low, high = (None if one is None else Decimal(one) for one in (low, high))
    draft = KeyResultDraft("Limit", kind, low=low, high=high, **more)
    return draft, None if value is None else Decimal(value)


def steps(done, *weights):
    """Milestones of these weights; `done` are the numbers of those that are."""
    named = tuple(MilestoneDraft(f"Step {n}", Decimal(w)) for n, w in enumerate(weights))
    return KeyResultDraft("Steps", KeyResultKind.MILESTONES, milestones=named), done


def yes_no(value):
    return KeyResultDraft("Word", KeyResultKind.YES_NO), value


# What is checked in; what is said of it; raw and drawn progress in the API; the objective's.
SINGLE = {
    "increasing": (number("75", "0", "100"), "75%", 0.75, 0.75, "75%"),
    "decreasing": (number("118", "182", "90"), "70%", 0.6957, 0.6957, "70%"),
    "half a percent up": (number("0.625", "0", "1"), "63%", 0.625, 0.625, "63%"),
    "0.1 + 0.2": (number("0.3", "0.1", "0.5"), "50%", 0.5, 0.5, "50%"),
    "over all": (number("300", "0", "100"), "300%", 3, 1, "100%"),
    "below nothing": (number("-50", "0", "100"), "-50%", -0.5, 0, "0%"),
    "decreasing, wrong way": (number("200", "182", "90"), "-20%", -0.1957, 0, "0%"),
    "start is target, met": (number("5", "5", "5"), "100%", 1, 1, "100%"),
    "start is target, not met": (number("6", "5", "5"), "0%", 0, 0, "0%"),
    "unknown start": (number("7", None, "10"), "0%", 0, 0, "0%"),
    "unknown start, at the target": (number("10", None, "10"), "start missing", None, None, "0%"),
    "no check-in": (number(None, "0", "10"), "not started", None, None, "not started"),
    "a percentage": (number("45", "30", "60", PERCENT), "50%", 0.5, 0.5, "50%"),
    "money": (number("1250000", "1000000", "2000000", MONEY), "25%", 0.25, 0.25, "25%"),
    "at most, the limit itself": (
        limit(KeyResultKind.AT_MOST, "5", high="5"),
        "inside",
        1,
        1,
        "inside all limits",
    ),
    "at most, above": (
        limit(KeyResultKind.AT_MOST, "5.01", high="5"),
        "outside",
        0,
        0,
        "inside 0 of 1 limit",
    ),
    "at least, the limit itself": (
        limit(KeyResultKind.AT_LEAST, "5", "5"),
        "inside",
        1,
        1,
        "inside all limits",
    ),
    "at least, below": (
        limit(KeyResultKind.AT_LEAST, "4.99", "5"),
        "outside",
        0,
        0,
        "inside 0 of 1 limit",
    ),
    "between, low itself": (
        limit(KeyResultKind.BETWEEN, "4", "4", "8"),
        "inside",
        1,
        1,
        "inside all limits",
    ),
    "between, above": (
        limit(KeyResultKind.BETWEEN, "9", "4", "8"),
        "outside",
        0,
        0,
        "inside 0 of 1 limit",
    ),
    "a limit that weighs": (
        limit(KeyResultKind.AT_MOST, "4", high="5", weight=Decimal(1)),
        "inside",
        1,
        1,
        "100%",
    ),
    "a limit without a value": (
        limit(KeyResultKind.AT_MOST, None, high="5"),
        "not started",
        None,
        None,
        "inside 0 of 1 limit",
    ),
    "milestones by weight": (steps({0}, 3, 1), "75%", 0.75, 0.75, "75%"),
    "no milestone done": (steps(set(), 1, 1), "0%", 0, 0, "0%"),
    "a milestone that weighs nothing": (steps({1}, 1, 0), "0%", 0, 0, "0%"),
    "yes": (yes_no(True), "100%", 1, 1, "100%"),
    "not yet": (yes_no(False), "0%", 0, 0, "0%"),
}

# Several key results of one objective: what the objective says, and its progress in the API.
MANY = {
    "the mean is of what is drawn": (
        [number("300", "0", "100"), number("0", "0", "100"), number("0", "0", "100")],
        "33%",
        0.3333,
    ),
    "weights": (
        [number("100", "0", "100", weight=Decimal(3)), number("0", "0", "100")],
        "75%",
        0.75,
    ),
    "weight 0 is out": (
        [number("100", "0", "100", weight=Decimal(0)), number("40", "0", "100")],
        "40%",
        0.4,
    ),
    "all weights 0": ([number("100", "0", "100", weight=Decimal(0))], "nothing has a weight", None),
    "a limit beside a road": (
        [limit(KeyResultKind.AT_MOST, "9", high="5"), number("40", "0", "100")],
        "40%",
        0.4,
    ),
    "one of two limits": (
        [limit(KeyResultKind.AT_MOST, "9", high="5"), limit(KeyResultKind.AT_LEAST, "9", "5")],
        "inside 1 of 2 limits",
        None,
    ),
    "one has not reported": ([number("100", "0", "100"), number(None, "0", "100")], "50%", 0.5),
    "no key results": ([], "no key results yet", None),
    "what is archived": ([number("40", "0", "100")], "40%", 0.4),
    "served alone": ([], "30%", 0.3),
    "own and served": ([number("80", "0", "100")], "80%", 0.8),
    "served by nothing that says anything": ([], "no key results yet", None),
}


@dataclass(frozen=True)
class Surfaces:
    """The office on all four, and the codes by the name of each edge."""

    objectives: dict[str, str]
    key_results: dict[str, str]
    wall: dict[str, str]
    phone: dict[str, str]
    admin: str
    api: dict[str, dict]


@pytest.fixture(scope="module")
def all_four(tmp_path_factory) -> Surfaces:
    """Written once, only to be read."""
    services = make_services(tmp_path_factory.mktemp("edges"), empty=True)
    client = make_client(services)
    add_person(services)
    log_in(client)
    objectives, key_results = _fill(services)
    office = services.office()
    view = wall_view(services.localizer, office, services.now(), services.urls())
    body = client.get("/api/v1/okrs").get_json()["cycles"][0]
    told = [o for team in body["teams"] for o in team["objectives"]]
    return Surfaces(
        objectives,
        key_results,
        wall={page.id: page.fragment for page in view.pages},
        phone={code: client.get(f"/o/{code}").text for code in objectives.values()},
        admin=client.get("/admin/objectives").text,
        api={thing["code"]: thing for o in told for thing in (o, *o["key_results"])},
    )


def _fill(services: Services) -> tuple[dict[str, str], dict[str, str]]:
    store = services.store
    cycle = store.cycles.add("Q4 2026", date(2026, 10, 1), date(2026, 12, 31)).id
    company, team = store.teams.add("Us", is_company=True), store.teams.add("Crew", color="sky")
    objectives, key_results = {}, {}
    several = {name: [edge[0]] for name, edge in SINGLE.items()}
    several |= {name: edge[0] for name, edge in MANY.items()}
    for name, drafts in several.items():
        code = store.objectives.add(cycle, company.code, name).code
        objectives[name] = code
        for draft, value in drafts:
            key_results[name] = _add(services, code, draft, value)
    gone = _add(services, objectives["what is archived"], *number("100", "0", "100"))
    store.key_results.archive(gone, now=services.now())
    for name, percents in (("served alone", (20, 40)), ("own and served", (10,)),
                           ("served by nothing that says anything", (None,))):  # fmt: skip
        for percent in percents:
            serves = [AlignmentLink(objectives[name], "it helps")]
            serving = store.objectives.add(cycle, team.code, "It serves", serves)
            if percent is not None:
                _add(services, serving.code, *number(str(percent), "0", "100"))
    # Another that serves, and was put away, counts no more.
    away = [AlignmentLink(objectives["served alone"], "it helped")]
    put_away = store.objectives.add(cycle, team.code, "Gone", away)
    _add(services, put_away.code, *number("100", "0", "100"))
    store.objectives.archive(put_away.code, now=services.now())
    return objectives, key_results


def _add(services: Services, objective: str, draft: KeyResultDraft, value: object) -> str:
    made = services.store.key_results.add(objective, draft, now=services.now())
    if isinstance(value, set):
        value = frozenset(made.milestones[n].code for n in value)
    if value is not None:
        services.store.check_ins.add(made.code, value, now=services.now())
    return made.code


def words_of(html: str) -> str:
    plain = re.sub(r"<[^>]+>", " ", html).replace("\xa0", " ").replace("−", "-")
    return re.sub(r"(?<=\d) %", "%", re.sub(r"\s+", " ", plain)).strip()


def between(html: str, start: str, end: str) -> str:
    assert start in html, start
    return html[(at := html.index(start)) : html.index(end, at)]


@pytest.mark.parametrize("name", SINGLE)
def test_a_key_result_says_the_same_everywhere(all_four: Surfaces, name: str) -> None:
    _given, said, raw, drawn, _objective = SINGLE[name]
    code, objective = all_four.key_results[name], all_four.objectives[name]
    phone = between(all_four.phone[objective], f'id="kr-{code}"', "</section>")
    assert words_of(between(phone, '<div class="progress">', "</div>")) == said
    admin = words_of(between(all_four.admin, f'data-key-result="{code}"', "</li>"))
    assert said in admin
    api = all_four.api[code]
    assert (api["raw_progress"], api["progress"]) == (raw, drawn)
    wall = between(all_four.wall[f"objective-{objective}"], f'id="row-{code}"', "</li>")
    if "%" in said:
        assert f'data-fill="{int(drawn * 1000)}"' in wall
    else:
        assert said in words_of(wall)
        # Nothing is drawn of what nobody knows.
        assert raw is not None or 'data-fill="0"' in wall or "data-value" not in wall


@pytest.mark.parametrize("name", [*SINGLE, *MANY])
def test_an_objective_says_the_same_everywhere(all_four: Surfaces, name: str) -> None:
    said = SINGLE[name][4] if name in SINGLE else MANY[name][1]
    code = all_four.objectives[name]
    phone = between(all_four.phone[code], f'data-objective="{code}"', "</strong>")
    assert words_of(phone).endswith(said)
    admin = words_of(between(all_four.admin, f'data-progress="{code}"', "</span>"))
    assert admin.endswith(said)
    wall = words_of(between(all_four.wall[f"objective-{code}"], "<header", "</header>"))
    assert said in wall
    exact = MANY[name][2] if name in MANY else SINGLE[name][3] if "%" in said else None
    # What nobody knows yet counts as nothing where a percent is told.
    counts = exact is None and ("%" in said or said == "not started")
    assert all_four.api[code]["progress"] == (0 if counts else exact)
