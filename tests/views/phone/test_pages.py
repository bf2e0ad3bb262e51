from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from kiosk.okr.model import KeyResultKind, Value
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.phone.pages import phone_all_page, phone_objective_page, phone_team_page
from kiosk.views.render import render
from tests.views.sample_key_result import (
    NOW,
    PLACES,
    STEPS,
    WORDS,
    check_in,
    definition,
    key_result,
    office_of,
    page_of,
    with_history,
)

D = Decimal
TWO_DAYS_AGO = NOW - timedelta(days=2)


def html_of(*parts: object) -> str:
    page = page_of(*parts)  # type: ignore[arg-type]
    return " ".join(render("phone/objective/_objective.html", WORDS, page=page).split())


UNKNOWN = {"start": None}


@pytest.mark.parametrize(
    ("kind", "values", "more", "sentence"),
    [
        (
            KeyResultKind.NUMBER,
            [D(118)],
            {},
            "From 182 ms at the start to 118 ms now; the target is 90 ms.",
        ),
        (
            KeyResultKind.NUMBER,
            [D(60)],
            {},
            "From 182 ms at the start to 60 ms now, beyond the target of 90 ms.",
        ),
        (
            KeyResultKind.NUMBER,
            [D(90)],
            {},
            "From 182 ms at the start to 90 ms now: the target is reached.",
        ),
        (KeyResultKind.NUMBER, [], {}, "It starts at 182 ms; the target is 90 ms."),
        (
            KeyResultKind.NUMBER,
            [D(118)],
            UNKNOWN,
            "118 ms now; its start is not known yet. The target is 90 ms.",
        ),
        (KeyResultKind.NUMBER, [], UNKNOWN, "Nothing is measured yet; the target is 90 ms."),
        (KeyResultKind.AT_MOST, [D(2)], {"high": D(2)}, "Now 2, inside the limit: at most 2."),
        (KeyResultKind.AT_LEAST, [D(1)], {"low": D(2)}, "Now 1, outside the limit: at least 2."),
        (
            KeyResultKind.BETWEEN,
            [D(49)],
            {"low": D(40), "high": D(65), "unit": "%"},
            "Now 49%, inside the limit: between 40% and 65%.",
        ),
        (
            KeyResultKind.BETWEEN,
            [D(5)],
            {"low": D(4), "high": D(6)},
            "Now 5, inside the limit: between 4 and 6.",
        ),
        (KeyResultKind.MILESTONES, [frozenset({"A111"})], {}, "1 of 3 steps are done."),
        (KeyResultKind.YES_NO, [True], {}, "Yes, it is done."),
        (KeyResultKind.YES_NO, [False], {}, "Not yet; the target is a yes."),
        (KeyResultKind.YES_NO, [], {}, "Nothing is measured yet."),
    ],
)
def test_a_sentence_says_what_the_chart_shows(
    kind: KeyResultKind, values: list[Value], more: dict[str, object], sentence: str
):
    (part,) = page_of(with_history(kind, *values, **more)).key_results
    assert part.sentence.replace("\xa0", " ") == sentence


@pytest.mark.parametrize("kind", list(KeyResultKind))
def test_the_sentence_stands_before_the_chart(kind: KeyResultKind):
    value: Value = {KeyResultKind.MILESTONES: frozenset({"A111"}), KeyResultKind.YES_NO: True}.get(
        kind, D(5)
    )
    limits = {"low": D(1), "high": D(9)} if kind.is_limit else {}
    html = html_of(with_history(kind, value, **limits))
    chart = html.find('class="chart"')
    assert 0 < html.index('class="sentence"') < (len(html) if chart < 0 else chart)
    assert (chart < 0) == (kind is KeyResultKind.YES_NO)


def test_percent_is_worked_out_in_words_and_numbers():
    (part,) = page_of(with_history(KeyResultKind.NUMBER, D(118))).key_results
    assert part.calculation == (
        "The distance from 182\u00a0ms to 90\u00a0ms is 92.",
        "Done so far: 64. 64 ÷ 92 ≈ 69.6%.",
    )


