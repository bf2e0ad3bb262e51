"""Checks the topic of a live socket in its handshake."""

from flask import request

from kiosk.live.topics import ALL_PAGES, LOCAL_SCREEN
from kiosk.web.core.services import Services
from kiosk.web.security.origin import is_own_screen


class TopicAccess:
    """The topics that a page may watch."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def __call__(self, topic: str) -> bool:
        """Whether a topic exists now."""
        kind, _, name = topic.partition("/")
        if kind == "wall":
            name = name.removesuffix(ALL_PAGES)
            if name.endswith(LOCAL_SCREEN) and not is_own_screen(request):
                return False
            name = name.removesuffix(LOCAL_SCREEN)
            return not name or is_screen_name(name)
        office = self._services.office()
        if kind == "objective":
            return any(objective.code == name for objective in office.objectives)
        if kind == "team":
            return any(team.slug == name for team in office.teams)
        if kind == "meeting":
            return any(meeting.code == name for meeting in office.meetings)
        return topic in ("all", "week", "alignment", "meetings", "presentation")


def is_screen_name(name: str) -> bool:
    """Whether a text is a valid name of a screen: up to 32 of a-z, 0-9 and -."""
    return 0 < len(name) <= 32 and all(c.isascii() and (c.isalnum() or c == "-") for c in name)
