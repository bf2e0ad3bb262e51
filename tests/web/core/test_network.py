from pathlib import Path

import pytest

from kiosk.web.core import network
from kiosk.web.core.network import NetworkSnapshot, scan_interfaces, search_domains

BOX = NetworkSnapshot(
    "", frozenset({"localhost", "192.168.1.20"}), "kiosk", frozenset({"fritz.box"})
)


@pytest.mark.parametrize(
    "host",
    ["localhost", "192.168.1.20", "kiosk", "kiosk.local", "kiosk-2", "kiosk-2.local"]
    + ["kiosk.fritz.box", "kiosk-13.fritz.box"],
)
def test_the_machine_answers_to_its_names_as_avahi_and_the_router_write_them(host: str) -> None:
    assert BOX.is_own(host)


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "kiosk.evil.example", "kiosk-2.evil.example", "kiosk.local.evil.example"]
    + ["evil.fritz.box", "fritz.box", "kiosk-x.local", "kiosk-.local", "kiosk2.local", "kiosk.box"]
    + ["a.kiosk.local", "my-kiosk.local", "kiosk-12345.local", "kiosk.fritz.box.evil.example"],
)
def test_no_other_name_that_leads_here_is_the_machine_s(host: str) -> None:
    assert not BOX.is_own(host)


def test_a_machine_without_a_name_answers_to_its_addresses_alone() -> None:
    nameless = NetworkSnapshot("", frozenset({"192.168.1.20"}), "", frozenset({"fritz.box"}))

    assert nameless.is_own("192.168.1.20")
    assert not any(nameless.is_own(host) for host in ("", "-2", ".local", ".fritz.box", "-2.local"))


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        (
            "nameserver 192.168.1.1\nsearch fritz.box Office.Example.\n",
            {"fritz.box", "office.example"},
        ),
        ("domain lan\nnameserver 192.168.1.1\n", {"lan"}),
        ("# search evil.example\noptions search\nsearch .\n\n", set()),
    ],
)
def test_domains_are_those_of_the_resolver_s_configuration(
    tmp_path: Path, text: str, domains: set[str]
) -> None:
    file = tmp_path / "resolv.conf"
    file.write_text(text)

    assert search_domains(file) == domains
    assert search_domains(tmp_path / "none") == frozenset()


def test_the_machine_s_own_name_and_its_router_s_domain_are_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "resolv.conf"
    file.write_text("search fritz.box\n")
    monkeypatch.setattr(network, "RESOLVER", file)
    monkeypatch.setattr("socket.gethostname", lambda: "Kiosk.office.example")
    here = scan_interfaces()

    assert all(
        here.is_own(f"kiosk-2{end}") for end in ("", ".local", ".fritz.box", ".office.example")
    )
    assert not here.is_own("kiosk.example")
