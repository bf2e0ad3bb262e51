"""The replay, a cycle in twenty seconds: `/replay` as a page that needs no script, and as the film
that a wall or a phone loads to play it."""

from collections.abc import Callable
from http import HTTPStatus
from threading import Lock

from flask import Blueprint, Response, abort, current_app, request

from kiosk.live.content.snapshot import Snapshot
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Office
from kiosk.okr.redaction import redacted_weekly_standings
from kiosk.store import WeeklyStandings
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render
from kiosk.views.replay.film import ReplayFilm, cycle_to_replay, replay_film
from kiosk.web.core import assets
from kiosk.web.core.headers import allow_inline
from kiosk.web.core.services import Services, get_services

blueprint = Blueprint("replay", __name__)

# Twice the number of objectives in a large office.
MAX_FILMS = 128
HTML = "text/html; charset=utf-8"


class _FilmCache:
    """Caches rendered films, so that many walls asking at once share one."""

    def __init__(self) -> None:
        self._making = Lock()
        self._films: dict[str, tuple[object, str]] = {}

    def get(self, name: str, stamp: object, make: Callable[[], str]) -> str:
        """What `make` makes, as long as the stamp is the same."""
        with self._making:
            cached = self._films.get(name)
            if cached is None or cached[0] != stamp:
                cached = (stamp, make())
                if len(self._films) >= MAX_FILMS:
                    self._films.clear()
                self._films[name] = cached
            return cached[1]


blueprint.record_once(lambda setup: setup.app.extensions.setdefault("replays", _FilmCache()))


def replay() -> Response:
    """The cycle week by week; `?objective=<code>` of one objective, `?film` to be played, and
    that in the language of `&screen=<name>`."""
    services = get_services()
    sight = services.read_together(services.snapshot)
    office = sight.office
    code = normal_code(request.args.get("objective", ""))
    if code and not any(o.code == code for o in office.objectives):
        abort(HTTPStatus.NOT_FOUND)
    is_film = "film" in request.args
    if not is_film:
        allow_inline(assets.stylesheet("phone"))
    screen = request.args.get("screen", "")
    localizer = (
        services.renderer.screen_theme_and_locale(sight, screen)[1]
        if screen
        else services.localizer
    )
    html = _html(services, localizer, sight, code, _film_response if is_film else _read)
    return Response(html, HTTPStatus.OK if html else HTTPStatus.NO_CONTENT, content_type=HTML)


def _html(
    services: Services,
    localizer: Localizer,
    sight: Snapshot,
    code: str,
    make: Callable[[Localizer, ReplayFilm | None], str],
) -> str:
    replays: _FilmCache = current_app.extensions["replays"]
    # The office changes with every save, and a week begins at midnight.
    stamp = (
        sight.office.revision,
        services.localizer.today(services.now()),
        sight.guest_mode_until,
    )
    name = f"{make.__name__} {localizer.language} {localizer.zone} {code}"
    # In the pool of blocking threads: the lock must not block the sockets' threads.
    return services.call(
        lambda: replays.get(
            name, stamp, lambda: make(localizer, _film(services, localizer, sight.office, code))
        )
    )


def _film(services: Services, localizer: Localizer, office: Office, code: str) -> ReplayFilm | None:
    now = services.now()
    cycle = cycle_to_replay(office, services.localizer.today(now), code)
    if cycle is None:
        return None

    def read() -> tuple[Office, tuple[WeeklyStandings, ...]]:
        known = services.office()
        return known, services.store.key_results.weekly_standings(known, cycle, now)

    known, past = services.store.snapshot(read)
    if any(k.is_redacted for k in office.key_results()):
        past = redacted_weekly_standings(known, past)
    return replay_film(localizer, office, cycle, past, now, code)


def _film_response(localizer: Localizer, film: ReplayFilm | None) -> str:
    return "" if film is None else render("shared/_replay_film.html", localizer, film=film)


def _read(localizer: Localizer, film: ReplayFilm | None) -> str:
    style = assets.stylesheet("phone").text
    title = localizer.gettext("The quarter in twenty seconds")
    return render("phone/replay.html", localizer, film=film, title=title, style=style)


blueprint.add_url_rule("/replay", "replay", replay)
