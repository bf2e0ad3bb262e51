"""A preview is compared with the office once, unless something has changed in between."""

from datetime import timedelta

import pytest

from kiosk.web.admin import import_compared, import_comparison, okr_import

TEXT = "Team\tObjective\tKey result\tStart\tTarget\nSupport\tBe calm\tPages\t9\t2\n"


@pytest.fixture
def compared(monkeypatch) -> list[str]:
    """The texts that were compared, one for each time."""
    texts: list[str] = []

    def counted(draft):
        texts.append(draft.text)
        return import_comparison.compare_draft(draft)

    for module in (okr_import, import_compared):
        monkeypatch.setattr(module, "compare_draft", counted)
    return texts


def preview(admin) -> str:
    return admin.post("/admin/paste", data={"table": TEXT, "cycle": "new"}).location


def test_a_preview_that_follows_is_not_compared_again(admin, compared):
    page = admin.get(preview(admin))
    assert "Pages" in page.text
    assert len(compared) == 1
    admin.get(page.request.path + "?" + page.request.query_string.decode())
    assert len(compared) == 2, "what is loaded again is compared with the office as it is by then"


def test_what_was_saved_meanwhile_is_seen(admin, services, compared):
    address = preview(admin)
    services.store.teams.add("Kitchen")
    admin.get(address)
    assert len(compared) == 2


def test_a_day_later_it_is_compared_again(admin, services, compared):
    address, now = preview(admin), services.now()
    services.clock = lambda: now + timedelta(minutes=2)
    admin.get(address)
    assert len(compared) == 2
