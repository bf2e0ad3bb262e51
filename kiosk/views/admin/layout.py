"""The frame of every admin page: navigation, user and notices."""

from dataclasses import dataclass

from kiosk.views.i18n.localizer import Localizer

# The first page of each navigation group: OKRs, meetings, configuration.
_GROUPS = ("/admin/objectives", "/admin/meetings", "/admin/screens")


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in the sidebar; `starts_group`: it is the first of a group."""

    path: str
    label: str
    is_here: bool
    starts_group: bool = False


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The frame of an admin page. Without `user_name` it has neither sidebar nor log-out."""

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
    nav_path: str = "",
    release: str = "",
    grades: str = "",
    kept_form_path: str = "",
) -> PageFrame:
    """The frame of a page.

    :param here: the path of the sidebar page that this page belongs to.
    :param grades: the name of a cycle that is being graded.
    :param kept: the path to which a form restored after a log-in is submitted.
    """
    return PageFrame(
        title=title,
        office=office or localizer.gettext("Wall OKRs"),
        user_name=member,
        nav_items=_nav_items(localizer, is_admin, nav_path) if member else (),
        is_sample=is_sample,
        may_clear=is_sample and is_admin,
        release=release,
        grades=grades,
        resume_path=kept_form_path,
        in_account=nav_path == "/admin/account",
    )


def _nav_items(localizer: Localizer, is_admin: bool, nav_path: str) -> tuple[NavItem, ...]:
    everybody = [("/admin/", localizer.gettext("Check in"))]
    admins = [
        ("/admin/objectives", localizer.gettext("Objectives")),
        ("/admin/cycles", localizer.gettext("Cycles")),
        ("/admin/paste", localizer.gettext("Import OKRs")),
        ("/admin/meetings", localizer.gettext("Meetings")),
        ("/admin/present", localizer.gettext("All-Hands")),
        ("/admin/survey", localizer.gettext("Survey")),
        ("/admin/screens", localizer.gettext("Screens")),
        ("/admin/pictures", localizer.gettext("Pictures")),
        ("/admin/poster", localizer.gettext("Poster")),
        ("/admin/settings", localizer.gettext("Settings")),
        ("/admin/people", localizer.gettext("People")),
        ("/admin/history", localizer.gettext("History")),
    ]
    shown = everybody + (admins if is_admin else [])
    return tuple(NavItem(path, label, path == nav_path, path in _GROUPS) for path, label in shown)
