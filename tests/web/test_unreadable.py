"""One damaged byte in one title: doctor and admin page say where, until it is typed anew."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from flask.testing import FlaskClient

from kiosk.web.commands.doctor import Finding, examine
from kiosk.web.core.services import Services
from tests.server import MOMENT
from tests.web.admin.users import add_person, log_in


def damage(services: Services) -> None:
    with closing(sqlite3.connect(services.store.path)) as db:
        db.execute("UPDATE objectives SET title = CAST(x'4162fe64' AS TEXT) WHERE code = 'K7Q2'")
        db.commit()


def texts(services: Services) -> Finding:
    settings = replace(services.settings, port=0)
    return next(found for found in examine(settings, MOMENT) if found.name == "texts")


def test_the_doctor_says_where_it_stands(services: Services):
    assert texts(services).is_ok
    damage(services)
    assert not texts(services).is_ok
    assert "objectives.title K7Q2 “Ab\ufffdd”" in texts(services).message


def test_every_page_goes_on_and_the_admin_is_told_where(services: Services, client: FlaskClient):
    add_person(services)
    log_in(client)
    assert "could not be read" not in client.get("/admin/").text
    damage(services)
    page = client.get("/admin/")
    assert page.status_code == 200
    assert "<code>objectives.title K7Q2</code>" in page.text
    for path in ("/", "/all", "/o/K7Q2", "/api/v1/okrs"):
        assert client.get(path).status_code == 200, path

    services.store.objectives.edit("K7Q2", title="As it was meant", reason="A damaged byte")
    assert "could not be read" not in client.get("/admin/").text
    assert texts(services).is_ok


def test_the_form_does_not_write_it_back(services: Services, client: FlaskClient):
    add_person(services)
    log_in(client)
    damage(services)
    form = {"title": "Ab\ufffdd", "reason": "no change"}
    answer = client.post("/admin/objectives/K7Q2", data=form)
    assert answer.status_code == 422
    assert "could not be read" in answer.text
    assert not texts(services).is_ok
