"""Where the files beside the code are: templates, static files and the sample office.

An installed package contains them; in a checkout they are beside it, where developers expect
them. Only this module knows both places.
"""

from pathlib import Path

from kiosk.errors import KioskError

PACKAGE = Path(__file__).resolve().parent


def find_folder(name: str, package: Path = PACKAGE) -> Path:
    """Return the folder `name` (with slashes), inside the package or else beside it.

    Raises KioskError with both paths if there is neither: the installation is incomplete.
    """
    inside, beside = package / name, package.parent / name
    for folder in (inside, beside):
        if folder.is_dir():
            return folder
    raise KioskError(
        "The folder %(name)s is missing: it is neither %(inside)s nor %(beside)s."
        " Install okr-kiosk again, or run it from a whole checkout.",
        name=name,
        inside=str(inside),
        beside=str(beside),
    )


def templates_folder() -> Path:
    """Return the folder of the Jinja templates. Raises KioskError if it is missing."""
    return find_folder("templates")


def static_folder() -> Path:
    """Return the folder of stylesheets and scripts. Raises KioskError if it is missing."""
    return find_folder("static")


def sample_folder() -> Path:
    """Return the folder of the sample office. Raises KioskError if it is missing."""
    return find_folder("data/sample")
