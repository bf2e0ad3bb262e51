"""The pages of the copy: the phone pages, rendered as guests see them, and linked to each other."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from kiosk.live.content.page_topics import PageTopics
from kiosk.live.content.snapshot import Snapshot
from kiosk.live.mirror.links import relinked
from kiosk.okr.model import Cycle, CycleState, Office, Team
from kiosk.okr.redaction import redacted_office
from kiosk.okr.survey import SurveyState
from kiosk.store import Store
from kiosk.views.common.company import shown_logo
from kiosk.views.common.meetings import meetings_page
from kiosk.views.common.survey import results_page
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render
from kiosk.views.urls import PublicUrls

STYLE = "style.css"
SURVEYS = 2  # as on the survey's page
AGES_EVERY = timedelta(hours=1)

# What becomes part of a file's name; another program may have written anything.
_SAFE = re.compile(r"[a-z0-9-]{1,80}")
_FOREVER = datetime.max.replace(tzinfo=UTC)
_WHOLE = {
    "/all": "index.html",
    "/week": "week.html",
    "/alignment": "alignment.html",
    "/cycles": "cycles.html",
    "/meetings": "meetings.html",
    "/survey": "survey.html",
}


@dataclass(frozen=True, slots=True)
class MirrorCopy:
    """The files of a copy by name, and when its pages change without a save."""

    files: dict[str, bytes]
    revision: int
    changes_at: datetime


@dataclass(frozen=True, slots=True)
class _Page:
    """A page before its links are changed; `changes_at`: None for one that never does. `team` is
    that of an objective."""

    title: str
    html: str
    changes_at: datetime | None = None
    team: Team | None = None


class MirrorPages:
    """Renders the copy.

    :param snapshot: reads the current state.
    :param style: the stylesheet of phone pages.
    """

    def __init__(self, store: Store, snapshot: Callable[[], Snapshot], style: str) -> None:
        self._store = store
        self._snapshot = snapshot
        self._style = style
        self._topics = PageTopics(store)
        self._redacted: tuple[Office, Office] | None = None
        self._closed: dict[int, tuple[object, dict[str, _Page], Office]] = {}

    def render(self) -> MirrorCopy:
        """The copy of now. Each page is read by itself, so that no save waits for all of them."""
        sight = self._for_guests(self._snapshot())
        pages = dict(self._running(sight))
        offices = [sight.office]
        for cycle in self._store.cycles.all():
            if cycle.state is CycleState.CLOSED:
                found, office = self._closed_cycle(sight, cycle)
                pages |= found
                offices.append(office)
        due = [page.changes_at for page in pages.values() if page.changes_at]
        files = {name: page.encode() for name, page in self._linked(sight, pages, offices)}
        files[STYLE] = self._style.encode()
        logo = shown_logo(sight.office)
        if logo is not None and (image := self._store.logo.file(logo.digest)) is not None:
            files["logo.png"] = image
        # "5 minutes ago" alone is no reason to sync all files again and again.
        soon = max(min(due, default=_FOREVER), sight.now + AGES_EVERY)
        changes_at = min(soon, sight.localizer.midnight_after(sight.now))
        return MirrorCopy(files, sight.revision, changes_at)

    def _for_guests(self, sight: Snapshot) -> Snapshot:
        """The state as guests may see it, without an address of this server."""
        if self._redacted is None or self._redacted[0] is not sight.whole:
            self._redacted = sight.whole, redacted_office(sight.whole)
        return replace(
            sight,
            office=self._redacted[1],
            guest_mode_until=_FOREVER,
            urls=PublicUrls("", ""),
        )

    def _running(self, sight: Snapshot) -> Iterator[tuple[str, _Page]]:
        _, office = sight.localizer.gettext, sight.office
        topics = {
            "all": _("Everyone’s OKRs"),
            "week": _("The week: what moved, what we learned"),
            "alignment": _("How our objectives fit together"),
            "cycles": _("All cycles"),
            **{f"team/{team.slug}": team.name for team in office.teams},
            **{f"objective/{o.code}": o.title for o in office.objectives},
            **{f"cycle/{cycle.id}": cycle.name for cycle in office.cycles},
        }
        yield from self._pages(sight, office, topics)
        yield "meetings.html", _meetings(sight)
        yield "survey.html", self._survey(sight.localizer)

    def _pages(
        self, sight: Snapshot, office: Office, topics: dict[str, str]
    ) -> Iterator[tuple[str, _Page]]:
        teams = {f"objective/{o.code}": office.team(o.team) for o in office.objectives}
        for topic, title in topics.items():
            name = file_of_topic(topic)
            deferred = self._store.snapshot(partial(self._topics.read, sight, topic))
            if name and deferred:
                content = deferred()
                yield name, _Page(title, content.html, content.changes_at, teams.get(topic))

    def _closed_cycle(self, sight: Snapshot, cycle: Cycle) -> tuple[dict[str, _Page], Office]:
        """The pages of a closed cycle, which stay the same: they are rendered once a day."""
        day = sight.localizer.today(sight.now)
        key = (cycle, sight.localizer, sight.office.settings, sight.office.surveys, day)
        kept = self._closed.get(cycle.id)
        if kept is None or kept[0] != key:
            office = self._topics.archive_pages.archive(sight, cycle.id) or sight.office
            topics = {f"objective/{o.code}": o.title for o in office.objectives}
            topics[f"cycle/{cycle.id}"] = cycle.name
            kept = self._closed[cycle.id] = key, dict(self._pages(sight, office, topics)), office
        return kept[1], kept[2]

    def _survey(self, localizer: Localizer) -> _Page:
        """The results of the latest closed surveys, above their minimum."""
        surveys = [s for s in self._store.surveys.all() if s.state is SurveyState.CLOSED][:SURVEYS]
        results = [
            results_page(localizer, one, self._store.surveys.results(one.cycle)) for one in surveys
        ]
        html = render("mirror/_survey.html", localizer, pages=results)
        return _Page(localizer.gettext("The survey"), html)

    def _linked(
        self, sight: Snapshot, pages: dict[str, _Page], offices: list[Office]
    ) -> Iterator[tuple[str, str]]:
        anchors = {
            k.code.lower(): f"o-{o.code.lower()}.html#kr-{k.code}"
            for office in reversed(offices)
            for o in office.objectives
            for k in o.key_results
        }

        def file_of(address: str) -> str | None:
            if address.startswith("#"):
                return address
            path, mark, anchor = address.partition("#")
            if path.startswith("/logo/"):
                return "logo.png" if shown_logo(sight.office) else None
            name = file_of_path(path)
            if name in pages:
                return f"{name}{mark}{anchor}"
            other = anchors.get(path.removeprefix("/o/").lower(), "")
            return other if other.partition("#")[0] in pages else None

        for name, page in pages.items():
            html = render(
                "mirror/page.html",
                sight.localizer,
                title=" · ".join(part for part in (page.title, sight.office.name) if part),
                name=name,
                team=page.team,
                content=page.html,
                day=sight.localizer.long_day(sight.localizer.today(sight.now)),
                time=sight.localizer.time(sight.now),
                style=STYLE,
            )
            head, _, body = html.partition("<body>")
            yield name, f"{head}<body>{relinked(body, file_of)}"


def _meetings(sight: Snapshot) -> _Page:
    page = meetings_page(sight.localizer, sight.office, sight.now, sight.urls)
    html = render("mirror/_meetings.html", sight.localizer, page=page)
    return _Page(sight.localizer.gettext("Meetings"), html, page.changes_at)


def file_of_topic(topic: str) -> str | None:
    """The name of the file of a topic; None if it cannot be one."""
    kind, _, name = topic.partition("/")
    if not name:
        return _WHOLE.get(f"/{kind}")
    start = {"objective": "o", "team": "t", "cycle": "cycle"}[kind]
    return f"{start}-{name.lower()}.html" if _SAFE.fullmatch(name.lower()) else None


def file_of_path(path: str) -> str | None:
    """The name of the file of a phone page, by its path; None for any other path."""
    if path in _WHOLE:
        return _WHOLE[path]
    kind, _, name = path.removeprefix("/").partition("/")
    topics = {"o": "objective", "t": "team", "cycles": "cycle"}
    return file_of_topic(f"{topics[kind]}/{name}") if kind in topics and name else None
