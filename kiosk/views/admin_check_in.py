"""The check-in page: what waits for a word, longest first, and what is up to date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from kiosk.okr.freshness import GRACE_DAYS, age_days, is_old, limit_days
from kiosk.okr.model import CheckIn, KeyResult, Kind, Office, Team, Value
from kiosk.okr.values import NOTE_LENGTH, NOTE_ON_WALL
from kiosk.views.figures import exact_value, goal_text
from kiosk.views.words import Words

NO_ERRORS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a card, and the sentence for each field that will not do."""

    value: str = ""
    done: frozenset[str] = frozenset()
    confidence: str = ""
    note: str = ""
    sign: bool = False
    errors: Mapping[str, str] = field(default_factory=lambda: NO_ERRORS)


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone and whether its box is ticked."""

    code: str
    title: str
    done: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A key result's form. `field` is "decimal", "yes_no" or "milestones"; `seen` is the
    check-in that stood there when the page was made, 0 for none."""

    code: str
    title: str
    who: str
    was: str
    old: bool
    field: str
    label: str
    typed: Typed
    steps: tuple[Step, ...]
    note_label: str
    note_fits: int
    note_most: int
    may_repeat: bool
    seen: int


@dataclass(frozen=True, slots=True)
class Line:
    """A key result that is up to date. `undo` is the check-in that Undo takes back;
    `meanwhile` tells what somebody else had saved since the page was made."""

    code: str
    title: str
    said: str
    ago: str
    undo: int
    just_saved: bool
    meanwhile: str


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """One of the teams whose key results can be shown alone; "" is all of them."""

    slug: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CheckInPage:
    """The whole page."""

    summary: str
    teams: tuple[TeamChoice, ...]
    opened: tuple[Card, ...]
    waiting: tuple[Card, ...]
    lines: tuple[Line, ...]
    is_empty: bool


def waits(key_result: KeyResult, today: date, words: Words) -> bool:
    """Whether a key result waits for a word: from the day of its rhythm, which is its limit
    of freshness less the three days of grace."""
    if key_result.latest is None:
        return True
    age = age_days(key_result.latest.measured_at, today, words.zone)
    return age >= max(1, limit_days(key_result) - GRACE_DAYS)


def check_in_page(
    words: Words,
    office: Office,
    now: datetime,
    *,
    team: str = "",
    opened: str = "",
    typed: Typed | None = None,
    saved: Line | None = None,
) -> CheckInPage:
    """The page.

    :param team: a slug, to show that team's alone.
    :param opened: the code of a key result, or of an objective for all of its, to stand on
        top with their forms open.
    :param typed: what was typed into the opened one.
    :param saved: a line that replaces its key result's own.
    """
    today = words.today(now)
    key_results = [k for k in office.key_results() if _is_of(office, k, team)]
    chosen = [k for k in key_results if opened and opened in (k.code, k.objective)]
    others = [k for k in key_results if k not in chosen]
    waiting = [k for k in others if waits(k, today, words)]
    return CheckInPage(
        summary=summary(words, sum(waits(k, today, words) for k in key_results)),
        teams=_teams(words, office, team),
        opened=tuple(card(words, office, k, now, typed) for k in chosen),
        waiting=tuple(card(words, office, k, now) for k in _longest_first(waiting, today, words)),
        lines=_lines(words, [k for k in others if k not in waiting], now, saved),
        is_empty=not key_results,
    )


def summary(words: Words, count: int) -> str:
    """How many wait, in a sentence."""
    if not count:
        return words.gettext("Nothing waits for a word. The wall shows what you save at once.")
    return words.ngettext(
        "%(num)s key result waits for a word. The wall shows your number the moment you save.",
        "%(num)s key results wait for a word. The wall shows your number the moment you save.",
        count,
    ) % {"num": words.number(count)}


def waiting_summary(words: Words, office: Office, now: datetime, team: str = "") -> str:
    """The sentence of the page as it would be now."""
    today = words.today(now)
    shown = (k for k in office.key_results() if _is_of(office, k, team))
    return summary(words, sum(waits(k, today, words) for k in shown))


def card(
    words: Words,
    office: Office,
    key_result: KeyResult,
    now: datetime,
    typed: Typed | None = None,
) -> Card:
    """A key result's form, with what was typed or else its present value in it."""
    latest = key_result.latest
    typed = typed or Typed(value=_present(words, latest), done=_done(latest))
    team = office.team(office.objective(key_result.objective).team)
    return Card(
        code=key_result.code,
        title=key_result.title,
        who=_who(words, team, latest, now),
        was=said_value(words, key_result, latest.value) if latest else "",
        old=is_old(key_result, words.today(now), words.zone),
        field=_field(key_result.kind),
        label=_label(words, key_result),
        typed=typed,
        steps=tuple(Step(m.code, m.title, m.code in typed.done) for m in key_result.milestones),
        note_label=_note_label(words, team),
        note_fits=NOTE_ON_WALL,
        note_most=NOTE_LENGTH,
        may_repeat=latest is not None,
        seen=latest.id if latest else 0,
    )


