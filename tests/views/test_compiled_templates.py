"""Compiled templates are kept for the next start, and never used where they may be wrong."""

import gettext
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from kiosk.views.compiled_templates import CompiledTemplates


class CountingEnvironment(Environment):
    """Counts what it compiles."""

    compiled = 0

    def _compile(self, source: str, filename: str) -> Any:
        self.compiled += 1
        return super()._compile(source, filename)


def start(folder: Path, source: str = "Hello {{ name }}", version: str = "1") -> int:
    """Render a template in a new process, so to speak.

    :returns: how many templates were compiled for it.
    """
    cache = CompiledTemplates()
    cache.use(folder, version)
    environment = CountingEnvironment(loader=DictLoader({"page": source}), bytecode_cache=cache)
    assert environment.get_template("page").render(name="Ada") == source.replace(
        "{{ name }}", "Ada"
    )
    return environment.compiled


def kept(folder: Path) -> Path:
    """The file of the one template that is kept."""
    [path] = (path for path in folder.rglob("*") if path.is_file())
    return path


def test_only_the_first_start_compiles(tmp_path: Path):
    assert [start(tmp_path), start(tmp_path)] == [1, 0]


def test_languages_share_what_is_compiled_and_nothing_else():
    cache, source = CompiledTemplates(), "{% trans %}Hello{% endtrans %}, {{ _('Ada') }}"
    german = gettext.NullTranslations()
    german.gettext = {"Hello": "Hallo", "Ada": "Ada L."}.__getitem__  # type: ignore[method-assign]
    said, compiled = [], []
    for translations in gettext.NullTranslations(), german, gettext.NullTranslations():
        environment = CountingEnvironment(
            loader=DictLoader({"page": source}),
            bytecode_cache=cache,
            extensions=["jinja2.ext.i18n"],
        )
        environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
        said.append(environment.get_template("page").render())
        compiled.append(environment.compiled)
    assert said == ["Hello, Ada", "Hallo, Ada L.", "Hello, Ada"]
    assert compiled == [1, 0, 0]


def test_a_changed_template_is_compiled_again(tmp_path: Path):
    start(tmp_path)
    assert start(tmp_path, "Welcome {{ name }}") == 1


def test_what_another_version_has_compiled_is_deleted_and_not_used(tmp_path: Path):
    start(tmp_path, version="1")
    before = kept(tmp_path)
    assert start(tmp_path, version="2") == 1
    assert not before.exists()
    assert kept(tmp_path)


@pytest.mark.parametrize("size", [0, 20, -1], ids=["nothing", "a beginning", "all but a byte"])
def test_a_file_that_was_cut_short_is_compiled_again(tmp_path: Path, size: int):
    start(tmp_path)
    path = kept(tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    assert start(tmp_path) == 1
    assert start(tmp_path) == 0


def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path):
    start(tmp_path)
    kept(tmp_path).parent.chmod(0o770)
    assert start(tmp_path) == 1
    assert start(tmp_path) == 1


def test_a_folder_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    start(tmp_path)
    monkeypatch.setattr("os.geteuid", lambda: 12345)
    assert start(tmp_path) == 1


def test_where_nothing_can_be_kept_templates_are_compiled_each_time(tmp_path: Path):
    no_folder = tmp_path / "file"
    no_folder.write_text("")
    assert [start(no_folder), start(no_folder)] == [1, 1]


def test_a_full_disk_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", no_space)
    assert start(tmp_path) == 1
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
