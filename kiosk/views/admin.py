"""The frame of every admin page: where one is, who one is, what else there is."""

from dataclasses import dataclass

from kiosk.views.words import Words

# What is aimed at, what people come together for, and what is set up once, each by its first page.
_GROUPS = ("/admin/objectives", "/admin/meetings", "/admin/screens")


@dataclass(frozen=True, slots=True)
class Place:
    """A page in the sidebar; `begins` a group of pages that belong together."""

    path: str
    label: str
    is_here: bool
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around an admin page. Without `member` it has neither sidebar nor log-out."""

    title: str
    office: str
    member: str
    places: tuple[Place, ...]
    is_sample: bool
    may_clear: bool
    release: str
    grades: str = ""
    kept: str = ""
    in_account: bool = False


def shell(
    words: Words,
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
) -> Shell:
    """The frame of a page.

    :param here: the path of the sidebar's place that this page belongs to.
    :param grades: the name of a cycle that is being graded.
    :param kept: the path that a form is sent to which came back after a log-in.
    """
    return Shell(
        title=title,
        office=office or words.gettext("Wall OKRs"),
        member=member,
        places=_places(words, is_admin, here) if member else (),
        is_sample=is_sample,
        may_clear=is_sample and is_admin,
        release=release,
        grades=grades,
        kept=kept,
        in_account=here == "/admin/account",
    )


def _places(words: Words, is_admin: bool, here: str) -> tuple[Place, ...]:
    everybody = [("/admin/", words.gettext("Check in"))]
    admins = [
        ("/admin/objectives", words.gettext("Objectives")),
        ("/admin/cycles", words.gettext("Cycles")),
        ("/admin/meetings", words.gettext("Meetings")),
        ("/admin/present", words.gettext("All-Hands")),
        ("/admin/survey", words.gettext("Survey")),
        ("/admin/screens", words.gettext("Screens")),
        ("/admin/settings", words.gettext("Settings")),
        ("/admin/people", words.gettext("People")),
        ("/admin/history", words.gettext("History")),
    ]
    shown = everybody + (admins if is_admin else [])
    return tuple(Place(path, label, path == here, path in _GROUPS) for path, label in shown)
