import re
import sqlite3
from decimal import Decimal
from fractions import Fraction
from html import unescape

import pytest

from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import CycleState, KeyResultKind
from kiosk.okr.office_settings import DEFAULTS, SETTING_FIELDS
from kiosk.okr.progress import key_result_progress, objective_progress, whole_percent
from tests.web.admin.users import add_person, log_in
from tests.web.forms import read_page

pytestmark = pytest.mark.usefixtures("admin")

PAGE = "/admin/settings"
OFF = {"confidence": "off", "pace": "off", "weights": "off", "grades": "off", "survey": "off"}


def frame_of(page):
    return unescape(re.search(r'<iframe[^>]* src="([^"]*)"', page)[1])


def test_every_custom_has_a_field_that_says_its_default_and_what_it_changes(client):
    page = unescape(client.get(PAGE).text)

    for custom in SETTING_FIELDS:
        assert f'name="{custom.name}"' in page
        assert custom.label in page
        assert custom.description in page
    # Each says its default, or which variable set it (see make_services).
    assert page.count("Default: ") + page.count("From KIOSK_") == len(SETTING_FIELDS)
    assert "Back to the default" not in page


def test_it_is_an_admins_page_and_is_in_the_sidebar(client, services):
    assert f'href="{PAGE}"' in client.get("/admin/").text
    add_person(services, "Bo", is_admin=False)
    client.post("/admin/logout")
    log_in(client, "Bo")

    assert client.get(PAGE).status_code == 403


def test_what_is_saved_is_what_the_office_does(client, services):
    given = {"rhythm": "fortnightly", "rhythm_day": "monday", "grace_days": "5", "days": "1"}
    answer = client.post(PAGE, data={**given, **OFF, "closed_weekdays": ["sunday", "monday"]})

    customs = services.office().settings
    assert answer.status_code == 303
    assert (customs.rhythm, customs.rhythm_day, customs.grace_days) == ("fortnightly", 0, 5)
    assert customs.closed_weekdays == frozenset({0, 6})
    assert not any((customs.confidence, customs.pace, customs.weights, customs.survey))
    assert 'value="5"' in client.get(PAGE).text


def test_what_is_invalid_is_shown_at_its_field_and_nothing_typed_is_lost(client, services):
    given = {"grace_days": "many", "closed_dates": "Christmas", "pace": "off"}
    answer = client.post(PAGE, data=given)
    page = unescape(answer.text)

    assert answer.status_code == 422
    assert 'id="grace_days-error">Enter a whole number from 0 to 60' in page
    assert 'id="closed_dates-error">Enter days such as 2026-12-25' in page
    assert 'value="many"' in page
    assert 'value="Christmas"' in page
    assert 'name="pace" value="off" checked' in page
    assert services.office().settings == DEFAULTS


def test_a_preview_shows_the_wall_as_it_would_be_and_saves_nothing(client, services):
    usual = client.get(frame_of(client.get(PAGE).text))
    page = client.post(PAGE, data={"pace": "off", "preview": "1"}).text
    without = client.get(frame_of(page))

    # The foot keeps its own mark of today.
    assert usual.text.count('class="tick"') > without.text.count('class="tick"')
    assert "nothing is saved yet" in page
    assert services.office().settings == DEFAULTS
    assert 'class="tick"' in client.get("/?pages=all").text


def test_a_preview_says_what_the_settings_come_to(client):
    told = client.get(f"{PAGE}/effects?rhythm=none&confidence=off&survey=off").text

    assert "Check-ins have no due dates." in told
    assert "A check-in asks only for the number and a note." in told
    assert "There is no survey." in told


def test_only_the_preview_may_stand_in_a_frame_and_only_in_ours(client):
    def policy(path):
        return client.get(path).headers["Content-Security-Policy"]

    assert "frame-src 'self'" in policy(PAGE)
    assert "frame-ancestors 'none'" in policy(PAGE)
    assert "frame-ancestors 'self'" in policy(f"{PAGE}/preview")
    assert "frame-ancestors 'none'" in policy("/")
    assert "frame-src" not in policy("/admin/")


