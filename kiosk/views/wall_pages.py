"""A wall page's HTML.

A check-in changes one page of forty; the others are found as they were.
"""

from hashlib import blake2b

from kiosk.views.render import render
from kiosk.views.words import Words

# A few screens' worth of forty objectives, as they were and as they are.
KEPT = 512


def fragment(words: Words, page_id: str, template: str, page: object) -> str:
    """The page as an <article>, with a version of exactly this content for morph.js.

    :param template: overview, objective or steps.
    :param page: the frozen view it shows.
    """
    inner = render(f"wall/_{template}.html", words, page=page)
    version = blake2b(inner.encode(), digest_size=6).hexdigest()
    return render("wall/_page.html", words, id=page_id, version=version, inner=inner)
