"""The page of exports, and the OKRs of a cycle as a download."""

import re

import pytest

from kiosk.web.core.okr_export import CONTENT_TYPES
from tests.sample import WHOLE
from tests.services import make_client, make_services
from tests.web.admin.users import add_person, log_in


def test_the_list_of_objectives_leads_to_the_formats_of_its_cycle(admin):
    link = "/admin/objectives/export?cycle=1"
    assert link in admin.get("/admin/objectives").text
    page = admin.get(link).text
    endings = re.findall(r'formaction="/admin/objectives/export\.(\w+)"', page)
    assert sorted(endings) == sorted(CONTENT_TYPES)
    assert '<option value="1" selected>' in page


@pytest.mark.parametrize("ending", CONTENT_TYPES)
def test_each_format_is_a_download_named_by_office_and_cycle(admin, ending):
    answer = admin.get(f"/admin/objectives/export.{ending}?cycle=1")
    assert answer.status_code == 200
    assert answer.content_type == CONTENT_TYPES[ending]
    name = f"Our-company-Q4-2026-OKRs.{ending}"
    assert answer.headers["Content-Disposition"].endswith(f"; filename*=UTF-8''{name}")
    assert len(answer.data) > 1000


def test_all_cycles_are_one_file(tmp_path):
    services = make_services(tmp_path, WHOLE)
    add_person(services, "Ada", is_admin=True)
    client = make_client(services)
    log_in(client, "Ada")
    assert '<option value="all">' in client.get("/admin/objectives/export").text
    answer = client.get("/admin/objectives/export.json?cycle=all")
    assert [cycle["name"] for cycle in answer.json["cycles"]] == ["Q3 2026", "Q4 2026"]
    assert "UTF-8''Our-company-OKRs.json" in answer.headers["Content-Disposition"]


def test_a_name_in_any_script_names_the_file(services, admin):
    services.store.name_office("株式会社 例/例")
    answer = admin.get("/admin/objectives/export.csv?cycle=1")
    name = answer.headers["Content-Disposition"].partition("filename*=UTF-8''")[2]
    assert name == ("%E6%A0%AA%E5%BC%8F%E4%BC%9A%E7%A4%BE-%E4%BE%8B-%E4%BE%8B-Q4-2026-OKRs.csv")


def test_an_unknown_cycle_or_ending_is_not_found(admin):
    for path in ("export.csv?cycle=99", "export.csv", "export.pdf?cycle=1"):
        assert admin.get(f"/admin/objectives/{path}").status_code == 404


def test_an_office_without_a_cycle_says_so(tmp_path):
    services = make_services(tmp_path, empty=True)
    add_person(services)
    client = make_client(services)
    log_in(client)
    assert "There is no cycle yet." in client.get("/admin/objectives/export").text


def test_only_an_admin_downloads(services, client):
    add_person(services, "Bo", is_admin=False)
    log_in(client, "Bo")
    assert client.get("/admin/objectives/export.csv?cycle=1").status_code == 403
    assert client.get("/admin/objectives/export").status_code == 403