def line(
    words: Words,
    key_result: KeyResult,
    latest: CheckIn,
    now: datetime,
    *,
    just_saved: bool = False,
    meanwhile: CheckIn | None = None,
) -> Line:
    """A key result as one line, with the way back."""
    return Line(
        code=key_result.code,
        title=key_result.title,
        said=said_value(words, key_result, latest.value),
        ago=words.ago(latest.recorded_at if just_saved else latest.measured_at, now),
        undo=latest.id,
        just_saved=just_saved,
        meanwhile=_meanwhile(words, key_result, meanwhile, now),
    )


def said_value(words: Words, key_result: KeyResult, value: Value) -> str:
    """A value in a sentence: every digit of it, or how many steps of how many."""
    said = exact_value(words, key_result, value)
    if key_result.kind is not Kind.MILESTONES:
        return said
    return words.gettext("%(done)s %(of_steps)s") % {
        "done": said,
        "of_steps": goal_text(words, key_result),
    }


def _is_of(office: Office, key_result: KeyResult, team: str) -> bool:
    return not team or office.team(office.objective(key_result.objective).team).slug == team


def _teams(words: Words, office: Office, chosen: str) -> tuple[TeamChoice, ...]:
    there = {office.objective(k.objective).team for k in office.key_results()}
    teams = [team for team in office.teams if team.code in there]
    if len(teams) < 2:
        return ()
    everyone = TeamChoice("", words.gettext("Everyone"), not chosen)
    return (everyone, *(TeamChoice(t.slug, t.name, t.slug == chosen) for t in teams))


def _longest_first(waiting: Sequence[KeyResult], today: date, words: Words) -> list[KeyResult]:
    def age(key_result: KeyResult) -> int:
        latest = key_result.latest
        return 10**6 if latest is None else age_days(latest.measured_at, today, words.zone)

    return sorted(waiting, key=age, reverse=True)


def _lines(
    words: Words, key_results: Sequence[KeyResult], now: datetime, saved: Line | None
) -> tuple[Line, ...]:
    """Newest first: what was just saved is where the eye begins."""
    reported = [(k, k.latest) for k in key_results if k.latest is not None]
    newest = sorted(reported, key=lambda pair: (pair[1].recorded_at, pair[1].id), reverse=True)
    return tuple(
        saved if saved and saved.code == k.code else line(words, k, latest, now)
        for k, latest in newest
    )


def _present(words: Words, latest: CheckIn | None) -> str:
    if latest is None or isinstance(latest.value, frozenset):
        return ""
    if isinstance(latest.value, Decimal):
        return words.typed(latest.value)
    return "yes" if latest.value else "no"


def _done(latest: CheckIn | None) -> frozenset[str]:
    return latest.value if latest and isinstance(latest.value, frozenset) else frozenset()


def _field(kind: Kind) -> str:
    return "decimal" if kind.is_decimal else kind.value


def _who(words: Words, team: Team, latest: CheckIn | None, now: datetime) -> str:
    if latest is None:
        return words.gettext("%(team)s, no word yet") % {"team": team.name}
    age = age_days(latest.measured_at, words.today(now), words.zone)
    since = words.days(age) if age else words.ago(latest.measured_at, now)
    return words.gettext("%(team)s, %(since)s") % {"team": team.name, "since": since}


def _label(words: Words, key_result: KeyResult) -> str:
    if key_result.kind is Kind.MILESTONES:
        return words.gettext("Done by now")
    if key_result.kind is Kind.YES_NO:
        return words.gettext("Is it so?")
    unit = "%" if key_result.kind is Kind.PERCENT else key_result.unit
    way = _way(words, key_result)
    if not unit:
        return words.gettext("Now (%(way)s)") % {"way": way}
    return words.gettext("Now, in %(unit)s (%(way)s)") % {"unit": unit, "way": way}


def _way(words: Words, key_result: KeyResult) -> str:
    if key_result.start is None or key_result.target is None:
        return goal_text(words, key_result)
    return words.gettext("%(start)s to %(target)s") % {
        "start": words.number(key_result.start),
        "target": words.number(key_result.target),
    }


def _note_label(words: Words, team: Team) -> str:
    return words.gettext(
        "What happened — stands on the wall as %(team)s; %(count)s characters fit"
    ) % {"team": team.name, "count": words.number(NOTE_ON_WALL)}


def _meanwhile(words: Words, key_result: KeyResult, before: CheckIn | None, now: datetime) -> str:
    if before is None:
        return ""
    return words.gettext(
        "Meanwhile somebody had saved %(value)s, %(ago)s. Undo brings that back."
    ) % {
        "value": said_value(words, key_result, before.value),
        "ago": words.ago(before.recorded_at, now),
    }
