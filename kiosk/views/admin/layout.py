"""The frame of every admin page: where one is, who one is, what else there is."""

from dataclasses import dataclass

from kiosk.views.i18n.localizer import Localizer

# What is aimed at, what people come together for, and what is set up once, each by its first page.
_GROUPS = ("/admin/objectives", "/admin/meetings", "/admin/screens")


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in the sidebar; `begins` a group of pages that belong together."""

    path: str
    label: str
    is_here: bool
    starts_group: bool = False


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What stands around an admin page. Without `member` it has neither sidebar nor log-out."""

    title: str
    office: str
    user_name: str
    nav_items: tuple[NavItem, ...]
    is_sample: bool
    may_clear: bool
    release: str
    grades: str = ""
    resume_path: str = ""
    in_account: bool = False


def page_frame(
    localizer: Localizer,
    title: str,
    *,
    office: str = "",
    member: str = "",
    is_admin: bool = False,
    is_sample: bool = False,
    here: str = "",
    release: str = "",
    grades: str = "",
    kept: str = "",
) -> PageFrame:
    """The frame of a page.

    :param here: the path of the sidebar's place that this page belongs to.
    :param grades: the name of a cycle that is being graded.
    :param kept: the path that a form is sent to which came back after a log-in.
    """
    return PageFrame(
        title=title,
        office=office or localizer.gettext("Wall OKRs"),
        user_name=member,
        nav_items=_places(localizer, is_admin, here) if member else (),
        is_sample=is_sample,
        may_clear=is_sample and is_admin,
        release=release,
        grades=grades,
        resume_path=kept,
        in_account=here == "/admin/account",
    )


def _places(localizer: Localizer, is_admin: bool, here: str) -> tuple[NavItem, ...]:
    everybody = [("/admin/", localizer.gettext("Check in"))]
    admins = [
        ("/admin/objectives", localizer.gettext("Objectives")),
        ("/admin/cycles", localizer.gettext("Cycles")),
        ("/admin/meetings", localizer.gettext("Meetings")),
        ("/admin/present", localizer.gettext("All-Hands")),
        ("/admin/survey", localizer.gettext("Survey")),
        ("/admin/screens", localizer.gettext("Screens")),
        ("/admin/settings", localizer.gettext("Settings")),
        ("/admin/people", localizer.gettext("People")),
        ("/admin/history", localizer.gettext("History")),
    ]
    shown = everybody + (admins if is_admin else [])
    return tuple(NavItem(path, label, path == here, path in _GROUPS) for path, label in shown)
