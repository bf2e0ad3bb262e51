"""For machines that look after this one: /healthz and /metrics."""

from flask import Blueprint, Response

from kiosk.web.house import house
from kiosk.web.json import json_response

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 while something can be saved and changes reach the sockets, else 503.

    It asks nothing of the database itself: what the last probe found is known at once, also where
    a disk hangs.
    """
    here = house()
    probe = here.storage
    reaches_sockets = here.hub is None or here.hub.is_healthy()
    can_save = probe.is_healthy()
    last = probe.last()
    storage = {"status": last.status, "checked_seconds_ago": round(probe.age(), 1)}
    if here.recovery.error is not None:
        storage["detail"] = here.recovery.sentence()
    status = "ok" if reaches_sockets and can_save else "storage" if reaches_sockets else "stalled"
    seen = here.hub.revision if here.hub else 0
    body = {"status": status, "revision": seen or last.revision, "storage": storage}
    return json_response(body, 200 if status == "ok" else 503)


@blueprint.get("/metrics")
def metrics() -> Response:
    """What the hub counts, in Prometheus's text format."""
    hub = house().hub
    lines = [f"kiosk_revision {house().store.revision()}"]
    if hub is not None:
        stats = hub.stats()
        lines += [
            f"kiosk_sockets {sum(stats.sockets.values())}",
            f"kiosk_frames_total {stats.frames}",
            f"kiosk_clients_dropped_total {stats.dropped}",
            f"kiosk_sockets_refused_total {stats.refused}",
            f"kiosk_clients_blocked {stats.blocked}",
        ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")
