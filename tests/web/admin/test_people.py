"""Who may check in for whom; asking people in, changing and removing them."""

import re
import sqlite3
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.services import make_client
from tests.web.admin.users import PASSWORD, add_person, log_in, password_hash
from tests.web.forms import read_page

CHOSEN = {"name": "Bo", "password": "three quiet words", "again": "three quiet words"}


@pytest.fixture
def teams(services):
    return {team.slug: team for team in services.office().teams}


@pytest.fixture
def engineering(services, teams):
    """A key result of Engineering that is a number."""
    return of_team(services, teams["engineering"].code)


@pytest.fixture
def marketing(services, teams):
    return of_team(services, teams["marketing"].code)


@pytest.fixture
def member(services, teams):
    """A client of somebody in Engineering."""
    services.store.users.add("Bo", password_hash(), teams=[teams["engineering"].code])
    client = make_client(services)
    log_in(client, "Bo")
    return client


def of_team(services, code):
    office = services.office()
    return next(
        k
        for k in office.key_results()
        if office.objective(k.objective).team == code
        and k.kind.is_start_to_target
        and k.latest_check_in
    )


def save(client, key_result, value="77", **more):
    path = f"/admin/key-results/{key_result.code}/check-ins"
    return client.post(path, data={"value": value, **more})


def standing(services, key_result):
    return services.office().key_result(key_result.code).latest_check_in


def invited(admin, **fields):
    page = admin.post("/admin/people/invitations", data=fields).text
    return re.search(r'value="(http[^"]+/join/[^"]+)"', page)[1].partition(":8000")[2]


# A member's team


def test_a_member_checks_in_for_their_team_and_for_nobody_else(
    services, member, engineering, marketing
):
    assert save(member, engineering).status_code == 303
    assert standing(services, engineering).value == 77

    before = standing(services, marketing)
    refused = save(member, marketing)
    assert refused.status_code == 403
    assert "Engineering" in refused.text
    assert standing(services, marketing) == before


def test_a_member_takes_back_nothing_of_another_team(services, member, engineering, marketing):
    theirs = standing(services, marketing)
    path = f"/admin/check-ins/{theirs.id}/undo"
    assert member.post(path, data={"code": engineering.code}).status_code == 403
    assert standing(services, marketing) == theirs


def test_the_page_of_a_member_has_their_team_alone(member, engineering, marketing):
    page = member.get("/admin/?team=marketing").text
    assert f'id="kr-{engineering.code}"' in page
    assert f'id="kr-{marketing.code}"' not in page


def test_a_member_without_a_team_checks_in_for_all(services, client, engineering, marketing):
    add_person(services, "Cy", is_admin=False)
    log_in(client, "Cy")
    for key_result in (engineering, marketing):
        assert save(client, key_result).status_code == 303
        assert standing(services, key_result).value == 77


def test_an_admin_in_a_team_has_it_first_and_may_check_in_for_all(
    services, client, teams, engineering, marketing
):
    services.store.users.add("Di", password_hash(), True, teams=[teams["marketing"].code])
    log_in(client, "Di")
    later = services.now() + timedelta(days=20)
    services.clock = lambda: later
    waiting = re.findall(r'class="admin-card" id="kr-(\w+)"', client.get("/admin/").text)
    office = services.office()
    own = [office.objective(office.key_result(c).objective).team for c in waiting]
    code = teams["marketing"].code
    assert code in own
    assert own == sorted(own, key=lambda team: team != code)
    assert save(client, engineering).status_code == 303


# From the phone


def test_an_objective_s_page_offers_a_check_in_to_whoever_may(
    services, client, member, engineering, marketing
):
    way = f'href="/o/{engineering.objective}/check-in"'
    assert way in member.get(f"/o/{engineering.objective}").text
    assert "/check-in" not in member.get(f"/o/{marketing.objective}").text
    assert "/check-in" not in client.get(f"/o/{engineering.objective}").text
    assert member.get(f"/o/{marketing.objective}/check-in").status_code == 403


def test_a_check_in_from_there_comes_back_and_is_undone_there(services, member, engineering):
    before = standing(services, engineering)
    form = member.get(f"/o/{engineering.objective}/check-in").text
    assert f'action="/admin/key-results/{engineering.code}/check-ins"' in form
    assert 'name="back" value="objective"' in form
    assert "data-card" not in form

    saved = save(member, engineering, back="objective", seen=str(before.id))
    made = standing(services, engineering)
    assert saved.location == f"/o/{engineering.objective}?saved={made.id}"
    page = member.get(saved.location).text
    undo = f"/admin/check-ins/{made.id}/undo"
    assert f'action="{undo}"' in page

    back = member.post(undo, data={"code": engineering.code, "back": "objective"})
    assert back.location == f"/o/{engineering.objective}?undone={made.id}"
    page = member.get(back.location).text
    assert "Undone: " in page
    assert f"/admin/check-ins/{made.id}/redo" in page
    assert standing(services, engineering) == before


