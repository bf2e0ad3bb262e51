"""Two admins with the same form open: what the first saved is not put back without a word."""

import re
from datetime import date
from decimal import Decimal

import pytest

from kiosk.okr.model import CycleState
from kiosk.okr.survey import Question, QuestionKind
from tests.services import make_client
from tests.web.admin.test_meetings import GIVEN
from tests.web.admin.users import log_in, password_hash

pytestmark = pytest.mark.usefixtures("admin")

MEETING = GIVEN | {"day": "2027-01-12"}  # within the draft's days
FIELD = re.compile(r'<input[^>]* name="([\w-]+)"[^>]* value="([^"]*)"')
CONFLICT = re.compile(r'id="fingerprint-error"[^>]*>([^<]*)')


def fingerprint(page):
    return dict(FIELD.findall(page.text))["fingerprint"]


@pytest.fixture
def draft(services):
    return services.store.cycles.add(
        "Q1 2027", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT
    )


@pytest.fixture
def objective(services, draft):
    return services.store.objectives.add(draft.id, services.office().teams[1].code, "Be quick")


@pytest.fixture
def forms(client, services, draft, objective):
    """Of each kind of form: its address, what it sends, and the field the first one changes."""
    draft_form = {"title": "Median", "kind": "number", "start": "9", "target": "3"}
    client.post("/admin/key-results/new", data={"objective": objective.code, **draft_form})
    (key_result,) = services.store.cycles.office(draft.id, services.now()).objectives[0].key_results
    client.post("/admin/meetings/new", data=MEETING | {"cycle": str(draft.id)})
    (meeting,) = (m for m in services.office().meetings if m.title == MEETING["title"])
    team = services.office().teams[1]
    running = services.office().cycles[0]
    asked = services.store.surveys.add_question(
        running.id, Question(QuestionKind.TEXT, "How was it?")
    )
    days = {"starts_on": "2027-01-01", "ends_on": "2027-03-31"}
    return {
        "objective": (f"/admin/objectives/{objective.code}", {"title": "Be quick"}, "title"),
        "key result": (f"/admin/key-results/{key_result.code}", draft_form, "target"),
        "team": (f"/admin/teams/{team.code}/edit", {"name": "A", "color": team.color}, "name"),
        "cycle": (f"/admin/cycles/{draft.id}/edit", {"name": "Q1 2027", **days}, "theme"),
        "meeting": (f"/admin/meetings/{meeting.code}", MEETING, "place"),
        "question": (
            f"/admin/survey/{running.id}/questions/{asked.code}",
            {"text": "How was it?", "kind": "text"},
            "text",
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("what", "first", "second", "said"),
    [
        ("objective", "Be quicker", "Be quickest", "Wording is now “Be quicker”"),
        ("key result", "2", "4", "Target is now “2”"),
        ("team", "Builders", "Makers", "Name is now “Builders”"),
        ("cycle", "Dare", "Care", "Theme is now “Dare”"),
        ("meeting", "Attic", "Cellar", "Place is now “Attic”"),
        ("question", "How is it?", "How will it be?", "The question is now “How is it?”"),
    ],
)
def test_the_later_save_is_told_what_is_another_and_goes_through_once_it_was_seen(
    client, forms, what, first, second, said
):
    address, sent, field = forms[what]
    carried = {"fingerprint": fingerprint(client.get(address))}
    assert client.post(address, data=sent | carried | {field: first}).status_code == 303

    refused = client.post(address, data=sent | carried | {field: second})

    assert refused.status_code == 422
    assert said in CONFLICT.search(refused.text)[1]
    assert f'value="{second}"' in refused.text, "what was typed stands in the form"
    assert f'value="{first}"' in client.get(address).text, "nothing was put back"
    seen = sent | {"fingerprint": fingerprint(refused), field: second}
    assert client.post(address, data=seen).status_code == 303
    assert f'value="{second}"' in client.get(address).text


def test_a_field_nobody_else_touched_and_the_same_form_twice_are_no_news(client, services, forms):
    address, sent, _ = forms["key result"]
    carried = {"fingerprint": fingerprint(client.get(address))}
    for _time in range(2):
        answer = client.post(address, data=sent | carried | {"target": "2"})
        assert answer.status_code == 303, "the same form sent twice puts nothing back"

    answer = client.post(address, data=sent | carried | {"target": "2", "owner": "Ada"})
    assert answer.status_code == 303, "the other's target stands in this form too"

    refused = client.post(address, data=sent | carried | {"owner": "Bo", "weight": "2"})
    told = CONFLICT.search(refused.text)[1]
    assert "Target is now “2”; Owner is now “Ada”" in told
    assert "Weight" not in told, "only what was changed by somebody else"


def test_a_form_that_carries_nothing_is_saved_as_ever(client, forms):
    for address, sent, field in forms.values():
        for value in ("one", "two") if field != "target" else ("1", "2"):
            assert client.post(address, data=sent | {field: value}).status_code == 303


def test_a_fields_error_and_the_conflict_are_shown_together(client, forms):
    address, sent, _ = forms["objective"]
    before = fingerprint(client.get(address))
    client.post(address, data=sent | {"title": "Be quicker"})

    slip = client.post(address, data=sent | {"fingerprint": before, "title": " "})

    assert "Be quicker" in CONFLICT.search(slip.text)[1]
    assert 'id="title-error"' in slip.text
    seen = sent | {"fingerprint": fingerprint(slip), "title": "Be quickest"}
    assert client.post(address, data=seen).status_code == 303, "the conflict was shown"


@pytest.mark.parametrize("what", ["team", "question", "cycle", "meeting", "key result"])
def test_every_form_shows_a_conflict_beside_its_own_errors(client, forms, what):
    address, sent, field = forms[what]
    valid, invalid = {
        "team": ({"name": "Builders"}, {"name": " "}),
        "question": ({"text": "How is it?"}, {"text": " "}),
        "cycle": ({"theme": "Dare"}, {"name": " "}),
        "meeting": ({"place": "Attic"}, {"time": "x"}),
        "key result": ({"target": "2"}, {"target": "x"}),
    }[what]
    before = {"fingerprint": fingerprint(client.get(address))}
    client.post(address, data=sent | valid)

    slip = client.post(address, data=sent | before | invalid)

    assert valid[field] in CONFLICT.search(slip.text)[1]
    assert f'id="{next(iter(invalid))}-error"' in slip.text


def test_an_own_slip_leaves_the_fingerprint_as_it_is(client, forms):
    address, sent, _ = forms["key result"]
    before = fingerprint(client.get(address))

    slip = client.post(address, data=sent | {"fingerprint": before, "target": "x"})

    assert fingerprint(slip) == before
    assert CONFLICT.search(slip.text) is None


def test_a_reason_is_not_asked_for_somebody_elses_words(client, services):
    objective = services.office().objectives[0]
    address = f"/admin/objectives/{objective.code}"
    carried = {"fingerprint": fingerprint(client.get(address))}
    reworded = {"title": "Other words", "reason": "clearer"}
    assert client.post(address, data=carried | reworded).status_code == 303

    refused = client.post(address, data=carried | {"title": objective.title})

    assert "Wording is now “Other words”" in CONFLICT.search(refused.text)[1]
    assert 'id="reason-error"' not in refused.text


def test_whom_it_serves_is_shown_by_title(client, services):
    objective = next(o for o in services.office().objectives if o.serves)
    address = f"/admin/objectives/{objective.code}"
    carried = {"fingerprint": fingerprint(client.get(address))}
    served = services.office().objectives[0]
    because = {"serves": served.code, f"because-{served.code}": "it is ours"}
    client.post(address, data={"title": objective.title, **because})

    refused = client.post(address, data=carried | {"title": objective.title})

    assert f"Serves is now “{served.title}: it is ours”" in CONFLICT.search(refused.text)[1]


def test_a_number_is_kept_when_it_is_refused(client, services, forms):
    address, sent, _ = forms["key result"]
    carried = {"fingerprint": fingerprint(client.get(address))}
    client.post(address, data=sent | {"target": "2"})
    before = services.store.revision()

    client.post(address, data=sent | carried | {"target": "5"})

    assert services.store.revision() == before
    code = address.rpartition("/")[2]
    assert services.store.cycles.office(
        services.store.cycles.id_of(code), services.now()
    ).key_result(code).target == Decimal(2)  # fmt: skip


@pytest.mark.parametrize("what", ["objective", "key result", "team", "cycle", "meeting"])
def test_a_conflict_says_who_and_when_and_offers_what_is_saved(client, services, forms, what):
    address, sent, field = forms[what]
    carried = {"fingerprint": fingerprint(client.get(address))}
    services.store.users.add("Bo", password_hash(), is_admin=True)
    other = make_client(services)
    log_in(other, "Bo")
    changed = {"target": "2"}.get(field, "Theirs")
    mine = {"target": "4"}.get(field, "Mine")
    assert other.post(address, data=sent | carried | {field: changed}).status_code == 303

    refused = client.post(address, data=sent | carried | {field: mine})

    assert refused.status_code == 422
    said = CONFLICT.search(refused.text)[1]
    assert said.startswith("While this form was open, Bo changed this, just now: ")
    link = f'<a href="{address}" data-discards="{address}">Keep what is saved now instead</a>'
    assert link in refused.text


def test_a_conflict_with_one_s_own_other_tab_says_so(client, forms):
    address, sent, field = forms["objective"]
    carried = {"fingerprint": fingerprint(client.get(address))}
    client.post(address, data=sent | carried | {field: "Theirs"})
    refused = client.post(address, data=sent | carried | {field: "Mine"})
    said = CONFLICT.search(refused.text)[1]
    assert said.startswith("While this form was open, you changed this elsewhere, just now: ")
