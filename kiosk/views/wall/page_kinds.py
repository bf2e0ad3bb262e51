"""The kinds of pages a wall turns through: one table, in the order the pages have of themselves.

Each screen may leave some out and have them in its own order.
"""

from kiosk.views.i18n.localizer import Localizer

ALWAYS = frozenset({"steps", "presentation"})
"""What is shown whenever it is there: the way to the first steps, and what is presented to all."""


def page_kind_names(localizer: Localizer) -> dict[str, str]:
    """Every kind that a screen may have its own way with, by the name it has in the page."""
    _ = localizer.gettext
    return {
        "overview": _("Overview"),
        "summary": _("How a cycle turned out"),
        "grades": _("Grades, once they are revealed"),
        "moved": _("What moved this week"),
        "cycle": _("Calendar"),
        "meetings": _("Meetings"),
        "survey": _("The survey is open"),
        "lessons": _("You said, we changed"),
        "waiting": _("Teams with check-ins due"),
        "learned": _("What was learned this week"),
        "alignment": _("How objectives serve each other"),
        "team": _("Teams"),
        "objective": _("Objectives"),
    }
