"""People for tests of the admin page."""

from functools import cache

from argon2 import PasswordHasher
from flask.testing import FlaskClient

from kiosk.web.core.services import Services
from kiosk.web.security.passwords import Passwords

PASSWORD = "a few words in a row"
PART = {"X-Part": "1"}


@cache
def password_hash() -> str:
    """One that is compared at once: hundreds of tests log in. What it costs stands in it."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)).hash(PASSWORD)


def add_person(services: Services, name: str = "Ada", *, is_admin: bool = True) -> None:
    services.store.users.add(name, password_hash(), is_admin)


def log_in(client: FlaskClient, name: str = "Ada") -> None:
    answer = client.post("/admin/login", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