def test_over_and_under_the_way_says_what_it_counts_as():
    over, under = (
        page_of(with_history(KeyResultKind.NUMBER, D(v))).key_results[0].calculation
        for v in (44, 200)
    )
    assert over[1:] == ("Done so far: 138. 138 ÷ 92 = 150%.", "In its objective it counts as 100%.")
    assert under[1:] == (
        "Done so far: −18. −18 ÷ 92 ≈ −19.6%.",
        "In its objective it counts as 0%.",
    )


def test_thirty_digits_are_subtracted_without_losing_one():
    way = {"start": D("0.000000001"), "target": D(10) ** 20}
    (part,) = page_of(
        with_history(KeyResultKind.NUMBER, D("12345678901234567890.123456789"), **way)
    ).key_results
    said = part.calculation[1]
    assert "12,345,678,901,234,567,890.123456788 ÷ 99,999,999,999,999,999,999.999999999" in said


def test_start_equal_to_goal_is_explained_and_not_divided():
    (part,) = page_of(with_history(KeyResultKind.NUMBER, D(7), start=D(5), target=D(5))).key_results
    assert part.calculation == (
        "Start and target are both 5\u00a0ms: 100% at exactly that, 0% anywhere else.",
    )


def test_steps_that_weigh_differently_are_weighed_in_the_workings():
    steps = (replace(STEPS[0], weight=D("2.5")), *STEPS[1:])
    (part,) = page_of(
        with_history(KeyResultKind.MILESTONES, frozenset({"A111"}), milestones=steps)
    ).key_results
    assert part.calculation == (
        "The steps done have a weight of 2.5 out of 4.5: 2.5 ÷ 4.5 ≈ 55.6%.",
    )


def test_objective_is_the_mean_of_its_key_results_and_says_what_each_counts_as():
    first = with_history(KeyResultKind.NUMBER, D(118))
    second = with_history(KeyResultKind.NUMBER, D(44), code="B222", title="Beyond")
    third = with_history(KeyResultKind.NUMBER, code="C333", title="Later")
    free = with_history(
        KeyResultKind.AT_MOST, D(1), code="D444", title="Load", high=D(2), weight=D(0)
    )
    workings = page_of(first, second, third, free).calculation
    assert workings is not None
    assert workings.intro == "It is the mean of its key results."
    assert [(p.counts, p.why) for p in workings.parts] == [
        ("69.6%", ""),
        ("100%", "now at 150%"),
        ("0%", "not started"),
        ("—", "weight 0, so it is left out"),
    ]
    assert workings.total == "(69.6% + 100% + 0%) ÷ 3 ≈ 56.5%"


def test_weights_stand_in_the_sum():
    page = page_of(
        with_history(KeyResultKind.NUMBER, D(44)),
        with_history(KeyResultKind.NUMBER, D(182), code="B222", weight=D("0.5")),
    )
    assert page.calculation is not None
    assert page.calculation.total == "(100% × 1 + 0% × 0.5) ÷ 1.5 ≈ 66.7%"


def test_company_objective_without_key_results_is_the_mean_of_those_that_serve_it():
    shown_key_result, history = with_history(KeyResultKind.NUMBER, D(136))
    page = phone_objective_page(
        WORDS, office_of(shown_key_result), "A4TN", {"M3XD": history}, NOW, PLACES
    )
    assert page.calculation is not None
    assert [(p.title, p.counts) for p in page.calculation.parts] == [
        ("Before anyone can blink", "50%")
    ]
    assert [o.code for o in page.serving] == ["K7Q2"]


def test_objective_without_any_key_results_has_no_percent_and_no_workings():
    page = page_of()
    assert page.calculation is None
    html = " ".join(render("phone/objective/_objective.html", WORDS, page=page).split())
    assert "no key results yet" in html
    assert "0%" not in html


