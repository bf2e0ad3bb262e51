"""Doctor's check of a reverse proxy: whether it passes on what this server needs; names each
missing line.

Doctor sends a request to this server through public_url and compares what was sent with what
arrived. It does so only if the address leads to this machine or a private network, never to the
internet.
"""

from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.config import Settings
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.commands.finding import Finding
from kiosk.web.commands.proxy_requests import (
    CLAIMED_ADDRESS,
    ProbeResponse,
    addresses_of,
    ask,
    is_near,
    socket_status,
)
from kiosk.web.core.own_screen import FILE

NAME = "proxy"
# nginx's responses if the server behind it does not answer in time.
NOBODY_BEHIND = (502, 503, 504)
# This server's responses to an unknown Host or Origin.
REFUSED = (400, 403)
SWITCHED = 101


def examine_proxy(
    settings: Settings, public_url: str, localizer: Localizer, *, runs: bool
) -> tuple[Finding, ...]:
    """Everything that is wrong with the way through public_url, or one finding that is fine.

    :param public_url: as it is in effect.
    :param runs: whether this server runs, so that it can be asked.
    """
    return _ProxyExamination(settings, public_url, localizer).findings(runs=runs)


class _ProxyExamination:
    """The examination of one proxy."""

    def __init__(self, settings: Settings, public_url: str, localizer: Localizer) -> None:
        self._settings = settings
        self._url = public_url
        self._localizer = localizer
        self._trusted = ", ".join(settings.trusted_proxies)
        self._own = f"http://127.0.0.1:{settings.port}"

    def findings(self, *, runs: bool) -> tuple[Finding, ...]:
        gettext = self._localizer.gettext
        if not self._url and self._trusted:
            return self._failed(
                gettext(
                    "trusted_proxies names %(trusted)s, but public_url is empty: set public_url to"
                    " the address that proxy answers to, or remove trusted_proxies"
                )
            )
        if not self._url:
            return self._passed(gettext("none: public_url is empty"))
        if not runs:
            return self._passed(gettext("not checked: this server is not running"))
        return self._through_address()

    def _through_address(self) -> tuple[Finding, ...]:
        gettext = self._localizer.gettext
        try:
            addresses = addresses_of(self._url)
        except OSError:
            return self._failed(
                gettext(
                    "%(host)s in public_url is not known to this machine: enter it in the office’s"
                    " DNS, or correct public_url"
                )
            )
        if not all(is_near(address) for address in addresses):
            message = gettext("not checked: %(host)s is on the internet (%(address)s)")
            return self._passed(message, address=addresses[0])
        key = _key(self._settings.data)
        if not key:
            message = gettext(
                "not checked: %(file)s cannot be read. Run doctor as the server’s user"
            )
            return self._passed(message, file=self._settings.data / FILE)
        return self._through_proxy(addresses[0], key)

    def _through_proxy(self, address: str, key: str) -> tuple[Finding, ...]:
        gettext = self._localizer.gettext
        try:
            response = ask(self._url, address, key)
        except (OSError, HTTPException) as error:
            message = gettext(
                "nothing answers at %(url)s (%(reason)s): start the proxy, or correct public_url"
            )
            return self._failed(message, reason=getattr(error, "strerror", None) or str(error))
        if response.received is None:
            return self._failed(self._wrong_server(response), other=_origin(response.location))
        if response.is_direct:
            return self._direct()
        found = tuple(self._missing(response))
        message = gettext("%(url)s comes through %(peer)s with everything it needs")
        return (
            found or self._socket(address) or self._passed(message, peer=response.received["peer"])
        )

    def _socket(self, address: str) -> tuple[Finding, ...]:
        """The final check: a live socket."""
        gettext, status = self._localizer.gettext, socket_status(self._url, address)
        if status == SWITCHED:
            return ()
        if status in REFUSED:
            return self._failed(self._restart())
        return self._failed(
            gettext(
                "no WebSocket gets through, so no page is live: let the proxy pass on 101 "
                "responses and everything after them"
            )
        )

    def _restart(self) -> str:
        return self._localizer.gettext(
            "the running server does not know public_url and trusted_proxies as they are now:"
            " restart it"
        )

    def _wrong_server(self, response: ProbeResponse) -> str:
        """What to do if something other than this server answered."""
        gettext = self._localizer.gettext
        if response.status in NOBODY_BEHIND:
            return gettext(
                "the proxy at %(url)s does not reach this server: let its proxy_pass (nginx) or"
                " reverse_proxy (Caddy) lead to %(own)s"
            )
        if response.location and _origin(response.location) != self._url:
            return gettext("%(url)s sends browsers on to %(other)s: set public_url to that")
        return gettext(
            "another program answers at %(url)s: let the proxy hand everything there on to %(own)s,"
            " or correct public_url"
        )

    def _direct(self) -> tuple[Finding, ...]:
        gettext = self._localizer.gettext
        if not self._trusted:
            return self._passed(gettext("none: public_url leads to this server itself"))
        return self._failed(
            gettext(
                "trusted_proxies names %(trusted)s, but public_url leads to this server itself:"
                " remove trusted_proxies, or set public_url to the proxy’s address"
            )
        )

    def _missing(self, response: ProbeResponse) -> Iterator[Finding]:
        received = response.received or {}
        for check in (self._host, self._forwarded, self._scheme, self._upgrade):
            message = check(received)
            if message:
                yield from self._failed(message, **received)

    def _host(self, received: dict[str, str]) -> str:
        if received["host"] == urlsplit(self._url).netloc:
            return ""
        return self._localizer.gettext(
            "Host arrives as %(host)s and not as in public_url (%(url)s), so no form is "
            "accepted: write “proxy_set_header Host $http_host;” in nginx"
        )

    def _forwarded(self, received: dict[str, str]) -> str:
        """Which client address arrived, and whether the proxy is trusted."""
        gettext = self._localizer.gettext
        if received["forwarded_for"].rpartition(",")[2].strip() in ("", CLAIMED_ADDRESS):
            return gettext(
                "the proxy does not report who sent a request, so everybody counts as "
                "%(peer)s, or as whoever they claim to be: write “proxy_set_header "
                "X-Forwarded-For $remote_addr;” in nginx"
            )
        if received["peer"] in self._settings.trusted_proxies:
            return "" if received["is_trusted"] else self._restart()
        return gettext(
            "trusted_proxies does not name the proxy, so everybody counts as %(peer)s: set"
            " trusted_proxies to %(peer)s"
        )

    def _scheme(self, received: dict[str, str]) -> str:
        gettext = self._localizer.gettext
        by, message = urlsplit(self._url).scheme, received["forwarded_proto"]
        if by == "https" != message:
            return gettext(
                "the proxy does not report that browsers use https: write “proxy_set_header "
                "X-Forwarded-Proto $scheme;” in nginx"
            )
        if by == "http" and message == "https":
            return gettext(
                "public_url says http, but the proxy reports https: set public_url to the "
                "address with https, or X-Forwarded-Proto to $scheme"
            )
        return ""

    def _upgrade(self, received: dict[str, str]) -> str:
        passed = "upgrade" in received["connection"].lower() and received["protocol"] != "HTTP/1.0"
        if passed and received["upgrade"].lower() == "websocket":
            return ""
        return self._localizer.gettext(
            "Upgrade is not passed on, so no page is live: write “proxy_http_version 1.1;”,"
            " “proxy_set_header Upgrade $http_upgrade;” and “proxy_set_header Connection"
            " $kiosk_connection;” in nginx, as deploy/nginx.conf does"
        )

    def _passed(self, message: str, **facts: object) -> tuple[Finding, ...]:
        return (self._finding(True, message, facts),)

    def _failed(self, message: str, **facts: object) -> tuple[Finding, ...]:
        return (self._finding(False, message, facts),)

    def _finding(self, fine: bool, message: str, facts: dict[str, object]) -> Finding:
        known = {"url": self._url, "host": urlsplit(self._url).hostname}
        known |= {"trusted": self._trusted, "own": self._own}
        return Finding(NAME, fine, message % (known | facts))


def _key(folder: Path) -> str:
    """The key, only read: one that doctor created might be unreadable for the server."""
    try:
        return (folder / FILE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
