"""Every address of the app, with everything that may stand in it."""

import re
from urllib.parse import urlsplit

from tests.web.admin.users import add_person
from tests.web.phone.test_meetings import DRAFT
from tests.web.phone.test_survey import opened


def values_for_addresses(services, admin):
    """What may stand in an address: of each kind one that there is, and one that there is not."""
    survey = opened(services)
    quarter = services.office().cycles[0].id
    meeting = services.store.meetings.add(quarter, [DRAFT], now=services.now())[0]
    invited = admin.post("/admin/people/invitations", data={"name": "Bo"}).text
    token = re.search(r'value="http[^"]+/join/([^"]+)"', invited)[1]
    teams = services.office().teams
    add_person(services, "Cy", is_admin=False)
    codes = [
        *("K7Q2", "W3GH", meeting.code, f"{meeting.code}.ics", teams[1].code, "ZZZZ"),
        *services.store.surveys.add_codes(survey.cycle, 2),
        *(question.code for question in survey.questions),
        services.setup_codes.code() or "",
    ]
    return {
        "code": [code for code in codes if code],
        "ending": ["csv", "pdf"],
        "printed": ["6FEGVW", "ZZZZZZ", "nonsense"],
        "digest": ["0123456789abcdef"],
        "number": ["1", "2", str(quarter), "999"],
        "cycle": [str(survey.cycle), "999"],
        "token": [token, "7K7K7K7K"],
        "name": [teams[1].slug, "lobby", "1", "wall", "nobody"],
    }


def addresses(app, known):
    """Every address of the map that takes a GET, with everything that may stand in it."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods:
            continue
        filled = [{}]
        for name in sorted(rule.arguments):
            filled = [one | {name: value} for one in filled for value in known[name]]
        for values in filled:
            path = urlsplit(adapter.build(rule.endpoint, values, force_external=False)).path
            yield rule, path