def test_what_was_changed_is_shown_with_the_old_value_and_the_reason():
    shown_key_result, history = with_history(KeyResultKind.NUMBER, D(118))
    versions = (
        definition(shown_key_result, target=D(110)),
        definition(
            shown_key_result,
            datetime(2026, 11, 2, 9, tzinfo=UTC),
            version=2,
            reason="It was too easy",
        ),
    )
    (part,) = page_of((shown_key_result, replace(history, definitions=versions))).key_results
    assert part.changes == (
        "Changed on Nov 2: the target is 90\xa0ms, it was 110\xa0ms. “It was too easy”",
    )


def test_table_gives_every_figure_in_full_with_the_goal_as_it_was_then():
    shown_key_result, history = with_history(KeyResultKind.NUMBER, D("178.123456789"), D(118))
    versions = (
        definition(shown_key_result, target=D(110)),
        definition(
            shown_key_result, datetime(2026, 10, 5, 9, tzinfo=UTC), version=2, reason="Too easy"
        ),
    )
    (part,) = page_of((shown_key_result, replace(history, definitions=versions))).key_results
    assert [(r.day, r.value, r.goal) for r in part.rows] == [
        ("Oct 2", "178.123456789\xa0ms", "110\xa0ms"),
        ("Oct 9", "118\xa0ms", "90\xa0ms"),
    ]
    html = html_of((shown_key_result, replace(history, definitions=versions)))
    assert "<td><bdi>178.123456789 ms</bdi></td><td><bdi>110 ms</bdi></td>" in html


def test_a_value_too_long_for_its_figure_is_beside_it_in_full():
    long, short = D("12345678901234567890.123456789"), D(118)
    assert page_of(with_history(KeyResultKind.NUMBER, long)).key_results[0].exact == (
        "12,345,678,901,234,567,890.123456789\xa0ms"
    )
    assert page_of(with_history(KeyResultKind.NUMBER, short)).key_results[0].exact == ""


def test_notes_are_signed_by_the_team_and_by_a_person_only_who_chose_to():
    shown_key_result = key_result(
        latest=check_in(D(118), TWO_DAYS_AGO, author="mira", note="New nodes")
    )
    _, history = with_history(KeyResultKind.NUMBER, D(118))
    signed = check_in(D(124), TWO_DAYS_AGO, signature="Mira", note="Warm", confidence=7)
    silent = check_in(D(131), TWO_DAYS_AGO)
    told_story = replace(history, recent=(shown_key_result.latest_check_in, silent, signed))
    (part,) = page_of((shown_key_result, told_story)).key_results
    assert part.latest is not None
    assert (part.latest.text, part.latest.who, part.latest.about) == (
        "New nodes",
        "Engineering",
        "Friday",
    )
    assert [(n.who, n.about) for n in part.earlier] == [
        ("Mira, Engineering", "Friday · confidence 7 of 10")
    ]
    assert "mira" not in html_of((shown_key_result, told_story))


def test_nothing_changed_is_said_where_no_note_was_written():
    shown_key_result = key_result(latest=check_in(D(118), TWO_DAYS_AGO, is_confirmation=True))
    _, history = with_history(KeyResultKind.NUMBER, D(118))
    (part,) = page_of(
        (shown_key_result, replace(history, recent=(shown_key_result.latest_check_in,)))
    ).key_results
    assert part.latest is not None
    assert part.latest.text == "Nothing changed."


def test_old_value_is_marked_on_the_number_itself_and_a_fresh_one_is_not():
    _, history = with_history(KeyResultKind.NUMBER, D(118))
    old = key_result(latest=check_in(D(118), NOW - timedelta(days=16)))
    fresh = key_result(latest=check_in(D(118), TWO_DAYS_AGO))
    assert 'class="value old" data-key-result="M3XD"' in html_of((old, history))
    assert "16 days" in html_of((old, history))
    assert 'class="value" data-key-result="M3XD"' in html_of((fresh, history))


def test_milestones_are_ticked_in_words_too():
    html = html_of(with_history(KeyResultKind.MILESTONES, frozenset({"A111"})))
    assert html.count(">done<") == 1
    assert html.count(">to do<") == 2


def test_the_mark_is_explained_only_where_a_bar_carries_one():
    marked = page_of(with_history(KeyResultKind.NUMBER, D(118)))
    assert marked.marks == "The mark on each bar shows today."
    assert not page_of(with_history(KeyResultKind.YES_NO, True)).marks


