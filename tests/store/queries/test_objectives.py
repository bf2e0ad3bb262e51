import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlite_utils import Database

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.codes import is_code
from kiosk.okr.model import AlignmentLink, CycleState, Objective
from kiosk.store import Store


def test_every_code_is_used_once_for_ever(store: Store, objective: Objective) -> None:
    with store._database.connections.read_transaction() as db:
        codes = {row["code"] for row in db.execute("SELECT code FROM codes")}
    assert objective.code in codes
    assert objective.team in codes
    assert all(map(is_code, codes))


def test_a_team_gets_an_address_from_its_name(store: Store) -> None:
    assert store.teams.add("Support & Developer Relations").slug == "support-developer-relations"
    assert store.teams.add("Café Münster").slug == "cafe-munster"
    japanese = store.teams.add("開発")
    assert japanese.slug == japanese.code.lower()
    assert store.teams.add("Produktentwicklung Größe").slug == "produktentwicklung-grosse"
    for name in ("café münster", "開発", "Produktentwicklung Grösse"):
        with pytest.raises(ValidationError, match=f"There is already a team “{name}”") as refusal:
            store.teams.add(name)
        assert refusal.value.field == "name"

    with pytest.raises(ValidationError) as refusal:
        store.teams.add("Another", slug="Cafe Munster")
    assert refusal.value.field == "slug"


def test_a_team_is_renamed_and_its_address_stays(
    store: Store, objective: Objective, now: datetime
) -> None:
    edited = store.teams.edit(objective.team.lower(), name=" Enginering ", color="green")
    assert (edited.name, edited.color, edited.slug) == ("Enginering", "green", "engineering")
    assert edited in store.office(now).teams
    again = store.teams.edit(objective.team, name="Crew")
    assert (again.color, again.slug) == ("green", "engineering")
    newer = store.teams.add("Engineering")
    assert newer.slug == f"engineering-{newer.code.lower()}"
    for name, field in ((" ", "name"), ("ACME", "name"), ("x" * 200, "name")):
        with pytest.raises(ValidationError) as refusal:
            store.teams.edit(objective.team, name=name)
        assert refusal.value.field == field
    with pytest.raises(NotFound):
        store.teams.edit("ZZZZ", name="Nobody")


def test_the_office_follows_the_company_s_name_while_it_has_it(
    store: Store, company: Objective, now: datetime
) -> None:
    store.name_office("Acme")
    store.teams.edit(company.team, name="Acme Inc.")
    assert store.office(now).name == "Acme Inc."
    store.name_office("The house")
    store.teams.edit(company.team, name="Acme")
    assert store.office(now).name == "The house"


