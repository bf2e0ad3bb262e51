"""The commands of deploy/README.md, as its readers copy them."""

import re
from dataclasses import dataclass

from tests.deploy.unit import DEPLOY

README = (DEPLOY / "README.md").read_text(encoding="utf-8")
SET_UP = ("1. Packages", "2. Users", "3. Program", "4. Settings", "5. Server", "6. Screen")
"""The sections that make a wall of a bare machine."""


@dataclass(frozen=True, slots=True)
class Block:
    """Commands that are copied together.

    :ivar heading: the section they stand in, as "5. Server".
    """

    heading: str
    commands: str

    def __str__(self) -> str:
        return f"{self.heading}: {self.commands.splitlines()[0]}"


def blocks() -> list[Block]:
    """All of them, in the order in which they stand."""
    parts = re.split(r"^## (.+)$", README, flags=re.MULTILINE)
    return [
        Block(heading, commands)
        for heading, text in zip(["Before", *parts[1::2]], parts[::2], strict=True)
        for commands in re.findall(r"^```sh\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    ]


def block(first_words: str) -> Block:
    """The one that has a line beginning with these words."""
    [found] = [b for b in blocks() if f"\n{first_words}" in f"\n{b.commands}"]
    return found
