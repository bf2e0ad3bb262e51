"""What was typed outlives a session: a form that is sent too late comes back filled."""

import re
import sqlite3
from datetime import timedelta
from random import Random
from string import ascii_letters, digits

import pytest

from kiosk.web.admin.kept_forms import (
    LIFETIME,
    MAX_FIELD_LENGTH,
    MAX_FORM_SIZE,
    MAX_FORMS,
    PASSWORDS,
    KeptForm,
    KeptForms,
    pack,
    unpack,
)
from kiosk.web.security.sessions import COOKIE
from tests.server import MOMENT
from tests.services import make_client
from tests.web.admin.users import PASSWORD, add_person, log_in
from tests.web.forms import Form, read_page

SENTENCE = "Your entries are still here; save again."


def dumped(services):
    with sqlite3.connect(services.store.path) as db:
        return [line for line in db.iterdump() if 'INTO "sessions"' not in line]


def sent_too_late(services, path, data, name="Ada"):
    """The page after the log-in, whose form was sent to `path` before."""
    client = make_client(services)
    client.set_cookie(COOKIE, "gone.1")
    refused = client.post(path, data=data)
    assert refused.status_code == 401, (path, refused.status_code)
    (form,) = read_page(refused.text)[0]
    assert form.action == "/admin/login"
    answer = client.post("/admin/login", data=form.filled({"name": name}) | {"password": PASSWORD})
    assert answer.location == "/admin/kept", (path, answer.status_code)
    return client, client.get("/admin/kept")


def crawled(client, most=400):
    """Every form with something to write in, one of each kind, from the admin pages on."""
    todo, seen, found = ["/admin/", "/o/K7Q2/check-in"], set(), {}
    while todo and len(seen) < most:
        path = todo.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        forms, links = read_page(answer.text)
        for form in forms:
            # A form with a password is not kept.
            if form.texts and not PASSWORDS & {name for name, _ in form.texts}:
                found.setdefault((form.action, path.partition("?")[0]), form)
        todo += [link for link in links if link.startswith("/admin/")]
    return found


def one_of_each(found):
    kinds = {}
    for (action, _), form in found.items():
        kind = re.sub(r"/([0-9A-Z]{4,5}|\d+|[0-9a-f]{8,})(?=/|$)", "/*", action)
        kinds.setdefault((kind, tuple(sorted({name for name, _ in form.texts}))), form)
    return kinds


def test_every_form_of_the_admin_pages_comes_back_filled_and_unsaved(services, admin):
    kinds = one_of_each(crawled(admin))
    assert len(kinds) > 15
    for (kind, _), form in kinds.items():
        texts = {name: f"Typed & late {n}" for n, (name, _) in enumerate(form.texts)}
        before = dumped(services)
        _client, page = sent_too_late(services, form.action, form.filled(texts))
        assert dumped(services) == before, kind
        assert page.status_code == 200, kind
        assert SENTENCE in page.text, kind
        back = {
            value
            for each in read_page(page.text)[0]
            if each.action == form.action
            for _, value in each.texts
        }
        assert set(texts.values()) <= back, (kind, set(texts.values()) - back)


def test_a_check_in_comes_back_filled_and_one_more_save_writes_it(services, admin):
    data = {"value": "55", "confidence": "6", "note": "The cache is warm", "shown": "61"}
    path = "/admin/key-results/W3GH/check-ins"
    before = services.store.check_ins.latest("W3GH")
    client, page = sent_too_late(services, path, data)
    assert services.store.check_ins.latest("W3GH") == before
    (form,) = [each for each in read_page(page.text)[0] if each.action == path]
    sent = dict(form.fields)
    assert (sent["value"], sent["confidence"], sent["note"]) == ("55", "6", "The cache is warm")

    assert client.post(path, data=form.filled({})).status_code == 303
    assert services.store.check_ins.latest("W3GH").note == "The cache is warm"
    # It was saved, so it does not come back.
    assert client.get("/admin/kept").location == "/admin/"


def test_a_meeting_that_nothing_is_wrong_with_comes_back_filled(services, admin):
    typed = {"title": "Typed and right", "kind": "team", "team": "9ENG", "minutes": "60"}
    typed |= {"day": "2026-12-01", "time": "10:00", "place": "Blue room"}
    before = dumped(services)
    client, page = sent_too_late(services, "/admin/meetings/new", typed)
    assert dumped(services) == before
    [form] = [f for f in read_page(page.text)[0] if f.action == "/admin/meetings/new"]
    assert dict(form.texts)["title"] == "Typed and right"
    assert all(f'value="{typed[name]}"' in page.text for name in ("day", "time"))
    assert client.post("/admin/meetings/new", data=typed).status_code == 303


def test_from_the_phone_it_comes_back_on_the_objective_s_page(services, admin):
    code = services.office().key_result("W3GH").objective
    data = {"value": "55", "note": "From the sofa", "back": "objective"}
    _client, page = sent_too_late(services, "/admin/key-results/W3GH/check-ins", data)
    assert SENTENCE in page.text
    assert 'value="From the sofa"' in page.text
    assert f'href="/o/{code}"' in page.text


