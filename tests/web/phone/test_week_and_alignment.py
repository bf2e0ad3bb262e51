import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest

from tests.server import MOMENT
from tests.web.admin.users import PART


def text_of(client, path):
    return unescape(client.get(path).text)


@pytest.mark.parametrize("path", ["/week", "/alignment"])
def test_the_pages_of_everybody_are_linked_from_all_and_open_in_any_case(client, path):
    assert f'href="{path}"' in client.get("/all").text
    answer = client.get(path.upper(), follow_redirects=True)

    assert answer.status_code == 200
    assert f'data-topic="{path.strip("/")}"' in answer.text


def test_the_week_tells_what_moved_in_arrows_and_what_was_written(client, services):
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT, note="Small steps <help>")
    page = client.get("/week").text

    assert re.search(r"<bdi>124</bdi> →</span> <b><bdi>101</bdi>", page)
    assert "“Small steps &lt;help&gt;”" in page
    assert "14 numbers have changed this week." in page


def test_a_step_back_is_shown_as_a_step_forward_is(client, services):
    def line():
        page = client.get("/week").text
        return re.search(r'<li><span dir="auto">Median delivery time.*?</li>', page)[0]

    services.store.check_ins.add("M3XD", Decimal(100), now=MOMENT)
    forward = line()
    services.store.check_ins.add("M3XD", Decimal(180), now=MOMENT)

    assert line() == forward.replace("<bdi>100</bdi>", "<bdi>180</bdi>")


def test_a_note_stays_when_the_next_number_comes_without_one_and_goes_with_its_check_in(
    client, services
):
    noted = services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT, note="One thing learned")
    services.store.check_ins.add("M3XD", Decimal(100), now=MOMENT)
    assert "One thing learned" in client.get("/week").text

    services.store.check_ins.undo(noted.id, now=MOMENT)
    assert "One thing learned" not in client.get("/week").text


def test_a_note_is_of_the_week_for_seven_days(services):
    services.store.check_ins.add("M3XD", Decimal(101), now=MOMENT, note="One thing learned")

    def told(days):
        office = services.store.office(MOMENT + timedelta(days=days))
        return [check_in.note for check_in in office.notes if check_in.key_result == "M3XD"]

    assert told(7)[0] == "One thing learned"
    assert told(8) == []


def test_the_alignment_tells_what_serves_what_and_why(client):
    page = text_of(client, "/alignment")
    served, own, why = (
        page.index(text)
        for text in (
            "Developers trust every message to arrive",
            "Every message arrives before anyone can blink",
            "because a slow message is the first thing a new customer feels.",
        )
    )

    assert served < own < why


def test_admins_see_both_loose_ends_and_guests_of_no_fault(client, services, admin):
    office = services.office()
    team = next(t for t in office.teams if not t.is_company)
    company = next(t for t in office.teams if t.is_company)
    cycle = office.cycles[0].id
    alone = services.store.objectives.add(cycle, team.code, "Something of our own")
    bare = services.store.objectives.add(cycle, company.code, "A goal for next year")
    page = text_of(client, "/admin/alignment")

    _, unserved = page.split("No team serves these yet")
    unserved, loose = unserved.split("These serve no other objective")
    assert f'data-objective="{bare.code}"' in unserved
    assert f'data-objective="{alone.code}"' in loose
    assert f'href="/admin/objectives/{alone.code}"' in loose
    assert "serve none" not in text_of(client, "/alignment")
    assert 'href="/admin/alignment"' in client.get("/admin/objectives").text


def test_several_are_served_each_with_its_because_and_one_is_let_go(client, services, admin):
    path = "/admin/objectives/K7Q2"
    both = {"serves": ["A4TN", "G5WA"], "because-A4TN": "trust", "because-G5WA": "magic"}
    client.post(path, data={"title": "Fast", "reason": "Shorter", **both})
    serves = services.office().objective("K7Q2").serves
    assert [(s.code, s.reason) for s in serves] == [("A4TN", "trust"), ("G5WA", "magic")]
    assert "because magic" in text_of(client, "/alignment")

    client.post(path, data={"title": "Fast", "serves": ["G5WA"], "because-G5WA": "magic"})
    assert [s.code for s in services.office().objective("K7Q2").serves] == ["G5WA"]


def test_every_because_that_is_missing_is_named_and_nothing_typed_is_lost(client, admin):
    sent = {"title": "", "serves": ["A4TN", "G5WA"], "because-G5WA": "x" * 201}
    form = client.get("/admin/objectives/K7Q2").text
    other = re.search(r'name="because-(?!A4TN|G5WA)(\w+)"', form)
    answer = client.post("/admin/objectives/K7Q2", data={**sent, f"because-{other[1]}": "kept"})

    assert answer.status_code == 422
    for field in ("title", "because-A4TN", "because-G5WA"):
        assert f'id="{field}-error"' in answer.text
    assert f'value="{"x" * 201}"' in answer.text
    assert 'value="kept"' in answer.text


def test_each_team_says_how_many_of_its_numbers_wait_and_a_save_counts_anew(
    client, services, admin
):
    def count(page):
        return int(re.search(r'aria-label="Engineering: (\d) check-ins? due"', page)[1])

    page = client.get("/admin/").text
    before = count(page)
    first = re.search(r'id="kr-(\w+)"', client.get("/admin/?team=engineering").text)[1]
    saved = client.post(
        f"/admin/key-results/{first}/check-ins", data={"nothing_changed": "1"}, headers=PART
    )

    assert before == 2
    assert count(saved.text) == before - 1


def test_a_chain_of_teams_is_indented_and_says_what_each_serves(client, services, admin):
    office = services.office()
    top = office.objective("K7Q2")
    team = next(t for t in office.teams if t.code != top.team and not t.is_company)
    form = client.get(f"/admin/objectives/new?team={team.slug}").text
    assert 'value="K7Q2"' in form
    data = {"team": team.slug, "title": "Answer it", "serves": "K7Q2", "because-K7Q2": "of speed"}
    client.post("/admin/objectives/new", data=data)
    added = next(o for o in services.office().objectives if o.title == "Answer it")

    assert f'value="{added.code}"' not in client.get("/admin/objectives/K7Q2").text
    for path, level in (("/alignment", "level-2"), ("/admin/alignment", "admin-level-2")):
        page = text_of(client, path)
        assert level in page
        assert f"for “{top.title}”" in page
        assert "because of speed" in page

    circle = {"title": top.title, "serves": added.code, f"because-{added.code}": "round it goes"}
    answer = client.post("/admin/objectives/K7Q2", data=circle)
    assert answer.status_code == 422
    assert "in a circle: “" in answer.text
    assert "“Answer it”" in answer.text
