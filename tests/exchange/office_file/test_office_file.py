import re
from collections import Counter
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import ValidationError, each_error
from kiosk.exchange.office_file import (
    FileCheckIn,
    FileKeyResult,
    OfficeFile,
    check_in_moment,
    read_office_file,
)
from kiosk.okr.check_in_input import NOTE_ON_WALL
from kiosk.okr.codes import is_code
from kiosk.okr.model import KeyResultKind

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "fixtures"
BERLIN = ZoneInfo("Europe/Berlin")
CYCLE_START = date(2026, 10, 1)
WEEK_EIGHT = datetime(2026, 11, 22, 17, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample() -> OfficeFile:
    return read_office_file(ROOT / "data" / "sample" / "office.toml")


@pytest.fixture(scope="module")
def forty() -> OfficeFile:
    return read_office_file(FIXTURES / "forty.toml")


def key_results(office: OfficeFile) -> list[FileKeyResult]:
    return [k for objective in office.objectives for k in objective.key_results]


def check_ins(office: OfficeFile) -> list[FileCheckIn]:
    return [c for key_result in key_results(office) for c in key_result.check_ins]


def company_slug(office: OfficeFile) -> str:
    return next(team.slug for team in office.teams if team.is_company)


def standing(office: OfficeFile, code: str, moment: datetime = WEEK_EIGHT) -> FileCheckIn | None:
    """A key result's newest check-in at a moment of the fourth quarter of 2026."""
    key_result = next(k for k in key_results(office) if k.code == code)
    before = [c for c in key_result.check_ins if _moment(c) <= moment]
    return before[-1] if before else None


def _moment(check_in: FileCheckIn) -> datetime:
    return check_in_moment(check_in, CYCLE_START, BERLIN)


def progress(office: OfficeFile, key_result: FileKeyResult, moment: datetime) -> Decimal:
    """Drawn progress by the rules' own words, in a second hand."""
    check_in = standing(office, key_result.code, moment)
    if check_in is None:
        return Decimal(0)
    if isinstance(check_in.value, bool):
        return Decimal(check_in.value)
    if isinstance(check_in.value, frozenset):
        done = sum(m.weight for m in key_result.milestones if m.code in check_in.value)
        return done / sum(m.weight for m in key_result.milestones)
    assert key_result.start is not None
    assert key_result.target is not None
    raw = (check_in.value - key_result.start) / (key_result.target - key_result.start)
    return min(max(raw, Decimal(0)), Decimal(1))


def whole_percent(office: OfficeFile, code: str, moment: datetime = WEEK_EIGHT) -> int:
    return int(_mean(office, code, moment) * 100 + Decimal("0.5"))


def _mean(office: OfficeFile, code: str, moment: datetime) -> Decimal:
    own = next(o for o in office.objectives if o.code == code).key_results
    weighted = [(progress(office, k, moment), k.weight) for k in own if k.weight]
    if not weighted:
        servants = [o for o in office.objectives if any(s.objective == code for s in o.serves)]
        weighted = [(_mean(office, o.code, moment), Decimal(1)) for o in servants]
    return sum((p * w for p, w in weighted), Decimal(0)) / sum(w for _, w in weighted)


# ── The sample office ──────────────────────────────────────────────────────────────────────


def test_sample_is_a_company_with_four_teams_under_a_theme(sample: OfficeFile) -> None:
    assert sample.theme == "Make realtime effortless"
    assert [team.name for team in sample.teams if not team.is_company] == [
        "Engineering",
        "Marketing",
        "Support",
        "Developer Relations",
    ]


def test_sample_has_three_company_objectives_and_one_without_key_results(
    sample: OfficeFile,
) -> None:
    company = [o for o in sample.objectives if o.team == company_slug(sample)]
    assert [o.code for o in company] == ["A4TN", "F9HM", "G5WA"]
    assert sum(not o.key_results for o in company) == 1


def test_every_team_objective_of_the_sample_serves_and_says_why(sample: OfficeFile) -> None:
    ours = [o for o in sample.objectives if o.team != company_slug(sample)]
    assert len(ours) >= 7
    assert all(o.serves for o in ours)
    because = [serves.because for o in ours for serves in o.serves]
    assert all(sentence.endswith(".") and sentence[0].islower() for sentence in because)
    assert any(len(o.serves) == 2 for o in ours)


def test_every_company_objective_of_the_sample_is_served(sample: OfficeFile) -> None:
    served = {serves.objective for o in sample.objectives for serves in o.serves}
    assert served == {o.code for o in sample.objectives if o.team == company_slug(sample)}


def test_sample_has_key_results_of_every_kind(sample: OfficeFile) -> None:
    assert len(key_results(sample)) >= 26
    assert {k.kind for k in key_results(sample)} == set(KeyResultKind)


def test_sample_has_decreasing_key_results(sample: OfficeFile) -> None:
    roads = [k for k in key_results(sample) if k.start is not None and k.target is not None]
    assert sum(k.target < k.start for k in roads if k.target and k.start) >= 3


def test_titles_of_the_sample_can_be_read_from_five_metres(sample: OfficeFile) -> None:
    assert all(len(o.title) <= 45 for o in sample.objectives)
    longer = [k.title for k in key_results(sample) if len(k.title) > 28]
    assert longer == ["Sign-ups that send a message within an hour"]


def test_notes_of_the_sample_fit_the_wall(sample: OfficeFile) -> None:
    assert [c.note for c in check_ins(sample) if len(c.note) > NOTE_ON_WALL] == []


def test_notes_of_the_sample_name_no_month(sample: OfficeFile) -> None:
    months = r"January|February|March\b|April|June|July|August|September|October|November|December"
    assert [c.note for c in check_ins(sample) if re.search(months, c.note)] == []


def test_sample_is_a_whole_quarter_with_setbacks_and_quiet_weeks(sample: OfficeFile) -> None:
    weeks = Counter(c.week for c in check_ins(sample))
    assert set(weeks) == set(range(14))
    assert any(c.nothing_changed for c in check_ins(sample))
    late = [k for k in key_results(sample) if k.check_ins[0].week > 0]
    assert late


def test_about_half_of_the_samples_check_ins_say_more_than_a_number(sample: OfficeFile) -> None:
    entries = check_ins(sample)
    assert 0.5 < sum(bool(c.note) for c in entries) / len(entries) < 0.7
    assert 0.4 < sum(c.confidence is not None for c in entries) / len(entries) < 0.6
    assert 0 < sum(bool(c.signed) for c in entries) < len(entries) / 10


@pytest.mark.parametrize(
    ("code", "value", "before"),
    [("M3XD", "118", "124"), ("R8F5", "3", "2"), ("P9NC", "14", "17")],
)
def test_engineerings_figures_in_week_eight_are_those_of_the_design(
    sample: OfficeFile, code: str, value: str, before: str
) -> None:
    now = standing(sample, code)
    assert now is not None
    assert now.value == Decimal(value)
    then = standing(sample, code, datetime(2026, 11, 14, tzinfo=UTC))
    assert then is not None
    assert then.value == Decimal(before)


def test_news_of_week_eight_is_that_of_the_design(sample: OfficeFile) -> None:
    pages, median = standing(sample, "P9NC"), standing(sample, "M3XD")
    assert pages is not None
    assert pages.note == "New runbook cut the night pages in half"
    assert median is not None
    assert (median.note, median.confidence) == ("New edge nodes in São Paulo are live.", 7)


@pytest.mark.parametrize(
    ("code", "percent", "a_week_ago"),
    [("A4TN", 64, 58), ("F9HM", 41, 40), ("G5WA", 57, 57), ("K7Q2", 57, 41)],
)
def test_objectives_of_the_sample_stand_in_week_eight_where_the_design_has_them(
    sample: OfficeFile, code: str, percent: int, a_week_ago: int
) -> None:
    assert whole_percent(sample, code) == percent
    week_ago = datetime(2026, 11, 15, tzinfo=BERLIN).astimezone(UTC)
    assert whole_percent(sample, code, week_ago) == a_week_ago


def test_sign_ups_wait_longest_in_week_eight_and_are_old(sample: OfficeFile) -> None:
    sign_ups = standing(sample, "Z4SG")
    assert sign_ups is not None
    assert sign_ups.value == 31
    assert (WEEK_EIGHT - _moment(sign_ups)).days == 12


# ── The office at its limits ───────────────────────────────────────────────────────────────


def test_forty_objectives_stand_over_eight_teams_and_one_company(forty: OfficeFile) -> None:
    assert len(forty.objectives) == 40
    assert len(forty.teams) == 9
    assert {o.team for o in forty.objectives} == {team.slug for team in forty.teams}


@pytest.mark.parametrize("script", ["[A-Za-z]", "[äöüß]", "[\u3040-\u30ff]", "[\u0600-\u06ff]"])
def test_forty_has_titles_of_140_characters_in_four_scripts(forty: OfficeFile, script: str) -> None:
    long = [o.title for o in forty.objectives if len(o.title) == 140]
    assert any(re.search(script, title) for title in long)


def test_forty_has_every_edge(forty: OfficeFile) -> None:
    every = key_results(forty)
    assert {k.kind for k in every} == set(KeyResultKind)
    assert {len(o.key_results) for o in forty.objectives} == set(range(9))
    assert {len(o.serves) for o in forty.objectives} == {0, 1, 3}
    assert any(k.start == Decimal("12345678901234567890.123456789") for k in every)
    assert any(k.kind.is_start_to_target and k.start is None for k in every)
    assert any(k.start is not None and k.start == k.target for k in every)
    assert any(not k.check_ins for k in every)
    assert any(o.key_results and not any(k.weight for k in o.key_results) for o in forty.objectives)
    lengths = {len(c.note) for c in check_ins(forty)}
    assert 60 in lengths
    assert max(lengths) > 480


@pytest.mark.parametrize("name", ["data/sample/office.toml", "tests/fixtures/forty.toml"])
def test_every_code_is_one_and_is_there_once(name: str) -> None:
    office = read_office_file(ROOT / name)
    codes = [thing.code for thing in (*office.teams, *office.objectives, *key_results(office))]
    codes += [m.code for k in key_results(office) for m in k.milestones]
    assert all(is_code(code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_smallest_office_has_one_of_each() -> None:
    office = read_office_file(FIXTURES / "one.toml")
    assert len(office.teams) == len(office.objectives) == len(key_results(office)) == 1


# ── When a check-in was made ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2026, 10, 1), datetime(2026, 10, 2, 14, 20, tzinfo=UTC)),
        (date(2027, 1, 1), datetime(2027, 1, 1, 15, 20, tzinfo=UTC)),
        (date(2027, 4, 1), datetime(2027, 4, 2, 14, 20, tzinfo=UTC)),
    ],
)
def test_a_friday_of_week_one_stays_a_friday_whatever_day_the_cycle_opens(
    start: date, expected: datetime
) -> None:
    friday = FileCheckIn(1, 5, time(16, 20), Decimal(4), None, "", "", nothing_changed=False)
    moment = check_in_moment(friday, start, BERLIN)
    assert moment == expected
    assert moment.tzinfo is UTC


def test_week_nought_lies_before_the_cycle_opens(sample: OfficeFile) -> None:
    opening = datetime(2026, 10, 1, tzinfo=BERLIN)
    for check_in in check_ins(sample):
        assert (_moment(check_in) < opening) == (check_in.week == 0)


@pytest.mark.parametrize("start", [date(2026, 10, 1), date(2027, 1, 1), date(2028, 7, 1)])
def test_check_ins_of_a_key_result_keep_their_order_in_every_quarter(
    forty: OfficeFile, start: date
) -> None:
    for key_result in key_results(forty):
        moments = [check_in_moment(c, start, BERLIN) for c in key_result.check_ins]
        assert moments == sorted(moments)


# ── Mistakes ───────────────────────────────────────────────────────────────────────────────


def written(folder: Path, new: str, old: str) -> Path:
    """The smallest office with the line that begins with `old` replaced by `new`."""
    text = (FIXTURES / "one.toml").read_text(encoding="utf-8")
    pattern = rf"(?m)^(\s*){re.escape(old)}.*$"
    assert len(re.findall(pattern, text)) >= 1
    path = folder / "office.toml"
    changed = re.sub(pattern, lambda found: found[1] + new, text, count=1)
    path.write_text(changed, encoding="utf-8")
    return path


KEY_RESULT = "objectives[0].key_results[0]"
CHECK_IN = f"{KEY_RESULT}.check_ins[0]"


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("theme", "", "theme", "missing"),
        ("theme", 'theme = ""', "theme", "empty"),
        ("theme", "theme = 4", "theme", "not 4"),
        ("theme", 'theem = "x"', "theem", "Did you mean “theme”?"),
        ("theme", 'zzz = "x"', "zzz", "The names are: name, theme, wifi"),
        ("slug", 'slug = "The shop"', "teams[0].slug", "The shop"),
        ("color", 'color = "red"', "teams[0].color", "sky, orange, green"),
        ("is_company", "is_company = false", "teams", "here it is 0"),
        ("is_company", 'is_company = "yes"', "teams[0].is_company", "true or false"),
        ("team =", 'team = "shpo"', "objectives[0].team", "No team is called “shpo”"),
        ('code = "B2QK"', 'code = "BILL"', "objectives[0].code", "without I, L, O and U"),
        ('code = "B2QK"', 'code = "4SHP"', "objectives[0].code", "already used at teams[0].code"),
        ('title = "E', f'title = "{"x" * 301}"', "objectives[0].title", "301 characters"),
        ("kind", 'kind = "numbr"', f"{KEY_RESULT}.kind", "number, percent, currency"),
        ("kind", 'kind = "currency"', f"{KEY_RESULT}.unit", "like EUR"),
        ("kind", 'kind = "at_most"', f"{KEY_RESULT}.high", "at_most needs it"),
        ("target", "", f"{KEY_RESULT}.target", "number needs it"),
        ("target", "target = 20", f"{KEY_RESULT}.target", 'Write it like "42.5"'),
        ("target", 'target = "1e3"', f"{KEY_RESULT}.target", "“1e3”"),
        ("target", 'target = "NaN"', f"{KEY_RESULT}.target", "“NaN”"),
        ("target", f'target = "{"9" * 31}"', f"{KEY_RESULT}.target", "at most 30 digits"),
        ("target", 'target = "2"\nlow = "1"', f"{KEY_RESULT}.low", "has none of these"),
        ("target", 'target = "2"\nweight = "-1"', f"{KEY_RESULT}.weight", "not -1"),
        ("target", 'target = "2"\nfreshness_days = 0', f"{KEY_RESULT}.freshness_days", "1 to 366"),
        ("{ week = 0", "7,", CHECK_IN, "A table is needed"),
        ("{ week = 0", '{ week = 14, day = 5, time = "12:00", value = "4" },', f"{CHECK_IN}.week",
         "from 0 to 13"),
        ("{ week = 0", '{ week = 0, day = 8, time = "12:00", value = "4" },', f"{CHECK_IN}.day",
         "from 1 to 7"),
        ("{ week = 0", '{ week = 0, time = "12:00", value = "4" },', f"{CHECK_IN}.day", "missing"),
        ("{ week = 0", '{ week = 0, day = 5, time = "24:00", value = "4" },', f"{CHECK_IN}.time",
         "like 16:20"),
        ("{ week = 0", '{ week = 0, day = 5, time = "12:00" },', f"{CHECK_IN}.value", "measured"),
        ("{ week = 0", '{ week = 0, day = 5, time = "12:00", value = true },', f"{CHECK_IN}.value",
         "True is not a number"),
        ("{ week = 0", '{ week = 0, day = 5, time = "12:00", nothing_changed = true },',
         f"{CHECK_IN}.nothing_changed", "There is nothing before"),
        ("{ week = 0", '{ week = 0, day = 5, time = "12:00", value = "4", confidence = 11 },',
         f"{CHECK_IN}.confidence", "not 11"),
        ("{ week = 0", '{ week = 0, day = 5, time = "12:00", value = "4", confidence = true },',
         f"{CHECK_IN}.confidence", "not True"),
        ("{ week = 0", '{ week = 2, day = 5, time = "12:00", value = "4" },',
         f"{KEY_RESULT}.check_ins[1].week", "Week 1 comes after week 2"),
        ("{ week = 1", '{ week = 1, day = 5, time = "09:00", value = "4", nothing_changed = true }',
         f"{KEY_RESULT}.check_ins[1].value", "no value to write"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_by_the_name_of_its_place(
    tmp_path: Path, old: str, new: str, field: str, says: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        read_office_file(written(tmp_path, new, old))
    assert refused.value.field == field
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("lines", "field", "says"),
    [
        ('kind = "milestones"\nmilestones = []', "milestones", "milestones needs it"),
        (
            'kind = "milestones"\nmilestones = [{ code = "D4RK", title = "Dough" }]\n'
            'check_ins = [{ week = 1, day = 5, time = "09:00", value = ["D4RX"] }]',
            "check_ins[0].value",
            "Use these: D4RK",
        ),
        (
            'kind = "milestones"\nmilestones = [{ code = "D4RK", title = "Dough" }]\n'
            'check_ins = [{ week = 1, day = 5, time = "09:00", value = [["D4RK"]] }]',
            "check_ins[0].value",
            "Use these: D4RK",
        ),
        (
            'kind = "yes_no"\ncheck_ins = [{ week = 1, day = 5, time = "09:00", value = "yes" }]',
            "check_ins[0].value",
            "true or false",
        ),
        ('kind = "between"\nlow = "9"\nhigh = "3"', "high", "3 is below the lower limit, 9"),
        ('kind = "yes_no"\nstart = "0"', "start", "yes_no has none of these"),
    ],
)
def test_a_mistake_of_a_kind_is_refused(tmp_path: Path, lines: str, field: str, says: str) -> None:
    text = (FIXTURES / "one.toml").read_text(encoding="utf-8")
    path = tmp_path / "office.toml"
    path.write_text(
        f'{text}\n[[objectives.key_results]]\ncode = "Y7QT"\ntitle = "Bread"\n{lines}\n',
        encoding="utf-8",
    )
    with pytest.raises(ValidationError) as refused:
        read_office_file(path)
    assert refused.value.field == f"objectives[0].key_results[1].{field}"
    assert says in str(refused.value)


def test_every_mistake_of_a_file_is_shown_by_its_place_at_once(tmp_path: Path) -> None:
    text = (FIXTURES / "one.toml").read_text(encoding="utf-8")
    text = re.sub("(?m)^theme.*$", "theme = 4", text)
    text = re.sub("(?m)^color.*$", 'color = "red"', text)
    text = re.sub("(?m)^target.*$", 'target = "many"\nfreshness_days = 0', text)
    text = text.replace("{ week = 0, day = 5", "{ week = 0, day = 9", 1)
    text += (
        '\n[[objectives.key_results]]\ncode = "BILL"\ntitle = "Bread"\nkind = "sweet"\n'
        'check_ins = [{ week = 1, day = 5, time = "24:00", value = "yes" }]\nsize = 4\n'
        '\n[[meetings]]\nkind = "team"\ncode = "M1AB"\nteam = "nobody"\n'
    )
    path = tmp_path / "office.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValidationError) as refused:
        read_office_file(path)
    second = "objectives[0].key_results[1]"
    assert {error.field for error in each_error(refused.value)} == {
        *("theme", "teams[0].color", f"{KEY_RESULT}.target", f"{KEY_RESULT}.freshness_days"),
        *(f"{CHECK_IN}.day", f"{second}.code", f"{second}.kind", f"{second}.size"),
        *(f"{second}.check_ins[0].time", "meetings[0].week", "meetings[0].day"),
        *("meetings[0].time", "meetings[0].title"),
    }


def test_everything_that_does_not_go_together_is_reported_at_once(tmp_path: Path) -> None:
    text = (FIXTURES / "one.toml").read_text(encoding="utf-8")
    text = text.replace('team = "shop"', 'team = "shpo"')
    text += (
        'low = "1"\n\n[[objectives.key_results]]\ncode = "Y7QT"\ntitle = "Cake"\nkind = "yes_no"\n'
        'check_ins = [{ week = 1, day = 5, time = "09:00", value = "yes" }]\n'
        '\n[[meetings]]\nkind = "team"\ncode = "M1AB"\nteam = "nobody"\nweek = 1\nday = 1\n'
        'time = "10:00"\ntitle = "We meet"\n'
    )
    path = tmp_path / "office.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValidationError) as refused:
        read_office_file(path)
    assert {error.field for error in each_error(refused.value)} == {
        *("objectives[0].team", f"{KEY_RESULT}.low", "meetings[0].team"),
        "objectives[0].key_results[1].check_ins[0].value",
    }


@pytest.mark.parametrize(
    ("code", "error"),
    [("Z2ZZ", "Z2ZZ is not an objective of this cycle."), ("B2QK", "each other in a circle: “")],
)
def test_only_objectives_of_the_cycle_can_be_served(tmp_path: Path, code: str, error: str) -> None:
    text = (FIXTURES / "one.toml").read_text(encoding="utf-8")
    path = tmp_path / "office.toml"
    serves = f'\n[[objectives.serves]]\nobjective = "{code}"\nbecause = "it is bread."\n'
    path.write_text(text + serves, encoding="utf-8")
    with pytest.raises(ValidationError, match=error) as refused:
        read_office_file(path)
    assert refused.value.field == "objectives[0].serves[0].objective"


def test_a_file_that_is_no_toml_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValidationError, match="not a TOML file") as refused:
        read_office_file(path)
    assert refused.value.field == "office.toml"


def test_weight_follows_the_kind_unless_it_is_set(sample: OfficeFile, forty: OfficeFile) -> None:
    assert {k.weight for k in key_results(sample) if k.kind.is_limit} == {0}
    assert {k.weight for k in key_results(sample) if not k.kind.is_limit} == {1}
    assert any(k.weight == 1 for k in key_results(forty) if k.kind.is_limit)


def test_nothing_changed_carries_the_value_before_it(sample: OfficeFile) -> None:
    for key_result in key_results(sample):
        for before, after in zip(key_result.check_ins, key_result.check_ins[1:], strict=False):
            if after.nothing_changed:
                assert after.value == before.value
