"""A poster passes a check of its own PDF: sizes, type, fonts, and every code, read and opened."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from PIL import Image, ImageChops, ImageFilter

from kiosk.errors import ValidationError
from kiosk.exchange.poster.colors import paper_colors
from kiosk.exchange.poster.content import poster_content
from kiosk.exchange.poster.fonts import choose_fonts
from kiosk.exchange.poster.printing import Printed, _data, print_poster
from kiosk.exchange.poster.worker import Job, _Press
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import CycleState, KeyResultKind, Office
from kiosk.okr.paper import PAPERS, smallest_type
from kiosk.okr.poster_draft import PosterDraft, parse_poster
from kiosk.okr.tiles import MARGIN, CodePlace, TilePlan, tile_plan
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls
from tests.exchange.poster import pdf
from tests.graded_office import grade_all
from tests.server import MOMENT
from tests.services import make_client, make_services

FIXTURES = Path(__file__).parents[2] / "fixtures"
URLS = PublicUrls("http://192.168.1.20:8000", "Office")
LABEL = "Sheet {sheet} of {sheets}: row {row}, column {column}"
TRACK, INK = "#e6e1d7", "#16191c"
FOOT = 28
"""Millimetres: the foot of a sheet of A4 or A3 is below."""
HOSTILE = '#panic("x") $x^2$ *bold* _it_ `raw` \\ "quoted" <label> @ref // = [ ] { } \' ~ #{1}'


@cache
def office(file: str = "") -> tuple[Office, Localizer]:
    """The office in a file, or the sample, as it is at MOMENT."""
    with TemporaryDirectory() as folder:
        services = make_services(Path(folder), file=FIXTURES / file if file else None)
        return services.office(), services.localizer


@cache
def printed(file: str = "", **given: str) -> Printed:
    """A poster of an office; each is set once."""
    shown, localizer = office(file)
    return of(shown, localizer, parse_poster(given))


def of(shown: Office, localizer: Localizer, draft: PosterDraft, **more: object) -> Printed:
    """A poster of an office."""
    content = poster_content(localizer, shown, shown.cycles[0], MOMENT, URLS, draft)
    return print_poster(content, draft, MOMENT, tile_label=LABEL, **more)


def retitled(shown: Office, title: str, key_result: str = "") -> Office:
    """An office whose objectives all have this title."""
    return replace(
        shown,
        objectives=tuple(
            replace(
                o,
                title=title,
                key_results=tuple(replace(k, title=key_result or title) for k in o.key_results),
            )
            for o in shown.objectives
        ),
    )


def test_pages_have_the_size_and_fonts_are_embedded():
    data = printed(size="A4").files[0]
    assert pdf.page_sizes(data) == [(210.0, 297.0)] * printed(size="A4").sheets
    assert set(pdf.fonts(data).values()) == {True}
    assert all("Inter" in name for name in pdf.fonts(data))


def test_the_same_office_is_the_same_file():
    again = of(*office("one.toml"), parse_poster({"size": "A2"}))
    assert again.files == printed("one.toml", size="A2").files


def test_type_can_be_read_from_the_distance_but_beside_a_code():
    least = smallest_type(PAPERS["A4"].distance)
    for run in (run for page in pdf.runs(printed(size="A4").files[0]) for run in page):
        is_address = re.search(r"192\.|/O/", run.text)
        assert run.points >= least * (0.49 if is_address else 0.999), run


def test_the_call_to_open_the_code_is_larger_than_the_rest_of_the_foot():
    page = pdf.runs(printed(size="A4").files[0])[0]
    (call,) = (run for run in page if run.text.startswith("Open the code"))
    foot = [run for run in page if run.bottom < call.bottom]
    assert len(foot) >= 3
    assert call.points >= 1.2 * max(run.points for run in foot)


def test_every_code_is_read_at_100_dpi_and_opened(tmp_path: Path):
    shown, _ = office()
    read = pdf.codes(printed(size="A4").files[0])
    assert sorted(link.split("/")[4] for link in read) == sorted(o.code for o in shown.objectives)
    services = make_services(tmp_path)
    services.clock = lambda: MOMENT + timedelta(hours=3)
    client = make_client(services)
    for link in read:
        answer = client.get(link.removeprefix(URLS.base))
        assert answer.status_code == 200
        assert "Nothing has changed since this was printed on 22 November 2026." in answer.text
    (link,) = (link for link in read if "K7Q2" in link)
    first = services.office().objective("K7Q2").key_results[0].code
    services.store.check_ins.add(first, Decimal(104), now=services.clock())
    answer = client.get(link.removeprefix(URLS.base))
    assert "1 number has moved since 22 November 2026." in answer.text


@pytest.mark.parametrize("size", sorted(set(PAPERS) - {"A3", "A4"}))
def test_codes_of_every_size_are_read_at_100_dpi(size: str):
    """On the first sheet of a poster that has several, where codes are as small as may be; those of
    A4 and A3 are read above, and below from tiles."""
    data = printed(size=size).files[0]
    addresses = [run for run in pdf.runs(data)[0] if run.text.startswith("/O/")]
    assert len(addresses) >= 4
    assert sorted(link.split("/")[4] for link in pdf.codes(data, most=1)) == sorted(
        run.text.removeprefix("/O/") for run in addresses
    )


def test_bars_of_a_column_end_at_one_edge():
    for page in pdf.shapes(printed(size="A3").files[0]):
        tracks = [shape for shape in page if shape.color == TRACK and shape.bottom > FOOT]
        bars = [shape for shape in tracks if shape.top - shape.bottom > 2.4]  # limits are lower
        assert len(bars) > 8
        assert len({round(bar.left) for bar in bars}) == 2
        assert len({(round(bar.left, 1), round(bar.right, 1)) for bar in bars}) == 2


def test_sheets_are_filled_to_the_foot():
    for page in pdf.shapes(printed(size="A3").files[0]):
        lowest = min(shape.bottom for shape in page if shape.color == TRACK and shape.bottom > FOOT)
        assert lowest < FOOT + 12


def test_the_lines_of_a_title_are_about_equally_long():
    lines = {run.text.strip() for page in pdf.runs(printed(size="A3").files[0]) for run in page}
    assert {"A first app in ten", "lines of code", "The right teams", "hear about us"} <= lines


def test_the_mark_on_bars_is_explained_where_bars_have_one():
    says = "The mark on each bar shows how much of the time had passed."
    assert says in pdf.text_of(printed(size="A4").files[0])
    shown, localizer = office("one.toml")
    without = replace(shown, settings=replace(shown.settings, pace=False))
    made = of(without, localizer, parse_poster({"size": "A4"}))
    assert says not in pdf.text_of(made.files[0])


def test_marks_stand_on_their_bars_where_it_is_read_from_right_to_left(tmp_path: Path):
    services = make_services(tmp_path, file=FIXTURES / "one.toml")
    services.store.settings.replace({"language": "ar"})
    made = of(services.office(), services.localizer, parse_poster({"size": "A4"}))
    (page,) = pdf.shapes(made.files[0])
    (bar,) = (shape for shape in page if shape.color == TRACK and shape.bottom > FOOT)
    marks = [s for s in page if s.bottom < bar.bottom and s.top > bar.top and s.color == INK]
    assert marks
    for mark in marks:
        assert bar.left < mark.left < mark.right < bar.right
    assert min(shape.left for shape in page) >= 8.5  # strokes are measured with some air


def test_a_long_title_that_is_served_is_cut_off_after_a_word():
    shown, localizer = office()
    long = "Everybody who opens a shop with us sells something on the very first day, and tells us"
    text = pdf.text_of(of(retitled(shown, long, "k"), localizer, parse_poster({})).files[0])
    assert "For “Everybody who opens a shop with us sells something on the very first…”" in text
    whole = len(shown.objectives) + text.count("(continued)")
    assert text.count("and tells us") == whole


def test_a_closed_cycle_is_printed_with_its_grades_and_what_was_learned(tmp_path: Path):
    services = make_services(tmp_path)
    grade_all(services.store, MOMENT, CycleState.CLOSED)
    shown = services.store.cycles.office(services.store.cycles.all()[0].id, MOMENT)
    text = pdf.text_of(of(shown, services.localizer, parse_poster({"size": "A4"})).files[0])
    assert "Q4 2026 · closed" in text
    assert "Grade 1.0 · was it too safe?" in text
    assert "Grade 0.7" in text
    assert "Learned: Short" in text


def test_everything_is_on_it():
    text = pdf.text_of(printed(size="A4").files[0]).replace("\ufffe", "").replace("- ", "")
    shown, _ = office()
    for part in (
        "Make realtime effortless", "Q4 2026", "Printed on 22 November 2026",
        "Open the code: what changed since this was printed", "Wi-Fi “Office”",
        "Nobody is punished", "Sheet 1 of 2", "182 → 90", "118",
        "because a slow message is the first thing", "16 days old", "at most 2",
        *(team.name for team in shown.teams),
    ):  # fmt: skip
        assert part in text, part
    words = text.split()
    for title in [o.title for o in shown.objectives] + [k.title for k in shown.key_results()]:
        assert set(title.split()) <= set(words), title


@cache
def cuts(file: str = "", **given: str) -> TilePlan:
    """Where the tiles of a poster are cut."""
    draft, (shown, localizer) = parse_poster(given), office(file)
    assert draft.tile
    content = poster_content(localizer, shown, shown.cycles[0], MOMENT, URLS, draft)
    job = Job("poster.typ", _data(content, draft), int(MOMENT.timestamp()))
    with TemporaryDirectory() as folder:
        press = _Press(job, Path(folder))
        compiler = press.compiler(job.template, job.data)
        codes = msgspec.json.decode(
            compiler.query("<code>", field="value"), type=tuple[CodePlace, ...]
        )
    return tile_plan(draft.sheet, printed(file, **given).sheets, draft.tile, codes)


def put_together(data: bytes, plan: TilePlan, size: tuple[int, int], a_mm: int) -> Image.Image:
    """The first sheet, from its tiles: each lies on the next one."""
    together, sheet = Image.new("L", size, 255), plan.sheets[0]
    places = [(column, row) for row in sheet.rows for column in sheet.columns]
    tiles = pdf.pictures(data, 25.4 * a_mm, len(places))
    for tile, (column, row) in reversed(list(zip(tiles, places, strict=True))):
        right, low = MARGIN + column.end - column.start, MARGIN + row.end - row.start
        corners = (MARGIN, MARGIN, right, low)
        shown = tile.convert("L").crop(tuple(round(side * a_mm) for side in corners))
        together.paste(shown, (round(column.start * a_mm), round(row.start * a_mm)))
    return together


def test_tiles_put_together_are_the_sheet_with_its_codes():
    whole, tiled = printed(size="A3"), printed(size="A3", tile="A4")
    plan = cuts(size="A3", tile="A4")
    data = tiled.files[0]
    assert pdf.page_sizes(data) == [(plan.width, plan.height)] * plan.pages
    assert tiled.pages == plan.pages == 4 * whole.sheets
    assert set(pdf.fonts(data).values()) == {True}
    sheet = pdf.pictures(whole.files[0], 25.4 * 4, 1)[0].convert("L")
    together = put_together(data, plan, sheet.size, 4)
    assert sorted(pdf.codes_in(together)) == sorted(pdf.codes(whole.files[0], most=1))
    # Pixels of the one lie between pixels of the other.
    soft = (picture.filter(ImageFilter.GaussianBlur(4)) for picture in (sheet, together))
    differing = ImageChops.difference(*soft).point(lambda by: 255 * (by > 64))
    assert differing.getbbox() is None


@pytest.mark.parametrize(
    ("size", "tile", "landscape"),
    [("A3", "A4", ""), ("A3", "Letter", "1"), ("A2", "A4", ""), ("A1", "Letter", "")],
)
def test_every_code_is_whole_on_one_tile(size: str, tile: str, landscape: str):
    shown, _ = office()
    data = printed(size=size, tile=tile, landscape=landscape).files[0]
    read = {link.split("/")[4] for link in pdf.codes(data)}
    assert read == {o.code for o in shown.objectives}


def test_tiles_have_cut_marks_and_say_where_they_belong():
    data = printed(size="A3", tile="A4").files[0]
    assert "Sheet 1 of 2: row 1, column 2" in pdf.text_of(data)
    first, last = cuts(size="A3", tile="A4").sheets[0].columns
    assert first.following is not None
    pages = [picture.convert("L") for picture in pdf.pictures(data, 254, 2)]
    for picture, across in (
        *((pages[0], place) for place in (0, first.end, first.following)),
        *((pages[1], place - last.start) for place in (last.start, PAPERS["A3"].width)),
    ):
        at = int((MARGIN + across) * 10)  # 10 pixels a millimetre
        strip = picture.crop((at - 3, 45, at + 4, 85))
        # A line of a tenth of a millimetre is grey where it lies between two pixels.
        assert strip.getextrema()[0] < 160, across


@cache
def forty() -> tuple[Office, Localizer, Printed]:
    """Forty objectives in four scripts, with two key results each, and their poster."""
    shown, localizer = office("forty.toml")
    short = tuple(
        replace(o, serves=o.serves[:1], key_results=o.key_results[:2]) for o in shown.objectives
    )
    shown = replace(shown, objectives=short)
    return shown, localizer, of(shown, localizer, parse_poster({"size": "A3"}))


def test_what_does_not_fit_goes_to_more_sheets_of_that_size_and_never_smaller():
    shown, _, many = forty()
    assert many.sheets > 2
    assert many.points >= smallest_type(PAPERS["A3"].distance) * 0.999
    data = many.files[0]
    assert pdf.page_sizes(data) == [(297.0, 420.0)] * many.sheets
    assert f"Sheet {many.sheets} of {many.sheets}" in pdf.text_of(data)
    found = [link.split("/")[4] for link in pdf.codes(data)]
    assert sorted(found) == sorted(o.code for o in shown.objectives)
    for page in pdf.runs(data):
        for run in page:
            assert min(run.left, run.bottom, 297 - run.right, 420 - run.top) >= 9, run


def ends_of_columns(data: bytes, width: float, foot: float) -> list[list[float]]:
    """How far above the foot each column of two ends, in millimetres, sheet by sheet."""
    found = []
    for page in pdf.runs(data):
        body = [run for run in page if run.bottom > foot]
        halves = [[r for r in body if (r.left > width / 2) is right] for right in (False, True)]
        found.append([min(run.bottom for run in half) - foot for half in halves])
    return found


def test_sheets_of_forty_objectives_are_filled_alike():
    """An objective goes on in the next column where that would end a third empty."""
    made = printed("forty.toml", size="A1")
    assert made.sheets == 11
    ends = ends_of_columns(made.files[0], 594, 66)
    assert all(len(sheet) == 2 for sheet in ends)
    assert max(end for sheet in ends for end in sheet) < 160  # of some 680


def test_objectives_stay_whole_where_columns_are_nearly_full():
    assert "(continued)" not in pdf.text_of(printed(size="A3").files[0])


def test_type_grows_where_there_is_room():
    one = printed("one.toml", size="A2")
    assert one.sheets == 1
    assert one.points > 1.5 * smallest_type(PAPERS["A2"].distance)


def test_four_scripts_are_set_in_fonts_that_have_them():
    _, _, many = forty()
    assert many.missing == ""
    assert len({name.partition("+")[2] for name in pdf.fonts(many.files[0])}) > 1


def test_a_script_without_a_font_is_said():
    shown, localizer = office("one.toml")
    other = retitled(shown, "初めての一時間 with us")
    draft = parse_poster({"size": "A4"})
    said = of(other, localizer, draft, has_system_fonts=False)
    assert set("初めての一時間") == set(said.missing)
    assert said.files
    assert set(pdf.fonts(said.files[0]).values()) == {True}


def test_markup_in_a_title_is_text():
    shown, localizer = office("one.toml")
    data = of(retitled(shown, HOSTILE), localizer, parse_poster({"size": "A3"})).files[0]
    text = pdf.text_of(data).replace(" ", "")
    assert HOSTILE.replace(" ", "") in text


@pytest.mark.parametrize(
    "title", ["Every single customer hears from us first " * 7, "Donaudampfschifffahrt" * 14]
)
def test_a_title_of_300_characters_is_whole_and_inside_the_paper(title: str):
    shown, localizer = office("one.toml")
    made = of(retitled(shown, title[:300].strip()), localizer, parse_poster({"size": "A4"}))
    for run in (run for page in pdf.runs(made.files[0]) for run in page):
        assert min(run.left, run.bottom, 210 - run.right) >= 9, run
    plain = re.sub(r"[\s\ufffe\u200b\u00ad-]", "", pdf.text_of(made.files[0]))
    assert re.sub(r"\s", "", title[:300]) in plain


def test_a_distance_too_far_for_the_paper_is_refused():
    with pytest.raises(ValidationError) as refused:
        printed(size="A4", distance="10")
    assert refused.value.field == "distance"


def test_ink_is_saved():
    def ink(saves: str) -> int:
        data = printed(size="A4", **({"saves_ink": saves} if saves else {})).files[0]
        pictures = (picture.convert("RGB").histogram() for picture in pdf.pictures(data, 40))
        return sum((255 - at % 256) * n for each in pictures for at, n in enumerate(each))

    assert ink("1") < 0.9 * ink("")  # the codes are as black on both


def test_without_an_address_there_are_no_codes():
    shown, localizer = office("one.toml")
    draft = parse_poster({"size": "A4"})
    none = PublicUrls("", "Office")
    content = poster_content(localizer, shown, shown.cycles[0], MOMENT, none, draft)
    data = print_poster(content, draft, MOMENT).files[0]
    assert pdf.codes(data) == []
    assert "Open the code" not in pdf.text_of(data)


def test_where_it_saves_a_sheet_everything_stands_closer():
    """Six objectives need two sheets, and one where they stand closer: in the same type."""
    shown, localizer = office("forty.toml")
    few = tuple(replace(o, serves=(), key_results=o.key_results[:3]) for o in shown.objectives[:6])
    made = of(replace(shown, objectives=few), localizer, parse_poster({"size": "A2"}))
    assert made.points >= smallest_type(PAPERS["A2"].distance) * 0.999
    assert made.sheets == 1


def test_what_guests_may_not_see_is_not_printed_unless_asked_for(tmp_path: Path):
    services = make_services(tmp_path, empty=True)
    cycle = services.store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31))
    team = services.store.teams.add("Acme", is_company=True)
    code = services.store.objectives.add(cycle.id, team.code, "Grow").code
    draft = KeyResultDraft(
        "Revenue", KeyResultKind.CURRENCY, "EUR", Decimal(111), Decimal(999), confidential=True
    )
    key_result = services.store.key_results.add(code, draft, now=MOMENT).code
    services.store.check_ins.add(key_result, Decimal(555), now=MOMENT)
    shown = services.store.cycles.office(cycle.id, MOMENT)
    for asked in ("", "1"):
        made = of(shown, services.localizer, parse_poster({"size": "A4", "confidential": asked}))
        text = pdf.text_of(made.files[0])
        assert "Revenue" in text
        assert [("555" in text), ("999" in text)] == [bool(asked)] * 2


def test_an_office_without_objectives_still_has_a_poster():
    shown, localizer = office("one.toml")
    made = of(replace(shown, objectives=()), localizer, parse_poster({"size": "A4"}))
    assert made.sheets == 1
    assert "No objectives in this cycle yet" in pdf.text_of(made.files[0])


def test_paper_has_the_colours_of_light_walls():
    tokens = (Path(__file__).parents[3] / "static/css/tokens.css").read_text(encoding="utf-8")
    light = tokens.partition('data-theme="dark"')[0]
    for name in re.findall(r"--team-(\w+):", light):
        text, fill = paper_colors(name)
        assert f"--team-{name}: {text}; --team-{name}-fill: {fill};" in light


def test_latin_needs_no_font_of_the_machine():
    assert choose_fonts("Ärger, naïve → 50 %", "en", system=False).missing == frozenset()
