"""Texts with a damaged character, which admins are asked to type again."""

from kiosk.okr.model import Office
from kiosk.okr.unreadable_text import has_unreadable
from kiosk.store.db.unreadable_text import Unreadable
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import current_user


def unreadable_text_notice(office: Office) -> tuple[Unreadable, ...]:
    """Where such texts are. The database is searched only if the office shows one."""
    me = current_user()
    if me is None or not me.is_admin or not has_unreadable(office):
        return ()
    return get_services().store.unreadable()
