"""The company's logo, as pages show it."""

from kiosk.okr.logo import Logo
from kiosk.okr.model import Office
from kiosk.okr.office_settings import LogoPlace


def shown_logo(office: Office) -> Logo | None:
    """The logo to show beside the company's name; None if there is none, or it is set to be
    nowhere."""
    return None if office.settings.logo_place is LogoPlace.NOWHERE else office.logo
