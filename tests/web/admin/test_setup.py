from datetime import timedelta

import pytest

from kiosk.web.security.sessions import COOKIE
from tests.web.admin.users import PART, PASSWORD, add_person


@pytest.fixture
def code(services):
    return services.setup_codes.code()


def sent(code, name="Ada", password=PASSWORD, again=PASSWORD):
    return {"code": code, "name": name, "password": password, "again": again}


def test_until_there_is_an_admin_every_way_leads_to_the_set_up(client):
    assert client.get("/admin/").location.startswith("/admin/login")
    assert client.get("/admin/login").location == "/admin/setup"
    assert "Set-up code" in client.get("/admin/setup").text


@pytest.mark.parametrize("path", ["/admin/setup/{}", "/ADMIN/SETUP/{}"])
def test_a_link_with_the_code_asks_for_a_name_and_uses_nothing_up(client, services, code, path):
    for _ in range(2):
        page = client.get(path.format(code))
        assert page.status_code == 200
        assert 'name="again"' in page.text
    assert services.setup_codes.is_valid(code)


def test_a_typed_code_leads_on_as_well(client, code):
    answer = client.post("/admin/setup/code", data={"code": code.lower()})

    assert answer.status_code == 200
    assert 'name="again"' in answer.text


def test_the_first_admin_is_made_and_logged_in_and_the_code_is_spent(client, services, code):
    answer = client.post("/admin/setup", data=sent(code))

    assert answer.location == "/admin/setup/phone"
    (user,) = services.store.users.all()
    assert (user.name, user.is_admin) == ("Ada", True)
    assert user.password_hash.startswith("$argon2id$")
    assert client.get("/admin/").status_code == 200
    assert client.get(f"/admin/setup/{code}").location == "/admin/"
    client.delete_cookie(COOKIE)
    assert client.post("/admin/setup", data=sent(code, "Eve")).location == "/admin/"
    assert len(services.store.users.all()) == 1


def test_the_history_says_that_the_first_admin_did_it(client, code):
    client.post("/admin/setup", data=sent(code))
    assert "another program" not in client.get("/admin/history").text


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"name": " "}, "name", "Enter at least one word"),
        ({"name": "x" * 61}, "name", "at most 60"),
        ({"password": "short"}, "password", "at least 10 characters"),
        ({"again": "something else"}, "again", "passwords do not match"),
    ],
)
def test_what_is_invalid_is_shown_at_its_field_and_the_code_is_kept(
    client, services, code, given, field, sentence
):
    answer = client.post("/admin/setup", data=sent(code, **{"name": "Ada"} | given))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'id="{field}-error"' in answer.text
    assert f'value="{given.get("name", "Ada")}"' in answer.text
    assert PASSWORD not in answer.text
    assert not services.store.users.all()
    assert client.post("/admin/setup", data=sent(code)).location == "/admin/setup/phone"


def test_a_name_that_a_member_has_costs_no_code(client, services, code):
    add_person(services, "Bo", is_admin=False)

    answer = client.post("/admin/setup", data=sent(code, "Bo"))

    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    assert client.post("/admin/setup", data=sent(code)).location == "/admin/setup/phone"


def test_a_wrong_or_old_code_makes_nobody_an_admin(client, services, code):
    for wrong in ("", "AAAAAAAA", code[:-1], code + "0"):
        answer = client.post("/admin/setup", data=sent(wrong))
        assert answer.status_code == 422
        assert 'id="code-error"' in answer.text
    assert not services.store.users.all()


def test_set_up_is_over_when_somebody_was_added_on_the_command_line(client, services, code):
    add_person(services, "Bo")

    assert client.get("/admin/setup").location == "/admin/"
    assert client.post("/admin/setup", data=sent(code)).location == "/admin/"
    assert [user.name for user in services.store.users.all()] == ["Bo"]


@pytest.fixture
def test_page(client, code):
    """The address of a phone test, begun on the machine itself."""
    client.post("/admin/setup", data=sent(code))
    return client.get("/admin/setup/phone").location


def phone(client, path):
    """Open a path as a phone on the office network would."""
    return client.get(
        path, base_url="http://192.168.1.20:8000", environ_base={"REMOTE_ADDR": "192.168.1.77"}
    )


def test_the_page_notices_the_phone(client, test_page):
    nonce = test_page.rpartition("/")[2]
    page = client.get(test_page).text
    assert f'data-qr="http://192.168.1.20:8000/HELLO/{nonce}"' in page
    assert "A phone has opened it" not in page

    greeting = phone(client, f"/HELLO/{nonce}")

    assert "This phone can reach the wall’s server" in greeting.text
    part = client.get(test_page, headers=PART).text
    assert "A phone has opened it" in part
    assert 'data-poll=""' in part
    assert part.lstrip().startswith("<section")


def test_a_greeting_nobody_waits_for_passes_no_test(client, test_page):
    greeting = phone(client, "/hello/0000")

    assert "The code you scanned has expired" in greeting.text
    assert "A phone has opened it" not in client.get(test_page).text


def test_after_a_while_the_page_says_what_may_stand_in_the_way(client, services, test_page):
    assert "guest Wi-Fi" not in client.get(test_page).text
    now = services.now()
    services.clock = lambda: now + timedelta(seconds=45)

    page = client.get(test_page).text
    assert "Join the Wi-Fi “Office”" in page
    assert "client isolation" in page
    assert "TCP port 8000" in page
    assert "http://192.168.1.20:8000" in page
    assert "Skip" in page


def test_set_up_from_a_phone_is_the_test_itself(client, test_page):
    page = client.get(test_page, environ_base={"REMOTE_ADDR": "192.168.1.77"}).text

    assert "the office network works" in page
    assert "Finish setting up" in page


def test_only_the_admin_sees_the_phone_test(client, test_page):
    client.delete_cookie(COOKIE)

    assert client.get(test_page).location.startswith("/admin/login")


def test_set_up_says_when_the_wall_plays_the_quarter(client, services, code):
    assert "plays the quarter" not in client.get(f"/admin/setup/{code}").text
    services.store.settings.replace({"replay_at": "15:00, 10:00"})
    assert "Every day at 10:00 and 15:00 each wall" in client.get(f"/admin/setup/{code}").text