def test_what_somebody_else_had_saved_meanwhile_is_told_there_too(services, member, engineering):
    seen = str(standing(services, engineering).id)
    other = services.store.check_ins.add(
        engineering.code, Decimal(93), now=services.now(), author="Mira"
    )

    saved = save(member, engineering, back="objective", seen=seen)

    assert f"meanwhile={other.id}" in saved.location
    page = member.get(saved.location).text
    assert "While this page was open, someone saved 93" in page
    assert re.search(r"<button[^>]*>Let 93[^<]* count instead</button>", page)
    assert (
        "meanwhile"
        not in save(
            member, engineering, back="objective", seen=str(standing(services, engineering).id)
        ).location
    )


def test_what_is_invalid_comes_back_as_typed_on_that_page(member, engineering):
    answer = save(member, engineering, "a lot", note="We shipped it", back="objective")
    assert answer.status_code == 422
    assert 'value="a lot"' in answer.text
    assert 'value="We shipped it"' in answer.text
    assert f'href="/o/{engineering.objective}"' in answer.text


def test_somebody_else_sees_nothing_of_what_was_just_saved(services, client, member, engineering):
    page = save(member, engineering, back="objective").location
    assert "Undo" not in client.get(page).text


# Invitations


def test_an_invitation_makes_the_person_and_logs_them_in(services, admin, teams):
    path = invited(admin, team=teams["marketing"].code)
    guest = make_client(services)
    assert "Check-ins for Marketing" in guest.get(path).text
    assert guest.post(path, data=CHOSEN).location == "/admin/"
    assert guest.get("/admin/").status_code == 200
    made = services.store.users.by_name("Bo")
    assert (made.teams, made.is_admin) == ((teams["marketing"].code,), False)


def test_it_opens_nothing_a_second_time(services, admin):
    path = invited(admin)
    make_client(services).post(path, data=CHOSEN)
    again = make_client(services)
    assert again.get(path).status_code == 404
    assert again.post(path, data={**CHOSEN, "name": "Cy"}).status_code == 404
    assert services.store.users.by_name("Cy") is None


def test_it_opens_nothing_after_seven_days(services, admin):
    path, now = invited(admin), services.now()
    services.clock = lambda: now + timedelta(days=7)
    assert make_client(services).get(path).status_code == 404


def test_one_that_was_withdrawn_opens_nothing(services, admin):
    path = invited(admin, name="Eve")
    page = admin.get("/admin/people").text
    assert "Eve" in page
    key = re.search(r'name="key" value="(\w+)"', page)[1]
    assert make_client(services).get(f"/join/{key}").status_code == 404  # withdraws, opens nothing
    admin.post("/admin/people/invitations/withdraw", data={"key": key})
    assert "Eve" not in admin.get("/admin/people").text
    assert make_client(services).get(path).status_code == 404


def test_the_code_of_a_link_opens_it_too(services, admin):
    page = admin.post("/admin/people/invitations", data={}).text
    path = re.search(r'data-qr="[^"]+?(/JOIN/[^"]+)"', page)[1]
    assert make_client(services).get(path).status_code == 200


def test_its_token_is_not_in_the_database(services, admin):
    token = invited(admin).removeprefix("/join/")
    for file in services.settings.data.iterdir():
        content = file.read_bytes()
        assert token.encode() not in content
        assert token.upper().encode() not in content


def test_a_name_that_is_taken_comes_back_as_typed_and_uses_nothing_up(services, admin):
    path = invited(admin)
    guest = make_client(services)
    answer = guest.post(path, data={**CHOSEN, "name": "ada"})
    assert answer.status_code == 422
    assert 'value="ada"' in answer.text
    assert CHOSEN["password"] not in answer.text
    assert guest.post(path, data=CHOSEN).status_code == 303


def test_guessing_at_invitations_is_slowed_down(services, client, monkeypatch):
    waited = []
    monkeypatch.setattr("kiosk.web.admin.invitation.gevent.sleep", waited.append)
    for _ in range(5):
        assert client.get("/join/7K7K7K7K").status_code == 404
    assert waited[0] == 0
    assert waited[-1] > 0


# Changing and removing


