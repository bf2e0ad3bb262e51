"""The OKRs of a cycle as a download."""

import pytest

from tests.web.admin.users import add_person, log_in


@pytest.mark.parametrize("ending", ["csv", "xlsx", "md"])
def test_the_list_of_objectives_links_a_download_of_its_cycle(admin, ending):
    link = f"/admin/objectives/export.{ending}?cycle=1"
    assert link in admin.get("/admin/objectives").text
    answer = admin.get(link)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename=okrs-Q4-2026.{ending}"
    assert len(answer.data) > 1000


def test_an_unknown_cycle_or_ending_is_not_found(admin):
    for path in ("export.csv?cycle=99", "export.csv", "export.pdf?cycle=1"):
        assert admin.get(f"/admin/objectives/{path}").status_code == 404


def test_only_an_admin_downloads(services, client):
    add_person(services, "Bo", is_admin=False)
    log_in(client, "Bo")
    assert client.get("/admin/objectives/export.csv?cycle=1").status_code == 403
