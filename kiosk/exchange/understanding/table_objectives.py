"""The objectives of a table while it is read: by team and title, by id, and what they serve."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.table_cells import objective_key
from kiosk.okr.alignment_reason import without_because
from kiosk.okr.import_findings import FoundKeyResult, FoundObjective

# What a wiki writes behind the title of another page.
_ADDRESS = re.compile(r"\s*\(https?://[^()\s]*\)$")

_CODE = re.compile(r"(?P<letter>[A-Z])(?P<number>\d{1,2})[.:)]?\s+(?P<title>\S.*)", re.DOTALL)
_FEWEST = 2


@dataclass(slots=True)
class TableObjective:
    """An objective that is being read."""

    line: int
    team: str
    title: str
    key_results: list[FoundKeyResult] = field(default_factory=list)
    serves: list[str] = field(default_factory=list)
    because: str = ""
    description: str = ""
    short_title: str = ""

    def describe(self, cells: Mapping[Column, str]) -> None:
        """Take what the row of an objective says besides its title."""
        self.description = self.description or cells.get(Column.DESCRIPTION, "")
        self.short_title = self.short_title or cells.get(Column.SHORT_TITLE, "")
        self.take_reasons(cells)

    def take_reasons(self, cells: Mapping[Column, str]) -> None:
        """Take what a row says about its objective: why it matters, what it serves and how walls
        call it."""
        self.because = self.because or without_because(cells.get(Column.BECAUSE, ""))
        self.short_title = self.short_title or cells.get(Column.OBJECTIVE_SHORT, "")
        serves = cells.get(Column.SERVES, "")
        if serves and serves not in self.serves:
            self.serves.append(serves)


def _lines_of(title: str) -> list[str]:
    """The title of an objective and the lines below it in its cell, where they begin anew."""
    lines = [line.strip() for line in title.split("\n") if line.strip()]
    is_broken = any(line[0].islower() or line[0].isdigit() for line in lines[1:])
    return [" ".join(lines)] if is_broken else lines or [title]


class TableObjectives:
    """Collects the objectives in the order in which they come."""

    def __init__(self) -> None:
        self.current: TableObjective | None = None
        self._all: dict[tuple[str, str], TableObjective] = {}
        self._ids: dict[str, TableObjective] = {}
        self._titles: dict[str, TableObjective] = {}
        self._parents: list[tuple[TableObjective, str]] = []

    def begin(self, line: int, team: str, title: str) -> TableObjective:
        """Go on with the objective of this team and title, or begin it."""
        title, *below = _lines_of(title)
        key = objective_key(team, title)
        found = self._all.get(key)
        if found is None:
            found = self._all[key] = TableObjective(line, team, title)
            found.description = " ".join(below)
            self._titles[title.casefold()] = found
        self.current = found
        return found

    def without_key_results_at_end(self) -> tuple[TableObjective, ...]:
        """The last objectives, from the last one on, that have no key results while others do."""
        every = tuple(reversed(self._all.values()))
        return (
            tuple(takewhile(lambda each: not each.key_results, every))
            if any(each.key_results for each in every)
            else ()
        )

    def remove(self, objective: TableObjective) -> None:
        """Take out what was no objective."""
        del self._all[objective_key(objective.team, objective.title)]
        self._titles.pop(objective.title.casefold(), None)

    def name(self, identifier: str, objective: TableObjective) -> None:
        """Remember the id of an objective, by which others name it."""
        self._ids[identifier] = objective

    def named(self, parent: str) -> TableObjective | None:
        """The objective with this id or title."""
        title = _ADDRESS.sub("", parent)
        return self._ids.get(parent) or self._titles.get(title.casefold())

    def add_parent(self, objective: TableObjective, parent: str) -> None:
        """Remember what an objective serves, by an id that may come further down."""
        self._parents.append((objective, parent))

    def found(self) -> tuple[FoundObjective, ...]:
        """Everything that was read."""
        self._take_parents()
        self._take_codes_out()
        return tuple(
            FoundObjective(
                *(o.line, o.team, o.title, tuple(o.key_results), tuple(o.serves)),
                because=o.because,
                description=o.description,
                short_title=o.short_title,
            )
            for o in self._all.values()
        )

    def _take_codes_out(self) -> None:
        """“Z1 Be on time” and “Z2 Waste nothing”: letters that count on are no part of titles."""
        coded = [_CODE.fullmatch(each.title) for each in self._all.values()]
        numbers = [int(each["number"]) for each in coded if each]
        letters = {each["letter"] for each in coded if each}
        if len(numbers) < _FEWEST or len(numbers) < len(coded) or len(letters) > 1:
            return
        if numbers == list(range(1, len(numbers) + 1)):
            for objective, code in zip(self._all.values(), coded, strict=True):
                objective.title = code["title"] if code else objective.title

    def _take_parents(self) -> None:
        for objective, parent in self._parents:
            known = self._ids.get(parent)
            title = known.title if known else parent
            if title not in objective.serves and not title.isdigit():
                objective.serves.append(title)
