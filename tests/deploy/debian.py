"""A Debian as its installer leaves it, with the packages of deploy/README.md, in a folder.

Made by debootstrap from the mirror that this machine's apt uses, or from DEBIAN_MIRROR, and then
kept as an archive: FAULTS_ROOTS names the folder, or it is in the user's cache. Needs root.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deploy.readme import SET_UP, blocks
from tests.deploy.unit import DEPLOY

CHECKOUT = DEPLOY.parent
PYTHONS = {"bookworm": "3.11", "trixie": "3.13"}
"""Releases, by name, and the Python that each has."""
TOOLS = {
    "debootstrap": "debootstrap",
    "systemd-nspawn": "systemd-container",
    "nsenter": "util-linux",
    "ip": "iproute2",
}
# What an installation from Debian's own medium has and debootstrap leaves out, and what a test asks
# a compositor for a picture with.
BESIDE = "sudo dbus ca-certificates grim"
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "build", "dist")


def missing() -> str:
    """Why no machine can be booted here; empty where it can."""
    if os.geteuid() != 0:
        return "only root may boot a machine in a folder"
    packages = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if packages:
        return f"not installed: apt install {' '.join(packages)}"
    if not mirror():
        return "apt knows no mirror of Debian: name one in DEBIAN_MIRROR"
    return ""


def mirror() -> str:
    """Where this machine's packages come from."""
    if named := os.environ.get("DEBIAN_MIRROR"):
        return named
    if shutil.which("apt-get") is None:
        return ""
    form = "$(ORIGIN) $(CODENAME) $(REPO_URI)"
    told = subprocess.run(
        ["apt-get", "indextargets", "--format", form], capture_output=True, text=True, check=False
    )
    words = [line.split() for line in told.stdout.splitlines()]
    found = [w[2] for w in words if len(w) == 3 and w[0] == "Debian" and "-" not in w[1]]
    return found[0] if found else ""


def unpack(release: str, root: Path) -> None:
    """Into an empty folder; the archive is made where there is none yet."""
    archive = kept(release)
    with alone(archive.with_suffix(".lock")):
        if not archive.exists():
            make(release, archive)
    run("tar", "--extract", "--gzip", "--numeric-owner", f"--file={archive}", f"--directory={root}")
    name_machine(root)
    shutil.copytree(CHECKOUT, root / "srv/okr-kiosk", ignore=NOT_COPIED)


def kept(release: str) -> Path:
    """The archive of what is installed now; one of other packages has another name."""
    wanted = f"{installs()} {BESIDE}"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(os.environ.get("FAULTS_ROOTS") or cache / "okr-kiosk-roots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{release}-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}.tar.gz"


def installs() -> str:
    """What the README installs on the way to a wall, for which it needs a mirror."""
    wanted = [block for block in blocks() if block.heading in SET_UP]
    lines = [line for block in wanted for line in block.commands.splitlines()]
    return "\n".join(line for line in lines if line.startswith("sudo apt "))


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """While no other process makes the same."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make(release: str, archive: Path) -> None:
    """Minutes: Chromium and what it needs are a gigabyte."""
    root, unfinished = archive.with_suffix(".root"), archive.with_suffix(".part")
    shutil.rmtree(root, ignore_errors=True)
    included = BESIDE.replace(" grim", "").replace(" ", ",")
    run("debootstrap", f"--include={included}", release, str(root), mirror())
    in_root(root, f"set -e\n{installs()}\nsudo apt install -y {BESIDE}\nsudo apt clean")
    options = ("--create", "--gzip", "--numeric-owner", f"--directory={root}")
    run("tar", *options, f"--file={unfinished}", ".", GZIP="-1")
    unfinished.rename(archive)
    shutil.rmtree(root)


def in_root(root: Path, script: str) -> None:
    """Runs commands in a folder that is not booted, with this machine's network."""
    settings = ("--quiet", "--register=no", "--keep-unit", "--pipe")
    quiet = "--setenv=DEBIAN_FRONTEND=noninteractive"
    run("systemd-nspawn", f"--directory={root}", *settings, quiet, "sh", "-c", script)


def name_machine(root: Path) -> None:
    """As the installer asks for; debootstrap takes the name of the machine it runs on."""
    (root / "etc/hostname").write_text("wall\n")
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n127.0.1.1 wall\n")
    # A machine of its own; two of one id would share more than a name.
    (root / "etc/machine-id").write_text("")


def fetch_wheels(release: str, folder: Path) -> None:
    """What pip will ask for in the machine, which has no way to an index."""
    run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"),
        *("--no-build-isolation", f"--wheel-dir={folder / 'own'}", str(CHECKOUT)),
    )
    [own] = (folder / "own").glob("*.whl")
    machine = platform.machine()
    platforms = [f"--platform=manylinux_2_{minor}_{machine}" for minor in (28, 17, 5)]
    run(
        *(sys.executable, "-m", "pip", "download", "--quiet", f"--dest={folder}"),
        *("--only-binary=:all:", f"--python-version={PYTHONS[release]}", *platforms),
        *(f"--constraint={CHECKOUT / 'deploy/constraints.txt'}", "hatchling", str(own)),
    )
    shutil.rmtree(folder / "own")


def run(*command: str, **environment: str) -> None:
    """Says what went wrong with all that the program wrote."""
    answer = subprocess.run(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise RuntimeError(f"{command[0]} ended with {answer.returncode}:\n{answer.stdout[-4000:]}")
