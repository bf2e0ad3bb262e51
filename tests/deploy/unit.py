"""Reads a unit file as far as the tests need it."""

from collections import defaultdict
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SERVER = DEPLOY / "kiosk-server.service"
SESSION = DEPLOY / "kiosk-session.service"
STOPPED = DEPLOY / "kiosk-stopped.service"
OFFSITE = DEPLOY / "kiosk-offsite-backup.service"
OFFSITE_TIMER = DEPLOY / "kiosk-offsite-backup.timer"
PANEL = DEPLOY / "kiosk-panel.service"
SECONDS = {"min": 60, "ms": 0.001, "s": 1}


def read_unit(path: Path) -> dict[str, list[str]]:
    """Each directive's values in the order they stand, whatever its section."""
    directives: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#;[":
            name, _, value = line.partition("=")
            directives[name].append(value)
    return directives


def words(unit: dict[str, list[str]], *names: str) -> list[str]:
    """All the words of these directives together."""
    return [word for name in names for value in unit[name] for word in value.split()]


def seconds(span: str) -> float:
    """A time span of one figure, like 5min or 2s, in seconds."""
    unit = next(suffix for suffix in SECONDS if span.endswith(suffix))
    return float(span.removesuffix(unit)) * SECONDS[unit]
