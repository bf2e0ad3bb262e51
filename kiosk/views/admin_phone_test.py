"""The last step of set-up: does a phone reach the wall server?"""

from dataclasses import dataclass

from kiosk.views.addresses import Link, Places
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class PhoneTestView:
    """`passed` says why it is passed, "" while it is not; `reasons` what may stand in its
    way; `again` is the address to look again at."""

    link: Link | None
    passed: str
    reasons: tuple[str, ...]
    again: str
    is_over: bool


def phone_test_view(
    words: Words, code: str, places: Places, *, opened: bool, over_network: bool, waited: bool
) -> PhoneTestView:
    """How the test with this code stands.

    :param opened: a phone has opened the code.
    :param over_network: the set-up page itself is read from another device.
    :param waited: it has taken so long that something must stand in its way.
    """
    link = places.link(f"/hello/{code}")
    passed = _passed(words, opened, over_network)
    reasons = () if passed or (link and not waited) else _reasons(words, places)
    again = f"/admin/setup/phone/{code}"
    return PhoneTestView(link, passed, reasons, again, is_over=bool(passed))


def _passed(words: Words, opened: bool, over_network: bool) -> str:
    if opened:
        return words.gettext("A phone has opened it. Everything is set up.")
    if over_network:
        return words.gettext(
            "You are doing this from another device, so the office network works. Everything "
            "is set up."
        )
    return ""


def _reasons(words: Words, places: Places) -> tuple[str, ...]:
    if not places.base:
        return (
            words.gettext(
                "This machine is not on a network phones can reach, or listens only to "
                "itself. Connect it, or set KIOSK_PUBLIC_URL to the address that phones open."
            ),
        )
    port = places.base.rpartition(":")[2]
    tried = {"address": places.base, "port": port if port.isdigit() else "80"}
    wifi = words.gettext("The phone is on mobile data or a guest Wi-Fi. Join the office Wi-Fi.")
    named = words.gettext(
        "The phone is on mobile data or a guest Wi-Fi. Join the Wi-Fi “%(wifi)s”."
    ) % {"wifi": places.wifi}
    return (
        named if places.wifi else wifi,
        words.gettext(
            "The Wi-Fi keeps its devices apart (client isolation, AP isolation). Switch that "
            "off in the access point, or connect this machine by cable."
        ),
        words.gettext(
            "A firewall on this machine blocks phones. Open TCP port %(port)s for the office "
            "network."
        )
        % tried,
        words.gettext("The address may be wrong. The code uses %(address)s.") % tried,
    )
