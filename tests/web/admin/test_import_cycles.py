"""A file that names several cycles is imported into the cycles of these names, as one."""

import io
import re
from html import unescape

from kiosk.exchange.export_formats import FORMATS
from kiosk.exchange.export_source import read_export
from kiosk.okr.model import CycleState
from tests.sample import WHOLE
from tests.server import MOMENT as NOW
from tests.services import make_services


def test_an_export_of_everything_is_previewed_by_cycle_and_written_at_once(
    services, admin, tmp_path
):
    """The office has the sample's running cycle already, and gets the one before it."""
    store = make_services(tmp_path / "whole", WHOLE).store
    export = read_export(store, store.cycles.all(), NOW)
    file = (io.BytesIO(FORMATS["json"](services.localizer, export)), "everything.json")
    sent = admin.post(
        "/admin/paste", data={"file": file, "table": ""}, content_type="multipart/form-data"
    )
    page = admin.get(sent.location).text.replace("\u00a0", " ")
    assert "Each goes into the cycle of its name: Q3 2026, a new draft, Q4 2026 (open)" in page
    assert 'name="cycle"' not in page
    assert "Q3 2026 · Engineering" in page
    assert "Grades are left out, because Q3 2026 is not being graded." in page
    text = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    hidden = dict(re.findall(r'type="hidden" name="(draft|seen|once)" value="([^"]*)"', page))
    form = {**hidden, "table": unescape(text[1]), "reason": "As exported", "make": "1"}
    assert admin.post("/admin/paste", data=form).status_code == 303
    states = {c.name: c.state for c in services.store.cycles.all()}
    assert states == {"Q3 2026": CycleState.DRAFT, "Q4 2026": CycleState.OPEN}
    assert re.search("Imported from everything.json", admin.get("/admin/history").text)
