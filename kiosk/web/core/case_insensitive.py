"""Case-insensitive URLs: QR codes have paths in capitals, and a phone's keyboard begins with one.

The fixed words of a path are lower-cased before routing, without a redirect; codes and names stay
as typed.
"""

from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.routing import Map


def case_insensitive(wsgi_app: WSGIApplication, rules: Map) -> WSGIApplication:
    """WSGI middleware that lower-cases the fixed words of paths.

    :param rules: the app's rules, all of them registered.
    """
    words = frozenset(
        begin for rule in rules.iter_rules() for begin in _literal_prefixes(rule.rule)
    )

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["PATH_INFO"] = lower_case_words(environ.get("PATH_INFO", ""), words)
        return wsgi_app(environ, start_response)

    return app


def lower_case_words(path: str, words: frozenset[str]) -> str:
    """A path with the fixed words at its start in lower case.

    :param words: all sequences of fixed words that a URL may begin with.
    """
    parts = path.split("/")
    for end in range(2, len(parts) + 1):
        begin = "/".join(parts[:end]).lower()
        if begin not in words:
            break
        parts[:end] = begin.split("/")
    return "/".join(parts)


def _literal_prefixes(rule: str) -> Iterator[str]:
    """The beginning of a rule, up to its first variable."""
    parts = rule.split("/")
    for end in range(2, len(parts) + 1):
        if "<" in parts[end - 1]:
            break
        yield "/".join(parts[:end])
