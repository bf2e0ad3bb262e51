"""Texts with a damaged character, told to admins until they are typed anew."""

from kiosk.okr.model import Office
from kiosk.okr.unreadable import has_unreadable
from kiosk.store.unreadable import Unreadable
from kiosk.web.house import house
from kiosk.web.sessions import member


def known_unreadable(office: Office) -> tuple[Unreadable, ...]:
    """Where they stand. The database is read for it only where the office shows one."""
    me = member()
    if me is None or not me.is_admin or not has_unreadable(office):
        return ()
    return house().store.unreadable()
