"""A form for something new, sent twice without a script, makes it once."""

import io
import re

import gevent
import pytest
from gevent.event import Event

from tests.web.admin.test_meetings import GIVEN as MEETING
from tests.web.admin.users import log_in

pytestmark = pytest.mark.usefixtures("admin")


def key(page):
    return re.search(r'name="once" value="([\w-]+)"', page.text)[1]


@pytest.fixture
def forms(services):
    """Of each form: where it is, where it is sent to, what it sends, how many there are."""
    objective = services.office().objectives[0].code
    result = {"objective": objective, "title": "Median", "kind": "number", "target": "3"}
    days = {"starts_on": "2027-01-01", "ends_on": "2027-03-31"}
    return {
        "objective": (
            *("/admin/objectives/new?team=marketing", {"team": "marketing", "title": "Heard of"}),
            lambda: services.office().objectives,
        ),
        "key result": (
            *(f"/admin/key-results/new?objective={objective}", result),
            lambda: services.office().objective(objective).key_results,
        ),
        "meeting": ("/admin/meetings/new", MEETING, lambda: services.office().meetings),
        "team": (
            *("/admin/teams/new", {"name": "Makers", "color": "sky"}),
            lambda: services.office().teams,
        ),
        "cycle": ("/admin/cycles/new", {"name": "Next", **days}, services.store.cycles.all),
        "table": (
            *("/admin/paste", {"table": "Heard of\tVisits\t1\t2\tMarketing", "make": "1"}),
            lambda: [o for c in services.store.cycles.all()
                     for o in services.store.cycles.office(c.id, services.now()).objectives
                     for _ in o.key_results],
        ),
    }  # fmt: skip


@pytest.mark.parametrize("what", ["objective", "key result", "meeting", "team", "cycle", "table"])
def test_a_form_sent_twice_makes_one_and_both_lead_to_it(client, forms, what):
    address, sent, there = forms[what]
    before, path = len(there()), address.partition("?")[0]
    sent = sent | {"once": key(client.get(address))}
    if what == "table":
        days = {"name": "Next", "starts_on": "2027-01-01", "ends_on": "2027-03-31"}
        pasted = {"table": sent["table"], "cycle": "new", **days}
        preview = client.post(path, data=pasted, follow_redirects=True)
        seen = re.search(r'name="seen" value="(\w+)"', preview.text)[1]
        sent |= {"cycle": "new", "seen": seen, **days}

    first, second = (client.post(path, data=sent) for _time in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert second.location == first.location
    assert len(there()) == before + 1


FIELD = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">')


@pytest.mark.parametrize(
    ("what", "field"),
    [("objective", "title"), ("key result", "title"), ("team", "name")],
)
def test_whoever_goes_back_and_corrects_something_is_asked_for_one_more(client, forms, what, field):
    address, sent, there = forms[what]
    path = address.partition("?")[0]
    sent, before = sent | {"once": key(client.get(address))}, len(there())
    first = client.post(path, data=sent | {field: "One"})
    asked = client.post(path, data=sent | {field: "Two"})
    assert asked.status_code == 200
    assert "Do you want to add one more?" in asked.text
    assert f'href="{first.location}">No, go to what is saved</a>' in asked.text
    assert len(there()) == before + 1

    answer = dict(FIELD.findall(asked.text.partition("admin-actions-row")[2]))
    assert answer.items() >= (sent | {field: "Two", "one_more": "1"}).items()
    for _time in range(2):
        assert client.post(path, data=answer).status_code == 303
    assert len(there()) == before + 2


def test_what_was_refused_is_no_second_one(client, forms):
    address, sent, there = forms["objective"]
    sent, before = sent | {"once": key(client.get(address))}, len(there())
    refused = client.post("/admin/objectives/new", data=sent | {"title": " "})
    assert (refused.status_code, key(refused)) == (422, sent["once"])
    assert client.post("/admin/objectives/new", data=sent).status_code == 303
    assert len(there()) == before + 1


def test_a_form_without_a_key_makes_as_many_as_it_is_sent(client, forms):
    _, sent, there = forms["objective"]
    before = len(there())
    for _time in range(2):
        client.post("/admin/objectives/new", data=sent)
    assert len(there()) == before + 2


def test_a_slow_form_holds_up_no_other(client, services, forms, monkeypatch):
    address, sent, _ = forms["objective"]
    sent |= {"once": key(client.get(address))}
    team, add, goes_on = forms["team"], services.store.objectives.add, Event()

    def is_slow(*args, **kwargs):
        goes_on.wait(30)
        return add(*args, **kwargs)

    monkeypatch.setattr(services.store.objectives, "add", is_slow)
    slow = gevent.spawn(client.post, "/admin/objectives/new", data=sent)
    gevent.sleep(0)
    other = client.application.test_client()  # of the same server: another person's browser
    other.environ_base |= client.environ_base
    log_in(other)
    once = {"once": key(other.get(team[0]))}
    quick = gevent.spawn(other.post, "/admin/teams/new", data=team[1] | once)
    gevent.joinall([quick], timeout=20)
    was_done_first = quick.ready() and not slow.ready()
    goes_on.set()

    assert (was_done_first, quick.get(timeout=20).status_code) == (True, 303)
    assert slow.get(timeout=20).status_code == 303


def test_its_double_waits_for_what_comes_of_it(client, services, forms, monkeypatch):
    address, sent, there = forms["objective"]
    sent, before = sent | {"once": key(client.get(address))}, len(there())
    add = services.store.objectives.add

    def lets_others_run(*args, **kwargs):
        gevent.sleep(0)
        return add(*args, **kwargs)

    monkeypatch.setattr(services.store.objectives, "add", lets_others_run)
    both = [gevent.spawn(client.post, "/admin/objectives/new", data=sent) for _time in range(2)]
    first, second = (each.get(timeout=30) for each in both)

    assert first.location == second.location
    assert len(there()) == before + 1


def upload(client, once, text):
    """Where the form to import leads with this text in its file."""
    file = (io.BytesIO(text.encode()), "okrs.csv")
    data = {"once": once, "table": "", "preview": "1", "file": file}
    answer = client.post("/admin/paste", data=data, content_type="multipart/form-data")
    assert answer.status_code == 303
    return answer.location


def test_whoever_goes_back_and_chooses_another_file_sees_that_one(client):
    once = key(client.get("/admin/paste"))
    rows = ("Objective;Key result;Target", "Be quick;Median;3")
    first = upload(client, once, "\n".join(rows))
    second = upload(client, once, "\n".join(rows).replace("Median", "Slowest"))
    assert "Slowest" in client.get(second).text
    assert upload(client, once, "\n".join(rows)) == first
