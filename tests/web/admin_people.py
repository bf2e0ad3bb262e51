"""People for tests of the admin page."""

from functools import cache

from flask.testing import FlaskClient

from kiosk.web.house import House
from kiosk.web.passwords import Passwords

PASSWORD = "a few words in a row"
PART = {"X-Part": "1"}


@cache
def password_hash() -> str:
    """Made once: it takes a tenth of a second."""
    return Passwords().hash(PASSWORD)


def add_person(house: House, name: str = "Ada", *, is_admin: bool = True) -> None:
    house.store.add_user(name, password_hash(), is_admin)


def log_in(client: FlaskClient, name: str = "Ada") -> None:
    answer = client.post("/admin/login", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
