"""What the preview of an import shows is corrected where it stands, and written as corrected."""

import re
from decimal import Decimal
from html import unescape

import pytest

from tests.web.admin.test_okr_import import NEW, made, paste


def key_of(page, name):
    """The key of the row whose button corrects this."""
    pattern = rf'name="edit" value="([^"]*)" aria-label="Edit[^":]*: {re.escape(name)}"'
    return re.search(pattern, page.text)[1]


def location_of(answer):
    return answer.request.full_path.rstrip("?")


def sent(page, **more):
    """The form of a preview, as a browser sends it."""
    form = page.text.partition("data-import")[2].partition("</form>")[0]
    text = re.search(r"<textarea id=\"table\"[^>]*>\n(.*?)</textarea>", form, re.S)[1]
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    inputs = re.findall(r'<input id="(edit-[^"]*)"[^>]*?value="([^"]*)"', form, re.S)
    chosen = re.findall(
        r'<select id="([^"]*)"(?:(?!</select>).)*?<option value="([^"]*)" selected', form, re.S
    )
    lines = re.findall(r'<textarea id="(edit-[^"]*)"[^>]*>\n(.*?)</textarea>', form, re.S)
    data = {"table": text, **NEW} | dict([*fields, *inputs, *chosen, *lines])
    return {name: unescape(value) for name, value in data.items()} | more


def edited(admin, page, title, /, **texts):
    """The page after a row was opened, and these fields of it applied."""
    key = key_of(page, title)
    opened = admin.post("/admin/paste", data=sent(page, edit=key), follow_redirects=True)
    assert f'data-edit="{key}"' in opened.text
    texts = {f"edit-{key}-{field}": text for field, text in texts.items()}
    data = sent(opened, apply=key) | texts
    return admin.post("/admin/paste", data=data, follow_redirects=True)


def write(admin, page):
    return admin.post("/admin/paste", data=sent(page, make="1"))


def plain(page):
    return unescape(page.text).replace("\u00a0", " ")


def test_a_key_result_is_corrected_where_it_stands_and_written_as_corrected(services, admin):
    page = edited(
        *(admin, paste(admin), "Median time"),
        title="Median delivery time",
        target="80",
    )
    assert "Edited. Read as “Median time”: from 182 ms to 90 ms" in plain(page)
    assert "from 182 ms to 80 ms" in plain(page)
    assert 'data-edit="' not in page.text, "the row is closed again"
    assert "Mail arrives at once\tMedian time\t182 ms\t90" in page.text, "the source stays"
    assert write(admin, page).status_code == 303
    [first, _] = made(services)[1].objectives[0].key_results
    assert (first.title, first.start, first.target) == ("Median delivery time", 182, 80)


def test_kind_and_unit_and_steps_are_corrected(services, admin):
    page = edited(admin, paste(admin), "Complaints", kind="at_most", high="10")
    page = edited(admin, page, "Visits", unit="visits|visit", start="1,100")
    steps = {"kind": "milestones", "milestones": "Shot\r\nCut"}
    page = edited(admin, page, "The film is out", **steps)
    assert "Shot · Cut" in plain(page)
    write(admin, page)
    mail, name = made(services)[1].objectives
    assert (mail.key_results[1].kind, mail.key_results[1].high) == ("at_most", Decimal(10))
    assert (name.key_results[0].unit, name.key_results[0].start) == ("visits|visit", 1100)
    assert [step.title for step in name.key_results[1].milestones] == ["Shot", "Cut"]


def test_objectives_and_teams_are_corrected(services, admin):
    page = edited(admin, paste(admin), "Brand team", name="Brand")
    assert "No team is called “Brand” here" in plain(page)
    page = edited(admin, page, "Mail arrives at once", title="Mail is there", team="Marketing")
    assert "Edited. Read as “Mail arrives at once”" in plain(page)
    assert "Edited. Read as an objective of “Engineering”" in plain(page)
    write(admin, page)
    _, office = made(services)
    found = [(office.team(o.team).name, o.title) for o in office.objectives]
    assert sorted(found) == [("Brand", "A name people know"), ("Marketing", "Mail is there")]


def test_corrections_stay_on_reload_with_other_answers_and_with_another_text(services, admin):
    page = edited(admin, paste(admin), "Median time", target="80")
    again = admin.get(location_of(page))
    assert "from 182 ms to 80 ms" in plain(again)

    changed = {**sent(again), "cycle": "new", "name": "Q2 2027", "preview": "1"}
    changed["table"] = changed["table"].replace("Complaints\t45 %", "Complaints\t40 %")
    changed["table"] += "\nOne more\tThing\t1\t2\tEngineering"
    page = admin.post("/admin/paste", data=changed, follow_redirects=True)
    assert "from 182 ms to 80 ms" in plain(page)
    assert "from 40% to 10%" in plain(page)


