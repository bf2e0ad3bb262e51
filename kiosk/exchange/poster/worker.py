"""Sets one poster in a process of its own, with limits on memory and time.

Reads a Job as JSON from standard input. Writes a line of JSON, what was Made, and then the bytes of
the PDF, or of the pictures one after the other.
"""

import resource
import sys
from base64 import b64decode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from kiosk.exchange.poster.fonts import FontChoice, choose_fonts
from kiosk.okr.paper import PAPERS
from kiosk.okr.tiles import MARGIN, CodePlace, TilePlan, tile_plan

MEMORY = 1_500_000_000
"""Bytes of data: an A0 sheet of forty objectives in four scripts takes a fifth of it."""
SECONDS = 60
"""Of the processor."""
_HERE = Path(__file__).parent


class TileJob(msgspec.Struct, frozen=True):
    """That sheets of a width and height in millimetres are put together from a smaller paper, by
    its name; `about` is what its template reads as well."""

    about: dict[str, str]
    sheet: tuple[float, float]
    paper: str


class Job(msgspec.Struct, frozen=True):
    """What to set. `data` is what the template reads; `ppi` asks for pictures of whole sheets."""

    template: str
    data: dict[str, Any]
    timestamp: int
    tiles: TileJob | None = None
    ppi: float = 0
    logo: str = ""
    has_system_fonts: bool = True


class Made(msgspec.Struct, frozen=True):
    """What was made: how many sheets, in which size of type, which characters no font has, whether
    it fits, how long each file is, and how many pages a PDF of it has."""

    sheets: int
    points: float
    fits: bool
    missing: str = ""
    lengths: tuple[int, ...] = ()
    pages: int = 0


def limit_press() -> None:
    """From here on this process has so much memory and processor time."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Press:
    """A folder with the templates and fonts of one job."""

    def __init__(self, job: Job, folder: Path) -> None:
        self.job, self.folder = job, folder
        self.fonts = self._fonts()
        if job.logo:
            (folder / "logo.png").write_bytes(b64decode(job.logo))

    def _fonts(self) -> FontChoice:
        texts = msgspec.json.encode([self.job.data, self.job.tiles]).decode()
        language = str(self.job.data["language"])
        found = choose_fonts(texts, language, system=self.job.has_system_fonts)
        (self.folder / "fonts").mkdir()
        for number, path in enumerate(found.paths):
            (self.folder / "fonts" / f"{number}{Path(path).suffix}").symlink_to(path)
        return found

    def compiler(self, template: str, data: dict[str, Any]) -> Any:
        import typst

        for part in _HERE.glob("*.typ"):
            (self.folder / part.name).write_bytes(part.read_bytes())
        with_fonts = data | {"fonts": self.fonts.families}
        return typst.Compiler(
            str(self.folder / template),
            root=str(self.folder),
            font_paths=[str(self.folder / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"data": msgspec.json.encode(with_fonts).decode()},
        )

    def pdf(self, compiler: Any) -> bytes:
        made: bytes = compiler.compile(format="pdf", timestamp=self.job.timestamp)
        return made

    def plan(self, compiler: Any, sheets: int) -> TilePlan | None:
        """How the sheets are cut up; None if they are printed whole."""
        if self.job.tiles is None:
            return None
        found = compiler.query("<code>", field="value")
        codes = msgspec.json.decode(found, type=tuple[CodePlace, ...])
        return tile_plan(self.job.tiles.sheet, sheets, PAPERS[self.job.tiles.paper], codes)

    def files(self, compiler: Any, plan: TilePlan | None) -> list[bytes]:
        if self.job.ppi:
            pictures = compiler.compile(format="png", ppi=self.job.ppi)
            return [pictures] if isinstance(pictures, bytes) else list(pictures)
        if plan is None or self.job.tiles is None:
            return [self.pdf(compiler)]
        (self.folder / "sheet.pdf").write_bytes(self.pdf(compiler))
        sheet = {"file": "sheet.pdf", "size": self.job.tiles.sheet, "margin": MARGIN}
        data = {**self.job.tiles.about, "sheet": sheet, "plan": msgspec.to_builtins(plan)}
        return [self.pdf(self.compiler("tiles.typ", data))]


def made(job: Job, folder: Path) -> tuple[Made, list[bytes]]:
    """What was made, and its files: a PDF, or one picture for each sheet."""
    press = _Press(job, folder)
    compiler = press.compiler(job.template, job.data)
    found = msgspec.json.decode(compiler.query("<layout>", field="value", one=True), type=Made)
    plan = press.plan(compiler, found.sheets) if found.fits else None
    files = press.files(compiler, plan) if found.fits else []
    missing = "".join(sorted(press.fonts.missing))
    about = msgspec.structs.replace(
        found, missing=missing, lengths=tuple(map(len, files)),
        pages=plan.pages if plan else found.sheets,
    )  # fmt: skip
    return about, files


def work() -> None:
    """The process."""
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    limit_press()
    with TemporaryDirectory(prefix="kiosk-poster-") as folder:
        about, files = made(job, Path(folder))
    sys.stdout.buffer.write(msgspec.json.encode(about) + b"\n")
    for file in files:
        sys.stdout.buffer.write(file)


if __name__ == "__main__":
    work()
