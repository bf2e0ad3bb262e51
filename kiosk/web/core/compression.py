"""Pages compressed on their way out, for those who asked for it."""

import gzip

from flask import Response, request

LEVEL = 6
TEXTS = frozenset(
    {"text/html", "text/css", "text/javascript", "application/json", "application/problem+json"}
)
# Below this the header costs more than it saves.
WORTH_IT = 256


def compressed(response: Response) -> Response:
    """The response, gzipped where the client accepts that; the same bytes for the same text."""
    if response.mimetype not in TEXTS or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip") or response.is_streamed:
        return response
    body = response.get_data()
    if len(body) < WORTH_IT:
        return response
    response.set_data(gzip.compress(body, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response