def test_what_has_no_form_asks_and_does_nothing_by_itself(services, admin):
    before = [o.code for o in services.office().objectives]
    path = f"/admin/objectives/{before[0]}/move"
    client, page = sent_too_late(services, path, {"by": "1"})
    assert [o.code for o in services.office().objectives] == before
    assert "before this was saved" in page.text
    (form,) = [each for each in read_page(page.text)[0] if each.action == path]
    client.post(path, data=form.filled({}))
    assert [o.code for o in services.office().objectives] != before


def test_somebody_else_who_logs_in_there_may_do_what_they_may_do(services, admin):
    add_person(services, "Bo", is_admin=False)
    data = {"title": "An objective nobody saved"}
    client, page = sent_too_late(services, "/admin/objectives/K7Q2", data, "Bo")
    assert "An objective nobody saved" in page.text
    assert "can no longer be saved" in page.text
    assert make_client(services).get("/admin/kept").status_code == 303
    assert admin.get("/admin/kept").location == "/admin/"
    assert client.get("/admin/kept").status_code == 200


def test_a_wrong_password_costs_nothing_either(services, admin):
    client = make_client(services)
    refused = client.post("/admin/objectives/K7Q2", data={"title": "Kept & kept"})
    (form,) = read_page(refused.text)[0]
    wrong = client.post("/admin/login", data=form.filled({"name": "Ada"}) | {"password": "no"})
    (again,) = read_page(wrong.text)[0]
    client.post("/admin/login", data=again.filled({}) | {"password": PASSWORD})
    assert "Kept &amp; kept" in client.get("/admin/kept").text


def test_it_is_over_after_an_hour(services, admin):
    client, _page = sent_too_late(services, "/admin/objectives/K7Q2", {"title": "Old"})
    now = services.now()
    services.clock = lambda: now + LIFETIME
    assert client.get("/admin/kept").location == "/admin/"


def test_a_form_with_a_password_in_it_is_not_kept(client, services):
    add_person(services)
    data = {"current": "secret words", "password": "other words", "again": "other words"}
    refused = client.post(
        "/admin/account/password",
        data=data,
        headers={"Referer": "http://localhost:8000/admin/account?changed=1"},
    )
    assert 'name="kept"' not in refused.text
    assert "words" not in refused.text
    # The way leads back to its page, which is filled in anew; no other site can name one.
    assert 'name="next" value="/admin/account"' in refused.text
    elsewhere = {"Referer": "http://evil.example/admin/people"}
    refused = client.post("/admin/account/password", data=data, headers=elsewhere)
    assert 'name="next" value="/admin/"' in refused.text


def test_what_is_too_long_to_keep_is_reported(client, services):
    add_person(services)
    # So mixed that it cannot be packed small.
    text = "".join(Random(9).choices(ascii_letters + digits, k=250_000))
    refused = client.post("/admin/paste", data={"table": text})
    assert 'name="kept"' not in refused.text
    assert "too long to keep" in refused.text


ELSEWHERE = pack(KeptForm("//evil.example", ()))


@pytest.mark.parametrize("text", ["", "x", "!", "é", "eJw=", ELSEWHERE])
def test_what_is_no_form_leads_where_the_log_in_leads(client, services, text):
    add_person(services)
    data = {"name": "Ada", "password": PASSWORD, "kept": text, "next": "/admin/people"}
    assert client.post("/admin/login", data=data).location == "/admin/people"


def test_a_form_is_packed_and_unpacked_as_it_was_and_no_small_field_becomes_a_large_one():
    form = KeptForm("/admin/x?cycle=3", (("a", "1"), ("a", "Zürich 北京"), ("b", "")))
    assert unpack(pack(form)) == form
    assert pack(KeptForm("/x", (("a", "x" * (MAX_FORM_SIZE + 1)),))) == ""
    assert unpack("A" * (MAX_FIELD_LENGTH + 9)) is None


def test_only_so_many_are_remembered():
    forms = KeptForms()
    for number in range(MAX_FORMS + 1):
        forms.keep(f"session {number}", KeptForm("/x", ()), MOMENT)
    assert forms.get("session 0", MOMENT) is None
    assert forms.get("session 1", MOMENT)
    assert forms.get("session 1", MOMENT + timedelta(hours=2)) is None


def test_a_script_is_told_that_nobody_is_logged_in(client):
    answer = client.post(
        "/admin/key-results/W3GH/check-ins", data={"value": "1"}, headers={"X-Part": "1"}
    )
    assert (answer.status_code, answer.text) == (401, "")


def test_a_form_says_what_a_browser_would_send():
    assert Form("/x", [("a", "1"), ("b", "2")]).filled({"a": "9"}) == {"a": ["9"], "b": ["2"]}


def test_a_link_from_a_mail_finds_people_logged_in(services, client):
    add_person(services)
    log_in(client)
    cookie = client.get_cookie(COOKIE)
    assert cookie.same_site == "Lax"
