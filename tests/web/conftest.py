import pytest
from flask.testing import FlaskClient

from kiosk.web.core.services import Services
from tests.web.admin.users import add_person, log_in
from tests.web.every_address import values_for_addresses


@pytest.fixture
def admin(services: Services, client: FlaskClient) -> FlaskClient:
    """The client, once Ada, an admin, has logged in with it."""
    add_person(services)
    log_in(client)
    return client


@pytest.fixture
def known(services: Services, admin: FlaskClient) -> dict[str, list[str]]:
    """What may stand in addresses, by the name of its place."""
    return values_for_addresses(services, admin)
