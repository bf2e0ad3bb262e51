"""`kiosk --version`: what is installed here."""

import subprocess
from contextlib import suppress
from pathlib import Path

from kiosk import __version__
from kiosk.web.core.assets import release


def version_line() -> str:
    """The version; the release, which open walls reload on; and in a checkout the commit."""
    commit = _commit(Path(__file__).resolve().parents[3])
    parts = [f"kiosk {__version__}", f"release {release()}", *([f"commit {commit}"] * bool(commit))]
    return ", ".join(parts)


def _commit(checkout: Path) -> str:
    """The commit that is checked out, with “-dirty” where files differ from it; "" without git."""
    if not (checkout / "pyproject.toml").exists() or not (checkout / ".git").exists():
        return ""
    asked = ["git", "-C", str(checkout), "describe", "--always", "--dirty", "--abbrev=10"]
    with suppress(OSError, subprocess.SubprocessError):
        answer = subprocess.run(asked, capture_output=True, text=True, timeout=5)  # noqa: S603
        return answer.stdout.strip() if answer.returncode == 0 else ""
    return ""
