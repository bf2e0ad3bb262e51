"""The Jinja renderer of first page loads and of pushed updates."""

import re
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kiosk.resources import templates_folder
from kiosk.views.compiled_templates import CompiledTemplates
from kiosk.views.i18n.localizer import Localizer


def render(template: str, localizer: Localizer, **context: object) -> str:
    """A rendered template in the localizer's language.

    :param template: its path below templates/, like "wall/page.html".
    :raises jinja2.TemplateError: for a template or a name that does not exist.
    """
    return _environment(localizer).get_template(template).render(localizer=localizer, **context)


_COMPILED = CompiledTemplates()


def keep_compiled_templates(folder: Path) -> None:
    """Keep compiled templates in this folder for the next start."""
    # This module has the options that templates are compiled with.
    options = Path(__file__).read_text(encoding="utf-8")
    _COMPILED.use(folder, f"{version('jinja2')}\n{options}")


# A title must not change the text direction beside it. Marks and joiners stay.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _without_direction_marks(value: object) -> object:
    return value.translate(_TURNING) if isinstance(value, str) and _TURNS.search(value) else value


@lru_cache(maxsize=16)
def _environment(localizer: Localizer) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        finalize=_without_direction_marks,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(localizer.translations, newstyle=True)  # type: ignore[attr-defined]
    return environment