def test_each_goes_back_to_its_default_and_the_others_stay_as_typed(client, services):
    services.store.settings.replace({"rhythm": "monthly", "grace_days": "9"})
    assert client.get(PAGE).text.count('name="back"') == 2

    page = client.post(PAGE, data={"rhythm": "monthly", "grace_days": "8", "back": "rhythm"}).text
    assert 'name="rhythm" value="weekly" checked' in page
    assert 'value="8"' in page
    assert services.office().settings.rhythm == "monthly", "not saved yet"

    client.post(PAGE, data={"rhythm": "weekly", "grace_days": "3"})
    assert services.office().settings == DEFAULTS
    assert services.store.settings.texts() == {}


def test_saving_what_there_is_moves_no_wall(client, services):
    client.post(PAGE, data=OFF)
    revision = services.store.revision()
    client.post(PAGE, data=OFF)

    assert services.store.revision() == revision


def test_settings_hold_on_wall_phone_admin_and_api_alike(client, services):
    objective = next(
        o
        for o in services.office().objectives
        if any(k.latest_check_in.confidence for k in o.key_results)
    )
    code = objective.key_results[0].code
    before = [client.get(p).text for p in ("/?pages=all", f"/o/{objective.code}", "/all")]
    assert all("tick" in text for text in before)
    assert 'name="confidence"' in client.get("/admin/").text

    client.post(PAGE, data=OFF)

    team = services.office().team(objective.team).slug
    for path in ("/?pages=all", f"/o/{objective.code}", f"/t/{team}", "/all"):
        text = client.get(path).text.partition("<main")[2].partition("</main>")[0]
        # The foot keeps its own mark of today.
        assert 'class="tick"' not in re.sub(r'<svg class="marks">.*?</svg>', "", text)
        assert "schedule" not in text
        assert "confidence" not in text
    assert 'name="confidence"' not in client.get("/admin/").text
    body = client.get(f"/api/v1/key-results/{code}").get_json()
    assert body["confidence"] is None


def test_without_weights_the_percent_is_one_on_phone_and_api(client, services):
    client.post(PAGE, data=OFF)
    office = services.office()
    bodies = client.get("/api/v1/okrs").get_json()["cycles"][0]["teams"]
    told = {o["code"]: o["progress"] for team in bodies for o in team["objectives"]}
    for objective in office.objectives:
        drawn = objective_progress(office, objective).clamped
        if drawn is not None:
            assert abs(told[objective.code] - float(drawn)) < 0.0001
            page = client.get(f"/o/{objective.code}").text
            assert f">{whole_percent(drawn)}<" in page or f"{whole_percent(drawn)}%" in page


def test_without_weights_milestones_keep_their_own_everywhere_and_the_page_says_so(
    client, services
):
    objective = services.office().objectives[0]
    named = (MilestoneDraft("Large", Decimal(3)), MilestoneDraft("Small", Decimal(1)))
    draft = KeyResultDraft("Steps", KeyResultKind.MILESTONES, milestones=named)
    added = services.store.key_results.add(objective.code, draft, now=services.now())
    done = frozenset({added.milestones[0].code})
    services.store.check_ins.add(added.code, done, now=services.now())
    client.post(PAGE, data=OFF)

    assert "milestones keep their own weights" in client.get(PAGE).text
    assert key_result_progress(services.office().key_result(added.code), done).clamped == Fraction(
        3, 4
    )
    body = client.get(f"/api/v1/key-results/{added.code}").get_json()
    assert (body["progress"], [m["weight"] for m in body["milestones"]]) == (0.75, [3, 1])
    form = client.get(f"/admin/key-results/{added.code}").text
    assert re.search(r'name="step-weight"[^>]*value="3"', form)
    phone = client.get(f"/o/{objective.code}").text
    assert "The steps done have a weight of 3 out of 4: 3 ÷ 4 = 75%." in phone