def test_an_admin_changes_somebody_s_team_and_right(services, admin, teams):
    services.store.users.add("Bo", password_hash())
    number = services.store.users.by_name("Bo").id
    data = {"name": "Bo", "team": teams["engineering"].code, "is_admin": "1"}
    assert admin.post(f"/admin/people/{number}", data=data).status_code == 303
    changed = services.store.users.by_name("Bo")
    assert (changed.teams, changed.is_admin) == ((teams["engineering"].code,), True)
    assert "Admin, in Engineering" in admin.get("/admin/people").text


def test_removing_asks_first_and_ends_their_sessions(services, admin, member):
    number = services.store.users.by_name("Bo").id
    asked = admin.get(f"/admin/people/{number}/remove")
    assert asked.status_code == 200
    assert services.store.users.by_name("Bo")
    assert admin.post(f"/admin/people/{number}/remove").status_code == 303
    assert services.store.users.by_name("Bo") is None
    assert member.get("/admin/").status_code == 303


def test_the_last_admin_stays(services, admin):
    number = services.store.users.by_name("Ada").id
    assert admin.post(f"/admin/people/{number}", data={"name": "Ada"}).status_code == 422
    refused = admin.post(f"/admin/people/{number}/remove")
    assert refused.status_code == 422
    assert "the only admin" in refused.text
    assert services.store.users.by_name("Ada").is_admin


def test_a_member_may_not_look_at_people(member):
    for path in ("/admin/people", "/admin/people/1", "/admin/people/1/remove"):
        assert member.get(path).status_code == 403
    assert member.post("/admin/people/invitations", data={}).status_code == 403


def test_the_page_of_people_counts_and_ranks_nobody(services, admin, member, engineering):
    save(member, engineering)
    page = admin.get("/admin/people").text
    content = page[page.index("<main") :]
    assert not re.search(r"check-ins|score|\d+ (people|members)", content)


def test_whoever_joins_stands_in_the_journal_by_their_own_name(services, admin):
    make_client(services).post(invited(admin), data=CHOSEN)
    with sqlite3.connect(services.store.path) as connection:
        told = connection.execute(
            "SELECT author, after FROM journal WHERE thing = 'users' ORDER BY id DESC"
        ).fetchone()
    assert told[0] == "Bo"
    assert PASSWORD not in told[1]


# Several teams


@pytest.fixture
def of_two(services, teams):
    """A client of somebody in Engineering and in Marketing."""
    codes = [teams[slug].code for slug in ("engineering", "marketing")]
    services.store.users.add("Eli", password_hash(), teams=codes)
    client = make_client(services)
    log_in(client, "Eli")
    return client


def test_whoever_is_in_two_teams_checks_in_for_both_and_for_no_other(
    services, of_two, teams, engineering, marketing
):
    for key_result in (engineering, marketing):
        assert save(of_two, key_result).status_code == 303
        assert standing(services, key_result).value == 77
    third = of_team(services, next(t.code for t in teams.values() if t.is_company))
    refused = save(of_two, third)
    assert refused.status_code == 403
    assert "Engineering, Marketing" in refused.text


def test_their_page_has_both_teams_and_a_choice_between_them(
    services, of_two, teams, engineering, marketing
):
    page = of_two.get("/admin/").text
    office = services.office()
    own = {teams["engineering"].code, teams["marketing"].code}
    shown = set(re.findall(r'id="kr-(\w+)"', page))
    assert shown == {
        k.code for k in office.key_results() if office.objective(k.objective).team in own
    }
    nav = page[page.index('id="teams"') :].partition("</nav>")[0]
    choices = re.findall(r'<a href="/admin/(\?team=[\w-]+)?"', nav)
    assert sorted(choices) == ["", "?team=engineering", "?team=marketing"]
    assert "All my teams" in page
    one = of_two.get("/admin/?team=marketing").text
    assert f'id="kr-{marketing.code}"' in one
    assert f'id="kr-{engineering.code}"' not in one
    # Another team's address shows one's own.
    assert set(re.findall(r'id="kr-(\w+)"', of_two.get("/admin/?team=sales").text)) == shown


