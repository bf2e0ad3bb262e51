import pytest
from flask.testing import FlaskClient

from kiosk.web.house import House
from tests.web.admin_people import add_person, log_in


@pytest.fixture
def admin(house: House, client: FlaskClient) -> FlaskClient:
    """The client, once Ada, an admin, has logged in with it."""
    add_person(house)
    log_in(client)
    return client
