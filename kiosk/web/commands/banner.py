"""What is printed at the start: the addresses of the wall, the phone pages and the admin page."""

import io

from qrcode import QRCode

from kiosk.views.qr import segments
from kiosk.views.urls import ALL_PATH
from kiosk.web.core.own_screen import PARAMETER
from kiosk.web.core.services import Services


def banner(services: Services) -> str:
    """The addresses, with a QR code for phones, and the set-up link."""
    if services.recovery.error is not None:
        return _recovery(services)
    _ = services.localizer.gettext
    local = f"http://localhost:{services.port}"
    phones = services.base_url()
    rows = [
        (_("Wall"), f"{local}/?{PARAMETER}={services.screen_key}"),
        (
            _("Phones"),
            f"{phones}{ALL_PATH}" if phones else _("none: this machine is not on a network"),
        ),
        (_("Admin"), f"{phones or local}/admin/"),
    ]
    width = max(len(name) for name, _address in rows) + 2
    lines = [f"{name:<{width}}{address}" for name, address in rows]
    if phones:
        lines += ["", _terminal_code(f"{phones}{ALL_PATH}").rstrip("\n")]
    return "\n".join([*lines, *_set_up(services, phones or local)])


def _recovery(services: Services) -> str:
    """What is printed instead if the database needs a restore."""
    local = f"http://localhost:{services.port}"
    base = services.fallback_urls().base or local
    wall = f"{local}/?{PARAMETER}={services.screen_key}"
    lines = services.recovery.console(base)
    name = services.last_localizer.gettext("Wall")
    return "\n".join([*lines, "", f"{name}  {wall}"])


def _set_up(services: Services, base: str) -> list[str]:
    path = services.setup_codes.path()
    if path is None:
        return []
    sentence = services.localizer.gettext("Set up the first admin here, once, within 15 minutes:")
    return ["", sentence, f"{base}{path}"]


def _terminal_code(link: str) -> str:
    code = QRCode(border=2)
    for segment in segments(link):
        code.add_data(segment)
    text = io.StringIO()
    code.print_ascii(out=text, invert=True)
    return text.getvalue()
