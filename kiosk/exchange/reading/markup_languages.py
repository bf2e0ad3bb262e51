"""Text in another markup than Markdown, as Markdown: so it is read as any outline is."""

import re
from collections.abc import Callable

from kiosk.exchange.reading.document_languages import (
    asciidoc_as_markdown,
    is_asciidoc,
    is_org,
    is_restructured,
    org_as_markdown,
    restructured_as_markdown,
)
from kiosk.exchange.reading.lengths import is_too_long
from kiosk.exchange.reading.typeset_languages import (
    board_as_markdown,
    is_board,
    is_latex,
    latex_as_markdown,
)
from kiosk.exchange.reading.wiki_languages import (
    dokuwiki_as_markdown,
    is_dokuwiki,
    is_jira,
    is_mediawiki,
    jira_as_markdown,
    mediawiki_as_markdown,
)

# Most texts have none of these, and large ones are soon done with.
_SIGNS = re.compile(
    r"^[ \t]*(?:={1,6}\s?[^=\s]|h[1-6][.(]|\{\||\|===|#\+[a-z]|\*+ (?:TODO|DONE|NEXT) |:PROPERTIES:"
    r"|([=~^\"'`+*#:.<>_-])\1{2,}[ \t\r]*$)|\\(?:(?:sub)*section|begin|item|documentclass)"
    r"|\[(?:\*|/(?:b|u|i|list|size|color|url|quote|h[1-6]|center|ul|ol))\]",
    re.MULTILINE | re.IGNORECASE,
)
_LANGUAGES: tuple[tuple[Callable[[str], bool], Callable[[str], str]], ...] = (
    (is_latex, latex_as_markdown),
    (is_board, board_as_markdown),
    (is_jira, jira_as_markdown),
    (is_org, org_as_markdown),
    (is_asciidoc, asciidoc_as_markdown),
    (is_dokuwiki, dokuwiki_as_markdown),
    (is_mediawiki, mediawiki_as_markdown),
    (is_restructured, restructured_as_markdown),
)


def as_markdown(text: str) -> str:
    """A text in the first of the known languages that it shows signs of, as Markdown with the same
    lines; any other text, and one with endless lines, as it is."""
    if not _SIGNS.search(text):
        return text
    if any(map(is_too_long, text.splitlines())):
        return text
    for is_written_in, convert in _LANGUAGES:
        if is_written_in(text):
            return convert(text)
    return text
