"""The last step of set-up: a test whether a phone reaches the server."""

from dataclasses import dataclass

from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls, QrLink


@dataclass(frozen=True, slots=True)
class PhoneTestView:
    """The phone test. `passed` says why it passed, "" before that; `reasons` are possible causes of
    a failure; `again` is the address to poll."""

    link: QrLink | None
    passed: str
    reasons: tuple[str, ...]
    again: str
    is_over: bool


def phone_test_view(
    localizer: Localizer,
    code: str,
    urls: PublicUrls,
    *,
    opened: bool,
    over_network: bool,
    waited: bool,
) -> PhoneTestView:
    """The state of the test with this code.

    :param opened: a phone has opened the code.
    :param over_network: the set-up page itself is open on a different device.
    :param waited: it has taken so long that there must be a problem.
    """
    link = urls.qr_link(f"/hello/{code}")
    passed = _passed(localizer, opened, over_network)
    reasons = () if passed or (link and not waited) else _reasons(localizer, urls)
    again = f"/admin/setup/phone/{code}"
    return PhoneTestView(link, passed, reasons, again, is_over=bool(passed))


def _passed(localizer: Localizer, opened: bool, over_network: bool) -> str:
    if opened:
        return localizer.gettext("A phone has opened it. Everything is set up.")
    if over_network:
        return localizer.gettext(
            "You are doing this from another device, so the office network works. Everything "
            "is set up."
        )
    return ""


def _reasons(localizer: Localizer, urls: PublicUrls) -> tuple[str, ...]:
    if not urls.base:
        return (
            localizer.gettext(
                "This machine is not on a network phones can reach, or listens only to "
                "itself. Connect it, or set KIOSK_PUBLIC_URL to the address that phones open."
            ),
        )
    port = urls.base.rpartition(":")[2]
    tried = {"address": urls.base, "port": port if port.isdigit() else "80"}
    wifi = localizer.gettext("The phone is on mobile data or a guest Wi-Fi. Join the office Wi-Fi.")
    named = localizer.gettext(
        "The phone is on mobile data or a guest Wi-Fi. Join the Wi-Fi “%(wifi)s”."
    ) % {"wifi": urls.wifi}
    return (
        named if urls.wifi else wifi,
        localizer.gettext(
            "The Wi-Fi keeps its devices apart (client isolation, AP isolation). Switch that "
            "off in the access point, or connect this machine by cable."
        ),
        localizer.gettext(
            "A firewall on this machine blocks phones. Open TCP port %(port)s for the office "
            "network."
        )
        % tried,
        localizer.gettext("The address may be wrong. The code uses %(address)s.") % tried,
    )
