"""The form of a key result's check-in, and its value in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from kiosk.okr.freshness import age_days
from kiosk.okr.model import CheckIn, KeyResult, Kind, Office, Team, Value
from kiosk.okr.progress import needs_start
from kiosk.okr.units import plural
from kiosk.okr.values import NOTE_ON_WALL
from kiosk.views.figures import exact_value, goal_text
from kiosk.views.freshness import is_old
from kiosk.views.value_question import ValueQuestion
from kiosk.views.words import Words

NO_ERRORS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a card, and the sentence for each field that will not do.
    `shown` is the value that the card had when it was made, `seen` its check-in, None when
    it is made now; `touched` says that the value was typed or chosen, be it the same.
    `on` is the day it is for, "" for today. `question` is what is asked about the value before
    it is saved."""

    value: str = ""
    done: frozenset[str] = frozenset()
    confidence: str = ""
    note: str = ""
    sign: bool = False
    shown: str = ""
    seen: str | None = None
    touched: bool = False
    on: str = ""
    question: ValueQuestion | None = None
    errors: Mapping[str, str] = field(default_factory=lambda: NO_ERRORS)

    @property
    def keeps_value(self) -> bool:
        """Whether the value was left as the card showed it."""
        said = self.value.strip() or ",".join(sorted(self.done))
        return not self.touched and said == self.shown

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was typed or chosen at all."""
        return self.keeps_value and not any(
            text.strip() for text in (self.confidence, self.note, self.on)
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone and whether its box is ticked."""

    code: str
    title: str
    done: bool


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A check-in that was just taken back, in a sentence. `number` is its own."""

    number: int
    code: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Card:
    """A key result's form. `field` is "decimal", "yes_no" or "milestones"; `seen` is the
    check-in that stood there when the page was made, "0" for none, `shown` its value;
    `confidence_was` is last week's, "" for none; `owner` is "" where that is the team itself;
    `is_fresh` until somebody has sent it."""

    code: str
    title: str
    who: str
    owner: str
    was: str
    old: bool
    field: str
    label: str
    typed: Typed
    steps: tuple[Step, ...]
    note_label: str
    note_fits: int
    may_repeat: bool
    seen: str
    shown: str
    has_confidence: bool
    confidence_was: str
    is_fresh: bool
    today: str
    taken_back: TakenBack | None = None


def card(
    words: Words,
    office: Office,
    key_result: KeyResult,
    now: datetime,
    typed: Typed | None = None,
    taken_back: TakenBack | None = None,
) -> Card:
    """A key result's form, with what was typed or else its present value in it.

    :param taken_back: what was just taken back, of this key result or another.
    """
    latest, is_fresh = key_result.latest, typed is None
    # A card that comes back with an error still belongs to what it showed at first.
    typed = typed or _untouched(words, latest)
    seen = str(latest.id if latest else 0) if typed.seen is None else typed.seen
    team = office.team(office.objective(key_result.objective).team)
    return Card(
        code=key_result.code,
        title=key_result.title,
        who=_who(words, team, latest, now),
        # A team that owns its own key result is named already.
        owner="" if key_result.owner == team.name else key_result.owner,
        was=said_value(words, key_result, latest.value) if latest else "",
        old=is_old(words, key_result, now, office.customs),
        field=_field(key_result.kind),
        label=_label(words, key_result),
        typed=typed,
        steps=tuple(Step(m.code, m.title, m.code in typed.done) for m in key_result.milestones),
        note_label=_note_label(words, team),
        note_fits=NOTE_ON_WALL,
        may_repeat=latest is not None,
        seen=seen,
        shown=typed.shown,
        has_confidence=office.customs.confidence,
        confidence_was=_confidence_was(words, key_result),
        is_fresh=is_fresh,
        today=words.office_today(now).isoformat(),
        taken_back=of_key_result(taken_back, key_result),
    )


def _confidence_was(words: Words, key_result: KeyResult) -> str:
    """The confidence of the newest check-in, or of last week's where that has none."""
    before = (key_result.latest, key_result.week_ago)
    given = (c.confidence for c in before if c is not None and c.confidence is not None)
    found = next(given, None)
    return "" if found is None else words.number(found)


def said_value(words: Words, key_result: KeyResult, value: Value) -> str:
    """A value in a sentence: every digit of it, or how many steps of how many."""
    said = exact_value(words, key_result, value)
    if key_result.kind is not Kind.MILESTONES:
        return said
    return words.gettext("%(done)s %(of_steps)s") % {
        "done": said,
        "of_steps": goal_text(words, key_result),
    }


def said_taken_back(words: Words, key_result: KeyResult, check_in: CheckIn) -> TakenBack:
    """What was taken back, in a sentence."""
    sentence = words.gettext("Taken back: %(value)s.") % {
        "value": said_value(words, key_result, check_in.value)
    }
    return TakenBack(check_in.id, key_result.code, key_result.title, sentence)


def of_key_result(taken_back: TakenBack | None, key_result: KeyResult) -> TakenBack | None:
    """What was taken back, if it was of this key result."""
    return taken_back if taken_back and taken_back.code == key_result.code else None


def _untouched(words: Words, latest: CheckIn | None) -> Typed:
    value, done = _present(words, latest), _done(latest)
    return Typed(value, done, shown=value or ",".join(sorted(done)))


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
        return words.gettext("%(team)s, no check-in yet") % {"team": team.name}
    age = age_days(latest.measured_at, words.office_today(now), words.office_zone)
    since = words.days(age) if age else words.ago(latest.measured_at, now)
    return words.gettext("%(team)s, %(since)s") % {"team": team.name, "since": since}


def _label(words: Words, key_result: KeyResult) -> str:
    if key_result.kind is Kind.MILESTONES:
        return words.gettext("Done so far")
    if key_result.kind is Kind.YES_NO:
        return words.gettext("Achieved?")
    unit = "%" if key_result.kind is Kind.PERCENT else plural(key_result.unit)
    way = _way(words, key_result)
    if not unit:
        return words.gettext("Current value (%(way)s)") % {"way": way}
    return words.gettext("Current value, %(unit)s (%(way)s)") % {"unit": unit, "way": way}


def _way(words: Words, key_result: KeyResult) -> str:
    if key_result.start is None or key_result.target is None or needs_start(key_result):
        return goal_text(words, key_result, exact=True, has_unit=True)
    return words.gettext("from %(start)s to %(target)s") % {
        "start": _end(words, key_result, key_result.start),
        "target": _end(words, key_result, key_result.target),
    }


def _end(words: Words, key_result: KeyResult, value: Decimal) -> str:
    """An end of the road: money as money is written, else the number alone."""
    if key_result.kind is Kind.CURRENCY:
        return exact_value(words, key_result, value)
    return words.number(value)


def _note_label(words: Words, team: Team) -> str:
    return words.gettext("Note, shown as %(team)s (up to %(count)s characters stay large)") % {
        "team": team.name,
        "count": words.number(NOTE_ON_WALL),
    }
