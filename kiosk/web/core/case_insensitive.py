"""Addresses in any case: QR codes hold their paths in capitals, and a phone's keyboard begins with
one. The words of a path are made small before a rule is looked for, so that no phone is sent on
to a second address; codes and names stay as they were written.
"""

from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.routing import Map


def case_insensitive(wsgi_app: WSGIApplication, rules: Map) -> WSGIApplication:
    """The app, asked for paths with their words in small letters.

    :param rules: the app's. All of them are there already: the words are theirs.
    """
    words = frozenset(
        begin for rule in rules.iter_rules() for begin in _literal_prefixes(rule.rule)
    )

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["PATH_INFO"] = lower_case_words(environ.get("PATH_INFO", ""), words)
        return wsgi_app(environ, start_response)

    return app


def lower_case_words(path: str, words: frozenset[str]) -> str:
    """A path with the words at its beginning in small letters.

    :param words: every path of words that an address begins with.
    """
    parts = path.split("/")
    for end in range(2, len(parts) + 1):
        begin = "/".join(parts[:end]).lower()
        if begin not in words:
            break
        parts[:end] = begin.split("/")
    return "/".join(parts)


def _literal_prefixes(rule: str) -> Iterator[str]:
    """What a rule begins with, up to the first place for a code or a name."""
    parts = rule.split("/")
    for end in range(2, len(parts) + 1):
        if "<" in parts[end - 1]:
            break
        yield "/".join(parts[:end])