@pytest.mark.parametrize(
    ("age", "later"),
    [
        (timedelta(seconds=20), timedelta(seconds=40)),
        (timedelta(hours=3, minutes=10), timedelta(minutes=50)),
        (timedelta(days=3), timedelta(hours=5, minutes=39)),
    ],
)
def test_page_says_when_it_next_says_something_else(age: timedelta, later: timedelta):
    shown_key_result = key_result(latest=check_in(D(118), NOW - age))
    _, history = with_history(KeyResultKind.NUMBER, D(118))
    assert page_of((shown_key_result, history)).changes_at == NOW + later


def test_page_without_check_ins_changes_at_midnight():
    assert page_of(with_history(KeyResultKind.NUMBER)).changes_at == WORDS.midnight_after(NOW)


def test_team_page_has_a_line_for_each_key_result():
    shown_key_result, _ = with_history(KeyResultKind.NUMBER, D(118))
    page = phone_team_page(WORDS, office_of(shown_key_result), "engineering", NOW, PLACES)
    (cycle,) = page.cycles
    (group,) = cycle.teams
    assert [str(v.figure) for row in group.rows for v in row.key_results] == ["118\xa0ms"]
    assert page.address == "192.168.1.20:8000/t/engineering"


def test_team_without_objectives_says_so():
    office = replace(office_of(), objectives=())
    page = phone_team_page(WORDS, office, "engineering", NOW, PLACES)
    assert "no objectives in a cycle" in render("phone/_team.html", WORDS, page=page)


def test_unknown_team_and_objective_are_no_pages():
    with pytest.raises(KeyError):
        phone_team_page(WORDS, office_of(), "nobody", NOW, PLACES)


def test_everyones_page_begins_with_the_company_and_the_theme():
    page = phone_all_page(
        WORDS, office_of(with_history(KeyResultKind.NUMBER, D(118))[0]), NOW, PLACES
    )
    (cycle,) = page.cycles
    assert cycle.theme == "Make it work"
    assert [g.team.name for g in cycle.teams] == ["Our company", "Engineering"]


def test_office_with_nothing_in_it_is_a_page_too():
    office = replace(office_of(), cycles=(), objectives=(), teams=(), name="")
    html = render("phone/_all.html", WORDS, page=phone_all_page(WORDS, office, NOW, PLACES))
    assert "No objectives yet" in html


def test_between_two_cycles_everyones_page_leads_to_what_came_of_the_last():
    last = office_of()
    office = replace(last, cycles=(), objectives=(), recently_closed=(last,))
    html = render("phone/_all.html", WORDS, page=phone_all_page(WORDS, office, NOW, PLACES))
    cycle = last.cycles[0]
    assert "No cycle is running" in html
    assert "No objectives yet" not in html
    assert f'href="/cycles/{cycle.id}">How “{cycle.name}” turned out' in html


@pytest.mark.parametrize("locale", ["de", "ar", "ja", "fr"])
def test_every_locale_gets_its_numbers(locale: str):
    localizer = Localizer(locale, ZoneInfo("Europe/Berlin"))
    shown_key_result, history = with_history(
        KeyResultKind.NUMBER, D("1234.5"), D("1180.25"), start=D(2000), target=D(1000)
    )
    page = phone_objective_page(
        localizer, office_of(shown_key_result), "K7Q2", {"M3XD": history}, NOW, PLACES
    )
    html = render("phone/objective/_objective.html", localizer, page=page)
    assert localizer.number(D("1180.25")) in html


def test_what_people_wrote_is_text_and_never_markup():
    nasty = '<script>alert("x")</script>'
    shown_key_result = key_result(
        latest=check_in(D(118), TWO_DAYS_AGO, note=nasty), title=nasty, unit=nasty
    )
    _, history = with_history(KeyResultKind.NUMBER, D(118))
    html = html_of((shown_key_result, replace(history, recent=(shown_key_result.latest_check_in,))))
    assert "<script>" not in html
    assert " style=" not in html