def test_what_is_typed_as_it_was_read_is_no_correction(admin):
    page = edited(admin, paste(admin), "Median time", target="90")
    assert "Edited" not in page.text
    page = edited(admin, paste(admin), "Median time", target="80")
    key = key_of(page, "Median time")
    page = admin.post("/admin/paste", data=sent(page, as_read=key), follow_redirects=True)
    assert "Edited" not in page.text
    assert "from 182 ms to 90 ms" in plain(page)


def test_cancelling_keeps_what_was_corrected_before(admin):
    page = edited(admin, paste(admin), "Median time", target="80")
    key = key_of(page, "Median time")
    opened = admin.post("/admin/paste", data=sent(page, edit=key), follow_redirects=True)
    assert "Read: 90" in opened.text
    data = sent(opened, cancel=key) | {f"edit-{key}-target": "70"}
    page = admin.post("/admin/paste", data=data, follow_redirects=True)
    assert "from 182 ms to 80 ms" in plain(page)


@pytest.mark.parametrize(
    ("texts", "field", "says"),
    [
        ({"target": "many"}, "target", "“many” is not a number. Enter one like 42.5"),
        ({"title": ""}, "title", "Enter"),
        ({"kind": "currency", "unit": "XXQ"}, "unit", "“XXQ” is not a currency"),
        ({"kind": "milestones"}, "milestones", "Enter at least one milestone"),
    ],
)
def test_an_error_stands_beside_its_field_and_nothing_is_written(
    services, admin, texts, field, says
):
    key = key_of(paste(admin), "Median time")
    page = edited(admin, paste(admin), "Median time", **texts)
    error = re.search(rf'id="edit-{key}-{field}-error">([^<]*)<', page.text)
    assert says in unescape(error[1])
    assert f'aria-describedby="edit-{key}-{field}-error"' in page.text
    assert 'name="make"' not in page.text
    assert write(admin, page).status_code == 303
    assert all(cycle.name != "Q1 2027" for cycle in services.store.cycles.all())


def test_a_missing_target_of_an_open_cycle_is_added_in_the_preview(services, admin):
    cycle = str(services.office().cycles[0].id)
    table = "Objective\tKey result\tTarget\tTeam\nBe calm\tPages\ttbd\tSupport"
    page = paste(admin, table, cycle=cycle)
    assert "Enter the number to reach" in page.text
    key = re.search(r'data-edit="([^"]*)"', page.text)[1]
    data = sent(page, cycle=cycle, apply=key) | {f"edit-{key}-target": "6"}
    page = admin.post("/admin/paste", data=data, follow_redirects=True)
    assert 'name="make"' in page.text
    assert admin.post("/admin/paste", data=sent(page, cycle=cycle, make="1")).status_code == 303
    added = [o for o in services.office().objectives if o.title == "Be calm"]
    assert added[0].key_results[0].target == 6


def test_what_was_confirmed_is_what_was_corrected(services, admin):
    """An open row whose change was not seen in a preview is shown first."""
    key = key_of(page := paste(admin), "Median time")
    opened = admin.post("/admin/paste", data=sent(page, edit=key), follow_redirects=True)
    data = sent(opened, make="1") | {f"edit-{key}-target": "80"}
    page = admin.post("/admin/paste", data=data, follow_redirects=True)
    assert "something else would be imported than the preview has shown" in page.text
    assert "from 182 ms to 80 ms" in plain(page)
    assert all(cycle.name != "Q1 2027" for cycle in services.store.cycles.all())


def test_a_long_text_and_a_preview_of_many_fields_are_taken(admin):
    """As the page sends them: with the field that recognises a form sent twice."""
    rows = "".join(f"\n{'Readers of it ' * 20}{at}\t1\t{at + 2}\t" for at in range(1000))
    text = f"Objective\tKey result\tStart\tTarget\tTeam\nGuides\tFirst\t1\t2\tSupport{rows}"
    assert len(text) > 256 * 1024
    answers = {f"answer-0-number:{at}:{at}": "1" for at in range(1500)}
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        data = {"table": text, **NEW, **answers, "once": kind}
        answer = admin.post("/admin/paste", data=data, content_type=kind)
        assert answer.location.startswith("/admin/paste?draft="), kind
