"""Checks Host and Origin: only known hosts, and writes and sockets only from this server's own
pages.

A page of another site can send requests from the same browser, and DNS can point a foreign name at
this machine (DNS rebinding). The exact Host and Origin prevent both.
"""

import ipaddress
from contextlib import suppress
from urllib.parse import urlsplit

from flask import Request, request

from kiosk.errors import CrossOriginWrite, KioskError, UnknownHost
from kiosk.web.core import own_screen
from kiosk.web.core.services import Services, get_services

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_DEFAULT_PORTS = {"http": 80, "https": 443}

HostPort = tuple[str, int]


def allowed_origins(services: Services) -> frozenset[HostPort]:
    """All hosts and ports this server answers to, apart from the settings page."""
    port = services.port
    host_ports = {(host, port) for host in services.addresses.current().own}
    host_ports |= {_host_port(host, "http", port) for host in services.settings.allowed_hosts}
    return frozenset(host_ports | _host_ports_of_url(services.settings.public_url))


def _host_ports_of_url(url: str) -> frozenset[HostPort]:
    parts = urlsplit(url)
    return frozenset({_host_port(parts.netloc, parts.scheme)} if url else ())


def _is_configured(services: Services, host_port: HostPort) -> bool:
    """Whether the settings page names this host. The database is queried last, so that a server
    without one still answers to its own names."""
    with suppress(KioskError):
        return host_port in _host_ports_of_url(services.effective_settings.public_url)
    return False


def _is_public(services: Services, req: Request) -> bool:
    """Whether the Host is exactly that of public_url, with any scheme: a proxy may terminate https
    without X-Forwarded-Proto."""
    host = req.headers.get("Host", "").lower()
    return any(host == urlsplit(url).netloc for url in _public_urls(services))


def _public_urls(services: Services) -> set[str]:
    """The URLs from file and settings page; without the page if the database is unavailable."""
    urls = {services.settings.public_url}
    with suppress(KioskError):
        urls.add(services.effective_settings.public_url)
    return urls - {""}


def _host_port(netloc: str, scheme: str, port: int | None = None) -> HostPort:
    parts = urlsplit(f"//{netloc}")
    given = parts.port if parts.port is not None else port
    return (parts.hostname or "").lower(), given or _DEFAULT_PORTS.get(scheme, 0)


def check_host() -> None:
    """Refuse a request for an unknown host with 400."""
    services = get_services()
    try:
        host_port = _host_port(request.headers.get("Host", ""), request.scheme)
    except ValueError:
        host_port = ("", 0)
    host, port = host_port
    is_own = port == services.port and services.addresses.current().is_own(host)
    is_allowed = host_port in allowed_origins(services) or _is_configured(services, host_port)
    if not is_own and not is_allowed and not _is_public(services, request):
        raise UnknownHost(
            "This server does not answer to %(host)s. If it should, add the name to"
            " KIOSK_ALLOWED_HOSTS",
            host=request.headers.get("Host", "")[:100] or "—",
        )


def same_origin(req: Request) -> bool:
    """Whether the request comes from a page of this server."""
    origin, services = req.headers.get("Origin", "").lower(), get_services()
    if origin == f"{req.scheme}://{req.headers.get('Host', '')}".lower():
        return True
    return _is_public(services, req) and origin in _public_urls(services)


def check_origin() -> None:
    """Refuse a write from another site with 403.

    :raises CrossOriginWrite: it does.
    """
    if request.method in SAFE_METHODS or same_origin(request):
        return
    # The API uses no cookies; without a token it refuses the request itself.
    if request.path.startswith("/api/") and "Origin" not in request.headers:
        return
    raise CrossOriginWrite("This came from a different site. Open the page here and try again")


def socket_allowed() -> bool:
    """Whether this request may open a live socket: own Host and own Origin."""
    return same_origin(request)


def is_own_screen(req: Request) -> bool:
    """Whether the browser is this machine's own screen."""
    return own_screen.has_screen_key(req, get_services().screen_key)


def is_local_browser(req: Request) -> bool:
    """Whether the browser seems to run on this machine. This proves nothing: behind a proxy on this
    machine that adds no header, every browser seems to."""
    through_proxy = any(
        name in req.headers for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-Ip")
    )
    if through_proxy or req.remote_addr is None:
        return False
    return ipaddress.ip_address(req.remote_addr.partition("%")[0]).is_loopback
