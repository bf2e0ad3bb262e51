"""What is printed at the start: where the wall, the phones and the admin page are."""

import io

from qrcode import QRCode

from kiosk.views.addresses import ALL_PATH
from kiosk.views.qr import segments
from kiosk.web.house import House
from kiosk.web.own_screen import PARAMETER


def banner(here: House) -> str:
    """The addresses, the phones' as a code for a camera too, and the set-up link."""
    if here.recovery.error is not None:
        return _recovery(here)
    _ = here.words.gettext
    local = f"http://localhost:{here.port}"
    phones = here.base_url()
    rows = [
        (_("Wall"), f"{local}/?{PARAMETER}={here.screen_key}"),
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
    return "\n".join([*lines, *_set_up(here, phones or local)])


def _recovery(here: House) -> str:
    """What is printed in the banner's place where the database needs a restore."""
    local = f"http://localhost:{here.port}"
    base = here.known_places().base or local
    wall = f"{local}/?{PARAMETER}={here.screen_key}"
    lines = here.recovery.console(base)
    name = here.last_words.gettext("Wall")
    return "\n".join([*lines, "", f"{name}  {wall}"])


def _set_up(here: House, base: str) -> list[str]:
    path = here.setup.path()
    if path is None:
        return []
    sentence = here.words.gettext("Set up the first admin here, once, within 15 minutes:")
    return ["", sentence, f"{base}{path}"]


def _terminal_code(link: str) -> str:
    code = QRCode(border=2)
    for segment in segments(link):
        code.add_data(segment)
    text = io.StringIO()
    code.print_ascii(out=text, invert=True)
    return text.getvalue()
