"""The names of fields in errors on the command line."""

from kiosk.errors import N_
from kiosk.views.i18n.localizer import Localizer

_NAMES = {
    "again": N_("password again"),
    "can": N_("permission"),
    "confidence": N_("confidence"),
    "cycle": N_("cycle"),
    "measured_at": N_("day"),
    "name": N_("name"),
    "note": N_("note"),
    "objective": N_("objective"),
    "on": N_("day"),
    "password": N_("password"),
    "reason": N_("reason"),
    "sample": N_("sample office"),
    "team": N_("team"),
    "value": N_("value"),
}


def field_name(localizer: Localizer, field: str) -> str:
    """A field's name in a language; an unknown one, such as a place in a file, stays as it is."""
    message = _NAMES.get(field)
    return localizer.gettext(message) if message else field