def test_several_teams_are_ticked_on_the_form_and_in_an_invitation(services, admin, teams):
    codes = [teams[slug].code for slug in ("engineering", "marketing")]
    services.store.users.add("Bo", password_hash())
    bo = services.store.users.by_name("Bo")
    saved = admin.post(f"/admin/people/{bo.id}", data={"name": "Bo", "team": codes})
    assert saved.status_code == 303
    assert services.store.users.by_name("Bo").teams == tuple(sorted(codes))
    form = admin.get(f"/admin/people/{bo.id}").text
    assert set(re.findall(r'name="team" value="(\w+)" checked', form)) == set(codes)
    assert "Check-ins for Engineering and Marketing" in admin.get("/admin/people").text

    path = invited(admin, team=codes)
    guest = make_client(services)
    assert "Check-ins for Engineering and Marketing" in guest.get(path).text
    guest.post(path, data={**CHOSEN, "name": "Fay"})
    assert services.store.users.by_name("Fay").teams == tuple(sorted(codes))


def test_a_team_that_is_not_there_comes_back_with_the_form_as_it_was_typed(services, admin, teams):
    services.store.users.add("Bo", password_hash())
    bo = services.store.users.by_name("Bo")
    data = {"name": "Bob", "team": [teams["marketing"].code, "ZZZZ"], "is_admin": "1"}
    refused = admin.post(f"/admin/people/{bo.id}", data=data)
    assert refused.status_code == 422
    assert 'id="team-error"' in refused.text
    assert 'value="Bob"' in refused.text
    assert f'value="{teams["marketing"].code}" checked' in refused.text
    assert services.store.users.by_name("Bo") == bo


# A new name


def test_a_person_is_renamed_and_their_history_keeps_the_name_of_its_time(
    services, admin, member, engineering
):
    save(member, engineering, note="Warm", sign="1")
    bo = services.store.users.by_name("Bo")
    data = {"name": "Bo Nilsson", "team": list(bo.teams)}
    assert admin.post(f"/admin/people/{bo.id}", data=data).status_code == 303
    assert "Bo Nilsson" in admin.get("/admin/people").text
    made = standing(services, engineering)
    assert (made.author, made.signature) == ("Bo", "Bo")
    # Still logged in, and from now on by the new name.
    save(member, engineering, value="78")
    assert standing(services, engineering).author == "Bo Nilsson"
    assert "Bo Nilsson" in admin.get("/admin/history").text


def test_the_history_says_which_teams_somebody_was_put_into(services, admin, member, teams):
    bo = services.store.users.by_name("Bo")
    admin.post(f"/admin/people/{bo.id}", data={"name": "Bo", "team": teams["marketing"].code})
    page = admin.get("/admin/history").text
    start = page.index("The rights of Bo were changed")
    told = page[start : start + 800]
    assert "Marketing" in told
    assert "Engineering" in told


def test_a_name_that_is_taken_is_refused_on_the_form(services, admin):
    services.store.users.add("Bo", password_hash())
    bo = services.store.users.by_name("Bo")
    refused = admin.post(f"/admin/people/{bo.id}", data={"name": "ADA"})
    assert refused.status_code == 422
    assert 'id="name-error"' in refused.text


# Owners


def test_an_owner_is_picked_from_the_people_and_teams_or_typed(
    services, admin, member, engineering
):
    path = f"/admin/key-results/{engineering.code}"
    page = admin.get(path).text
    field = re.search(r'<input id="owner"[^>]*>', page)[0]
    assert 'list="owners"' in field
    offered = page[page.index('<datalist id="owners">') :].partition("</datalist>")[0]
    names = re.findall(r'<option value="([^"]+)">', offered)
    assert names == ["Ada", "Bo", *(team.name for team in services.office().teams)]

    (form,) = [f for f in read_page(page)[0] if f.action == path]
    for owner in ("Bo", "Nobody who logs in"):
        filled = form.filled({"owner": owner, "fingerprint": ""})
        assert admin.post(path, data=filled).status_code == 303
        assert services.office().key_result(engineering.code).owner == owner


def test_a_name_is_offered_once_and_as_text(services, admin, teams):
    services.store.users.add('<b>"Marketing"', password_hash())
    services.store.users.add("Marketing", password_hash())
    page = admin.get("/admin/key-results/new?objective=K7Q2").text
    assert page.count('<option value="Marketing">') == 1
    assert '<option value="&lt;b&gt;&#34;Marketing&#34;">' in page


def test_nobody_stops_being_an_admin_unasked(services, admin):
    add_person(services, "Eve")
    ada = services.store.users.by_name("Ada")
    path = f"/admin/people/{ada.id}"
    asked = admin.post(path, data={"name": "Ada"})
    assert asked.status_code == 200
    assert "Only another admin can change that back." in asked.text
    assert services.store.users.by_name("Ada").is_admin

    [form] = [f for f in read_page(asked.text)[0] if f.action == path]
    assert admin.post(path, data=form.filled({})).status_code == 303
    assert not services.store.users.by_name("Ada").is_admin
