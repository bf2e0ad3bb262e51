"""For monitoring: /healthz and /metrics."""

from flask import Blueprint, Response

from kiosk.web.core.json import json_response
from kiosk.web.core.services import get_services

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 while data can be saved and changes reach the sockets, else 503.

    It does not query the database: the result of the last probe is at hand even if the disk hangs.
    """
    services = get_services()
    probe = services.storage_probe
    reaches_sockets = services.hub is None or services.hub.is_healthy()
    can_save = probe.is_healthy()
    last = probe.last()
    storage = {"status": last.status, "checked_seconds_ago": round(probe.age(), 1)}
    if services.recovery.error is not None:
        storage["detail"] = services.recovery.sentence()
    status = "ok" if reaches_sockets and can_save else "storage" if reaches_sockets else "stalled"
    seen = services.hub.revision if services.hub else 0
    body = {"status": status, "revision": seen or last.revision, "storage": storage}
    return json_response(body, 200 if status == "ok" else 503)


@blueprint.get("/metrics")
def metrics() -> Response:
    """The hub's counters in Prometheus's text format."""
    hub = get_services().hub
    lines = [f"kiosk_revision {get_services().store.revision()}"]
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