def test_a_hidden_weight_is_not_lost_by_editing_its_key_result(client, services):
    key_result = next(services.office().key_results())
    with sqlite3.connect(services.store.path) as db:
        db.execute("UPDATE key_results SET weight = '3' WHERE code = ?", (key_result.code,))
    client.post(PAGE, data=OFF)
    page = client.get(f"/admin/key-results/{key_result.code}").text

    hidden = re.search(r'<input type="hidden" name="weight" value="([^"]*)"', page)
    assert hidden[1] == "3"


def test_without_grades_a_team_is_asked_what_it_learned_alone_and_no_grade_is_lost(
    client, services
):
    objective = services.office().objectives[0]
    services.store.cycles.set_state(objective.cycle, CycleState.GRADING)
    path = f"/admin/grading/{objective.code}"
    given = {"grade": "0.7", "reason": "We counted too early", "learned": "Ask early"}
    client.post(path, data=given)
    client.post(PAGE, data=OFF)

    page = client.get("/admin/grading").text
    form = page.partition(f'action="{path}"')[2].partition("</form>")[0]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert "<select" not in form
    assert 'name="learned"' in form

    client.post(path, data={**sent, "learned": "Ask earlier"})
    grade = services.store.grades.of_cycle(objective.cycle)[objective.code]
    assert (str(grade.grade), grade.reason) == ("0.7", "We counted too early")
    assert grade.learned == "Ask earlier"


def test_how_often_walls_show_each_objective_is_a_number_of_minutes(client, services):
    page = client.get(PAGE).text
    assert "Show each objective at least every (minutes)" in page
    assert re.search(r'<input[^>]*name="objective_minutes"[^>]*value="15"', page)
    refused = client.post(PAGE, data={"objective_minutes": "0"})
    assert refused.status_code == 422
    assert 'id="objective_minutes-error">Enter a whole number from 1 to 120' in refused.text
    assert client.post(PAGE, data={"objective_minutes": "5"}).status_code == 303
    before = services.content("wall/lobby").html
    assert services.office().settings.objective_minutes == 5
    services.store.settings.replace({})
    assert services.content("wall/lobby").html != before


def form_on(client):
    """The settings form as a browser has it."""
    return next(f for f in read_page(client.get(PAGE).text)[0] if f.action == PAGE)


def stored(services):
    return services.store.settings.texts()


def test_two_open_pages_change_only_what_was_changed_on_each(client, services):
    services.store.settings.replace({"public_holidays": "DE-BY", "closed_weekdays": "sunday"})
    first, second = form_on(client), form_on(client)
    assert client.post(PAGE, data=first.filled({"grace_days": "5"})).status_code == 303
    client.post(PAGE, data=form_on(client).filled({"office_name": "Acme Works"}))
    client.post(PAGE, data=form_on(client).filled({"pace": "off"}))

    answer = client.post(PAGE, data=second.filled({"message_seconds": "40", "weights": "off"}))

    assert answer.status_code == 303
    kept = {"public_holidays": "DE-BY", "closed_weekdays": "sunday"}
    assert stored(services).items() >= (kept | {"grace_days": "5", "pace": "off"}).items()
    assert stored(services)["weights"] == "off"
    assert services.office().name == "Acme Works"


def test_what_was_changed_on_both_pages_is_asked_about(client, services):
    first, second = form_on(client), form_on(client)
    client.post(PAGE, data=first.filled({"grace_days": "5", "pace": "off"}))

    asked = client.post(PAGE, data=second.filled({"grace_days": "7"}))

    assert asked.status_code == 422
    said = "While this page was open, this was changed to “5”. Save again: that replaces it."
    assert f'id="grace_days-error">{said}' in unescape(asked.text)
    assert stored(services) == {"grace_days": "5", "pace": "off"}
    again = next(f for f in read_page(asked.text)[0] if f.action == PAGE)
    assert client.post(PAGE, data=again.filled({})).status_code == 303
    assert stored(services) == {"grace_days": "7", "pace": "off"}
