"""What is built can be installed, and what is installed is whole: wheel, sdist and editable."""

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import time
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import packages_distributions
from pathlib import Path
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CARRIED = ("templates", "static", "data/sample")

# It builds, and installs what it built.
pytestmark = pytest.mark.slow


def outside_environment() -> dict[str, str]:
    """This process's environment without what would lead a program back to the checkout."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KIOSK_", "PYTHON"))
    }


def run(*command: str | Path, cwd: Path) -> str:
    """What a command says; what it complains of, when it fails, is part of the test's report."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=outside_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and with the wheel made from it, built without a network."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


def environment_with(folder: Path, *what: str | Path) -> Path:
    """A new virtual environment with one thing installed; returns its folder of programs.

    The libraries are borrowed from this environment by a .pth file, whose own .pth files are not
    followed: the checkout, installed here to be edited, cannot be seen from there.
    """
    venv.create(folder, with_pip=False, symlinks=True)
    programs = folder / "bin"
    packages = run(
        programs / "python",
        "-c",
        "import sysconfig; print(sysconfig.get_path('purelib'))",
        cwd=folder,
    )
    Path(packages, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "install", "--quiet")
    run(*pip, "--no-deps", "--no-index", "--no-build-isolation", *what, cwd=folder)
    return programs


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (wheel,) = built.glob("*.whl")
    return environment_with(tmp_path_factory.mktemp("installed"), wheel)


def folders_found_by(python: Path, cwd: Path) -> list[Path]:
    code = (
        "from kiosk import resources as r;"
        "print(r.PACKAGE, r.templates_folder(), r.static_folder(), r.sample_folder(), sep='\\n')"
    )
    return [Path(line) for line in run(python, "-c", code, cwd=cwd).splitlines()]


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_an_installed_wheel_finds_its_files_inside_the_package(installed, tmp_path):
    package, *found = folders_found_by(installed / "python", tmp_path)

    assert ROOT not in package.parents, "the checkout was imported, not what is installed"
    assert found == [package / name for name in CARRIED]


def test_an_installed_wheel_carries_every_file_of_the_checkout(installed, tmp_path):
    _package, *found = folders_found_by(installed / "python", tmp_path)

    for name, folder in zip(CARRIED, found, strict=True):
        expected = files_below(ROOT / name)
        assert expected, f"{name} is empty"
        assert files_below(folder) == expected


def test_the_wheel_puts_nothing_outside_its_package(built):
    (wheel,) = built.glob("*.whl")
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert tops == {"kiosk", f"okr_kiosk-{wheel.name.split('-')[1]}.dist-info"}


def test_the_sdist_is_a_whole_checkout_without_anybodys_database(built):
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"pyproject.toml", "Makefile", "LICENSE", ".ci/run", "deploy/constraints.txt"} <= names
    assert "tests/test_packaging.py" in names
    assert not [name for name in names if name.startswith("data/") and "data/sample/" not in name]
    assert not [name for name in names if name.endswith((".pyc", ".db")) or ".venv" in name]


def test_an_editable_install_finds_the_files_beside_the_package(tmp_path):
    programs = environment_with(tmp_path / "venv", "--editable", ROOT)

    found = folders_found_by(programs / "python", tmp_path)

    assert found == [ROOT / "kiosk", *(ROOT / name for name in CARRIED)]


def test_an_installed_wheel_has_the_command_and_one_version(installed, tmp_path):
    code = "import kiosk, importlib.metadata as m; print(kiosk.__version__, m.version('okr-kiosk'))"
    in_code, in_metadata = run(installed / "python", "-c", code, cwd=tmp_path).split()

    assert in_code == in_metadata
    assert (installed / "kiosk").exists()


def pinned() -> dict[str, str]:
    lines = (ROOT / "deploy" / "constraints.txt").read_text().splitlines()
    pins = [line.split("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pins}


def test_constraints_are_names_and_versions_and_nothing_else():
    lines = (ROOT / "deploy" / "constraints.txt").read_text().splitlines()
    wrong = [line for line in lines[1:] if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.+!]+", line)]

    assert lines[0].startswith("# ")
    assert wrong == []


@pytest.mark.parametrize("line", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"])
def test_every_dependency_is_pinned_to_a_version_it_allows(line):
    requirement = Requirement(line)
    version = pinned().get(canonicalize_name(requirement.name))

    assert version is not None, f"{requirement.name}: run make constraints"
    assert requirement.specifier.contains(version)


@contextmanager
def serving(programs: Path, folder: Path) -> Iterator[str]:
    """The installed server on a port of its own with the sample office; yields its address."""
    said = folder / "said"
    command = [programs / "kiosk", "run", "--sample", "--data", folder / "data"]
    with said.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", "0"],
            cwd=folder,
            env=outside_environment() | {"PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield address_in(said, process)
    finally:
        process.terminate()
        process.wait(10)


def address_in(said: Path, process: subprocess.Popen[bytes]) -> str:
    """The wall's address, as soon as the server has printed it."""
    for _attempt in range(600):
        found = re.search(r"http://localhost:(\d+)/", said.read_text())
        if found:
            return f"http://127.0.0.1:{found[1]}"
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(f"the server printed no address: {said.read_text()}")


def fetched(address: str) -> str:
    with urlopen(address, timeout=10) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def test_an_installed_wheel_serves_the_wall_and_all_it_needs(installed, tmp_path):
    with serving(installed, tmp_path) as address:
        wall = fetched(f"{address}/")
        needed = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))', wall)

        assert "data-objective=" in wall
        assert needed
        assert all(fetched(address + path) for path in needed)


def imported_by(package: Path) -> set[str]:
    """The top of every module that a package imports, wherever the import stands."""
    nodes = [
        node for path in package.rglob("*.py") for node in ast.walk(ast.parse(path.read_text()))
    ]
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [
        node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level
    ]
    return {name.partition(".")[0] for name in names if name}


def test_every_library_the_code_imports_is_a_dependency():
    declared = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    # Flask's own halves, which come with it and not without it.
    declared |= {"werkzeug", "markupsafe"}
    providers = packages_distributions()
    libraries = imported_by(ROOT / "kiosk") - sys.stdlib_module_names - {"kiosk"}
    undeclared = {
        library
        for library in libraries
        if not declared & {canonicalize_name(name) for name in providers.get(library, ())}
    }

    assert {"flask", "gevent", "sqlite_utils"} <= libraries
    assert undeclared == set()
