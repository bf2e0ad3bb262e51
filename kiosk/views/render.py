"""The one renderer: a page's first paint and what is pushed later come out of here alike."""

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kiosk.resources import templates_folder
from kiosk.views.words import Words


def render(template: str, words: Words, **context: object) -> str:
    """A template's text in the language of `words`.

    :param template: its path below templates/, like "wall/page.html".
    :raises jinja2.TemplateError: for a template or a name that does not exist.
    """
    return _environment(words).get_template(template).render(words=words, **context)


@lru_cache(maxsize=16)
def _environment(words: Words) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    return environment
