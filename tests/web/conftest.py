import pytest
from flask.testing import FlaskClient

from kiosk.web.core.services import Services
from tests.web.admin.users import add_person, log_in


@pytest.fixture
def admin(services: Services, client: FlaskClient) -> FlaskClient:
    """The client, once Ada, an admin, has logged in with it."""
    add_person(services)
    log_in(client)
    return client
