"""The form of a key result: every field of every kind, as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kiosk.okr.model import KeyResult, KeyResultKind, Milestone, Team
from kiosk.okr.progress import needs_start
from kiosk.okr.value_check import range_question
from kiosk.store.queries.users import User
from kiosk.views.common.value_question import far_apart_text
from kiosk.views.common.values import exact_value
from kiosk.views.i18n.localizer import Localizer

SPARE_STEPS = 3
LEAST_STEPS = 5


@dataclass(frozen=True, slots=True)
class StepFields:
    """A milestone's fields; `code` is empty for a new one."""

    code: str
    title: str
    weight: str


def owner_names(people: Iterable[User], teams: Iterable[Team]) -> tuple[str, ...]:
    """The suggested owners: all users, then the teams, each name once. Other names may be typed."""
    return tuple(dict.fromkeys([*(u.name for u in people), *(t.name for t in teams)]))


@dataclass(frozen=True, slots=True)
class KeyResultForm:
    """The texts of the fields."""

    title: str = ""
    kind: str = KeyResultKind.NUMBER.value
    unit: str = ""
    start: str = ""
    target: str = ""
    low: str = ""
    high: str = ""
    weight: str = ""
    owner: str = ""
    freshness_days: str = ""
    ambition: str = ""
    due: str = ""
    short_title: str = ""
    description: str = ""
    reason: str = ""
    factor: str = ""
    keeps_values: bool = False
    confidential: bool = False
    steps: tuple[StepFields, ...] = ()

    def rows(self) -> tuple[StepFields, ...]:
        """The milestones, and empty rows for more."""
        spare = max(SPARE_STEPS, LEAST_STEPS - len(self.steps))
        return (*self.steps, *[StepFields("", "", "")] * spare)


def key_result_form(localizer: Localizer, key_result: KeyResult) -> KeyResultForm:
    """A key result as form texts."""
    own_weight = Decimal(0 if key_result.kind.is_limit else 1)
    weight = key_result.weight
    return KeyResultForm(
        title=key_result.title,
        kind=key_result.kind.value,
        unit=key_result.unit,
        start="" if key_result.start_is_derived else _typed(localizer, key_result.start),
        target=_typed(localizer, key_result.target),
        low=_typed(localizer, key_result.low),
        high=_typed(localizer, key_result.high),
        weight="" if weight == own_weight else localizer.for_input(weight),
        owner=key_result.owner,
        freshness_days=str(key_result.freshness_days or ""),
        ambition=key_result.ambition,
        short_title=key_result.short_title,
        description=key_result.description,
        due="" if key_result.due is None else key_result.due.isoformat(),
        confidential=key_result.confidential,
        steps=tuple(_step(localizer, milestone) for milestone in key_result.milestones),
    )


def range_remark(localizer: Localizer, key_result: KeyResult) -> str:
    """The remark on a start and target that may be a mistake; "" for none."""
    start, target = key_result.start, key_result.target
    question = range_question(start, target)
    if start is None or target is None or question is None or key_result.start_is_derived:
        return _only_at(localizer, key_result)
    likely = "" if question.likely is None else exact_value(localizer, key_result, question.likely)
    begins, ends = (exact_value(localizer, key_result, end) for end in (start, target))
    return far_apart_text(localizer, begins, ends, likely)


def numbers_read_as_text(localizer: Localizer, key_result: KeyResult, fields: str) -> str:
    """How ambiguous numbers were read.

    :param fields: their field names, separated by commas.
    """
    labels = {
        "start": localizer.gettext("Start"),
        "target": localizer.gettext("Target"),
        "low": localizer.gettext("At least"),
        "high": localizer.gettext("At most"),
    }
    numbers = {name: getattr(key_result, name) for name in labels if name in fields.split(",")}
    return " ".join(
        localizer.gettext("%(field)s was read as %(value)s.")
        % {"field": labels[name], "value": exact_value(localizer, key_result, number)}
        for name, number in numbers.items()
        if number is not None
    )


def _only_at(localizer: Localizer, key_result: KeyResult) -> str:
    """The remark on an equal start and target, which is often a mistake."""
    target = key_result.target
    if target is None or key_result.start != target or key_result.start_is_derived:
        return ""
    return localizer.gettext(
        "Start and target are the same: it is met only while the value is exactly %(target)s."
    ) % {"target": exact_value(localizer, key_result, target)}


def start_hint(localizer: Localizer, key_result: KeyResult | None) -> str:
    """The hint beside the start: which value is used if it is empty."""
    if key_result is None or not key_result.start_is_derived or key_result.start is None:
        return localizer.gettext(
            "Leave empty if not measured yet: the first check-in is then the start."
            " Counts usually start at 0."
        )
    facts = {"start": exact_value(localizer, key_result, key_result.start)}
    if needs_start(key_result):
        return (
            localizer.gettext(
                "The first check-in, %(start)s, is already the target. Where did it start?"
            )
            % facts
        )
    return localizer.gettext("Empty: it is the first check-in, %(start)s.") % facts


def _typed(localizer: Localizer, value: Decimal | None) -> str:
    return "" if value is None else localizer.for_input(value)


def _step(localizer: Localizer, milestone: Milestone) -> StepFields:
    weight = "" if milestone.weight == 1 else localizer.for_input(milestone.weight)
    return StepFields(milestone.code, milestone.title, weight)