def test_a_cycle_is_corrected_while_it_runs(store: Store, now: datetime) -> None:
    first = store.cycles.add("Q4", date(2026, 10, 1), date(2026, 12, 31))
    store.cycles.add("Q1", date(2027, 1, 1), date(2027, 3, 31))
    right = {"name": "Q4", "theme": "", "starts_on": first.starts_on, "ends_on": first.ends_on}
    changed = {"name": "Autumn", "theme": "Calm", "ends_on": date(2026, 12, 20)}
    edited = store.cycles.edit(first.id, **(right | changed))
    assert edited == replace(first, **changed)
    assert edited in store.office(now).cycles
    for wrong, field in (
        ({"name": "Q1"}, "name"),
        ({"name": ""}, "name"),
        ({"ends_on": date(2026, 9, 1)}, "ends_on"),
        ({"starts_on": date(2027, 1, 1), "ends_on": date(2027, 3, 31)}, "starts_on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            store.cycles.edit(first.id, **(right | wrong))
        assert refusal.value.field == field
    store.cycles.close(first.id)
    with pytest.raises(ValidationError, match="closed"):
        store.cycles.edit(first.id, **right)


def test_two_cycles_do_not_have_the_same_days(store: Store) -> None:
    store.cycles.add("Q4", date(2026, 10, 1), date(2026, 12, 31))
    with pytest.raises(ValidationError, match="“Q4” already has exactly these days") as refusal:
        store.cycles.add("Autumn", date(2026, 10, 1), date(2026, 12, 31))
    assert refusal.value.field == "starts_on"
    store.cycles.add("2026", date(2026, 1, 1), date(2026, 12, 31))


def test_there_is_one_company(store: Store, company: Objective) -> None:
    with pytest.raises(ValidationError, match="already a company"):
        store.teams.add("Another", is_company=True)


def test_a_title_is_one_line_within_its_length(store: Store, company: Objective) -> None:
    for title in ("  ", "x" * 301):
        with pytest.raises(ValidationError) as refusal:
            store.objectives.edit(company.code, title=title)
        assert refusal.value.field == "title"
    edited = store.objectives.edit(company.code, title=" Two\nlines ", reason="Shorter")
    assert edited.title == "Two lines"


def test_only_an_objective_is_served(
    store: Store, company: Objective, objective: Objective
) -> None:
    with pytest.raises(ValidationError) as refusal:
        store.objectives.add(
            company.cycle, objective.team, "Another", [AlignmentLink("ZZZZ", "why")]
        )
    assert refusal.value.field == "serves"
    with pytest.raises(ValidationError) as refusal:
        store.objectives.edit(
            objective.code, title=objective.title, serves=[AlignmentLink(company.code, "x" * 201)]
        )
    assert refusal.value.field == "because"


def test_what_an_objective_serves_changes_only_when_given(
    store: Store, objective: Objective
) -> None:
    kept = store.objectives.edit(objective.code, title="New", reason="Shorter")
    assert kept.serves == objective.serves
    assert store.objectives.edit(objective.code, title="New", serves=()).serves == ()


def test_other_words_after_the_cycle_opened_need_a_reason(
    store: Store, objective: Objective
) -> None:
    later = datetime.now(UTC) + timedelta(hours=2)
    with pytest.raises(ValidationError) as refusal:
        store.objectives.edit(objective.code, title="New", reason=" ", now=later)
    assert refusal.value.field == "reason"
    assert store.objectives.edit(objective.code, title=f" {objective.title}\n").title != "New"


def test_a_draft_s_words_change_without_a_reason(store: Store, objective: Objective) -> None:
    draft = store.cycles.add("Next", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT)
    planned = store.objectives.add(draft.id, objective.team, "Something")
    assert store.objectives.edit(planned.code, title="Something else").title == "Something else"


def test_objectives_stand_in_the_order_given(
    store: Store, objective: Objective, now: datetime
) -> None:
    second = store.objectives.add(objective.cycle, objective.team, "Second")
    store.objectives.reorder(objective.team, [second.code, objective.code])
    codes = [o.code for o in store.office(now).objectives if o.team == objective.team]
    assert codes == [second.code, objective.code]


def test_an_archived_objective_is_not_found_again(store: Store, objective: Objective) -> None:
    store.objectives.archive(objective.code.lower())
    with pytest.raises(NotFound):
        store.objectives.edit(objective.code, title="New")
    with pytest.raises(NotFound):
        store.objectives.archive(objective.code)


def test_a_cycle_has_its_own_name_and_ends_after_it_begins(store: Store) -> None:
    store.cycles.add("Q4", date(2026, 10, 1), date(2026, 12, 31))
    with pytest.raises(ValidationError) as refusal:
        store.cycles.add("Q4", date(2026, 10, 1), date(2026, 12, 31))
    assert refusal.value.field == "name"
    with pytest.raises(ValidationError) as refusal:
        store.cycles.add("Q5", date(2026, 12, 31), date(2026, 12, 30))
    assert refusal.value.field == "ends_on"


def test_an_objective_needs_a_cycle_and_a_team(store: Store, company: Objective) -> None:
    with pytest.raises(NotFound):
        store.objectives.add(99, company.team, "Lost")
    with pytest.raises(NotFound):
        store.objectives.add(company.cycle, "ZZZZ", "Lost")


def test_an_objective_serves_another_teams_and_one_of_the_year(
    store: Store, objective: Objective, now: datetime
) -> None:
    year = store.cycles.add("2026", date(2026, 1, 1), date(2026, 12, 31))
    lasting = store.objectives.add(year.id, objective.team, "A good year")
    team = store.teams.add("Support", color="orange")
    links = [AlignmentLink(objective.code, "Fast"), AlignmentLink(lasting.code, "Good")]
    added = store.objectives.add(objective.cycle, team.code, "Answer in an hour", links)
    assert added.serves == tuple(links)
    assert store.office(now).objective(added.code).serves == tuple(links)


def test_a_circle_is_refused_by_name_in_the_store_and_at_the_door(
    store: Store, company: Objective, objective: Objective
) -> None:
    team = store.teams.add("Support", color="orange")
    links = [AlignmentLink(objective.code, "Fast")]
    third = store.objectives.add(objective.cycle, team.code, "Answer in an hour", links)
    back = [AlignmentLink(third.code, "In a circle")]
    with pytest.raises(ValidationError) as refusal:
        store.objectives.edit(company.code, title=company.title, serves=back)
    assert refusal.value.field == "serves"
    for title in (company.title, objective.title, third.title):
        assert title in str(refusal.value)

    rows = Database(store.path)["serves"]
    row = {"objective": company.code, "serves": third.code, "because": "x", "position": 1}
    with pytest.raises(sqlite3.IntegrityError, match="cannot serve each other in a circle"):
        rows.insert(row)
    with pytest.raises(sqlite3.IntegrityError, match="cannot serve each other in a circle"):
        rows.update((objective.code, company.code), {"serves": third.code})


def test_a_shorter_or_other_cycle_is_refused_in_the_store_and_at_the_door(
    store: Store, objective: Objective
) -> None:
    year = store.cycles.add("2026", date(2026, 1, 1), date(2026, 12, 31))
    following = store.cycles.add("Q1", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT)
    for cycle in (year, following):
        other = store.objectives.add(cycle.id, objective.team, "Of another cycle")
        links = [AlignmentLink(objective.code, "Not so")]
        with pytest.raises(ValidationError, match="Q4 2026, which does not contain"):
            store.objectives.edit(other.code, title=other.title, serves=links)
        row = {"objective": other.code, "serves": objective.code, "because": "x", "position": 1}
        with pytest.raises(sqlite3.IntegrityError, match="of its own cycle, or of a longer one"):
            Database(store.path)["serves"].insert(row)
