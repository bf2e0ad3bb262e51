"""Alignment: which objectives serve which and why, as trees, and what an objective may serve."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.errors import ValidationError
from kiosk.okr.model import Cycle, CycleState, Objective, Office


@dataclass(frozen=True, slots=True)
class SupportingObjective:
    """An objective in a tree, the one that it serves there, and the reason. `level` is 1 for what
    serves the top itself, 2 for what serves one of these, and so on."""

    objective: Objective
    reason: str
    served: Objective
    level: int = 1


@dataclass(frozen=True, slots=True)
class ServedObjective:
    """The top of a tree, and everything below it: after each what serves it. What serves two of
    them is there twice, the second time without what is below it."""

    objective: Objective
    supporting: tuple[SupportingObjective, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The company's objectives that serve no other, each with its tree; the company's that nothing
    serves, whether they serve another or not; and the teams' that serve nothing, with their
    trees."""

    company: tuple[ServedObjective, ...]
    unserved: tuple[Objective, ...]
    unaligned: tuple[ServedObjective, ...]


def alignment(office: Office) -> Alignment:
    """The alignment of all current objectives, in the order of the wall."""
    serving = _serving(office.objectives)
    shown = {o.code for o in office.objectives}
    own = {team.code for team in office.teams if team.is_company}
    tops = [o for o in office.objectives if not any(s.code in shown for s in o.serves)]
    trees = [_tree(o, serving) for o in tops]
    # A circle, which another program may have written, has no top: its first one serves as that.
    reached = {o.code for o in tops} | {s.objective.code for t in trees for s in t.supporting}
    for objective in office.objectives:
        if objective.code not in reached:
            trees.append(_tree(objective, serving))
            reached |= {objective.code, *(s.objective.code for s in trees[-1].supporting)}
    return Alignment(
        company=tuple(tree for tree in trees if tree.objective.team in own),
        unserved=tuple(o for o in office.objectives if o.team in own and o.code not in serving),
        unaligned=tuple(tree for tree in trees if tree.objective.team not in own),
    )


def served_objectives(found: Alignment) -> tuple[ServedObjective, ...]:
    """Every objective that another one serves, with those alone that serve it directly; after each
    those below it."""
    served: dict[str, tuple[Objective, list[SupportingObjective]]] = {}
    for tree in (*found.company, *found.unaligned):
        served.setdefault(tree.objective.code, (tree.objective, []))
        for one in tree.supporting:
            served.setdefault(one.objective.code, (one.objective, []))
            rows = served[one.served.code][1]
            if all(row.objective.code != one.objective.code for row in rows):
                rows.append(one)
    return tuple(ServedObjective(o, tuple(rows)) for o, rows in served.values() if rows)


def _serving(objectives: Iterable[Objective]) -> dict[str, list[tuple[Objective, str]]]:
    """What serves each objective, and the reason."""
    found: dict[str, list[tuple[Objective, str]]] = {}
    for objective in objectives:
        for link in objective.serves:
            found.setdefault(link.code, []).append((objective, link.reason))
    return found


def _tree(
    top: Objective, serving: Mapping[str, Sequence[tuple[Objective, str]]]
) -> ServedObjective:
    rows: list[SupportingObjective] = []
    expanded = {top.code}
    stack: list[tuple[Objective, Iterator[tuple[Objective, str]]]] = [
        (top, iter(serving.get(top.code, ())))
    ]
    while stack:
        served, following = stack[-1]
        one, reason = next(following, (None, ""))
        if one is None:
            stack.pop()
        elif one.code != top.code:
            rows.append(SupportingObjective(one, reason, served, len(stack)))
            below = () if one.code in expanded else serving.get(one.code, ())
            expanded.add(one.code)
            stack.append((one, iter(below)))
    return ServedObjective(top, tuple(rows))


def may_serve(cycle: Cycle, target: Cycle) -> bool:
    """Whether an objective of a cycle may serve one of another: of its own, or of one that lasts
    longer and contains it, as a year contains its quarters."""
    if target.id == cycle.id:
        return True
    if target.state is CycleState.CLOSED:
        return False
    return lasts_longer((cycle.starts_on, cycle.ends_on), target)


def lasts_longer(period: tuple[date, date], cycle: Cycle) -> bool:
    """Whether a cycle contains a period, from its first to its last day, and lasts longer."""
    first, last = period
    contains = cycle.starts_on <= first and last <= cycle.ends_on
    return contains and cycle.ends_on - cycle.starts_on > last - first


def refuse_unservable(code: str, *, is_there: bool) -> None:
    """Raise ValidationError unless a code is that of an objective which may be served at all."""
    if not is_there:
        raise ValidationError(
            "serves", "%(code)s is not an objective that can be served. Choose another", code=code
        )


def refuse_unservable_cycle(title: str, cycle: Cycle, target: Cycle) -> None:
    """Raise ValidationError unless an objective of a cycle may serve the one with this title."""
    if target.id != cycle.id and target.state is CycleState.CLOSED:
        raise ValidationError(
            "serves",
            "“%(title)s” belongs to %(target)s, which is closed. Choose an objective of a cycle "
            "that is still open",
            title=title,
            target=target.name,
        )
    if not may_serve(cycle, target):
        raise ValidationError(
            "serves",
            "“%(title)s” belongs to %(target)s, which does not contain %(cycle)s. An objective "
            "serves objectives of its own cycle or of a longer one that contains it",
            title=title,
            target=target.name,
            cycle=cycle.name,
        )


def alignment_circle(
    code: str, target: str, serves: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """The codes of the circle that would be closed if one objective served another, beginning and
    ending with the first; () if there would be none.

    :param serves: what each objective serves, by code.
    """
    came_from: dict[str, str] = {target: code}
    waiting = [target]
    while waiting and code not in waiting:
        one = waiting.pop(0)
        for following in serves.get(one, ()):
            if following not in came_from:
                came_from[following] = one
                waiting.append(following)
    if code != target and code not in came_from:
        return ()
    circle = [code]
    at = came_from[code]
    while at != code:
        circle.append(at)
        at = came_from[at]
    return (code, *reversed(circle))


def refuse_circle(
    code: str, target: str, serves: Mapping[str, Sequence[str]], titles: Mapping[str, str]
) -> None:
    """Raise ValidationError, naming the objectives, if serving another would close a circle."""
    circle = alignment_circle(code, target, serves)
    if circle:
        raise ValidationError(
            "serves",
            "Objectives cannot serve each other in a circle: %(circle)s. Take one of these links "
            "away first",
            circle=" → ".join(f"“{titles.get(each, each)}”" for each in circle),
        )
